import { describe, expect, test } from 'vitest';
import { KEYWORDS } from '../syntax/tokens.ts';
import { definitionAt, referencesAt } from './definition.ts';
import { hoverAt } from './hover.ts';
import { bracketed, marked, SMALL_HOST } from './marked-source.testing.ts';
import { outlineOf } from './outline.ts';
import { WORD_DOCUMENTATION } from './word-documentation.ts';

const hover = (source: string) => {
	const { analysis, offset } = marked(source);
	return hoverAt(analysis, offset, SMALL_HOST);
};
const summary = (source: string) => {
	const found = hover(source);
	return found && [found.declaration, found.kind];
};

describe('hovering over a name tells its declaration and what it is', () => {
	test.each([
		['global int level = 3 function f() { global le¦vel = 1; }', 'global int level = 3', 'global'],
		['global array t[2] = { 1, 2 } function f() { global ¦t[0] = 1; }', 'global array t[2]', 'global array'],
		['readonly float x = 1.5 function f() locals float y { y = global x¦; }', 'readonly float x = 1.5', 'readonly'],
		['extern array e function f() { global ¦e[0] = 1; }', 'extern array e', 'extern array'],
		['const int ¦K = 1 + 2', 'const int K = 1 + 2', 'constant'],
		['const int ¦COUNT', 'const int COUNT', 'constant of the host'],
		['function ¦f(int a, /* b */ float x)\nreturns int r { r = 1; }', 'function f(int a, float x) returns int r', 'function'],
		['extern native read function f() { ¦read(); }', 'read(int offset, int frames, pointer to)', 'native'],
		['extern native other function f() { ¦other(); }', 'extern native other', 'native'],
		['function f(int a) { f(¦a); }', 'int a', 'argument of f()'],
		['function f() returns pointer ¦r { r = null; }', 'pointer r', 'result of f()'],
		['const int N = 2 function f() locals array ¦t[N * 2] { t[0] = 1; }', 'array t[N * 2]', 'local array of f()'],
		['function f() { ¦again: goto again; }', 'again:', 'label of f()'],
	])('%s', (source, declaration, kind) => {
		expect(summary(source)).toEqual([declaration, kind]);
	});

	test('behind the name too, and not away from it', () => {
		expect(hover('global int a¦')?.name).toBe('a');
		expect(hover('global int a ¦ ')).toBeNull();
	});
});

describe('the documentation of a name', () => {
	const documentation = (source: string) => hover(source)?.documentation;

	test('is the comment directly above, beside, or both', () => {
		expect(documentation('// One.\n// Two.\nglobal int ¦a')).toBe('One.\nTwo.');
		expect(documentation('/*\n * Star.\n *\n * More.\n */\nglobal int ¦a')).toBe('Star.\n\nMore.');
		expect(documentation('global int ¦a = 1; // beside')).toBe('beside');
		expect(documentation('// above\nglobal int ¦a // beside')).toBe('above\nbeside');
		expect(documentation('function f() // of f\nlocals int ¦i, // counts\n int j { }')).toBe('counts');
	});

	test('is not what belongs to something else', () => {
		expect(documentation('// far\n\nglobal int ¦a')).toBe('');
		expect(documentation('global int b // of b\nglobal int ¦a')).toBe('');
		expect(documentation('global int ¦a\n// of b\nglobal int b')).toBe('');
	});

	test('begins with what the host says of its names', () => {
		expect(documentation('// Mine.\nglobal array ¦signal[2]')).toBe('About signal.\n\nMine.');
		expect(documentation('function f() locals int signal { ¦signal = 1; }')).toBe('');
		expect(documentation('function ¦signal() { }')).toBe('');
	});

	test('holds any character, and places behind it are right', () => {
		expect(hover('// 𝄞 ♪ für\nglobal int ¦a')).toMatchObject({ documentation: '𝄞 ♪ für', span: { start: 23, end: 24 } });
	});
});

describe('a global tells how its live value is found', () => {
	test.each([
		['global float ¦x', { name: 'x', type: 'float', sizeWords: 1 }],
		['const int N = 0x10 global array ¦t[(N << 1) - 2]', { name: 't', type: 'int', sizeWords: 30 }],
		['const int COUNT global array ¦t[COUNT]', { name: 't', type: 'int', sizeWords: null }],
		['const int ¦K = 1', null],
	])('%s', (source, data) => {
		expect(hover(source)?.data).toEqual(data);
	});
});

test('every word of the language is explained', () => {
	expect(Object.keys(WORD_DOCUMENTATION).sort()).toEqual([...KEYWORDS].sort());
	expect(summary('function f() { ¦loop f(); }')).toEqual(['loop statement', 'word of the language']);
});

test('ints are shown in decimal and hexadecimal', () => {
	expect(summary('global int a = 0x7¦FF')).toEqual(['2047 = 0x7FF', 'int']);
	expect(summary("global int a = ¦'AB'")).toEqual(['16706 = 0x4142', 'int']);
	expect(summary('global int a = ¦4294967295')).toEqual(['-1 = 0xFFFFFFFF', 'int']);
	expect(hover('// ¦12')).toBeNull();
});

describe('a definition', () => {
	const definition = (source: string) => {
		const { analysis, offset, text } = marked(source);
		const span = definitionAt(analysis, offset);
		return span && bracketed(text, [span]);
	};

	test('is where a name gets its meaning, from every use and declaration', () => {
		expect(definition('extern function f function g() { ¦f(); } function f() { }')).toBe(
			'extern function f function g() { f(); } function ⟦f⟧() { }',
		);
		expect(definition('extern function ¦f function f() { }')).toBe('extern function f function ⟦f⟧() { }');
		expect(definition('extern native f function g() { ¦f(); }')).toBe('extern native ⟦f⟧ function g() { f(); }');
		expect(definition('function g() { goto ¦end; end: ; }')).toBe('function g() { goto end; ⟦end⟧: ; }');
	});

	test('is chosen by global', () => {
		const source = 'global int x function g() locals int x { x = global x; }';
		expect(definition(source.replace('global x;', 'global ¦x;'))).toBe(source.replace('int x f', 'int ⟦x⟧ f'));
		expect(definition(source.replace('{ x', '{ ¦x'))).toBe(source.replace('int x {', 'int ⟦x⟧ {'));
	});

	test('of what is not declared is not there', () => {
		expect(definition('function g() { ¦nobody(); }')).toBeNull();
	});
});

test('references are all places of a name, its declarations first, each once', () => {
	const { analysis, offset, text } = marked(
		'extern int x function g() locals int i { for (¦i to global x) global x = i; } global int x',
	);
	expect(bracketed(text, referencesAt(analysis, offset))).toBe(
		'extern int x function g() locals int ⟦i⟧ { for (⟦i⟧ to global x) global x = ⟦i⟧; } global int x',
	);
	expect(referencesAt(analysis, text.length).map(({ start }) => start)).toEqual(
		['x function', 'x', 'x) ', 'x = i'].map((place) => text.lastIndexOf(place)),
	);
});

test('an outline has what a source declares, each once, in order', () => {
	const source =
		'extern function f const int K = 2\nglobal array t[K]\nextern native n\nglobal float x = 1.5\nfunction f(int a) returns int r { a: r = ; }';
	const { analysis } = marked(source);
	const outline = outlineOf(analysis);
	expect(outline.map(({ name, kind, detail }) => [name, kind, detail])).toEqual([
		['K', 'constant', 'int = 2'],
		['t', 'array', 'array[K]'],
		['n', 'native', 'native'],
		['x', 'global', 'float'],
		['f', 'function', '(int a) returns int r'],
	]);
	expect(outline.map(({ span }) => source.slice(span.start, span.end))).toEqual([
		'const int K = 2',
		'global array t[K]',
		'extern native n',
		'global float x = 1.5',
		'function f(int a) returns int r { a: r = ; }',
	]);
	expect(outline.map(({ nameSpan }) => source.slice(nameSpan.start, nameSpan.end))).toEqual(['K', 't', 'n', 'x', 'f']);
});
