import { describe, expect, test } from 'vitest';
import { analyse } from '../compile.ts';
import type { CompletionItem } from './answers.ts';
import { completionsAt } from './completion.ts';
import { marked, SMALL_HOST } from './marked-source.testing.ts';

const itemsAt = (source: string) => {
	const { analysis, offset } = marked(source);
	return completionsAt(analysis, offset, SMALL_HOST).items;
};
const labelsAt = (source: string) => itemsAt(source).map(({ label }) => label);
const itemAt = (source: string, label: string) => itemsAt(source).find((item) => item.label === label);

/** The text after an item was chosen. */
function chosen(source: string, label: string): string {
	const { analysis, offset, text } = marked(source);
	const { from, items } = completionsAt(analysis, offset, SMALL_HOST);
	const item = items.find((candidate) => candidate.label === label) as CompletionItem;
	const written = text.slice(0, from) + (item.insert ?? item.label) + text.slice(offset);
	const { declare } = item;
	return declare ? written.slice(0, declare.at) + declare.text + written.slice(declare.at) : written;
}

const TYPES = ['int', 'float', 'pointer', 'funcptr'];

describe('at the top of a file', () => {
	test('come the words of declarations, and what the host knows and the source does not declare', () => {
		const labels = ['function', 'extern', 'const', 'global', 'readonly', 'temporary'];
		const ofHost = ['FORMAT', 'params', 'clock', 'process', 'operate', 'yield', 'read', 'COUNT'];
		expect(labelsAt('global array signal[2]\n¦')).toEqual([...labels, ...ofHost]);
		expect(labelsAt('function f() { }\nglo¦ array signal[2]')).toEqual(expect.arrayContaining(['global', 'params']));
	});

	test('a declaration of the host is written whole, behind what it needs', () => {
		expect(chosen('¦', 'signal')).toBe('global array signal[2]');
		expect(chosen('par¦', 'params')).toBe('const int COUNT\nglobal array params[COUNT]');
		expect(chosen('const int COUNT\n¦', 'params')).toBe('const int COUNT\nglobal array params[COUNT]');
		expect(chosen('¦', 'operate')).toBe('function operate()\nreturns int handled\n{\n}');
	});

	test('what begins a declaration goes on with what fits', () => {
		expect(labelsAt('global ¦')).toEqual(['signal', 'params', 'clock', 'array', ...TYPES]);
		expect(labelsAt('global array ¦')).toEqual(['signal', 'params']);
		expect(labelsAt('global int ¦')).toEqual(['clock']);
		expect(labelsAt('extern ¦')).toEqual(['yield', 'read', 'function', 'native', 'array', ...TYPES]);
		expect(labelsAt('extern native re¦')).toEqual(['yield', 'read']);
		expect(labelsAt('function ¦')).toEqual(['process', 'operate']);
		expect(labelsAt('const int ¦')).toEqual(['FORMAT', 'COUNT']);
		expect(labelsAt('temporary ¦')).toEqual(['array', ...TYPES]);
	});

	test('half of a declaration is completed, and what it needs goes before it', () => {
		expect(chosen('global array ¦', 'signal')).toBe('global array signal[2]');
		expect(chosen('int x\nglobal ¦', 'params')).toBe('int x\nconst int COUNT\nglobal array params[COUNT]');
		expect(chosen('const ¦', 'FORMAT')).toBe('const int FORMAT = 2');
	});

	test('extern function offers what is defined below', () => {
		expect(labelsAt('extern function ¦\nfunction later() { }')).toEqual(['later']);
	});

	test('values of constants have constants, addresses and functions, not locals and natives', () => {
		const labels = labelsAt('extern native read const int A = 1 function f(int local) { } global array t[3] = { ¦ }');
		expect(labels).toEqual(expect.arrayContaining(['A', 'f', 'COUNT', 'null', 'nullfunc']));
		expect(labels).not.toEqual(expect.arrayContaining(['local']));
		expect(labels).not.toContain('read');
		expect(labelsAt('const int A = 1 global array t[¦')).toContain('A');
		expect(labelsAt('const int A = 1 global int b = 2 + ¦')).toContain('A');
	});

	test('a name that is being declared is nobody else’s business', () => {
		expect(labelsAt('temporary int na¦')).toEqual([]);
	});
});

describe('in the head of a function', () => {
	test('come types, clauses and sizes', () => {
		expect(labelsAt('function f(¦')).toEqual(TYPES);
		expect(labelsAt('function f(int a, ¦')).toEqual(TYPES);
		expect(labelsAt('function f(int a¦')).toEqual([]);
		expect(labelsAt('function f() ¦ { }')).toEqual(['returns', 'locals']);
		expect(labelsAt('function f()\nreturns ¦')).toEqual(TYPES);
		expect(labelsAt('function f() returns int r\nlo¦')).toEqual(['locals']);
		expect(labelsAt('function f() locals ¦')).toEqual([...TYPES, 'array']);
		expect(labelsAt('function f() locals int i, ¦')).toEqual([...TYPES, 'array']);
		expect(labelsAt('const int N = 3 function f() locals array a[¦')).toContain('N');
	});
});

describe('in a body', () => {
	const FUNCTION =
		'global int level\nextern native read\nfunction f(int a, float x) returns int r locals int i, pointer p, array t[4]';

	test('come the names of the function first, with their roles and types', () => {
		const items = itemsAt(`${FUNCTION} { ¦ }`);
		expect(items.slice(0, 6).map(({ label, kind, detail }) => [label, kind, detail])).toEqual([
			['a', 'argument', 'int'],
			['x', 'argument', 'float'],
			['r', 'result', 'int'],
			['i', 'local', 'int'],
			['p', 'local', 'pointer'],
			['t', 'local', 'array[4]'],
		]);
	});

	test('statements begin with words that values do not have', () => {
		for (const before of ['', 'i = 1; ', 'if (i == 1) ', 'if (i == 1) i = 2; else ', 'loop ', 'again: ', '{ ']) {
			expect(labelsAt(`${FUNCTION} { ${before}¦`), before).toEqual(expect.arrayContaining(['if', 'while', 'goto', 'i']));
		}
		for (const before of ['i = ', 'i = a + ', 'if (', 'f(a, ', 't[', 'i = (int) ', 'i = abs ']) {
			const labels = labelsAt(`${FUNCTION} { ${before}¦`);
			expect(labels, before).toContain('i');
			expect(labels, before).not.toContain('while');
		}
	});

	test('behind global only globals come', () => {
		expect(labelsAt(`${FUNCTION} { i = global ¦; }`)).toEqual(['level', 'signal', 'params', 'clock']);
		expect(chosen(`${FUNCTION} { i = global le¦; }`, 'level')).toBe(`${FUNCTION} { i = global level; }`);
	});

	test('a global is written with its word', () => {
		expect(chosen(`${FUNCTION} { i = lev¦; }`, 'level')).toBe(`${FUNCTION} { i = global level; }`);
	});

	test('what the host has and the source does not declare brings its declaration along', () => {
		expect(chosen(`${FUNCTION} { yi¦ }`, 'yield')).toBe(
			`${FUNCTION.replace('native read', 'native read\nextern native yield')} { yield }`,
		);
		expect(chosen('// What it does.\nfunction f() { ¦ }', 'clock')).toBe(
			'global int clock\n\n// What it does.\nfunction f() { global clock }',
		);
		expect(chosen('global int a // one\nglobal int b; // two\nfunction f() { ¦ }', 'COUNT')).toBe(
			'global int a // one\nglobal int b; // two\nconst int COUNT\nfunction f() { COUNT }',
		);
	});

	test('a function that is defined below brings extern along, one above does not', () => {
		const source = 'function above() { }\nfunction f() { ¦ }\nfunction below() { }';
		expect(chosen(source, 'below')).toBe(
			'function above() { }\nextern function below\n\nfunction f() { below }\nfunction below() { }',
		);
		expect(itemAt(source, 'above')).not.toHaveProperty('declare');
	});

	test('goto has the labels of the function, above and below', () => {
		const source = 'function g() { other: ; } function f() locals int i { first: i = 1; goto ¦ second: third: loop i = 2; }';
		expect(labelsAt(source)).toEqual(['first', 'second', 'third']);
	});

	test('the words within for, switch and copy come where they belong', () => {
		expect(labelsAt(`${FUNCTION} { for (¦`)).toEqual(['r', 'i', 'p']);
		expect(labelsAt(`${FUNCTION} { for (i = 0 ¦`)).toEqual(['to']);
		expect(labelsAt(`${FUNCTION} { copy (4 ¦`)).toEqual(['from']);
		expect(labelsAt(`${FUNCTION} { copy (4 from t ¦`)).toEqual(['to']);
		expect(labelsAt(`${FUNCTION} { switch (i == 0 ¦`)).toEqual(['to']);
		expect(labelsAt(`${FUNCTION} { switch (i == 0 to 3) { ¦`)).toEqual(['case', 'default', 'else']);
		expect(labelsAt(`${FUNCTION} { switch (i == 0 to 3) { case 1: ¦`)).toContain('while');
		expect(labelsAt(`${FUNCTION} { i ¦`)).toEqual([]);
	});

	test('a parenthesis may be that of a cast', () => {
		expect(labelsAt(`${FUNCTION} { i = (¦`)).toEqual(expect.arrayContaining(['int', 'i']));
		expect(labelsAt(`${FUNCTION} { if (¦`)).not.toContain('int');
	});

	test('natives and functions show how they are called', () => {
		expect(itemAt(`${FUNCTION} { ¦ }`, 'read')?.detail).toBe('read(int offset, int frames, pointer to)');
		expect(itemAt(`${FUNCTION} { ¦ }`, 'f')?.detail).toBe('(int a, float x) returns int r');
	});
});

test('nothing comes within comments, texts and numbers', () => {
	for (const source of [
		'// a¦',
		'/* ¦ */',
		'function f() { g("¦")',
		'global int a = 12¦',
		"global int a = 'a¦'",
		'global float a = 1.5¦',
	]) {
		expect(labelsAt(source), source).toEqual([]);
	}
});

test('the word that is replaced begins where it begins, wherever in it the cursor stands', () => {
	const { analysis, offset } = marked('function f() locals int count { cou¦nt }');
	expect(completionsAt(analysis, offset, SMALL_HOST).from).toBe(offset - 3);
});

test('text that is broken before and behind the cursor changes nothing', () => {
	const source =
		'global int level\nfunction broken( { = } }\nfunction f(int a) locals int i\n{\n\tif (a == \n\ti = a + ¦\n\tg(;\n}\nfunction';
	expect(labelsAt(source).slice(0, 2)).toEqual(['a', 'i']);
	expect(labelsAt(source)).toContain('level');
});

test('locals of a function whose head is not finished are known', () => {
	expect(labelsAt('function f(int a) locals int i, array t[3 { ¦')).toEqual(expect.arrayContaining(['a', 'i', 't']));
});

test('comments of declarations come along', () => {
	const source = '// How loud.\nglobal int level\nfunction f() locals int i // counts\n{ ¦ }';
	expect(itemAt(source, 'level')?.documentation).toBe('How loud.');
	expect(itemAt(source, 'i')?.documentation).toBe('counts');
	expect(completionsAt(analyse(''), 0, new Map()).items.every(({ documentation }) => documentation !== '')).toBe(true);
});
