import { expect, test } from 'vitest';
import { workplace } from '../p8.testing.ts';

const { p8, p8Json, read, write } = workplace();

const SOURCE =
	'extern native trace\nglobal array signal[2]\nfunction process()\nlocals int i\n{\n\ti = 0;\n\twhile (i < 2) i = i + 1;\n}\n';

test('GAZL goes to standard output, warnings to standard error', async () => {
	const { code, out, err } = await p8('compile', write('a.impala', SOURCE));
	expect(code).toBe(0);
	expect(out).toContain('process:\tFUNC\n');
	expect(out).toContain('\tADDi $i $i #1\n');
	expect(err).toBe('');
});

test('--out writes a file, -o does too', async () => {
	const file = write('b.impala', SOURCE);
	const { out: gazl } = await p8('compile', file);
	expect((await p8('compile', file, '--out', 'b.gazl')).out).toMatch(/^b\.gazl: \d+ lines\n$/);
	expect(read('b.gazl').toString('latin1')).toBe(gazl);
	await p8('compile', file, '-o', 'c.gazl');
	expect(read('c.gazl')).toEqual(read('b.gazl'));
	expect((await p8('assemble', 'c.gazl')).code).toBe(0);
});

test('--listing puts the source beside the instructions', async () => {
	const { out } = await p8('compile', write('a.impala', SOURCE), '--listing');
	expect(out).toContain('\tADDi $i $i #1\t; i = i + 1;\n');
});

test('the JSON has the line of the source for each line of the GAZL', async () => {
	const { json } = await p8Json('compile', write('a.impala', SOURCE));
	const lines = String(json.gazl).split('\n');
	const at = lines.findIndex((line) => line.includes('ADDi $i'));
	expect((json.lineMap as readonly number[])[at]).toBe(7);
	expect(json.lines).toBe(lines.length - 1);
});

test('every error is told at its place, and what has to do with it', async () => {
	const file = write('bad.impala', 'global int a\nglobal float a\nfunction main()\n{\n\ta = 1;\n}\n');
	const { code, err, json } = await p8Json('compile', file);
	expect(code).toBe(1);
	expect(err).toMatch(/^bad\.impala:2:14: error DECLARED_OTHERWISE: a was declared .*\(Line 1: a is declared here first\.\)$/m);
	expect(err).toMatch(/^bad\.impala:5:2: error UNDECLARED_NAME: a is not declared\. It is a global: write global a\.$/m);
	expect(json.diagnostics).toHaveLength(2);
});

test('what the assembler refuses is told in the line of the source', async () => {
	const file = write('refused.impala', 'const int DEBUG\nglobal array a[4]\nfunction main()\n{\n\tglobal a[DEBUG + 4] = 1;\n}\n');
	const { code, err } = await p8('compile', file);
	expect(code).toBe(1);
	expect(err).toMatch(/^refused\.impala:5:\d+: error OFFSET_OUT_OF_BOUNDS: .* Compiled to: POKE &a:<A> #1$/m);
});

test('names that another unit may define are only warned of', async () => {
	const { code, err } = await p8('compile', write('part.impala', 'extern function other\nfunction main()\n{\n\tother();\n}\n'));
	expect(code).toBe(0);
	expect(err).toMatch(/^part\.impala:4:\d+: warning FORWARD_SYMBOL_NOT_FOUND: /);
});

test('--debug looks at assertions too', async () => {
	const file = write('assert.impala', 'const int NEW\nfunction main()\n{\n\tassert(NEW == 1);\n}\n');
	expect((await p8('compile', file)).err).toBe('');
	expect((await p8('compile', file, '--debug')).err).toContain('assert.impala:4:');
});

test('a file of another kind is wrong usage', async () => {
	expect(await p8('compile', write('x.gazl', ''))).toMatchObject({ code: 2 });
});

test('other commands take Impala too and name its lines', async () => {
	const source =
		'global array signal[2]\nglobal int out\nfunction process()\nlocals int i\n{\n\ti = 0;\n\n\tglobal out = 1 / i;\n}\n';
	const file = write('trap.impala', source);
	const run = await p8Json('run', file, 'process');
	expect(run.json).toMatchObject({ name: 'trap', steps: [{ call: 'process', expect: { status: -7 } }] });
	expect(run.err).toMatch(/^trap\.impala:8:1: warning DIVISION_BY_ZERO: /);
	expect((await p8('replay', file, '--frames', '4')).err).toMatch(/^trap\.impala:8:1: warning DIVISION_BY_ZERO: /);
	const { json } = await p8Json('assemble', file);
	expect(json).toMatchObject({
		functions: [{ name: 'process', line: 3 }],
		symbols: [
			{ name: 'signal', line: 1 },
			{ name: 'out', line: 2 },
		],
	});
	expect((await p8('run', write('wrong.impala', 'function f() {\n\tx();\n}'), 'f')).err).toMatch(
		/^wrong\.impala:2:2: error UNDECLARED_NAME: /,
	);
	expect((await p8('render', 'a.wav', 'b.wav', '--firmware', 'wrong.impala')).err).toMatch(
		/^wrong\.impala:2:2: error UNDECLARED_NAME: /,
	);
});

test('a firmware with natives of the heap and registers is what the page takes too', async () => {
	const source = `extern native adiAlloc
const pointer HW_BASE
global pointer p = null
function process()
{
	if (global p == null) global p = (pointer) adiAlloc(10, 1, "tape");
	HW_BASE[1] = HW_BASE[0];
}
`;
	const { code, out, err } = await p8('compile', write('heap.impala', source));
	expect({ code, err }).toEqual({ code: 0, err: '' });
	expect(out).toContain('CALL ^adiAlloc');
	expect(out).toContain('HW_BASE');
});
