import type { Program } from '../gazl/program.ts';

/** What runs firmware: its code compiled to WebAssembly, or the interpreter, which is the reference. The samples are the same. */
export type FirmwareExecutor = 'wasm' | 'interpreter';

/** A program's compiled code, for any machine; structured-cloneable. */
export interface CompiledFirmware {
	readonly module: WebAssembly.Module;
	/** See `instructionsToBlockEnd`. */
	readonly toBlockEnd: Int32Array;
}

/** A firmware ready to be started: made by the toolchain, sent to the audio thread, structured-cloneable. */
export interface FirmwareImage {
	/** Tells this load from every other in a session; above 0. Also the firmware's `instance` global. */
	readonly id: number;
	readonly name: string;
	readonly program: Program;
	/** The program's compiled code; null for one that can only be interpreted. */
	readonly compiled: CompiledFirmware | null;
	/** The text that the firmware finds in `config`. */
	readonly config: string;
	/**
	 * Whether it runs in the checked build, in which mistakes with the heap are found; then its code is of a checked form. Only
	 * one with a heap can be.
	 */
	readonly checked?: boolean;
	/** Whether `trace` prints; the constant DEBUG that the program was assembled with. */
	readonly debug: boolean;
}
