import type { WordFormat } from '../store/view-store.ts';

const bits = new Int32Array(1);
const floats = new Float32Array(bits.buffer);

/** A word as eight hexadecimal digits, as in `0x0000A400`. */
export function hexWord(word: number): string {
	return `0x${(word >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}

/** A word as a signed number, with a minus sign of full width. */
export function intWord(word: number): string {
	return String(word | 0).replace('-', '−');
}

/** A word as a binary32 number: seven significant digits, at most thirteen characters. */
export function floatWord(word: number): string {
	bits[0] = word;
	const value = floats[0] as number;
	if (Number.isNaN(value)) return 'not a number';
	if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
	const magnitude = Math.abs(value);
	const plain = magnitude === 0 || (magnitude >= 1e-3 && magnitude < 1e7);
	const text = plain ? Number(value.toPrecision(7)).toString() : value.toExponential(5).replace('e+', 'e');
	return text.replaceAll('-', '−');
}

/** The character that a word stands for in a string constant, quoted; '' when it is none that can be printed. */
export function characterWord(word: number): string {
	return word > 0x20 && word < 0x7f ? `‘${String.fromCharCode(word)}’` : '';
}

const FORMATTERS: Readonly<Record<WordFormat, (word: number) => string>> = { hex: hexWord, int: intWord, float: floatWord };

/** A word in the format of the reader's choice. */
export function formatWord(word: number, format: WordFormat): string {
	return FORMATTERS[format](word);
}

const THIN_SPACE = '\u2009';

/** A count with thin spaces between its thousands. */
export function grouped(count: number): string {
	return String(Math.trunc(count)).replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
}
