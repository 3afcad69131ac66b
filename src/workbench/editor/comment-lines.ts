import { tokenise } from '../../impala/syntax/lexer.ts';

/**
 * What the lexer must know of the lines above to cut a line by itself: for each line, the first at index 0, 1 if it begins inside a
 * block comment. Nothing else of Impala reaches over the end of a line.
 */
export type CommentLines = Uint8Array;

/** A text by its lines, counted from 1. */
export interface TextLines {
	readonly lines: number;
	line(number: number): { readonly text: string };
}

/** The lines that an edit replaced, counted from 1, both ends included. */
export interface LineChange {
	readonly first: number;
	/** The last replaced line as it was counted before the edit, and after it. */
	readonly lastBefore: number;
	readonly lastAfter: number;
}

const CLOSE = '*/';

/** Where the code of a line begins that begins inside a block comment: behind the comment, or at its end if that goes on. */
export function commentEnd(line: string): number {
	const close = line.indexOf(CLOSE);
	return close < 0 ? line.length : close + CLOSE.length;
}

/** Whether a block comment is open at the end of a line. */
function leavesOpen(line: string, beginsInside: boolean): boolean {
	if (beginsInside && !line.includes(CLOSE)) return true;
	const code = beginsInside ? line.slice(commentEnd(line)) : line;
	// Most lines have none, and need no lexer.
	if (!code.includes('/*')) return false;
	return tokenise(code).at(-2)?.fault?.code === 'UNCLOSED_COMMENT';
}

/** Reads a whole text. */
export function scanCommentLines(text: TextLines): CommentLines {
	const inside = new Uint8Array(text.lines);
	for (let number = 1; number < text.lines; number++) {
		inside[number] = leavesOpen(text.line(number).text, inside[number - 1] === 1) ? 1 : 0;
	}
	return inside;
}

/** The same after an edit: reads the lines that changed and goes on until what comes next is as it was. */
export function rescanCommentLines(before: CommentLines, text: TextLines, change: LineChange): CommentLines {
	const { first, lastBefore, lastAfter } = change;
	const inside = new Uint8Array(text.lines);
	inside.set(before.subarray(0, first));
	inside.set(before.subarray(lastBefore), lastAfter);
	for (let number = first; number < text.lines; number++) {
		const next = leavesOpen(text.line(number).text, inside[number - 1] === 1) ? 1 : 0;
		if (number >= lastAfter && inside[number] === next) break;
		inside[number] = next;
	}
	return inside;
}
