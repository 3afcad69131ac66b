import type { FirmwareImage } from '../bridge/firmware-image.ts';
import { codeForm } from '../gazl/wasm/code-form.ts';
import { compileFirmware } from './compile-firmware.ts';

/**
 * The checked build of a firmware that has been built for release, for tools; the same when there is nothing to check.
 *
 * @throws as `compileFirmware` does
 */
export function checkedImage(image: FirmwareImage): FirmwareImage {
	const { program, compiled, checked } = image;
	if (checked || program.heapWords === 0) return image;
	const form = codeForm({ heat: false, checks: true });
	return { ...image, checked: true, compiled: compiled === null ? null : compileFirmware(program, form) };
}
