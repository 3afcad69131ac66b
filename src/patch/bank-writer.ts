/** Writing a bank file as the device writes it (device.md 5.1, 5.2, 5.4). */
import { type Bank, type BankVersion, FIRMWARE_PARTS, type HighBytes, type ProgramSource, programAt } from './bank.ts';
import { escapeString } from './bank-strings.ts';
import {
	fieldText,
	hasTrailingBlankInV1,
	isStorable,
	meansField,
	numeralIn,
	type SpelledField,
	sameFieldValue,
} from './field-text.ts';
import { type Program, SLOTS, type Slot, slotIndex } from './program.ts';
import { PROGRAM_FIELDS, type ProgramField } from './program-fields.ts';

/** How to write a bank. */
export interface BankWriteOptions {
	/** Format of the file; 2 unless given, whatever the bank was read from. */
	readonly version?: BankVersion;
	/** How bytes from 0x7F up stand in strings; as in the file that the bank was read from unless given, escaped for a new bank. */
	readonly highBytes?: HighBytes;
}

/** Why a bank cannot be written. */
export type BankWriteRefusal =
	| { readonly ok: false; readonly code: 'FIRMWARE_IN_V1'; readonly message: string }
	| {
			readonly ok: false;
			readonly code: 'VALUE_NOT_STORABLE';
			readonly slot: Slot;
			readonly property: SpelledField['property'];
			readonly message: string;
	  };

/** The file's text with one char (Latin-1) per byte, or why there is none. */
export type BankWriting = { readonly ok: true; readonly text: string } | BankWriteRefusal;

/**
 * Writes a bank as a `.p8bank` file. Fields that still have the value that was read keep their text, as far as the version
 * is the same; numbers keep their digits in either. Refuses version 1 for a bank with a firmware, and programs with a value
 * that no file can say, such as a number out of range.
 */
export function writeBank(bank: Bank, { version = 2, highBytes }: BankWriteOptions = {}): BankWriting {
	if (version === 1 && bank.firmware) {
		const message = 'Permut8BankV1 has no place for a firmware. Save the bank as Permut8BankV2, or take its firmware out first.';
		return { ok: false, code: 'FIRMWARE_IN_V1', message };
	}
	for (const slot of SLOTS) {
		const refusal = refuseProgram(slot, programAt(bank, slot));
		if (refusal) return refusal;
	}
	return { ok: true, text: new BankWriter(bank, version, highBytes ?? bank.source?.highBytes ?? 'escape').write() };
}

function refuseProgram(slot: Slot, program: Program): BankWriteRefusal | null {
	for (const field of PROGRAM_FIELDS) {
		if (field.kind === 'text') continue;
		if (isStorable(program, field)) continue;
		const message = `${field.key} of program ${slot} has a value that a bank cannot hold: ${JSON.stringify(program[field.property])}.`;
		return { ok: false, code: 'VALUE_NOT_STORABLE', slot, property: field.property, message };
	}
	return null;
}

class BankWriter {
	readonly #bank: Bank;
	readonly #version: BankVersion;
	readonly #highBytes: HighBytes;
	/** Spellings to keep, by value; empty when the file to write differs from the one read in how it spells strings. */
	readonly #spellings: ReadonlyMap<string, string>;
	readonly #lines: string[] = [];

	constructor(bank: Bank, version: BankVersion, highBytes: HighBytes) {
		this.#bank = bank;
		this.#version = version;
		this.#highBytes = highBytes;
		const { source } = bank;
		const sameSpelling = source?.version === version && source.highBytes === highBytes;
		this.#spellings = new Map(sameSpelling ? source.spellings : []);
	}

	write(): string {
		const { source, firmware, currentProgram } = this.#bank;
		this.#line(0, `Permut8BankV${this.#version}: {`);
		this.#line(1, `${this.#version === 1 ? 'Current Program' : 'CurrentProgram'}: ${currentProgram}`);
		this.#line(1, 'Programs: {');
		for (const slot of SLOTS) this.#writeProgram(slot);
		this.#line(1, '}');
		if (firmware) this.#writeFirmware();
		this.#writeUnknown(1, source?.unknownEntries);
		this.#line(0, '}');
		return this.#lines.join('');
	}

	#line(depth: number, text: string): void {
		this.#lines.push(`${'\t'.repeat(depth)}${text}\r\n`);
	}

	#quoted(value: string): string {
		return `"${this.#spellings.get(value) ?? escapeString(value, this.#version, this.#highBytes)}"`;
	}

	#writeUnknown(depth: number, lines: readonly string[] = []): void {
		for (const line of lines) this.#line(depth, line);
	}

	#writeProgram(slot: Slot): void {
		const program = programAt(this.#bank, slot);
		const source = this.#bank.source?.programs[slotIndex(slot)];
		this.#line(2, `${slot}: {`);
		for (const field of PROGRAM_FIELDS) {
			const value = this.#fieldValue(program, field, source);
			if (value !== null) this.#line(3, `${this.#version === 1 ? field.keyV1 : field.key}: ${value}`);
		}
		this.#writeUnknown(3, source?.unknownEntries);
		this.#line(2, '}');
	}

	/** What follows a field's key, or null when the field is left out. */
	#fieldValue(program: Program, field: ProgramField, source: ProgramSource | undefined): string | null {
		if (field.kind === 'text') return program.name ? this.#quoted(program.name) : null;
		const sameVersion = this.#bank.source?.version === this.#version;
		const wasAbsent = sameVersion && source?.absent.includes(field.property);
		if (wasAbsent && sameFieldValue(program[field.property], field.default)) return null;
		const read = source?.texts[field.property];
		const kept = read !== undefined && meansField(read, program, field) ? read : undefined;
		const text = kept !== undefined && sameVersion ? kept : fieldText(program, field, this.#version, kept && numeralIn(kept));
		if (this.#version === 1) return hasTrailingBlankInV1(field) ? `${text} ` : text;
		return field.kind === 'flag' ? text : `"${text}"`;
	}

	#writeFirmware(): void {
		const { firmware, source } = this.#bank;
		if (!firmware) return;
		this.#line(1, 'Firmware: {');
		for (const { property, key, shape } of FIRMWARE_PARTS) {
			const part = firmware[property];
			if (source?.firmware?.absent.includes(property) && part.length === 0) continue;
			if (shape === 'text') {
				this.#line(2, `${key}: ${this.#quoted(String(part))}`);
				continue;
			}
			if (property !== 'code') this.#line(0, '');
			this.#line(2, `${key}: {`);
			for (const line of property === 'code' ? firmware.code.split('\n') : firmware[property]) this.#line(3, this.#quoted(line));
			this.#line(2, '}');
		}
		this.#writeUnknown(2, source?.firmware?.unknownEntries);
		this.#line(1, '}');
	}
}
