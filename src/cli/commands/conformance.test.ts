import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SHARED_CONFORMANCE } from '../conformance/run-manifests.ts';
import { workplace } from '../p8.testing.ts';

const { folder, p8, p8Json, write } = workplace();

const manifestOf = (corpus: string) => JSON.parse(readFileSync(join(SHARED_CONFORMANCE, corpus), 'utf8'));
const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);

test('a folder that holds several corpora is searched to the bottom', async () => {
	cpSync(join(SHARED_CONFORMANCE, 'gazl/errors'), join(folder, 'tree/a/b/gazl/errors'), { recursive: true });
	write('tree/gazl/run/expected.json', JSON.stringify({ cases: [manifestOf('gazl/run/expected.json').cases[0]] }));
	write('tree/gazl/run/int-add-forms.gazl', readFileSync(join(SHARED_CONFORMANCE, 'gazl/run/int-add-forms.gazl')));
	expect(await p8('conformance', 'tree')).toEqual({ code: 0, out: '90 passed, 0 failed\n', err: '' });
});

describe('a failure', () => {
	const [testCase] = manifestOf('gazl/run/expected.json').cases;
	const steps = [{ call: 'main', expect: { status: 0, cycles: 141 } }];
	write(
		'wrong/gazl/run/expected.json',
		JSON.stringify({ cases: [testCase, { ...testCase, name: 'wrong', steps, source: 'main: FUNC\n\tRETU\n' }] }),
	);
	write('wrong/gazl/run/int-add-forms.gazl', readFileSync(join(SHARED_CONFORMANCE, 'gazl/run/int-add-forms.gazl')));

	test('is printed with what was expected and what came out, exit code 1', async () => {
		const { code, out } = await p8('conformance', 'wrong');
		expect(code).toBe(1);
		expect(out).toContain('FAILED gazl/run/wrong\n');
		expect(out).toContain('  steps[0].cycles\n    expected 141\n    actual   2\n');
		expect(lastLine(out)).toBe('1 passed, 1 failed');
	});

	test('is in the JSON', async () => {
		const { code, json } = await p8Json('conformance', 'wrong');
		expect(code).toBe(1);
		expect(json).toMatchObject({ passed: 1, failed: 1, failures: [{ name: 'gazl/run/wrong' }] });
	});

	test('of any kind is found: globals, natives, memory, size, frame, error, digest', async () => {
		const wrong = { name: 'x', source: 'r: GLOB *1\nmain: FUNC\n\tPOKE &r #1\n\tCALL ^yield\n\tRETU\n' };
		const right = {
			...wrong,
			size: { instructions: 4, globals: 1, constants: 1, functions: 1 },
			steps: [{ call: 'main', resumes: 1, frameWords: 1, expect: { status: 0, cycles: 4, resumed: 1, frame: '00000000' } }],
			natives: [['yield']],
			globals: { r: '00000001' },
		};
		const step = right.steps[0];
		const variants = [
			right,
			{ ...right, size: { ...right.size, constants: 2 } },
			{ ...right, steps: [{ ...step, expect: { ...step?.expect, status: -1 } }] },
			{ ...right, steps: [{ ...step, expect: { ...step?.expect, resumed: 0 } }] },
			{ ...right, steps: [{ ...step, expect: { ...step?.expect, yielded: true } }] },
			{ ...right, steps: [{ ...step, expect: { ...step?.expect, frame: '00000001' } }] },
			{ ...right, steps: [{ ...step, expect: { ...step?.expect, globals: { r: '00000002' } } }] },
			{ ...right, natives: [] },
			{ ...right, globals: {} },
			{ ...right, memory: '0'.repeat(64) },
			{ ...right, source: 'main: FUNC\n' },
			{ ...right, name: 'no-such-file', source: undefined },
		];
		write('variants/gazl/run/expected.json', JSON.stringify({ cases: variants }));
		expect(lastLine((await p8('conformance', 'variants')).out)).toBe(`1 passed, ${variants.length - 1} failed`);
	});
});

describe('fuzz programs', () => {
	const manifest = manifestOf('gazl/fuzz/expected.json');
	const few = { ...manifest, rows: manifest.rows.slice(0, 3) };

	test('come from the generator of the project when the manifest has none beside it', async () => {
		write('fuzz/gazl/fuzz/expected.json', JSON.stringify(few));
		expect((await p8('conformance', 'fuzz')).out).toBe('3 passed, 0 failed\n');
	});

	test('come from the generator that is named', async () => {
		write('other.mjs', "export const generate = () => ({ source: 'main: FUNC' }); export const digestText = () => '';");
		const { code, out } = await p8('conformance', 'fuzz', '--generator', 'other.mjs');
		expect(code).toBe(1);
		expect(out).toContain('program of the generator');
		write('no-generator.mjs', 'export const answer = 42;');
		expect((await p8('conformance', 'fuzz', '--generator', 'no-generator.mjs')).err).toMatch(/error BAD_GENERATOR: /);
		expect((await p8('conformance', 'fuzz', '--generator', 'missing.mjs')).err).toMatch(/error FILE_NOT_FOUND: /);
	});

	test('fail when any digest differs', async () => {
		const spoilt = manifest.columns.map((_: string, column: number) => {
			const row = [...manifest.rows[0]];
			row[column] =
				typeof row[column] === 'number'
					? row[column] + 1
					: row[column].replace(/^./, (digit: string) => (digit === '0' ? '1' : '0'));
			return row;
		});
		write('spoilt/gazl/fuzz/expected.json', JSON.stringify({ ...manifest, rows: spoilt }));
		expect(lastLine((await p8('conformance', 'spoilt')).out)).toBe(`0 passed, ${manifest.columns.length} failed`);
	});
});

test('a firmware replay that differs in anything fails', async () => {
	const { frames: _, blockFrames: __, ...manifest } = manifestOf('firmware/expected.json');
	const firmware = manifest.firmwares.find(({ name }: { name: string }) => name === 'sample-hold-mod');
	const { blocks, ledTrail, displayLEDs: ___, cycles: ____, updates: _____, ...run } = firmware.runs.A;
	// 256 frames are enough to tell the fields apart; what they come to is taken from `p8 replay`.
	const { json } = await p8Json('replay', join(SHARED_CONFORMANCE, 'firmware/sample-hold-mod.gazl'), '--frames', '256');
	const { blocks: block, ledTrail: leds, displayLEDs, cycles, updates } = json;
	const right = { ...run, frames: 256, blocks: block, ledTrail: leds, displayLEDs, cycles, updates };
	const variants = {
		right,
		status: { ...right, status: -9 },
		frames: { ...right, frames: 255 },
		blocks: { ...right, blocks },
		first: { ...right, first: right.first.with(767, 0) },
		leds: { ...right, displayLEDs: [0, 0, 0, 256] },
		trail: { ...right, ledTrail },
		updates: { ...right, updates: 2 },
		cycles: { ...right, cycles: { ...(cycles as object), reset: 8 } },
		traces: { ...right, traces: [] },
	};
	const sets = Object.fromEntries(Object.keys(variants).map((name) => [name, manifest.sets.A]));
	mkdirSync(join(folder, 'sound/firmware'), { recursive: true });
	cpSync(join(SHARED_CONFORMANCE, 'firmware/sample-hold-mod.gazl'), join(folder, 'sound/firmware/sample-hold-mod.gazl'));
	write(
		'sound/firmware/expected.json',
		JSON.stringify({ frames: 256, blockFrames: 11025, sets, firmwares: [{ ...firmware, runs: variants }] }),
	);
	const { out } = await p8('conformance', 'sound');
	expect(out.match(/^FAILED .*$/gm)).toEqual(
		Object.keys(variants)
			.slice(1)
			.map((name) => `FAILED sound/firmware/sample-hold-mod ${name}`),
	);
	expect(lastLine(out)).toBe('1 passed, 9 failed');
});

describe('nothing to run', () => {
	test('in a folder without manifests, exit code 2', async () => {
		mkdirSync(join(folder, 'nothing'));
		expect(await p8('conformance', 'nothing')).toMatchObject({ code: 2, out: '' });
	});

	test('in a manifest without cases, exit code 2', async () => {
		write('no-cases/gazl/run/expected.json', '{"format":1,"cases":[]}');
		expect(await p8('conformance', 'no-cases')).toMatchObject({ code: 2, out: '' });
	});
});

describe('Impala programs', () => {
	test('are compiled and run beside others', async () => {
		cpSync(join(SHARED_CONFORMANCE, 'impala'), join(folder, 'mixed/impala'), { recursive: true });
		cpSync(join(SHARED_CONFORMANCE, 'gazl/errors'), join(folder, 'mixed/gazl/errors'), { recursive: true });
		expect(await p8('conformance', 'mixed')).toEqual({ code: 0, out: '257 passed, 0 failed\n', err: '' });
	});

	test('fail that do not compile, that need more cycles, that differ', async () => {
		const source = 'global int r function main() { global r = 7; }';
		const right = { name: 'x', source, steps: [{ call: 'main', expect: { status: 0, cycles: 3 } }], globals: { r: '00000007' } };
		const faster = { ...right, steps: [{ call: 'main', expect: { status: 0, cycles: 99 } }] };
		const slower = { ...right, steps: [{ call: 'main', expect: { status: 0, cycles: 2 } }] };
		const variants = [
			right,
			faster,
			slower,
			{ ...right, globals: { r: '00000008' } },
			{ ...right, source: 'function main( { }' },
		];
		write('worse/impala/run/expected.json', JSON.stringify({ cases: variants }));
		const { code, out } = await p8('conformance', 'worse');
		expect(code).toBe(1);
		expect(out).toContain('    expected at most 2\n    actual   3\n');
		expect(out).toContain('UNEXPECTED in line 1');
		expect(lastLine(out)).toBe('2 passed, 3 failed');
	});

	test('fail that should be rejected and are not, or in another line', async () => {
		const wrong = { name: 'x', source: 'function main()\n{ x = 1; }', stage: 'compile', lines: [2] };
		const variants = [wrong, { ...wrong, lines: [1] }, { ...wrong, source: 'function main() { }' }];
		const open = {
			name: 'y',
			source: 'extern function q function main() { q(); }',
			stage: 'assemble',
			error: 'FORWARD_SYMBOL_NOT_FOUND',
		};
		write(
			'lenient/impala/errors/cases.json',
			JSON.stringify({ cases: [...variants, open, { ...open, error: 'FAIL_DIRECTIVE' }] }),
		);
		expect(lastLine((await p8('conformance', 'lenient')).out)).toBe('2 passed, 3 failed');
	});
});

test('a firmware is replayed from its Impala source too, where it may cost less', async () => {
	const { sets, firmwares, ...rest } = manifestOf('firmware/expected.json');
	const firmware = firmwares.find(({ name }: { name: string }) => name === 'step-gate');
	mkdirSync(join(folder, 'source/firmware'), { recursive: true });
	for (const suffix of ['gazl', 'impala']) {
		cpSync(join(SHARED_CONFORMANCE, `firmware/step-gate.${suffix}`), join(folder, `source/firmware/step-gate.${suffix}`));
	}
	const one = { ...firmware, runs: { A: firmware.runs.A } };
	write('source/firmware/expected.json', JSON.stringify({ ...rest, sets: { A: sets.A }, firmwares: [one] }));
	expect((await p8('conformance', 'source')).out).toBe('2 passed, 0 failed\n');
});

test('a manifest that is damaged or unknown is bad input', async () => {
	write('damaged/gazl/run/expected.json', '{"cases":[');
	expect((await p8('conformance', 'damaged')).err).toMatch(/expected\.json:1:1: error BAD_MANIFEST: .*JSON/);
	write('unknown/gazl/run/expected.json', '{"tests":[]}');
	expect(await p8('conformance', 'unknown')).toMatchObject({ code: 1, out: '' });
});
