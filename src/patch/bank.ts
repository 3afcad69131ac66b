/** A bank: thirty programs and, perhaps, a firmware (device.md 5). */

import { defaultProgram, type Program, SLOTS, type Slot, slotIndex } from './program.ts';
import type { ProgramProperty } from './program-fields.ts';

/** Format of a bank file: 1 without, 2 with the possibility of a firmware. */
export type BankVersion = 1 | 2;

/** How bytes from 0x7F up stand in a file's strings: as `\xhh`, as the device writes them, or as they are. */
export type HighBytes = 'escape' | 'raw';

/** A firmware as a bank carries it. Every char is a Latin-1 code, as far as the bank's author kept to that. */
export interface Firmware {
	readonly name: string;
	/** What the firmware finds in its `config`. */
	readonly config: string;
	/** GAZL source, lines joined by `\n`, no line end after the last. */
	readonly code: string;
	/** IVG source of the sticker, by line. */
	readonly logo: readonly string[];
	/** Text for the console, by line. */
	readonly about: readonly string[];
}

/** The parts of a firmware in the order in which banks list them. */
export const FIRMWARE_PARTS = [
	{ property: 'name', key: 'Name', shape: 'text' },
	{ property: 'config', key: 'Config', shape: 'text' },
	{ property: 'code', key: 'Code', shape: 'lines' },
	{ property: 'logo', key: 'Logo', shape: 'lines' },
	{ property: 'about', key: 'About', shape: 'lines' },
] as const satisfies readonly { property: keyof Firmware; key: string; shape: 'text' | 'lines' }[];

/** A bank as a plain immutable value that survives structured cloning and JSON. */
export interface Bank {
	/** Format of the file that the bank was read from. */
	readonly version: BankVersion;
	readonly currentProgram: Slot;
	/** In the order of `SLOTS`. */
	readonly programs: readonly Program[];
	readonly firmware?: Firmware;
	/** What the reader remembers for the writer. Carry it along when editing; it never has to be edited. */
	readonly source?: BankSource;
}

/**
 * What a bank's file said beyond the values: so that a bank that was not changed is written back byte for byte, and one
 * that was changed differs in the changed fields only. The writer uses a remembered text only while it still reads as the
 * value that the bank has, so a stale one does no harm.
 */
export interface BankSource {
	/** Format in which `programs` and `spellings` are spelled. */
	readonly version: BankVersion;
	/** `raw` when the file had such a byte in a string. */
	readonly highBytes: HighBytes;
	/** In the order of `SLOTS`. */
	readonly programs: readonly ProgramSource[];
	/** Strings, as pairs of value and text between the quotes, that the file escaped in another way than the writer would. */
	readonly spellings: readonly (readonly [value: string, literal: string])[];
	/** Entries beside the known ones, as lines with the indentation that they have among themselves. */
	readonly unknownEntries: readonly string[];
	readonly firmware?: FirmwareSource;
}

/** What the reader remembers of one program. */
export interface ProgramSource {
	/** Texts of the fields that the writer would write differently: numbers of more digits, lower-case hexadecimals. */
	readonly texts: Readonly<Partial<Record<ProgramProperty, string>>>;
	/** Fields that the file did not have. */
	readonly absent: readonly ProgramProperty[];
	readonly unknownEntries: readonly string[];
}

/** What the reader remembers of the firmware block. */
export interface FirmwareSource {
	/** The code as read, to know whether `codeFileLines` still applies. */
	readonly code: string;
	/** For each line of the code, the line of the bank file that it came from, counted from 1. */
	readonly codeFileLines: readonly number[];
	/** Parts that the file did not have. */
	readonly absent: readonly (keyof Firmware)[];
	readonly unknownEntries: readonly string[];
}

/** A bank of thirty default programs without firmware. */
export function emptyBank(): Bank {
	return { version: 2, currentProgram: 'A0', programs: SLOTS.map(() => defaultProgram()) };
}

/** The program in a slot. */
export function programAt(bank: Bank, slot: Slot): Program {
	return bank.programs[slotIndex(slot)] ?? defaultProgram();
}

/** The bank with another program in a slot. */
export function withProgram(bank: Bank, slot: Slot, program: Program): Bank {
	return { ...bank, programs: bank.programs.with(slotIndex(slot), program) };
}

/** The bank with another firmware, or with none. What the file said about a firmware of another name is forgotten. */
export function withFirmware(bank: Bank, firmware: Firmware | null): Bank {
	const { firmware: replaced, source, ...rest } = bank;
	const kept = source && replaced?.name !== firmware?.name ? withoutFirmwareSource(source) : source;
	return { ...rest, ...(firmware && { firmware }), ...(kept && { source: kept }) };
}

function withoutFirmwareSource({ firmware: _, ...rest }: BankSource): BankSource {
	return rest;
}
