/**
 * The fields of a program, declared once: how banks spell them, what they may hold, what the panel calls them
 * (device.md 1.2, 5.2). The `Program` type, the reader, the writer, the control laws and the panel all follow from this table.
 */
import { INSTRUCTION_1_OPERATORS, INSTRUCTION_2_OPERATORS, type Operator, type OperatorCode } from './operators.ts';
import type { Division, SyncMode } from './sync-clock.ts';

/** Position of the filter knob. `hz` is the cutoff, 0 when off. */
export interface FilterSetting {
	readonly mode: 'off' | 'lowpass' | 'highpass';
	readonly hz: number;
}

/** What the CLOCK FREQ knob says: a rate when SYNC is off, else a division to which the sync mode adds dot or triplet. */
export type ClockSetting =
	| { readonly kind: 'free'; readonly kHz: number }
	| { readonly kind: 'synced'; readonly division: Division };

/** Inclusive range of a number, in the unit of its field. */
export interface Range {
	readonly minimum: number;
	readonly maximum: number;
}

/** One position of a dial with named positions. `written` is the spelling of both bank versions. */
export interface Choice {
	readonly value: string;
	readonly written: string;
	readonly label: string;
}

interface FieldNames {
	/** Name in a `Program` value. */
	readonly property: string;
	/** Key in a V2 bank. */
	readonly key: string;
	/** Key in a V1 bank. */
	readonly keyV1: string;
	/** Legend for panel and messages. */
	readonly label: string;
}

type FieldShape = FieldNames &
	(
		| { readonly kind: 'text' }
		| { readonly kind: 'flag'; readonly default: boolean }
		| { readonly kind: 'onOff'; readonly default: boolean }
		| ({ readonly kind: 'decibel'; readonly unit: 'dB'; readonly default: number } & Range)
		| ({ readonly kind: 'percent'; readonly unit: '%'; readonly default: number } & Range)
		| {
				readonly kind: 'filterFrequency';
				readonly unit: 'Hz';
				/** What stands in the place of a cutoff when the filter is off. */
				readonly offText: string;
				/** Each side of the knob: the letters before its cutoffs, and their range. */
				readonly lowpass: Range & { readonly prefix: string };
				readonly highpass: Range & { readonly prefix: string };
				readonly default: FilterSetting;
		  }
		| ({
				readonly kind: 'clockFrequency';
				readonly unit: 'kHz';
				readonly default: ClockSetting;
				/** Where the knob is by default while synced. */
				readonly defaultDivision: Division;
		  } & Range)
		| { readonly kind: 'choice'; readonly choices: readonly Choice[]; readonly default: string }
		| { readonly kind: 'operator'; readonly operators: readonly Operator[]; readonly default: OperatorCode }
		| { readonly kind: 'byte'; readonly default: number }
	);

const PLACEMENTS = [
	{ value: 'off', written: 'Off', label: 'OFF' },
	{ value: 'input', written: 'Input', label: 'IN' },
	{ value: 'feedback', written: 'Feedback', label: 'FB' },
	{ value: 'output', written: 'Output', label: 'OUT' },
] as const satisfies readonly Choice[];

const SYNC_CHOICES = [
	{ value: 'off', written: 'Off', label: 'OFF' },
	{ value: 'dotted', written: 'Dotted', label: 'DOT' },
	{ value: 'triplets', written: 'Triplets', label: 'TRI' },
	{ value: 'standard', written: 'Standard', label: 'STD' },
] as const satisfies readonly (Choice & { readonly value: SyncMode })[];

const LEVEL = { kind: 'decibel', unit: 'dB', minimum: -54, maximum: 54, default: 0 } as const;
const OFF = { kind: 'onOff', default: false } as const;
const BYTE = { kind: 'byte', default: 0 } as const;

/** Every field of a program in the order in which banks list them: name, modified, then the 18 parameters. */
export const PROGRAM_FIELDS = [
	{ property: 'name', key: 'Name', keyV1: 'Name', label: 'NAME', kind: 'text' },
	{ property: 'modified', key: 'Modified', keyV1: 'Modified', label: 'MODIFIED', kind: 'flag', default: false },
	{ property: 'inputLevelDb', key: 'InputLevel', keyV1: 'InputLevel', label: 'INPUT LEVEL', ...LEVEL },
	{ property: 'limiter', key: 'Limiter', keyV1: 'Limiter', label: 'LIMITER', ...OFF },
	{
		property: 'filter',
		key: 'FilterFreq',
		keyV1: 'FilterFreq',
		label: 'FILTER FREQ',
		kind: 'filterFrequency',
		unit: 'Hz',
		offText: '---',
		lowpass: { prefix: 'LP', minimum: 40, maximum: 24000 },
		highpass: { prefix: 'HP', minimum: 20, maximum: 12000 },
		default: { mode: 'off', hz: 0 },
	},
	{
		property: 'filterPlacement',
		key: 'FilterPlacement',
		keyV1: 'FilterPlacement',
		label: 'FILTER PLACEMENT',
		kind: 'choice',
		choices: PLACEMENTS,
		default: 'output',
	},
	{
		property: 'feedbackPercent',
		key: 'FeedbackAmount',
		keyV1: 'FeedbackAmount',
		label: 'FEEDBACK AMOUNT',
		kind: 'percent',
		unit: '%',
		minimum: 0,
		maximum: 110,
		default: 0,
	},
	{ property: 'feedbackFlip', key: 'FeedbackFlip', keyV1: 'FeedbackFlip', label: 'FEEDBACK FLIP L/R', ...OFF },
	{ property: 'feedbackInvert', key: 'FeedbackInvert', keyV1: 'FeedbackInvert', label: 'FEEDBACK INVERT', ...OFF },
	{ property: 'outputLevelDb', key: 'OutputLevel', keyV1: 'OutputLevel', label: 'OUTPUT LEVEL', ...LEVEL },
	{
		property: 'mixPercent',
		key: 'Mix',
		keyV1: 'Mix',
		label: 'OUTPUT MIX',
		kind: 'percent',
		unit: '%',
		minimum: 0,
		maximum: 100,
		default: 100,
	},
	{
		property: 'clock',
		key: 'ClockFreq',
		keyV1: 'ClockFreq',
		label: 'CLOCK FREQ',
		kind: 'clockFrequency',
		unit: 'kHz',
		minimum: 0,
		maximum: 352.8,
		default: { kind: 'free', kHz: 44.1 },
		defaultDivision: '1/1',
	},
	{
		property: 'syncMode',
		key: 'SyncMode',
		keyV1: 'SyncMode',
		label: 'CLOCK SYNC',
		kind: 'choice',
		choices: SYNC_CHOICES,
		default: 'off',
	},
	{ property: 'reverse', key: 'Reverse', keyV1: 'Reverse', label: 'REV', ...OFF },
	{
		property: 'operator1',
		key: 'Operator1',
		keyV1: 'Operator1',
		label: 'INSTRUCTION 1',
		kind: 'operator',
		operators: INSTRUCTION_1_OPERATORS,
		default: 0,
	},
	{ property: 'operand1High', key: 'Operand1High', keyV1: 'Operand1.High', label: 'OPERAND 1 HIGH', ...BYTE },
	{ property: 'operand1Low', key: 'Operand1Low', keyV1: 'Operand1.Low', label: 'OPERAND 1 LOW', ...BYTE },
	{
		property: 'operator2',
		key: 'Operator2',
		keyV1: 'Operator2',
		label: 'INSTRUCTION 2',
		kind: 'operator',
		operators: INSTRUCTION_2_OPERATORS,
		default: 0,
	},
	{ property: 'operand2High', key: 'Operand2High', keyV1: 'Operand2.High', label: 'OPERAND 2 HIGH', ...BYTE },
	{ property: 'operand2Low', key: 'Operand2Low', keyV1: 'Operand2.Low', label: 'OPERAND 2 LOW', ...BYTE },
] as const satisfies readonly FieldShape[];

/** One row of the table. Narrowing by `kind` narrows the type of `program[field.property]` with it. */
export type ProgramField = (typeof PROGRAM_FIELDS)[number];

/** Name of a field in a `Program` value. */
export type ProgramProperty = ProgramField['property'];

/** A field that a knob, dial or switch sets: everything but name and modified. */
export type ProgramParameter = Exclude<ProgramField, { kind: 'text' | 'flag' }>;

/** Name of a parameter in a `Program` value. */
export type ParameterProperty = ProgramParameter['property'];

interface ValueOfKind {
	readonly flag: boolean;
	readonly onOff: boolean;
	readonly decibel: number;
	readonly percent: number;
	readonly filterFrequency: FilterSetting;
	readonly clockFrequency: ClockSetting;
	readonly operator: OperatorCode;
	readonly byte: number;
}

type ValueOf<F> = F extends { choices: readonly { value: infer Value }[] }
	? Value
	: F extends { kind: infer Kind extends keyof ValueOfKind }
		? ValueOfKind[Kind]
		: never;

/** Values of all fields that always have one; a text may be missing. Immutable. */
export type ProgramValues = {
	readonly [F in Exclude<ProgramField, { kind: 'text' }> as F['property']]: ValueOf<F>;
} & {
	readonly [F in Extract<ProgramField, { kind: 'text' }> as F['property']]?: string;
};

/** The 18 parameters in bank order, which is also their order for automation (device.md 1.2). */
export const PROGRAM_PARAMETERS: readonly ProgramParameter[] = PROGRAM_FIELDS.filter(
	(field): field is ProgramParameter => field.kind !== 'text' && field.kind !== 'flag',
);

type FieldOf<P extends ProgramProperty> = Extract<ProgramField, { property: P }>;

/** Rows by property: `FIELDS.mixPercent.maximum`. */
export const FIELDS = Object.fromEntries(PROGRAM_FIELDS.map((field) => [field.property, field])) as {
	readonly [P in ProgramProperty]: FieldOf<P>;
};
