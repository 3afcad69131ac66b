/** Reading one program's block of a bank file (device.md 5.2). */
import type { ProgramSource } from './bank.ts';
import { MAX_NAME_LENGTH } from './bank-diagnostics.ts';
import type { BankBlock, BankEntry, BankText } from './bank-syntax.ts';
import { clockCounting } from './control-laws.ts';
import type { EntryReader } from './entry-reader.ts';
import {
	type FieldReading,
	type FieldValue,
	fieldText,
	float32Decimal,
	isSpelled,
	meansField,
	readFieldText,
	type SpelledField,
} from './field-text.ts';
import { defaultProgram, type Program, type Slot, withName } from './program.ts';
import { FIELDS, PROGRAM_FIELDS, type ProgramProperty } from './program-fields.ts';
import { parseDivision, type SyncMode } from './sync-clock.ts';

/** Keys of both versions: a file may mix them without harm. */
const PROGRAM_KEYS: ReadonlyMap<string, ProgramProperty> = new Map(
	PROGRAM_FIELDS.flatMap(({ key, keyV1, property }) => [[key, property] as const, [keyV1, property] as const]),
);

const SPELLED_FIELDS = PROGRAM_FIELDS.filter(isSpelled);
const PROPERTIES = PROGRAM_FIELDS.map(({ property }) => property);

interface ReadField {
	readonly field: SpelledField;
	readonly entry: BankEntry;
	readonly text: BankText;
	readonly value: FieldValue;
}

/** Reads the fields of a program's block. Missing fields have their defaults; what is wrong goes to `reader`. */
export function readProgram(reader: EntryReader, slot: Slot, block: BankBlock): { program: Program; source: ProgramSource } {
	const { known, unknown } = reader.sortEntries(block, PROGRAM_KEYS, `program ${slot}`, `${slot}.`);
	const read: ReadField[] = [];
	const values: Partial<Record<SpelledField['property'], FieldValue>> = {};
	for (const field of SPELLED_FIELDS) {
		const entry = known.get(field.property);
		const readField = entry && readEntry(reader, slot, field, entry);
		if (!readField) continue;
		read.push(readField);
		values[field.property] = readField.value;
	}
	// The field that a text was read for settles the type of its value.
	const settled = settleClock(reader, slot, { ...defaultProgram(), ...(values as Partial<Program>) }, read);
	const name = readName(reader, slot, known.get('name'));
	const program = name === '' ? settled : withName(settled, name);
	const texts: Partial<Record<ProgramProperty, string>> = {};
	for (const { field, text } of read) {
		const isOwnSpelling = text.text !== fieldText(program, field, reader.version);
		if (isOwnSpelling && meansField(text.text, program, field)) texts[field.property] = text.text;
	}
	const absent = PROPERTIES.filter((property) => !known.has(property));
	return { program, source: { texts, absent, unknownEntries: unknown } };
}

function readEntry(reader: EntryReader, slot: Slot, field: SpelledField, entry: BankEntry): ReadField | null {
	const path = `${slot}.${entry.key}`;
	const text = reader.readText(entry, path);
	if (!text) return null;
	const reading: FieldReading = readFieldText(field, text.text);
	const found = text.text;
	switch (reading.kind) {
		case 'value':
			break;
		case 'clamped':
			reader.report(
				'NUMBER_OUT_OF_RANGE',
				text,
				{ field: entry.key, found, expected: reading.expected, value: reading.nearest },
				path,
			);
			break;
		case 'problem':
			reader.report(reading.code, text, { field: entry.key, found, expected: reading.expected }, path);
			return null;
	}
	return { field, entry, text, value: reading.value };
}

function readName(reader: EntryReader, slot: Slot, entry: BankEntry | undefined): string {
	if (!entry) return '';
	const path = `${slot}.${entry.key}`;
	const text = reader.readString(entry, path);
	if (!text) return '';
	if (text.text.length > MAX_NAME_LENGTH) reader.report('LONG_NAME', text, { length: text.text.length }, path);
	return text.text;
}

/**
 * Makes clock and sync mode agree. A mode that the file names counts, and the clock is what its knob means in that mode;
 * one that it does not name follows from the clock's spelling.
 */
function settleClock(reader: EntryReader, slot: Slot, program: Program, read: readonly ReadField[]): Program {
	const clockField = read.find(({ field }) => field.property === 'clock');
	const named = read.some(({ field }) => field.property === 'syncMode');
	if (!clockField) return { ...program, clock: clockCounting(program.clock, program.syncMode) };
	const { text, entry } = clockField;
	const implied: SyncMode = parseDivision(text.text)?.mode ?? 'off';
	if (!named) return { ...program, syncMode: implied };
	if (implied === program.syncMode) return program;
	const clock = clockCounting(program.clock, program.syncMode);
	const settled: Program = { ...program, clock: clock.kind === 'free' ? { ...clock, kHz: float32Decimal(clock.kHz) } : clock };
	const mode = FIELDS.syncMode.choices.find((choice) => choice.value === program.syncMode)?.written ?? program.syncMode;
	const value = fieldText(settled, FIELDS.clock, reader.version);
	reader.report('SYNC_CONTRADICTS_CLOCK', text, { found: text.text, mode, value }, `${slot}.${entry.key}`);
	return settled;
}
