import type { FirmwareImage } from '../../src/bridge/firmware-image.ts';
import type { FirmwareBinding } from '../../src/bridge/firmware-interface.ts';
import { bindFirmware, FIRMWARE_NATIVES } from '../../src/bridge/firmware-interface.ts';
import { MACHINE_WORDS } from '../../src/bridge/machine-size.ts';
import type { LinkedProgram } from '../../src/gazl/linked-program.ts';
import { linkProgram } from '../../src/gazl/linked-program.ts';

/** A firmware with everything that starting it needs, so that the start itself allocates nothing. */
export interface StagedFirmware {
	readonly image: FirmwareImage;
	readonly linked: LinkedProgram;
	readonly binding: FirmwareBinding;
	/** Words of all engine parameters that apply when it begins to play; null leaves them as they are. */
	readonly settings: Int32Array | null;
}

/** Prepares a firmware. Throws when the image is no firmware of this host, which the toolchain has checked. */
export function stageFirmware(image: FirmwareImage, settings: Int32Array | null): StagedFirmware {
	const binding = bindFirmware(image.program);
	if ('code' in binding) throw new Error(binding.message);
	if (image.program.natives.join() !== FIRMWARE_NATIVES.join()) throw new Error('The firmware was built for another host');
	if (image.program.memoryWords > MACHINE_WORDS) {
		throw new Error(`The firmware needs ${image.program.memoryWords} words of memory; this host has ${MACHINE_WORDS}`);
	}
	return { image, linked: linkProgram(image.program), binding, settings };
}
