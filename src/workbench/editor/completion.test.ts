import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import type { CompletionKind } from '../../toolchain/language-client.ts';
import { callEnding } from './completion.ts';
import { sourceDocument } from './source-document.ts';

/** How a completion at `|` goes on. */
function endingAt(marked: string, kind: CompletionKind, detail: string, language: 'impala' | 'gazl' = 'impala') {
	const at = marked.indexOf('|');
	const state = EditorState.create({
		doc: marked.replace('|', ''),
		extensions: sourceDocument.of({ id: '', name: '', language }),
	});
	return callEnding(state, { kind, detail }, at, at);
}

describe('a completed name', () => {
	it('of a function with parameters gets a list of arguments to be written', () => {
		expect(endingAt('\tglobal level = |;', 'function', '(int value) returns int result')).toBe('open');
		expect(endingAt('\t|', 'native', 'read(int offset, int frames, pointer to)')).toBe('open');
	});

	it('of a function without parameters gets an empty list', () => {
		expect(endingAt('\t|', 'function', '() returns int result')).toBe('empty');
		expect(endingAt('\t|', 'native', 'yield()')).toBe('empty');
	});

	it('of a function whose parameters nobody knows gets a list as well', () => {
		expect(endingAt('\t|', 'native', 'native')).toBe('open');
	});

	it('stays as it is in front of a parenthesis', () => {
		expect(endingAt('\t|(1);', 'function', '(int value)')).toBe('none');
		expect(endingAt('\t| (1);', 'function', '(int value)')).toBe('none');
	});

	it.each(['extern function |', 'readonly funcptr f = |', 'global funcptr f = |'])('stands for itself in %j', (declaration) => {
		expect(endingAt(declaration, 'function', '(int value)')).toBe('none');
	});

	it('is not called when it is no function, and never in GAZL', () => {
		expect(endingAt('\t|', 'global', 'int')).toBe('none');
		expect(endingAt('\tCALL &|', 'function', '(int value)', 'gazl')).toBe('none');
	});
});
