import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileImpala } from '../compile.ts';
import { SourceMutator } from '../mutations.testing.ts';
import { formatImpala } from './format.ts';

const CORPUS = join(import.meta.dirname, '../../../../shared/conformance');
const corpus = ['impala/run', 'firmware'].flatMap((folder) =>
	readdirSync(join(CORPUS, folder))
		.filter((name) => name.endsWith('.impala'))
		.map((name) => readFileSync(join(CORPUS, folder, name), 'latin1')),
);

const gazlOf = (source: string) => {
	const result = compileImpala(source);
	return result.ok ? result.gazl : null;
};

test.each([
	['function f( int a ,float b )returns int r{r=a;}', 'function f(int a, float b) returns int r { r = a; }\n'],
	[
		'function f(){\nif(a<b)\nx=1;\nelse\n{\ny=2;\n}\n}',
		'function f() {\n\tif (a < b)\n\t\tx = 1;\n\telse\n\t{\n\t\ty = 2;\n\t}\n}\n',
	],
	['function f(){\n\n\n\nx=-y*- 5- -6;\n}', 'function f() {\n\n\tx = -y * - 5 - -6;\n}\n'],
	['function f(){p=&a[ 1 ];*p=(int)*q;x=(funcptr)a[0];}', 'function f() { p = &a[1]; *p = (int) *q; x = (funcptr) a[0]; }\n'],
	['function f(){x=itof( i )*abs - y+floor(z);}', 'function f() { x = itof(i) * abs -y + floor(z); }\n'],
	['function f(){for(i=0to 3);copy(1 from a to b)}', 'function f() { for (i = 0 to 3) ; copy (1 from a to b) }\n'],
	[
		"function f(){\nswitch(i==0to 3){\ncase'A',2:x=1;\ndefault:;\n}\n}",
		"function f() {\n\tswitch (i == 0 to 3) {\n\t\tcase 'A', 2: x = 1;\n\t\tdefault: ;\n\t}\n}\n",
	],
	['function f(){if(!(a==1)&&!!b<2){}}', 'function f() { if (!(a == 1) && !!b < 2) { } }\n'],
	['global array a[ 3 ]={1,\n2,3\n}', 'global array a[3] = { 1,\n\t2, 3\n}\n'],
	['global int a// one\n/* two\n   lines */global int b', 'global int a // one\n/* two\n   lines */ global int b\n'],
	['function f() {\n// last\n}\r\n', 'function f() {\n\t// last\n}\n'],
	['function f(){x=a\n+b;y=1;}', 'function f() { x = a\n\t\t+ b; y = 1; }\n'],
])('%j becomes %j', (source, formatted) => {
	expect(formatImpala(source)).toEqual({ text: formatted, diagnostics: [] });
	expect(formatImpala(formatted).text).toBe(formatted);
});

test('the text of an assertion stays as it is, because a failure prints it', () => {
	expect(formatImpala('function f(int a){assert ( a==1 /* x */ )  ;}').text).toBe(
		'function f(int a) { assert( a==1 /* x */ ); }\n',
	);
});

test('the programs of the corpus stay what they are, and formatting again changes nothing', () => {
	for (const source of corpus) {
		const { text, diagnostics } = formatImpala(source);
		expect(diagnostics).toEqual([]);
		expect(formatImpala(text).text).toBe(text);
		expect(gazlOf(text)).toBe(gazlOf(source));
	}
});

test('a broken source comes back as it was, with why', () => {
	const source = 'function  f( {\n';
	const { text, diagnostics } = formatImpala(source);
	expect(text).toBe(source);
	expect(diagnostics.length).toBeGreaterThan(0);
});

test('mutated sources keep their tokens and formatting settles at once', () => {
	const mutator = new SourceMutator(corpus, 20260202);
	const inked = (text: string) => text.replace(/\s+/g, '');
	for (let round = 0; round < 400; round++) {
		const source = mutator.mutate(round % 4 !== 0);
		const { text, diagnostics } = formatImpala(source);
		if (diagnostics.length > 0) {
			expect(text).toBe(source);
			continue;
		}
		expect(inked(text)).toBe(inked(source));
		expect(formatImpala(text).text).toBe(text);
		expect(gazlOf(text)).toBe(gazlOf(source));
	}
});
