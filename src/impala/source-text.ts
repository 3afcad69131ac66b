/** Places in a source text. */

/** A stretch of a text, in characters: from `start` to before `end`. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** A place in a text: characters before it, and line and column from 1; a tab is one column. */
export interface Place {
	readonly offset: number;
	readonly line: number;
	readonly column: number;
}

/** A span with its lines and columns; `end` is the place behind its last character. */
export interface SourceRange {
	readonly start: Place;
	readonly end: Place;
}

/** A text that knows its lines. CR, LF and CRLF end a line (impala.md 1). */
export class SourceText {
	readonly text: string;
	readonly #lineStarts: number[] = [0];

	constructor(text: string) {
		this.text = text;
		for (let at = 0; at < text.length; at++) {
			const code = text.charCodeAt(at);
			if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) this.#lineStarts.push(at + 1);
		}
	}

	placeAt(offset: number): Place {
		let low = 0;
		let high = this.#lineStarts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (this.#lineStarts[middle] <= offset) low = middle;
			else high = middle - 1;
		}
		return { offset, line: low + 1, column: offset - this.#lineStarts[low] + 1 };
	}

	rangeOf({ start, end }: Span): SourceRange {
		return { start: this.placeAt(start), end: this.placeAt(end) };
	}

	/** The characters of a span. */
	slice({ start, end }: Span): string {
		return this.text.slice(start, end);
	}
}
