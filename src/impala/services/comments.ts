/** The comments that belong to a declaration: directly above it, and beside it on its last line. */

import type { Span } from '../source-text.ts';
import type { Token } from '../syntax/tokens.ts';

const LINE_END = /\r\n?|\n/g;

/**
 * What the author says of a declaration: the comments on the lines directly above it, without an empty line between, and the one
 * behind it on the line where it ends. Empty when there are none.
 *
 * @param tokens all tokens of the source
 * @param declared from the first to the last token of the declaration
 */
export function commentOf(tokens: readonly Token[], declared: Span): string {
	const first = tokenIndex(tokens, declared.start);
	const behind = tokenIndex(tokens, declared.end);
	return [...commentsAbove(tokens, first), ...commentBeside(tokens, behind)].map(plainText).filter(Boolean).join('\n');
}

/** Where the comments directly above a declaration begin; its own start when there are none. */
export function startWithComments(tokens: readonly Token[], start: number): number {
	return commentsAbove(tokens, tokenIndex(tokens, start))[0]?.start ?? start;
}

/** The place among tokens of the first one that begins at an offset or behind it. */
export function tokenIndex(tokens: readonly Token[], offset: number): number {
	let low = 0;
	let high = tokens.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (tokens[middle].start < offset) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Comments on lines of their own, each one line end away from what follows. */
function commentsAbove(tokens: readonly Token[], first: number): readonly Token[] {
	const comments: Token[] = [];
	for (let at = first - 1; at > 0; at -= 2) {
		const blank = tokens[at];
		const comment = tokens[at - 1];
		if (blank.kind !== 'blank' || lineEnds(blank) !== 1 || comment.kind !== 'comment') break;
		const before = tokens[at - 2];
		// What has a declaration to its left is said of that one.
		if (before && !(before.kind === 'blank' && (lineEnds(before) > 0 || before.start === 0))) break;
		comments.unshift(comment);
	}
	return comments;
}

/** A comment on the same line, with nothing but punctuation between. */
function commentBeside(tokens: readonly Token[], behind: number): readonly Token[] {
	for (let at = behind; at < tokens.length; at++) {
		const token = tokens[at];
		if (token.kind === 'comment') return [token];
		const isBetween = token.kind === 'blank' ? lineEnds(token) === 0 : token.text === ',' || token.text === ';';
		if (!isBetween) break;
	}
	return [];
}

function lineEnds({ text }: Token): number {
	return text.match(LINE_END)?.length ?? 0;
}

/** A comment without its marks, and without the stars and blanks that lead its lines. */
function plainText({ text }: Token): string {
	if (text.startsWith('//')) return text.replace(/^\/+/, '').trim();
	return text
		.replace(/^\/\*+|\*+\/$/g, '')
		.split(/\r\n?|\n/)
		.map((line) => line.replace(/^\s*\*?\s?/, '').trimEnd())
		.join('\n')
		.trim();
}
