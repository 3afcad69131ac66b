import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyse, compileImpala, impalaPlace } from './compile.ts';

const CORPUS = join(import.meta.dirname, '../../../shared/conformance');
const corpus = ['impala/run', 'firmware'].flatMap((folder) =>
	readdirSync(join(CORPUS, folder))
		.filter((name) => name.endsWith('.impala'))
		.map((name) => readFileSync(join(CORPUS, folder, name), 'latin1')),
);

describe('every line of the GAZL', () => {
	const SOURCE = [
		'global int r',
		'function main()',
		'locals int i',
		'{',
		'\ti = 3;',
		'\twhile (i > 0) {',
		'\t\tglobal r = global r',
		'\t\t\t+ (int) f(i);',
		'\t\ti = i - 1;',
		'\t}',
		'}',
	];
	const source = `extern function f\n${SOURCE.join('\n')}`;

	test('leads to the place in the source that it does the work of', () => {
		const result = compileImpala(source);
		if (!result.ok) throw new Error('It does not compile.');
		const lines = result.gazl.trimEnd().split('\n');
		expect(result.lineMap).toHaveLength(lines.length);
		const lineOf = (pattern: RegExp) =>
			impalaPlace(result.lineMap, lines.findIndex((line) => pattern.test(line)) + 1)?.start.line;
		expect(lineOf(/FUNC/)).toBe(3);
		expect(lineOf(/MOVi \$i #3/)).toBe(6);
		expect(lineOf(/LEQi/)).toBe(7);
		expect(lineOf(/POKE &r/)).toBe(8);
		expect(lineOf(/CALL &f/)).toBe(9);
		expect(lineOf(/SUBi \$i/)).toBe(10);
		expect(lineOf(/GOTO/)).toBe(11);
		expect(lineOf(/RETU/)).toBe(12);
	});

	test('has the range of the expression, not only its line', () => {
		const result = compileImpala(source);
		if (!result.ok) throw new Error('It does not compile.');
		const at = result.gazl.split('\n').findIndex((line) => line.includes('CALL &f'));
		const range = result.lineMap[at];
		expect(source.slice(range?.start.offset, range?.end.offset)).toBe('f(i)');
	});
});

test('a listing has the source beside the first instruction of each statement and is the same program', () => {
	const source = 'function f(int a)\nlocals int i\n{\n\tfor (i = 0 to a) {\n\t\tf(i);\n\t}\n}';
	const [plain, listing] = [compileImpala(source), compileImpala(source, { listing: true })];
	if (!plain.ok || !listing.ok) throw new Error('It does not compile.');
	expect(listing.gazl).toContain('MOVi $i #0\t; for (i = 0 to a)');
	expect(listing.gazl).toContain('MOVi %1 $i\t; f(i);');
	expect(listing.gazl.replace(/\t; .*/g, '')).toBe(plain.gazl);
});

test('the same source gives the same GAZL', () => {
	const gazlOf = (source: string) => {
		const result = compileImpala(source);
		return result.ok ? result.gazl : null;
	};
	for (const source of corpus) expect(gazlOf(source)).toBe(gazlOf(source));
});

test('a broken source still tells an editor its names and where they are used', () => {
	const source = 'global int level\nfunction f(int a) returns int r\n{\n\tr = a + ;\n\tr = a * global level;\n}\n';
	const { diagnostics, scope, tokens, values, unit } = analyse(source);
	expect(diagnostics.map(({ code }) => code)).toEqual(['UNEXPECTED']);
	expect(tokens.map(({ text }) => text).join('')).toBe(source);
	const place = (start: number) => source.slice(0, start).split('\n').length;
	const argument = scope.functionScopes[0].locals.get('a');
	expect(argument?.declarations.map(({ start }) => place(start))).toEqual([2]);
	expect(argument?.references.map(({ start, access }) => [place(start), access])).toEqual([[5, 'read']]);
	expect(scope.functionScopes[0].locals.get('r')?.references.map(({ access }) => access)).toEqual(['write']);
	expect(scope.globals.get('level')?.references).toHaveLength(1);
	expect([...values.values()].some(({ type }) => type === 'int')).toBe(true);
	expect(unit.declarations).toHaveLength(2);
});
