/** Quoted texts of bank files: escapes in both directions (device.md 5.1, 5.4). */
import type { BankVersion, HighBytes } from './bank.ts';

const NAMED_ESCAPES: Readonly<Record<string, string>> = { '\\': '\\', '"': '"', "'": "'", t: '\t', n: '\n', r: '\r' };
const CODE_ESCAPES: Readonly<Record<string, { readonly length: number }>> = { x: { length: 2 }, u: { length: 4 } };

/** An escape as read: what it stands for and how many chars it has, the backslash included; or the text that is none. */
export type Escape = { readonly char: string; readonly length: number } | { readonly unknown: string };

/** Reads the escape whose backslash is at `offset` of `text`. */
export function readEscape(text: string, offset: number): Escape {
	const letter = text[offset + 1] ?? '';
	const char = Object.hasOwn(NAMED_ESCAPES, letter) ? NAMED_ESCAPES[letter] : undefined;
	if (char !== undefined) return { char, length: 2 };
	const digitCount = (Object.hasOwn(CODE_ESCAPES, letter) ? CODE_ESCAPES[letter] : undefined)?.length;
	if (digitCount !== undefined) {
		const digits = /^[0-9A-Fa-f]*/.exec(text.slice(offset + 2, offset + 2 + digitCount))?.[0] ?? '';
		if (digits.length === digitCount) return { char: String.fromCharCode(Number.parseInt(digits, 16)), length: 2 + digitCount };
		return { unknown: `\\${letter}${digits}` };
	}
	return { unknown: /^[\r\n]?$/.test(letter) ? '\\' : `\\${letter}` };
}

const FIRST_PRINTABLE = 0x20;
const FIRST_HIGH = 0x7f;
const LAST_LATIN_1 = 0xff;

/** What stands between the quotes for `value` in a file of the given version. */
export function escapeString(value: string, version: BankVersion, highBytes: HighBytes): string {
	let literal = '';
	let copied = 0;
	for (let offset = 0; offset < value.length; offset++) {
		const replacement = escapeOf(value.charCodeAt(offset), version, highBytes);
		if (replacement === null) continue;
		literal += value.slice(copied, offset) + replacement;
		copied = offset + 1;
	}
	return copied === 0 ? value : literal + value.slice(copied);
}

/** The escape for a char code, or null when it stands for itself. */
function escapeOf(code: number, version: BankVersion, highBytes: HighBytes): string | null {
	if (code > LAST_LATIN_1) return `\\u${code.toString(16).padStart(4, '0')}`;
	if (code >= FIRST_HIGH) return highBytes === 'raw' ? null : hexEscape(code);
	switch (code) {
		case 0x09:
			return '\\t';
		case 0x0a:
			return '\\n';
		case 0x0d:
			return '\\r';
		case 0x22:
			return '\\"';
		case 0x5c:
			return '\\\\';
		case 0x27:
			return version === 1 ? "\\'" : null;
		default:
			return code < FIRST_PRINTABLE ? hexEscape(code) : null;
	}
}

function hexEscape(code: number): string {
	return `\\x${code.toString(16).padStart(2, '0')}`;
}

/** Whether a text has a char that `highBytes` is about. */
export function hasHighByte(text: string): boolean {
	for (let offset = 0; offset < text.length; offset++) {
		if (text.charCodeAt(offset) >= FIRST_HIGH) return true;
	}
	return false;
}
