/** Numbers in GAZL text (gazl.md 5.1 and 5.2), to the bit. */

import { wordOfFloat } from './arithmetic.ts';

const ZERO = 48;
const NINE = 57;

/** What a text that begins like a number is: an int or float with its raw word, or no number from character `end` on. */
export type Literal = { readonly type: 'int' | 'float'; readonly word: number } | { readonly type: 'none'; readonly end: number };

/** Whether a constant that begins so is a number rather than a name. */
export function startsNumber(text: string): boolean {
	return text !== '' && (isDigit(text.charCodeAt(0)) || "'+-".includes(text.charAt(0)));
}

/** Reads a whole text as a number. What is an int to the last character is one; else it is a float or nothing. */
export function readLiteral(text: string): Literal {
	const int = readInt(text, 0);
	return int.end === text.length ? { type: 'int', word: int.word } : readFloat(text);
}

/** The int, modulo 2³², that begins at `start`, and where it ends. No digits at all make 0. */
function readInt(text: string, start: number): { readonly word: number; readonly end: number } {
	const sign = text.charAt(start);
	const isSigned = sign === '+' || sign === '-';
	let i = isSigned ? start + 1 : start;
	let word = 0;
	const first = text.charAt(i);
	if (first === "'" || (isSigned && first === '"')) {
		for (i++; i < text.length && text.charAt(i) !== first; i++) word = (word << 8) | (text.charCodeAt(i) & 0xff);
		if (i < text.length) i++;
	} else if (text.startsWith('0x', i)) {
		i += 2;
		for (let digit = hexDigit(text, i); digit >= 0; digit = hexDigit(text, ++i)) word = (word << 4) | digit;
	} else {
		for (; isDigit(text.charCodeAt(i)); i++) word = (Math.imul(word, 10) + text.charCodeAt(i) - ZERO) | 0;
	}
	return { word: sign === '-' ? -word | 0 : word, end: i };
}

/**
 * Reads a whole text as a float. The value is accumulated digit by digit in binary64 as the reference does it: that is not
 * the correctly rounded value of the decimal, and a conversion of the text as a whole would differ in the last bit.
 */
function readFloat(text: string): Literal {
	let i = text.startsWith('-') || text.startsWith('+') ? 1 : 0;
	const sign = text.startsWith('-') ? -1 : 1;
	const digits = i;
	let value = 0;
	for (; isDigit(text.charCodeAt(i)); i++) value = value * 10 + (text.charCodeAt(i) - ZERO);
	if (i === digits) return { type: 'none', end: i };
	if (text.charAt(i) === '.') {
		if (!isDigit(text.charCodeAt(i + 1))) return { type: 'none', end: i };
		let weight = 1;
		for (i++; isDigit(text.charCodeAt(i)); i++) {
			weight *= 0.1;
			value += (text.charCodeAt(i) - ZERO) * weight;
		}
	}
	if (text.charAt(i) === 'e' || text.charAt(i) === 'E') {
		if (i + 1 === text.length) return { type: 'none', end: i };
		const exponent = readInt(text, i + 1);
		value *= powerOfTen(exponent.word);
		i = exponent.end;
	}
	return i === text.length ? { type: 'float', word: wordOfFloat(value * sign) } : { type: 'none', end: i };
}

/**
 * 10 to the power n in binary64 as the reference has it: correctly rounded but for two n. `Math.pow` is not, in several
 * engines and for many n; the conversion of a decimal text is, by the language's definition.
 */
function powerOfTen(n: number): number {
	if (n === 23) return 1.0000000000000001e23;
	if (n === 210) return 1.0000000000000001e210;
	return Number(`1e${n}`);
}

function isDigit(code: number): boolean {
	return code >= ZERO && code <= NINE;
}

function hexDigit(text: string, index: number): number {
	const code = text.charCodeAt(index);
	if (isDigit(code)) return code - ZERO;
	const letter = code | 0x20;
	return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
