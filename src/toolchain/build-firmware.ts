import { firmwareAssemblyHost } from '../bridge/firmware-assembly.ts';
import type { FirmwareImage } from '../bridge/firmware-image.ts';
import { bindFirmware } from '../bridge/firmware-interface.ts';
import { assemble } from '../gazl/assembler.ts';

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

/** Why firmware text cannot be played: a fault of one place in the text, or of the whole (line 0). */
export interface FirmwareDiagnostic {
	/** Name of the error: one of the assembler's, or of `FirmwareProblem`. */
	readonly code: string;
	/** A sentence that says what is wrong and what to do. */
	readonly message: string;
	/** 1-based place in the code; 0 when it has none. */
	readonly line: number;
	readonly column: number;
}

/** What building a firmware gives. */
export type FirmwareBuild =
	| { readonly ok: true; readonly image: FirmwareImage }
	| { readonly ok: false; readonly diagnostic: FirmwareDiagnostic };

/** Assembles firmware for the device's host (device.md 6.2, 6.3) and checks that it is one. */
export function buildFirmware({ id, name, code, config, debug }: FirmwareSource): FirmwareBuild {
	const assembly = assemble(code, firmwareAssemblyHost(debug ? 1 : 0));
	if (!assembly.ok) {
		const { name: errorName, message, at } = assembly.error;
		return { ok: false, diagnostic: { code: errorName, message, line: at.line, column: at.column } };
	}
	const binding = bindFirmware(assembly.program);
	if ('code' in binding) return { ok: false, diagnostic: { ...binding, line: 0, column: 0 } };
	return { ok: true, image: { id, name, program: assembly.program, config, debug } };
}
