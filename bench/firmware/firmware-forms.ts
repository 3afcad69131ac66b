import { FIRMWARE_HOST_CODE } from '../../src/bridge/firmware-host-code.ts';
import type { FirmwareImage } from '../../src/bridge/firmware-image.ts';
import { compileProgram } from '../../src/gazl/wasm/compile-program.ts';
import { assembleFirmware } from '../../src/toolchain/build-firmware.ts';
import { compiledFirmware } from '../../src/toolchain/compile-firmware.ts';
import type { BenchFirmware } from '../bench-firmware.ts';
import type { MeasuredFirmware } from './measure-ticks.ts';

/**
 * Builds a firmware in every form that it can be run in.
 *
 * @throws Error with the diagnostic when it does not build
 */
export function firmwareForms({ name, code, config, settings }: BenchFirmware): MeasuredFirmware {
	const source = { id: 1, name, code, config, debug: false };
	const assembly = assembleFirmware(source);
	if (!assembly.ok) throw new Error(`${name}, line ${assembly.diagnostics[0].line}: ${assembly.diagnostics[0].message}`);
	const { program } = assembly;
	const interpreted: FirmwareImage = { id: source.id, name, program, compiled: null, config, debug: source.debug };
	const compiled = (form: 'plain' | 'instrumented'): FirmwareImage => {
		const module = new WebAssembly.Module(compileProgram(program, FIRMWARE_HOST_CODE, form));
		return { ...interpreted, compiled: compiledFirmware(module, program) };
	};
	return {
		name,
		settings,
		forms: [
			{ form: 'interpreter', image: interpreted },
			{ form: 'plain', image: compiled('plain') },
			{ form: 'instrumented', image: compiled('instrumented') },
		],
	};
}
