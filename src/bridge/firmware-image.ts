import type { Program } from '../gazl/program.ts';

/** A firmware ready to be started: made by the toolchain, sent to the audio thread, structured-cloneable. */
export interface FirmwareImage {
	/** Tells this load from every other in a session; above 0. Also the firmware's `instance` global. */
	readonly id: number;
	readonly name: string;
	readonly program: Program;
	/** The text that the firmware finds in `config`. */
	readonly config: string;
	/** Whether `trace` prints; the constant DEBUG that the program was assembled with. */
	readonly debug: boolean;
}
