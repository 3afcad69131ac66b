import type { Program } from '../../src/patch/program.ts';

/** A program of a bank: what differs from the default program. */
export type ProgramChange = Readonly<Partial<Program>>;

/** One bank of our own, around one firmware. */
export interface BankDefinition {
	/** Name of the firmware, of its source `public/firmware/NAME.impala` and of the bank `banks/NAME.p8bank`. */
	readonly name: string;
	/** Folder of its source below `public/firmware`; none for an instrument. */
	readonly folder?: string;
	/** What the list of banks calls it. */
	readonly title: string;
	/** What it does, in one line. */
	readonly summary: string;
	/** Text for the console, at most 21 lines of 80 characters (device.md 9.2). */
	readonly about: readonly string[];
	/** The sticker over the product name: lines of IVG (device.md 9.3), see `sticker`. */
	readonly sticker: readonly string[];
	/** The programs with a name of at most 24 characters, from A0 on. */
	readonly programs: readonly (ProgramChange & { readonly name: string })[];
	/** What fills the slots behind them. */
	readonly spare: ProgramChange;
}

/** The four operand bytes from the operands of both instructions, 16 bits each. */
export function operands(first: number, second: number): ProgramChange {
	return {
		operand1High: first >> 8,
		operand1Low: first & 0xff,
		operand2High: second >> 8,
		operand2Low: second & 0xff,
	};
}

/** A clock that follows the tempo: one cycle lasts a whole note or the given part of it. */
export function synced(division: '2/1' | '1/1' | '1/2'): ProgramChange {
	return { syncMode: 'standard', clock: { kind: 'synced', division } };
}

/** A clock of its own, in kHz. */
export function free(kHz: number): ProgramChange {
	return { syncMode: 'off', clock: { kind: 'free', kHz } };
}
