import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenise } from '../../impala/syntax/lexer.ts';
import { rescanCommentLines, scanCommentLines, type TextLines } from './comment-lines.ts';

class CountedLines implements TextLines {
	readonly #lines: readonly string[];
	reads = 0;

	constructor(text: string) {
		this.#lines = text.split('\n');
	}

	get lines(): number {
		return this.#lines.length;
	}

	line(number: number): { readonly text: string } {
		this.reads += 1;
		return { text: this.#lines[number - 1] ?? '' };
	}
}

/** By the definition: a line begins inside a comment when a comment token of the whole text covers the line end before it. */
function byWholeText(text: string): number[] {
	const comments = tokenise(text).filter(({ kind }) => kind === 'comment');
	let start = 0;
	return text.split('\n').map((line) => {
		const at = start;
		start += line.length + 1;
		return at > 0 && comments.some((comment) => comment.start < at - 1 && comment.end >= at) ? 1 : 0;
	});
}

const piece = fc.constantFrom('/*', '*/', '//', '"', "'", '\n', 'x', ' ', '/', '*', '\\', '1.5');
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
/** A comment that ends with its line does not cover the line end; one that is closed right before it neither. */
const settled = (source: string) => [...scanCommentLines(new CountedLines(source))];

describe('lines inside block comments', () => {
	it('are those that a comment of the whole text reaches into', () => {
		fc.assert(
			fc.property(text, (source) => {
				expect(settled(source)).toEqual(byWholeText(source));
			}),
		);
	});

	it('are the same after an edit as in a text that is read anew', () => {
		fc.assert(
			fc.property(text, text, fc.nat(40), fc.nat(10), (source, inserted, at, removed) => {
				const from = Math.min(at, source.length);
				const to = Math.min(from + removed, source.length);
				const after = source.slice(0, from) + inserted + source.slice(to);
				const lineOf = (whole: string, offset: number) => whole.slice(0, offset).split('\n').length;
				const change = {
					first: lineOf(source, from),
					lastBefore: lineOf(source, to),
					lastAfter: lineOf(after, from + inserted.length),
				};
				const rescanned = rescanCommentLines(scanCommentLines(new CountedLines(source)), new CountedLines(after), change);
				expect([...rescanned]).toEqual(settled(after));
			}),
		);
	});

	it('cost an edit of one line one look at it, however long the text is', () => {
		const source = `${'x = 1;\n'.repeat(5000)}`;
		const before = scanCommentLines(new CountedLines(source));
		const edited = new CountedLines(source);
		rescanCommentLines(before, edited, { first: 2500, lastBefore: 2500, lastAfter: 2500 });
		expect(edited.reads).toBe(1);
	});

	it('change down to the next end of a comment, and no further', () => {
		const lines = Array.from<unknown, string>({ length: 5000 }, (_, index) => (index === 2509 ? 'x = 1; /* y */' : 'x = 1;'));
		const before = scanCommentLines(new CountedLines(lines.join('\n')));
		lines[2499] = 'x = 1; /*';
		const edited = new CountedLines(lines.join('\n'));
		const after = rescanCommentLines(before, edited, { first: 2500, lastBefore: 2500, lastAfter: 2500 });
		expect([...after].flatMap((inside, index) => (inside === 1 ? [index + 1] : []))).toEqual(
			Array.from({ length: 10 }, (_, index) => 2501 + index),
		);
		expect(edited.reads).toBe(11);
	});
});
