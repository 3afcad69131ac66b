/** Strings of a unit and how they are stored (impala.md 12). */

import type { AddressOperand } from './operands.ts';
import { intOperand } from './operands.ts';

interface StoredString {
	readonly label: string;
	readonly bytes: string;
	isWritten: boolean;
}

/** Items on a row of numbers. */
const ROW_ITEMS = 16;

/** Characters on a row of text. */
const ROW_CHARACTERS = 100;

/** Distinct strings; one that another ends with shares its words. */
export class StringPool {
	readonly #prefix: string;
	readonly #strings: StoredString[] = [];

	/** @param prefix what its labels begin with: a point first, unlike all names of the source, and of its own for each unit */
	constructor(prefix: string) {
		this.#prefix = prefix;
	}

	/**
	 * The address of a zero-terminated string. The one stored last that ends with it is its home; only what is stored already is
	 * looked at, so that a short string before a long one keeps words of its own.
	 */
	address(bytes: string): AddressOperand {
		const home = this.#strings.findLast((stored) => stored.bytes.endsWith(bytes)) ?? this.#store(bytes);
		const skipped = home.bytes.length - bytes.length;
		return {
			kind: 'address',
			symbol: home.label,
			offset: skipped === 0 ? null : intOperand(skipped),
			holds: 'constantData',
			sizeWords: home.bytes.length + 1,
		};
	}

	#store(bytes: string): StoredString {
		const readable = bytes.replace(/[^A-Za-z0-9]/g, '').slice(0, 12);
		const label = `${this.#prefix}${this.#strings.length}${readable === '' ? '' : `_${readable}`}`;
		const stored = { label, bytes, isWritten: false };
		this.#strings.push(stored);
		return stored;
	}

	/**
	 * Rows of the strings that were not taken before, in the order in which they were stored.
	 *
	 * @param only the label of the one that is wanted; all of them when it is not given
	 */
	*takeRows(only?: string): Generator<{ readonly label: string; readonly rows: readonly string[] }> {
		for (const stored of this.#strings) {
			if (stored.isWritten || (only !== undefined && stored.label !== only)) continue;
			stored.isWritten = true;
			yield { label: stored.label, rows: [`CNST *${stored.bytes.length + 1}`, ...stringRows(stored.bytes)] };
		}
	}
}

/** DATs takes what is printable and neither begins nor ends with a blank; everything else goes into numbers. */
function stringRows(bytes: string): string[] {
	const rows: string[] = [];
	let numbers: string[] = [];
	const flush = () => {
		if (numbers.length > 0) rows.push(`DATi ${numbers.join(' ')}`);
		numbers = [];
	};
	const number = (code: number) => {
		numbers.push(`#${code}`);
		if (numbers.length === ROW_ITEMS) flush();
	};
	const text = /[!-~](?:[ -~]*[!-~])?/y;
	for (let at = 0; at < bytes.length; ) {
		text.lastIndex = at;
		const run = text.exec(bytes)?.[0] ?? '';
		if (run === '') {
			number(bytes.charCodeAt(at++));
			continue;
		}
		flush();
		const row = run.slice(0, ROW_CHARACTERS).trimEnd();
		rows.push(`DATs ${row}`);
		at += row.length;
	}
	number(0);
	flush();
	return rows;
}
