import type { FirmwareImage } from '../../src/bridge/firmware-image.ts';
import { CODE_FORMS, type CodeForm } from '../../src/gazl/wasm/code-form.ts';
import { assembleFirmware } from '../../src/toolchain/build-firmware.ts';
import { compileFirmware } from '../../src/toolchain/compile-firmware.ts';
import type { BenchFirmware } from '../bench-firmware.ts';
import type { MeasuredFirmware } from './measure-ticks.ts';

/**
 * Builds a firmware as it is interpreted, plain and instrumented.
 *
 * @throws Error with the diagnostic when it does not build
 */
export function firmwareForms(firmware: BenchFirmware): MeasuredFirmware {
	const { name, settings } = firmware;
	const interpreted = interpretedImage(firmware);
	return {
		name,
		settings,
		forms: [
			{ form: 'interpreter', image: interpreted },
			{ form: 'plain', image: compiledImage(interpreted, 'plain') },
			{ form: 'instrumented', image: compiledImage(interpreted, 'instrumented') },
		],
	};
}

/**
 * A firmware without compiled code.
 *
 * @throws Error with the diagnostic when it does not build
 */
export function interpretedImage({ name, code, config }: BenchFirmware): FirmwareImage {
	const source = { id: 1, name, code, config, debug: false };
	const assembly = assembleFirmware(source);
	if (!assembly.ok) throw new Error(`${name}, line ${assembly.diagnostics[0].line}: ${assembly.diagnostics[0].message}`);
	return { id: source.id, name, program: assembly.program, compiled: null, config, debug: source.debug };
}

/** A firmware compiled in a form. One with checks runs in the checked build. */
export function compiledImage(interpreted: FirmwareImage, form: CodeForm): FirmwareImage {
	const { program } = interpreted;
	return { ...interpreted, compiled: compileFirmware(program, form), checked: CODE_FORMS[form].checks };
}
