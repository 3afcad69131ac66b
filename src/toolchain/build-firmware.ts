import { assembleFirmwareGazl } from '../bridge/firmware-assembly.ts';
import { FIRMWARE_DOCUMENTATION } from '../bridge/firmware-documentation.ts';
import type { CompiledFirmware, FirmwareImage } from '../bridge/firmware-image.ts';
import { bindFirmware } from '../bridge/firmware-interface.ts';
import type { Program } from '../gazl/program.ts';
import { type CodeForm, codeForm } from '../gazl/wasm/code-form.ts';
import { compileImpala, type Diagnostic, impalaPlace, type LineMap } from '../impala/compile.ts';
import { compileFirmware } from './compile-firmware.ts';
import { impalaProblem } from './firmware-problems.ts';

/** Firmware as a person has it: text, one character per byte, and how it is to be started. */
export interface FirmwareSource {
	/** Tells this load from every other in a session; above 0. */
	readonly id: number;
	readonly name: string;
	readonly code: string;
	/** What the code is written in; GAZL when it does not say. */
	readonly language?: FirmwareLanguage;
	/** What the firmware finds in `config`. */
	readonly config: string;
	/** Whether DEBUG is 1: `trace` prints and assertions are in. */
	readonly debug: boolean;
	/** Whether its author is at work on it: it is to be heard soon, and the next version will be another one. False by default. */
	readonly draft?: boolean;
	/** Whether mistakes with its heap are to be found, if it has one, see `FirmwareImage.checked`. False by default. */
	readonly checked?: boolean;
}

export type FirmwareLanguage = 'impala' | 'gazl';

/** What is to be said of firmware text: a fault of one place in the text, or of the whole (line 0). */
export interface FirmwareDiagnostic {
	/** Name of the error: one of the Impala compiler's, the assembler's, of `FirmwareProblem`, or `NOT_COMPILED`. */
	readonly code: string;
	/** A sentence that says what is wrong and what to do. */
	readonly message: string;
	/** 1-based place in the code; 0 when it has none. */
	readonly line: number;
	readonly column: number;
}

/** Firmware as GAZL, which is what it was written in or compiled to. */
export interface FirmwareGazl {
	readonly gazl: string;
	/** Where in the Impala source the work of each of its lines is asked for; null when the source is GAZL itself. */
	readonly lineMap: LineMap | null;
}

/** What is wrong with a source: one fault at least. */
interface Failure {
	readonly ok: false;
	readonly diagnostics: readonly [FirmwareDiagnostic, ...FirmwareDiagnostic[]];
}

/** What building a firmware gives. One with warnings plays all the same. */
export type FirmwareBuild =
	| (FirmwareGazl & { readonly ok: true; readonly image: FirmwareImage; readonly warnings: readonly FirmwareDiagnostic[] })
	| Failure;

/** What assembling a firmware gives: a program that the device can run. */
export type FirmwareAssembly =
	| (FirmwareGazl & { readonly ok: true; readonly program: Program; readonly warnings: readonly FirmwareDiagnostic[] })
	| Failure;

/** An assembly that went well. */
export type AssembledFirmware = FirmwareAssembly & { readonly ok: true };

/** Brings firmware to GAZL, assembles it for the device's host (device.md 6.2, 6.3) and checks that it is one. */
export function assembleFirmware({ code, language = 'gazl', debug }: FirmwareSource): FirmwareAssembly {
	if (language === 'gazl') return assembleGazl({ gazl: code, lineMap: null }, [], debug);
	const compilation = compileImpala(code, { host: FIRMWARE_DOCUMENTATION });
	if (!compilation.ok) {
		const errors = compilation.diagnostics.filter(({ severity }) => severity === 'error').map(compilerDiagnostic);
		const [first = unplaced('NOT_COMPILED', 'It does not compile.'), ...others] = errors;
		return { ok: false, diagnostics: [first, ...others] };
	}
	return assembleGazl(compilation, compilation.warnings.map(compilerDiagnostic), debug);
}

function assembleGazl(
	{ gazl, lineMap }: FirmwareGazl,
	warnings: readonly FirmwareDiagnostic[],
	debug: boolean,
): FirmwareAssembly {
	const assembly = assembleFirmwareGazl(gazl, debug ? 1 : 0);
	if (!assembly.ok) {
		const { name: code, message, at } = assembly.error;
		return { ok: false, diagnostics: [{ code, message, ...placeIn(lineMap, at) }] };
	}
	const { program } = assembly;
	const binding = bindFirmware(program);
	if ('code' in binding) {
		const { code, message } = binding;
		if (lineMap === null) return { ok: false, diagnostics: [unplaced(code, message)] };
		const { says, remedy } = impalaProblem(code, FIRMWARE_DOCUMENTATION);
		return { ok: false, diagnostics: [unplaced(code, `${says} ${remedy}`)] };
	}
	return { ok: true, program, gazl, lineMap, warnings };
}

/** The place in the source of a place in its GAZL. */
function placeIn(lineMap: LineMap | null, at: { line: number; column: number }): { line: number; column: number } {
	if (lineMap === null) return { line: at.line, column: at.column };
	const { line, column } = impalaPlace(lineMap, at.line)?.start ?? { line: 0, column: 0 };
	return { line, column };
}

function compilerDiagnostic({ code, message, range }: Diagnostic): FirmwareDiagnostic {
	return { code, message, line: range.start.line, column: range.start.column };
}

function unplaced(code: string, message: string): FirmwareDiagnostic {
	return { code, message, line: 0, column: 0 };
}

/** The build of a program that has been compiled. */
export function compiledBuild(source: FirmwareSource, assembled: AssembledFirmware, compiled: CompiledFirmware): FirmwareBuild {
	const { program, gazl, lineMap, warnings } = assembled;
	return { ok: true, image: imageOf(source, program, compiled), gazl, lineMap, warnings };
}

/** The build of a program that could not be compiled, for the reason given, and is interpreted. */
export function interpretedBuild(source: FirmwareSource, assembled: AssembledFirmware, reason: unknown): FirmwareBuild {
	const { program, gazl, lineMap, warnings } = assembled;
	const cause = reason instanceof Error ? reason.message : String(reason);
	const message = `${source.name} is interpreted, which is many times slower: it cannot be compiled to WebAssembly (${cause}).`;
	return {
		ok: true,
		image: imageOf(source, program, null),
		gazl,
		lineMap,
		warnings: [...warnings, unplaced('NOT_COMPILED', message)],
	};
}

/** Assembles, checks and compiles firmware at once, for tools and tests; a page asks the toolchain worker, see `Toolchain`. */
export function buildFirmware(source: FirmwareSource): FirmwareBuild {
	const assembly = assembleFirmware(source);
	if (!assembly.ok) return assembly;
	try {
		return compiledBuild(source, assembly, compileFirmware(assembly.program, formOf(assembly.program, source)));
	} catch (reason) {
		return interpretedBuild(source, assembly, reason);
	}
}

/** The form in which a firmware is compiled that nobody counts. */
export function formOf(program: Program, source: FirmwareSource): CodeForm {
	return codeForm({ heat: false, checks: isChecked(program, source) });
}

/** There is nothing to check in a firmware without a heap. */
function isChecked({ heapWords }: Program, { checked = false }: FirmwareSource): boolean {
	return checked && heapWords > 0;
}

function imageOf(source: FirmwareSource, program: Program, compiled: CompiledFirmware | null): FirmwareImage {
	const { id, name, config, debug } = source;
	return { id, name, program, compiled, config, debug, checked: isChecked(program, source) };
}
