import { expect, test } from 'vitest';
import { analyse, compileImpala } from './compile.ts';

test('a character that is no byte is told where it stands, with what to do', () => {
	const source = '// \u{1d11e}\nglobal pointer p = "\u20ac"\nfunction f() { \u{1d11e} }';
	const { diagnostics } = analyse(source);
	expect(diagnostics.map(({ code, range }) => [code, source.slice(range.start.offset, range.end.offset)])).toEqual([
		['UNKNOWN_CHARACTER', '\u20ac'],
		['UNKNOWN_CHARACTER', '\u{1d11e}'],
	]);
	expect(diagnostics[0].message).toContain('bytes');
	expect(diagnostics[0].range.start).toMatchObject({ line: 2, column: 21 });
});

test('a program whose comments have any characters is the one without them', () => {
	const source = 'function f(int a) { assert(/* \u20ac */ a == 1); } // \u{1d11e}';
	const result = compileImpala(source, { listing: true });
	if (!result.ok) throw new Error('It does not compile.');
	expect(result.gazl).toContain('DATs (/* ? */ a == 1)');
});
