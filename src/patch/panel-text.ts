/** What the panel says a control's value is, and what a user may type for it (device.md 1.2, 1.3). */
import { clampToRange, withSyncMode } from './control-laws.ts';
import { hexByte, type Program } from './program.ts';
import { FIELDS, type FilterSetting, type ParameterProperty, type ProgramParameter } from './program-fields.ts';
import { DIVISIONS, divisionText, parseDivision } from './sync-clock.ts';

/** A parameter's value as the panel shows it: `+7.00 dB`, `LP 1234 Hz`, `44.10 kHz`, `1/2D`, `MUL`, `3F`. */
export function panelText(program: Program, property: ParameterProperty): string {
	const field = FIELDS[property];
	switch (field.kind) {
		case 'decibel':
			return `${signed(program[field.property], 2)} dB`;
		case 'percent':
			return `${program[field.property].toFixed(1)} %`;
		case 'filterFrequency': {
			const { mode, hz } = program.filter;
			return mode === 'off' ? field.offText : `${field[mode].prefix} ${hz.toFixed(0)} ${field.unit}`;
		}
		case 'clockFrequency': {
			const { clock, syncMode } = program;
			if (clock.kind === 'free') return `${clock.kHz.toFixed(2)} kHz`;
			return divisionText(clock.division, syncMode === 'off' ? 'standard' : syncMode);
		}
		case 'onOff':
			return program[field.property] ? 'ON' : 'OFF';
		case 'choice':
			return field.choices.find(({ value }) => value === program[field.property])?.label ?? '';
		case 'operator':
			return field.operators[program[field.property]].mnemonic;
		case 'byte':
			return hexByte(program[field.property]);
	}
}

function signed(value: number, decimals: number): string {
	const text = value.toFixed(decimals);
	if (Number(text) === 0) return (0).toFixed(decimals);
	return value > 0 ? `+${text}` : text;
}

/** The program with what the user typed, or a sentence that says what to type instead. */
export type TypedValue = { readonly program: Program } | { readonly problem: string };

/**
 * Takes what a user typed for a parameter: its panel text in either case, with or without unit; numbers may carry `k` for
 * a thousand and are clamped to the range. A bare number is dB, percent, Hz for the filter (which keeps its side, or becomes
 * a lowpass when it was off), kHz for the free clock and a count of whole notes for the synced one; operand bytes are hexadecimal.
 * Typing a division turns SYNC to it, typing a rate with its unit turns SYNC off.
 */
export function withTypedText(program: Program, property: ParameterProperty, typed: string): TypedValue {
	const field = FIELDS[property];
	const text = typed.trim();
	switch (field.kind) {
		case 'decibel':
		case 'percent': {
			const number = typedNumber(text, field.unit);
			if (!number) return problem(field, `a number from ${field.minimum} to ${field.maximum} ${field.unit}`);
			return { program: { ...program, [field.property]: clampToRange(number.value, field) } };
		}
		case 'filterFrequency': {
			const filter = typedFilter(text, program.filter);
			if (!filter) return problem(field, '`LP 1200 Hz`, `HP 80`, `1.2k` or `---` for off');
			return { program: { ...program, filter } };
		}
		case 'clockFrequency':
			return (
				withTypedClock(program, text) ??
				problem(field, `a rate such as \`44.1 kHz\`, or one of ${DIVISIONS.join(', ')} with D or T`)
			);
		case 'onOff':
			if (!/^(on|off)$/i.test(text)) return problem(field, 'ON or OFF');
			return { program: { ...program, [field.property]: text.toLowerCase() === 'on' } };
		case 'choice': {
			const choice = field.choices.find(({ label, written }) => [label, written].some((word) => sameWord(word, text)));
			if (!choice) return problem(field, field.choices.map(({ label }) => label).join(', '));
			if (field.property === 'syncMode') {
				const mode = FIELDS.syncMode.choices.find(({ value }) => value === choice.value);
				if (mode) return { program: withSyncMode(program, mode.value) };
			}
			return { program: { ...program, [field.property]: choice.value } };
		}
		case 'operator': {
			const operators: readonly { code: number; mnemonic: string }[] = field.operators;
			const operator = operators.find(({ mnemonic }) => sameWord(mnemonic, text));
			if (!operator) return problem(field, operators.map(({ mnemonic }) => mnemonic).join(', '));
			return { program: { ...program, [field.property]: operator.code } };
		}
		case 'byte': {
			const digits = /^(?:0x|\$)?([0-9a-f]{1,2})$/i.exec(text)?.[1];
			if (digits === undefined) return problem(field, 'one or two hexadecimal digits, 00 to FF');
			return { program: { ...program, [field.property]: Number.parseInt(digits, 16) } };
		}
	}
}

function problem(field: ProgramParameter, expected: string): TypedValue {
	return { problem: `${field.label} takes ${expected}.` };
}

function sameWord(a: string, b: string): boolean {
	return a.toUpperCase() === b.toUpperCase();
}

/** A number with an optional `k` and unit. `value` counts the `k`; the flags say what was written. */
function typedNumber(text: string, unit: string): { value: number; kilo: boolean; hasUnit: boolean } | null {
	const match = /^([+\-−]?(?:\d+(?:\.\d*)?|\.\d+))\s*(k?)(db|%|hz)?$/i.exec(text);
	if (!match) return null;
	const [, digits = '', kilo = '', writtenUnit = ''] = match;
	if (writtenUnit && !sameWord(writtenUnit, unit)) return null;
	const value = Number(digits.replace('−', '-')) * (kilo ? 1000 : 1);
	return { value, kilo: kilo !== '', hasUnit: writtenUnit !== '' };
}

function typedFilter(text: string, present: FilterSetting): FilterSetting | null {
	const { offText, lowpass, unit } = FIELDS.filter;
	if (text === offText || sameWord(text, 'off')) return FIELDS.filter.default;
	const [, prefix = '', rest = ''] = /^(lp|hp)?\s*(.*)$/i.exec(text) ?? [];
	const number = typedNumber(rest, unit);
	if (!number) return null;
	const presentMode = present.mode === 'off' ? 'lowpass' : present.mode;
	const mode = prefix ? (sameWord(prefix, lowpass.prefix) ? 'lowpass' : 'highpass') : presentMode;
	return { mode, hz: clampToRange(number.value, FIELDS.filter[mode]) };
}

function withTypedClock(program: Program, text: string): TypedValue | null {
	const synced = program.syncMode !== 'off';
	const division = parseDivision(text) ?? (synced ? parseDivision(`${text}/1`) : null);
	if (division) {
		const { division: base, mode } = division;
		// A division without suffix, while dotted or triplets, is the legend on the knob: the mode stays.
		const syncMode = mode === 'standard' && synced ? program.syncMode : mode;
		return { program: { ...program, syncMode, clock: { kind: 'synced', division: base } } };
	}
	const number = typedNumber(text, 'Hz');
	if (!number || (synced && !number.kilo && !number.hasUnit)) return null;
	const kHz = number.kilo || number.hasUnit ? number.value / 1000 : number.value;
	return { program: { ...program, syncMode: 'off', clock: { kind: 'free', kHz: clampToRange(kHz, FIELDS.clock) } } };
}
