import { firmwareAssemblyHost } from '../bridge/firmware-assembly.ts';
import type { CompiledFirmware, FirmwareImage } from '../bridge/firmware-image.ts';
import { bindFirmware } from '../bridge/firmware-interface.ts';
import { assemble } from '../gazl/assembler.ts';
import type { Program } from '../gazl/program.ts';
import { compileFirmware } from './compile-firmware.ts';

/** Firmware as a person has it: GAZL text, one character per byte, and how it is to be started. */
export interface FirmwareSource {
	/** Tells this load from every other in a session; above 0. */
	readonly id: number;
	readonly name: string;
	readonly code: string;
	/** What the firmware finds in `config`. */
	readonly config: string;
	/** Whether DEBUG is 1: `trace` prints and assertions are in. */
	readonly debug: boolean;
}

/** What is to be said of firmware text: a fault of one place in the text, or of the whole (line 0). */
export interface FirmwareDiagnostic {
	/** Name of the error: one of the assembler's, of `FirmwareProblem`, or `NOT_COMPILED`. */
	readonly code: string;
	/** A sentence that says what is wrong and what to do. */
	readonly message: string;
	/** 1-based place in the code; 0 when it has none. */
	readonly line: number;
	readonly column: number;
}

/** What building a firmware gives. One with a warning plays all the same. */
export type FirmwareBuild =
	| { readonly ok: true; readonly image: FirmwareImage; readonly warning: FirmwareDiagnostic | null }
	| { readonly ok: false; readonly diagnostic: FirmwareDiagnostic };

/** What assembling a firmware gives: a program that the device can run. */
export type FirmwareAssembly =
	| { readonly ok: true; readonly program: Program }
	| { readonly ok: false; readonly diagnostic: FirmwareDiagnostic };

/** Assembles firmware for the device's host (device.md 6.2, 6.3) and checks that it is one. */
export function assembleFirmware({ code, debug }: FirmwareSource): FirmwareAssembly {
	const assembly = assemble(code, firmwareAssemblyHost(debug ? 1 : 0));
	if (!assembly.ok) {
		const { name: errorName, message, at } = assembly.error;
		return { ok: false, diagnostic: { code: errorName, message, line: at.line, column: at.column } };
	}
	const { program } = assembly;
	const binding = bindFirmware(program);
	if ('code' in binding) return { ok: false, diagnostic: { ...binding, line: 0, column: 0 } };
	return { ok: true, program };
}

/** The build of a program that has been compiled. */
export function compiledBuild(source: FirmwareSource, program: Program, compiled: CompiledFirmware): FirmwareBuild {
	return { ok: true, image: imageOf(source, program, compiled), warning: null };
}

/** The build of a program that could not be compiled, for the reason given, and is interpreted. */
export function interpretedBuild(source: FirmwareSource, program: Program, reason: unknown): FirmwareBuild {
	const cause = reason instanceof Error ? reason.message : String(reason);
	const message = `${source.name} is interpreted, which is many times slower: it cannot be compiled to WebAssembly (${cause}).`;
	return {
		ok: true,
		image: imageOf(source, program, null),
		warning: { code: 'NOT_COMPILED', message, line: 0, column: 0 },
	};
}

/** Assembles, checks and compiles firmware at once, for tools and tests; a page asks the toolchain worker, see `Toolchain`. */
export function buildFirmware(source: FirmwareSource): FirmwareBuild {
	const assembly = assembleFirmware(source);
	if (!assembly.ok) return assembly;
	const { program } = assembly;
	try {
		return compiledBuild(source, program, compileFirmware(program));
	} catch (reason) {
		return interpretedBuild(source, program, reason);
	}
}

function imageOf(
	{ id, name, config, debug }: FirmwareSource,
	program: Program,
	compiled: CompiledFirmware | null,
): FirmwareImage {
	return { id, name, program, compiled, config, debug };
}
