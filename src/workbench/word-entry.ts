import type { WordFormat } from '../store/view-store.ts';

/** A word as somebody typed it and how they wrote it, or what is wrong with it and what to do. */
export type WordEntry = { readonly word: number; readonly format: WordFormat } | { readonly problem: string };

const LOWEST_INT = -(2 ** 31);
const BEYOND_WORD = 2 ** 32;

const bits = new Int32Array(1);
const floats = new Float32Array(bits.buffer);

/** Reads a word that was typed: `0x7F` or `-0x10` as hex, `-12` as int, `0.5`, `1e-3` or `inf` as float. */
export function readWord(text: string): WordEntry {
	// A minus sign of full width is what the page prints.
	const typed = text.trim().replace('−', '-').toLowerCase();
	if (typed === '') return { problem: 'Type a word: hex as 0x1F, int as −12, float as 0.5.' };
	const hex = /^(-?)0x([0-9a-f]+)$/.exec(typed);
	if (hex !== null) return inRange(Number.parseInt(hex[2] ?? '', 16) * (hex[1] === '-' ? -1 : 1), 'hex', text);
	if (/^[-+]?\d+$/.test(typed)) return inRange(Number(typed), 'int', text);
	if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?f?$/.test(typed)) return floatWord(Number(typed.replace(/f$/, '')), text);
	if (/^[-+]?(inf|infinity|∞)$/.test(typed))
		return floatWord(typed.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY, text);
	return { problem: `“${text.trim()}” is no word. Type hex as 0x1F, int as −12, or float as 0.5.` };
}

function inRange(value: number, format: 'hex' | 'int', text: string): WordEntry {
	if (value >= LOWEST_INT && value < BEYOND_WORD) return { word: value | 0, format };
	return { problem: `${text.trim()} does not fit a word of 32 bits: −2147483648 to 4294967295, or 0xFFFFFFFF.` };
}

function floatWord(value: number, text: string): WordEntry {
	floats[0] = value;
	if (Number.isFinite(value) && !Number.isFinite(floats[0]))
		return { problem: `${text.trim()} is too large for a float: up to 3.4e38.` };
	return { word: bits[0] as number, format: 'float' };
}
