import type { AssemblyHost } from '../gazl/assembler.ts';
import { assemblerConstants } from '../patch/host-constants.ts';
import { FIRMWARE_NATIVES } from './firmware-interface.ts';
import { MACHINE_WORDS } from './machine-size.ts';

/**
 * What firmware is assembled against: the device's machine, natives and constants (device.md 6.2, 6.3).
 *
 * @param debug value of the constant DEBUG
 */
export function firmwareAssemblyHost(debug: 0 | 1): AssemblyHost {
	return {
		memoryWords: MACHINE_WORDS,
		natives: FIRMWARE_NATIVES,
		constants: assemblerConstants(debug),
		sourceMayRedefineConstants: true,
	};
}
