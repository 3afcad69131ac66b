import { tokenise } from '../../impala/syntax/lexer.ts';
import type { Token } from '../../impala/syntax/tokens.ts';
import type { CodeMark, CodeStyle } from './code-marks.ts';
import { commentEnd } from './comment-lines.ts';

const TYPES: ReadonlySet<string> = new Set(['int', 'float', 'pointer', 'funcptr', 'array']);

/** Names that stand for values of the language itself. */
const LITERAL_WORDS: ReadonlySet<string> = new Set(['null', 'nullfunc']);

/** How a line of Impala is printed. `beginsInside` tells whether it begins inside a block comment. */
export function impalaLineMarks(line: string, beginsInside: boolean): readonly CodeMark[] {
	const codeStart = beginsInside ? commentEnd(line) : 0;
	const marks: CodeMark[] = codeStart > 0 ? [{ from: 0, to: codeStart, style: 'comment' }] : [];
	const tokens = tokenise(line.slice(codeStart)).filter(({ kind }) => kind !== 'blank' && kind !== 'end');
	for (const [index, token] of tokens.entries()) {
		const style = styleOf(token, tokens[index + 1]);
		if (style !== null) marks.push({ from: codeStart + token.start, to: codeStart + token.end, style });
	}
	return marks;
}

function styleOf(token: Token, next: Token | undefined): CodeStyle | null {
	switch (token.kind) {
		case 'keyword':
			if (TYPES.has(token.text)) return 'type';
			return LITERAL_WORDS.has(token.text) ? 'number' : 'keyword';
		case 'name':
			return next?.text === '(' ? 'call' : null;
		case 'int':
		case 'float':
			return 'number';
		case 'string':
			return 'string';
		case 'comment':
			return 'comment';
		case 'symbol':
			return 'symbol';
		case 'unknown':
			return 'unknown';
		default:
			return null;
	}
}
