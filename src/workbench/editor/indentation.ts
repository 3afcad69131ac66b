import { indentService } from '@codemirror/language';
import { tokenise } from '../../impala/syntax/lexer.ts';

/** Columns that a tab stands for. */
export const TAB_COLUMNS = 4;

/** Columns of a line's leading blanks. */
function leadingColumns(line: string): number {
	let columns = 0;
	for (const character of line) {
		if (character === '\t') columns += TAB_COLUMNS - (columns % TAB_COLUMNS);
		else if (character === ' ') columns += 1;
		else break;
	}
	return columns;
}

/** How many levels deeper the line behind `line` lies; a closing brace that it begins with has moved `line` itself. */
function levelsOpened(line: string): number {
	let levels = 0;
	let onlyClosing = true;
	for (const { kind, text } of tokenise(line)) {
		if (kind === 'blank') continue;
		if (text === '{') levels += 1;
		if (text === '}' && !onlyClosing) levels -= 1;
		onlyClosing &&= text === '}';
	}
	return levels;
}

/** Columns that an Impala line is to be indented by, from the last line above that is not blank. */
export function impalaIndentation(lineAbove: string, line: string): number {
	const levels = levelsOpened(lineAbove) - (/^\s*\}/.test(line) ? 1 : 0);
	return Math.max(0, leadingColumns(lineAbove) + levels * TAB_COLUMNS);
}

/** Indents a new line of Impala by the braces above it. */
export const impalaIndentService = indentService.of((context, position) => {
	const { doc } = context.state;
	const line = doc.lineAt(position);
	// A line that is about to be broken is above its own second half; of a double break the context tells neither half.
	const broken = context.simulatedBreak === position;
	let above = broken ? line.text.slice(0, position - line.from) : '';
	for (let number = line.number - 1; above.trim() === '' && number >= 1; number--) {
		above = doc.line(number).text;
	}
	return impalaIndentation(above, context.lineAt(position).text);
});
