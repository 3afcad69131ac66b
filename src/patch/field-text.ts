/** Fields of a program as banks spell them, in both versions and both directions (device.md 5.2, 5.4). */
import type { BankVersion } from './bank.ts';
import { clampToRange } from './control-laws.ts';
import type { Operator } from './operators.ts';
import { hexByte, type Program } from './program.ts';
import type { ClockSetting, FilterSetting, ProgramField, Range } from './program-fields.ts';
import { DIVISIONS, divisionText, parseDivision } from './sync-clock.ts';

/** A field with a spelling of its own: every one but the name, which is a string like any other. */
export type SpelledField = Exclude<ProgramField, { kind: 'text' }>;

const DECIMALS = 8;
const ON_OFF = ['Off', 'On'] as const;
const FLAG = ['false', 'true'] as const;

/** Largest share of itself by which rounding to a 32-bit float may have carried a number over the end of its range. */
const FLOAT_OVERSHOOT = 2 ** -22;

/**
 * The shortest decimal number that is the same 32-bit float as `value`. The device keeps such floats and writes eight
 * decimals of them, so 44.1 stands in a file as 44.09999847, and is 44.1 again when it is read.
 */
export function float32Decimal(value: number): number {
	const float = Math.fround(value);
	for (let digits = 6; digits < 9; digits++) {
		const decimal = Number(float.toPrecision(digits));
		if (Math.fround(decimal) === float) return decimal + 0;
	}
	return Number(float.toPrecision(9)) + 0;
}

/**
 * A number as `%.8f` of a 32-bit float. C rounds a tie to the even digit where `toFixed` rounds it up; large floats have
 * such ties (21680.314453125 Hz is in a shipped bank), and their ninth decimal is exact.
 */
function decimalText(value: number): string {
	const float = Math.fround(value);
	const tie = float.toFixed(DECIMALS + 1);
	const isTie = tie.endsWith('5') && Number(tie) === float;
	const text = isTie && Number(tie.at(-2)) % 2 === 0 ? tie.slice(0, -1) : float.toFixed(DECIMALS);
	return Number(text) === 0 ? (0).toFixed(DECIMALS) : text;
}

/**
 * A field's text as the given version spells it, without the quotes of version 2 or the trailing blank of version 1.
 * `numeral` replaces the digits of a number, for a field that keeps those of another version's file.
 */
export function fieldText(program: Program, field: SpelledField, version: BankVersion, numeral?: string): string {
	switch (field.kind) {
		case 'flag':
			return FLAG[program[field.property] ? 1 : 0];
		case 'onOff':
			return ON_OFF[program[field.property] ? 1 : 0];
		case 'decibel':
		case 'percent': {
			const digits = numeral ?? decimalText(program[field.property]);
			return version === 1 ? `${digits} ${field.unit}` : digits;
		}
		case 'filterFrequency': {
			const { mode, hz } = program[field.property];
			const text = mode === 'off' ? field.offText : `${field[mode]?.prefix} ${numeral ?? decimalText(hz)}`;
			return version === 1 ? `${text} ${field.unit}` : text;
		}
		case 'clockFrequency': {
			const { clock, syncMode } = program;
			if (clock.kind === 'free') return `${numeral ?? decimalText(clock.kHz)} ${field.unit}`;
			return divisionText(clock.division, syncMode === 'off' ? 'standard' : syncMode);
		}
		case 'choice':
			return field.choices.find(({ value }) => value === program[field.property])?.written ?? String(program[field.property]);
		case 'operator':
			return version === 1 ? operatorAt(field.operators, program[field.property]) : String(program[field.property]);
		case 'byte':
			return `0x${hexByte(program[field.property])}`;
	}
}

/** The mnemonic of a code; a code that is none stands for itself, and the writer refuses it. */
function operatorAt(operators: readonly Operator[], code: number): string {
	return operators[code]?.mnemonic ?? String(code);
}

/** Whether version 1 ends the line of a field with a blank: the place of a unit that the field does not have. */
export function hasTrailingBlankInV1(field: SpelledField): boolean {
	switch (field.kind) {
		case 'flag':
		case 'decibel':
		case 'percent':
		case 'filterFrequency':
			return false;
		default:
			return true;
	}
}

/** The digits of a number in a field's text, if it has one. */
export function numeralIn(text: string): string | undefined {
	return /[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/.exec(text)?.[0];
}

/** The value of some field. */
export type FieldValue = Program[SpelledField['property']];

/** A field's text understood, understood but out of range, or not understood; `expected` says what belongs there. */
export type FieldReading =
	| { readonly kind: 'value'; readonly value: FieldValue }
	| { readonly kind: 'clamped'; readonly value: FieldValue; readonly nearest: string; readonly expected: string }
	| {
			readonly kind: 'problem';
			readonly code: 'NOT_IN_ENUM' | 'BAD_NUMBER' | 'UNKNOWN_DIVISION' | 'BAD_OPERAND' | 'BAD_OPERATOR';
			readonly expected: string;
	  };

/** Reads a field's text in the spelling of either version: the unit may be missing, operators are digits or mnemonics. */
export function readFieldText(field: SpelledField, text: string): FieldReading {
	switch (field.kind) {
		case 'flag':
			return readWord(FLAG, text, (index) => index === 1);
		case 'onOff':
			return readWord(ON_OFF, text, (index) => index === 1);
		case 'choice':
			return readWord(
				field.choices.map(({ written }) => written),
				text,
				(index) => (field.choices[index] as (typeof field.choices)[number]).value,
			);
		case 'decibel':
		case 'percent':
			return readNumber(text, field.unit, field, (value) => value);
		case 'filterFrequency':
			return readFilter(text, field);
		case 'clockFrequency':
			return readClock(text, field);
		case 'operator': {
			const index = field.operators.findIndex(({ code, mnemonic }) => text === mnemonic || text === String(code));
			const operator = field.operators[index];
			const expected = field.operators.map(({ code, mnemonic }) => `${code} (${mnemonic})`).join(', ');
			return operator ? { kind: 'value', value: operator.code } : { kind: 'problem', code: 'BAD_OPERATOR', expected };
		}
		case 'byte': {
			const digits = /^0x([0-9A-Fa-f]{1,2})$/.exec(text)?.[1];
			if (digits !== undefined) return { kind: 'value', value: Number.parseInt(digits, 16) };
			return { kind: 'problem', code: 'BAD_OPERAND', expected: '0x and one or two hexadecimal digits' };
		}
	}
}

function readWord(words: readonly string[], text: string, valueAt: (index: number) => FieldValue): FieldReading {
	const index = words.indexOf(text);
	if (index >= 0) return { kind: 'value', value: valueAt(index) };
	return { kind: 'problem', code: 'NOT_IN_ENUM', expected: words.join(', ') };
}

function rangeText({ minimum, maximum }: Range, unit: string): string {
	return `a number from ${minimum} to ${maximum} ${unit}`;
}

function readNumber(text: string, unit: string, range: Range, toValue: (value: number) => FieldValue): FieldReading {
	const expected = rangeText(range, unit);
	const match = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)[ \t]*([A-Za-z%]*)$/.exec(text);
	const [, digits = '', writtenUnit = ''] = match ?? [];
	if (!match || (writtenUnit !== '' && writtenUnit !== unit)) return { kind: 'problem', code: 'BAD_NUMBER', expected };
	const number = float32Decimal(Number(digits));
	const clamped = clampToRange(number, range);
	if (Math.abs(number - clamped) <= Math.abs(clamped) * FLOAT_OVERSHOOT) return { kind: 'value', value: toValue(clamped) };
	return { kind: 'clamped', value: toValue(clamped), nearest: `${clamped} ${unit}`, expected };
}

function readFilter(text: string, field: Extract<ProgramField, { kind: 'filterFrequency' }>): FieldReading {
	const { offText, unit } = field;
	if (text.startsWith(offText) && ['', unit].includes(text.slice(offText.length).trimStart()))
		return { kind: 'value', value: field.default };
	for (const mode of ['lowpass', 'highpass'] as const) {
		const { prefix } = field[mode];
		const number = text.startsWith(prefix) ? text.slice(prefix.length) : '';
		if (/^[ \t]/.test(number)) return readNumber(number.trimStart(), unit, field[mode], (hz) => ({ mode, hz }));
	}
	const expected = `\`${offText}\`, or ${field.lowpass.prefix} or ${field.highpass.prefix} with a frequency in ${unit}`;
	return { kind: 'problem', code: 'BAD_NUMBER', expected };
}

function readClock(text: string, field: Extract<ProgramField, { kind: 'clockFrequency' }>): FieldReading {
	const division = parseDivision(text);
	if (division) return { kind: 'value', value: { kind: 'synced', division: division.division } };
	if (text.includes('/'))
		return { kind: 'problem', code: 'UNKNOWN_DIVISION', expected: `${DIVISIONS.join(', ')}, each also with D or T` };
	return readNumber(text, field.unit, field, (kHz) => ({ kind: 'free', kHz }));
}

/** Whether two values of the same field are the same setting. */
export function sameFieldValue(a: FieldValue, b: FieldValue): boolean {
	if (typeof a !== 'object' || typeof b !== 'object') return a === b;
	if ('mode' in a && 'mode' in b) return sameFilter(a, b);
	return 'kind' in a && 'kind' in b && sameClock(a, b);
}

function sameFilter(a: FilterSetting, b: FilterSetting): boolean {
	return a.mode === b.mode && (a.mode === 'off' || a.hz === b.hz);
}

function sameClock(a: ClockSetting, b: ClockSetting): boolean {
	if (a.kind === 'free') return b.kind === 'free' && a.kHz === b.kHz;
	return b.kind === 'synced' && a.division === b.division;
}

/** Whether `text`, written for `field`, reads back as what `program` has there, without a complaint. */
export function meansField(text: string, program: Program, field: SpelledField): boolean {
	const reading = readFieldText(field, text);
	if (reading.kind !== 'value' || !sameFieldValue(reading.value, program[field.property])) return false;
	if (field.kind !== 'clockFrequency') return true;
	return (parseDivision(text)?.mode ?? 'off') === program.syncMode;
}

/** Whether a bank can hold what `program` has for `field`. Numbers may lose digits; nothing may come back as another setting. */
export function isStorable(program: Program, field: SpelledField): boolean {
	const text = fieldText(program, field, 2);
	const reading = readFieldText(field, text);
	if (reading.kind !== 'value') return false;
	switch (field.kind) {
		case 'decibel':
		case 'percent':
			return true;
		case 'filterFrequency':
			return true;
		case 'clockFrequency':
			return (parseDivision(text)?.mode ?? 'off') === program.syncMode;
		default:
			return sameFieldValue(reading.value, program[field.property]);
	}
}

/** Whether a field has a spelling in `field-text.ts`. */
export function isSpelled(field: ProgramField): field is SpelledField {
	return field.kind !== 'text';
}
