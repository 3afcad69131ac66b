import type { Program } from '../gazl/program.ts';
import { IP_OFFSET } from '../gazl/program.ts';
import { MEMORY_NATIVES } from './memory-natives.ts';

/** When the host writes a global of the firmware (device.md 6.5): once before init(), before each update() that is due, before each tick. */
export type HostWriting = 'load' | 'update' | 'tick';

/** A global that host and firmware share, found by name (device.md 6.4). */
interface SharedGlobal {
	readonly name: string;
	/** Words that it must have at least to be used. */
	readonly words: number;
	/** When the host writes it, null for never. It must not lie in the data stack if it does: frames are none of the host's business. */
	readonly hostWrites: HostWriting | null;
}

/** Globals that the host reads or writes while the firmware runs. `config` has any size. */
export const SHARED_GLOBALS = [
	{ name: 'params', words: 1, hostWrites: 'update' },
	{ name: 'clock', words: 1, hostWrites: 'tick' },
	{ name: 'hostPosition', words: 1, hostWrites: 'tick' },
	{ name: 'signal', words: 2, hostWrites: 'tick' },
	{ name: 'positions', words: 2, hostWrites: 'tick' },
	{ name: 'displayLEDs', words: 4, hostWrites: null },
	{ name: 'instance', words: 1, hostWrites: 'load' },
	{ name: 'config', words: 1, hostWrites: 'load' },
	{ name: 'clockFreqLimit', words: 1, hostWrites: null },
	{ name: 'updateMask', words: 1, hostWrites: null },
	{ name: 'panelTextRows', words: 8, hostWrites: null },
	{ name: 'configText', words: 1, hostWrites: null },
] as const satisfies readonly SharedGlobal[];

/** When the host writes a global of that name; null for one that is the firmware's alone. */
export function hostWriting(name: string): HostWriting | null {
	return SHARED_GLOBALS.find((shared) => shared.name === name)?.hostWrites ?? null;
}

/** Whether a global of that name is the host's to write. */
export function isHostWritten(name: string): boolean {
	return hostWriting(name) !== null;
}

/** Functions that the host calls, all optional but for one of the last three (device.md 6.1, 6.5). */
export const ENTRY_POINTS = ['init', 'update', 'reset', 'process', 'operate1', 'operate2'] as const;

/** Natives that suspend a firmware as a matter of course, so that it is compiled for going on behind them. */
export const SUSPENDING_NATIVES: readonly string[] = ['yield'];

/** Natives of the device that a firmware may call (device.md 6.3). */
export const FIRMWARE_NATIVES = ['abort', 'exit', 'trace', 'assertFail', 'yield', 'write', 'read'] as const;

/** Those, and the extension of this host (memory.md 2 to 6), in the order in which programs number them. */
export const DEVICE_NATIVES: readonly string[] = [...FIRMWARE_NATIVES, ...MEMORY_NATIVES.map(({ name }) => name)];

/** Values of PRAWN_FIRMWARE_PATCH_FORMAT that this host knows. */
export const PATCH_FORMATS: readonly number[] = [1, 2, 3];

type GlobalName = (typeof SHARED_GLOBALS)[number]['name'];
type EntryPoint = (typeof ENTRY_POINTS)[number];

/** Where a program keeps what it shares with the host. */
export interface FirmwareBinding {
	/** A full patch replaces the whole CPU, a mod patch one or both instructions. */
	readonly kind: 'full' | 'mod';
	/** Word index of each shared global, −1 when it is not declared, too small, or in no place for it. */
	readonly globals: Readonly<Record<GlobalName, number>>;
	/** Declared words of `params` and `config`, 0 when not declared. */
	readonly paramsWords: number;
	readonly configWords: number;
	/** Function pointer of each entry point, 0 when not defined. */
	readonly entries: Readonly<Record<EntryPoint, number>>;
}

/** Why a program cannot be plugged in as a firmware: a name for it and a sentence that says what to do. */
export interface FirmwareProblem {
	readonly code: 'NO_PATCH_FORMAT' | 'UNSUPPORTED_PATCH_FORMAT' | 'NO_ENTRY_POINT' | 'NO_SIGNAL' | 'NO_POSITIONS';
	readonly message: string;
}

function patchFormat(program: Program): number | null {
	const constant = program.constants.find(({ name }) => name === 'PRAWN_FIRMWARE_PATCH_FORMAT');
	if (constant !== undefined) return constant.word;
	const symbol = program.symbols.find(({ name }) => name === 'PRAWN_FIRMWARE_PATCH_FORMAT');
	if (symbol === undefined) return null;
	const image = symbol.section === 'CNST' ? program.constantImage : program.globalImage;
	const start = symbol.section === 'CNST' ? program.memoryWords - program.constantImage.length : 0;
	return image[symbol.address - start] ?? null;
}

/** Finds what host and firmware share, or says why the program is no firmware. Not for the audio thread. */
export function bindFirmware(program: Program): FirmwareBinding | FirmwareProblem {
	const format = patchFormat(program);
	if (format === null) {
		return {
			code: 'NO_PATCH_FORMAT',
			message: 'PRAWN_FIRMWARE_PATCH_FORMAT is not defined. Add the line "PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2".',
		};
	}
	if (!PATCH_FORMATS.includes(format)) {
		return {
			code: 'UNSUPPORTED_PATCH_FORMAT',
			message: `Unsupported patch format ${format}. This host knows the formats ${PATCH_FORMATS.join(', ')}.`,
		};
	}
	const sizeOf = (name: string): number => program.symbols.find((symbol) => symbol.name === name)?.sizeWords ?? 0;
	const globals = Object.fromEntries(
		SHARED_GLOBALS.map(({ name, words, hostWrites }) => {
			const symbol = program.symbols.find((candidate) => candidate.name === name);
			if (symbol === undefined || symbol.sizeWords < words || symbol.address < 0) return [name, -1];
			const end = symbol.address + symbol.sizeWords;
			const inStack = end > program.globalImage.length && symbol.address < program.memoryWords - program.constantImage.length;
			return [name, end > program.memoryWords || (hostWrites !== null && inStack) ? -1 : symbol.address];
		}),
	) as Record<GlobalName, number>;
	const entries = Object.fromEntries(
		ENTRY_POINTS.map((name) => {
			const ordinal = program.functions.findIndex((candidate) => candidate.name === name);
			return [name, ordinal < 0 ? 0 : IP_OFFSET + ordinal];
		}),
	) as Record<EntryPoint, number>;
	const full = entries.process !== 0;
	if (!full && entries.operate1 === 0 && entries.operate2 === 0) {
		return {
			code: 'NO_ENTRY_POINT',
			message:
				'The firmware defines neither process nor operate1 nor operate2. Define process for a full patch, operate1 or operate2 for a mod patch.',
		};
	}
	if (full && globals.signal < 0) {
		return { code: 'NO_SIGNAL', message: 'A full patch needs the global "signal" with 2 words. Add the line "signal: GLOB *2".' };
	}
	if (!full && globals.positions < 0) {
		return {
			code: 'NO_POSITIONS',
			message: 'A mod patch needs the global "positions" with 2 words. Add the line "positions: GLOB *2".',
		};
	}
	return { kind: full ? 'full' : 'mod', globals, paramsWords: sizeOf('params'), configWords: sizeOf('config'), entries };
}
