import { insertNewlineAndIndent } from '@codemirror/commands';
import { indentUnit } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { impalaIndentation, impalaIndentService, TAB_COLUMNS } from './indentation.ts';

/** A text with the cursor at `|`, after Enter. */
function entered(marked: string): string {
	const anchor = marked.indexOf('|');
	let state = EditorState.create({
		doc: marked.replace('|', ''),
		selection: { anchor },
		extensions: [impalaIndentService, indentUnit.of('\t'), EditorState.tabSize.of(TAB_COLUMNS)],
	});
	insertNewlineAndIndent({ state, dispatch: (transaction) => (state = transaction.state) });
	const { head } = state.selection.main;
	return `${state.sliceDoc(0, head)}|${state.sliceDoc(head)}`;
}

describe('the indentation of a new line', () => {
	it.each([
		['\tx = 1;', '', 1],
		['function process()', '{', 0],
		['{', 'x = 1;', 1],
		['\tloop {', 'yield();', 2],
		['\tloop {', '}', 1],
		['\t\tx = 1;', '}', 1],
		['\t} else {', 'x = 1;', 2],
		['\tif (a) { b(); }', 'c();', 1],
		['\tx = 1; // {', 'y = 2;', 1],
		['\ttrace("{");', 'y = 2;', 1],
		['}', 'function next()', 0],
	])('behind %j and for %j is %i', (above, line, levels) => {
		expect(impalaIndentation(above, line)).toBe(levels * TAB_COLUMNS);
	});

	it('keeps odd columns of blanks', () => {
		expect(impalaIndentation('  x = 1;', 'y = 2;')).toBe(2);
	});
});

describe('Enter', () => {
	it.each([
		['function foo()|', 'function foo()\n|'],
		['function foo()\n{|}', 'function foo()\n{\n\t|\n}'],
		['function foo()\n{|', 'function foo()\n{\n\t|'],
		['\tif (a) {|}', '\tif (a) {\n\t\t|\n\t}'],
		['{\n\tif (a) {\n\t\tloop {|}\n\t}\n}', '{\n\tif (a) {\n\t\tloop {\n\t\t\t|\n\t\t}\n\t}\n}'],
		['{\n\tif (a)\n\t{|}\n}', '{\n\tif (a)\n\t{\n\t\t|\n\t}\n}'],
		['\ttrace(|)', '\ttrace(\n\t|\n\t)'],
		['\tx = 1;|', '\tx = 1;\n\t|'],
		['\tif (a) {| b(); }', '\tif (a) {\n\t\t|b(); }'],
		['{\n\tx = 1;\n|', '{\n\tx = 1;\n\n\t|'],
	])('makes of %j %j', (before, after) => {
		expect(entered(before)).toBe(after);
	});
});
