import type { MemorySetting } from '../../memory/checks/pressure.ts';
import { PROBABILITY_UNIT } from '../../memory/checks/pressure.ts';

/** A setting that is typed as a number. */
export interface SettingField {
	readonly setting: MemorySetting;
	readonly label: string;
	/** Behind the number. */
	readonly unit: string;
	/** One sentence. */
	readonly meaning: string;
	/** The range of what is typed, and whether only whole numbers will do. */
	readonly least: number;
	readonly most: number;
	readonly isWhole: boolean;
	/** What the engine is told for what was typed, and the other way round. */
	toWord(value: number): number;
	fromWord(word: number): number;
}

const same = (value: number): number => value;

/** The numbers of pressure. */
export const PRESSURE_FIELDS: readonly SettingField[] = [
	{
		setting: 'failEvery',
		label: 'Every n-th fails',
		unit: 'n; 0 for none',
		meaning: 'Of the allocations: with 1 all fail, with 2 every second one.',
		least: 0,
		most: 1_000_000,
		isWhole: true,
		toWord: same,
		fromWord: same,
	},
	{
		setting: 'failProbability',
		label: 'Probability',
		unit: '%',
		meaning: 'Each fails by chance, the same ones each time that the firmware begins.',
		least: 0,
		most: 100,
		isWhole: false,
		// The engine compares 16 random bits, so 100 % is one more than they can be.
		toWord: (percent) => Math.round((percent / 100) * PROBABILITY_UNIT),
		fromWord: (word) => Number(((word / PROBABILITY_UNIT) * 100).toFixed(3)),
	},
	{
		setting: 'seed',
		label: 'Seed',
		unit: '',
		meaning: 'Another one lets others fail, when the firmware begins the next time.',
		least: -2147483648,
		most: 2147483647,
		isWhole: true,
		toWord: same,
		fromWord: same,
	},
];

/** What was typed into a field: the word for the engine, or what is wrong with it. */
export type SettingInput = { readonly word: number; readonly problem?: undefined } | { readonly problem: string };

/** Reads what was typed into a field. A comma does as a decimal point. */
export function readSetting({ label, least, most, isWhole, toWord }: SettingField, text: string): SettingInput {
	const typed = text.trim().replace(',', '.').replace('−', '-');
	const value = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(typed) ? Number(typed) : Number.NaN;
	const range = `${least} to ${most}`;
	if (Number.isNaN(value)) return { problem: `${label}: type a number from ${range}.` };
	if (isWhole && !Number.isInteger(value)) return { problem: `${label}: type a whole number, such as ${Math.round(value)}.` };
	if (value < least || value > most) return { problem: `${label}: ${typed} is out of range; type ${range}.` };
	return { word: toWord(value) };
}
