import { describe, expect, test } from 'vitest';
import { bracketed, marked, SMALL_HOST } from './marked-source.testing.ts';
import { renameAt } from './rename.ts';

const rename = (source: string, newName: string) => {
	const { analysis, offset } = marked(source);
	return renameAt(analysis, offset, newName, SMALL_HOST);
};
const problemOf = (source: string, newName: string) => {
	const renaming = rename(source, newName);
	return 'problem' in renaming ? renaming.problem : null;
};
const changed = (source: string, newName: string) => {
	const renaming = rename(source, newName);
	return 'problem' in renaming ? renaming.problem : bracketed(source.replace('¦', ''), renaming.edits);
};

test('a new name goes to all places of the old one and to nothing else', () => {
	expect(changed('global int x function f() locals int x { ¦x = global x; }', 'y')).toBe(
		'global int x function f() locals int ⟦x⟧ { ⟦x⟧ = global x; }',
	);
	expect(changed('global int x function f() locals int x { x = global ¦x; }', 'y')).toBe(
		'global int ⟦x⟧ function f() locals int x { x = global ⟦x⟧; }',
	);
	expect(changed('extern function f function g() { ¦f(); } function f() { }', 'h')).toBe(
		'extern function ⟦f⟧ function g() { ⟦f⟧(); } function ⟦f⟧() { }',
	);
	expect(changed('function f() { goto ¦end; end: ; } function g() { goto end; end: ; }', 'out')).toBe(
		'function f() { goto ⟦end⟧; ⟦end⟧: ; } function g() { goto end; end: ; }',
	);
});

describe('a new name is refused', () => {
	test.each([
		['when it is none', 'global int ¦a', '2x', /is no name/],
		['when it is none', 'global int ¦a', 'å', /is no name/],
		['when it is empty', 'global int ¦a', '', /needs a letter/],
		['when it is a word of the language', 'global int ¦a', 'to', /word of the language/],
		['where no name is', 'global int a ¦ ', 'b', /no name here/],
		['when the function has it', 'function f(int a) locals int ¦b { b = a; }', 'a', /already an argument of f\(\)/],
		['when the function has the label', 'function f() { ¦a: b: ; }', 'b', /already a label of f\(\)/],
		[
			'when label and local meet in the assembler',
			'function f() locals int x { x = 1; ¦a: ; }',
			'$x',
			/one name in the assembler/,
		],
		['when the source has it', 'global int ¦a const int B = 1', 'B', /already the name of a constant/],
		['when every assembler has it', 'global int ¦a', 'NULL', /every assembler/],
		['when the host has it', 'global int ¦a', 'yield', /a native of the host/],
		[
			'when it would hide what the function uses',
			'const int K = 1 function f() locals int ¦a { a = K; }',
			'K',
			/f\(\) uses the constant K/,
		],
		['when a local would hide it', 'const int ¦K = 1 function f() locals int a { a = K; }', 'a', /local variable a would hide/],
		['for a native', 'extern native ¦other function f() { other(); }', 'more', /is a native/],
		['for data of the host', 'global array ¦signal[2]', 'sound', /looks for signal/],
		['for a function that the host calls', 'function ¦process() { }', 'run', /calls process/],
		['for a constant that the host gives', 'const int ¦COUNT', 'N', /constant of the host/],
		['for a constant that the host reads', 'const int ¦FORMAT = 2', 'N', /looks for FORMAT/],
		['when an error hides uses', 'global int ¦a\nfunction f() {\n\tglobal a = ;\n}', 'b', /line 3 too/],
	])('%s: %s', (_, source, newName, problem) => {
		expect(problemOf(source, newName)).toMatch(problem);
	});
});

test('a local may have the name of something else that its function does not use', () => {
	expect(problemOf('const int K = 1 function f() locals int ¦a { a = 1; }', 'K')).toBeNull();
	expect(problemOf('global int g function f() locals int ¦a { a = global g; }', 'g')).toBeNull();
	expect(problemOf('function f() locals int ¦signal { signal = 1; }', 'process')).toBeNull();
});

test('a constant of the host that the source defines itself is the source’s', () => {
	expect(problemOf('const int ¦COUNT = 8', 'N')).toBeNull();
});

test('taking a name that the host uses is told', () => {
	expect(rename('global array ¦sound[2]', 'signal')).toMatchObject({
		warning: expect.stringMatching(/signal .* take this for it/),
	});
	expect(rename('global array ¦sound[2]', 'noise')).toMatchObject({ warning: null });
});
