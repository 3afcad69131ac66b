import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeWav } from '../../offline/wav/wav-writer.ts';
import { workplace } from '../p8.testing.ts';

const { p8, p8Json, write } = workplace();

write('in.wav', writeWav(44100, [new Float32Array(2000).fill(0.25)], 'pcm16'));

const HEAD = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
const int L1 = 1
extern native adiAlloc
extern native adiFree
global array signal[2]
global pointer tape = null
global int none = 0
`;

write(
	'right.impala',
	`${HEAD}function process()
locals pointer grain
{
	grain = (pointer) adiAlloc(60, L1, "grain");
	if (grain == null) global none = global none + 1;
	else adiFree(grain);
}
`,
);

write(
	'wrong.impala',
	`${HEAD}function init()
{
	global tape = (pointer) adiAlloc(10, L1, "tape");
}
function process()
locals pointer lost
{
	global tape[10] = 1;
	if (global none == 0) lost = (pointer) adiAlloc(4, L1, "lost");
	global none = 1;
}
`,
);

const check = (file: string, ...words: string[]) => p8('memory', 'check', file, '--clip', 'in.wav', ...words);

describe('a firmware without mistakes', () => {
	test('is clean, with what its types have had', async () => {
		const { code, out, err } = await check('right.impala');
		expect({ code, err }).toEqual({ code: 0, err: '' });
		const rows = out.split('\n').map((line) => line.trim().split(/ {2,}/));
		expect(rows).toContainEqual(['grain', '2000', '2000', '0', '0', '1', '0', '60']);
		expect(out).toMatch(
			/\nright\.impala: clean\. 0\.045 s played, no violation\. Nothing is in use and nothing is forgotten\.\n$/,
		);
	});

	test('is so under pressure, and as long as it is wanted', async () => {
		const { code, out } = await check('right.impala', '--fail-every', '4', '--seconds', '0.1');
		expect(code).toBe(0);
		// 4410 ticks at the rate of the clip, of which every fourth gets nothing.
		expect(out).toContain('0.100 s played, no violation. 1102 allocations failed on purpose.');
		const random = await check(
			'right.impala',
			'--fail-probability',
			'0.5',
			'--seed',
			'7',
			'--halve',
			'L1',
			'--check-words',
			'4096',
		);
		expect(random.code).toBe(0);
		expect(random.out).toMatch(/\d+ allocations failed on purpose/);
		expect((await check('right.impala', '--check-words', 'all', '--seconds', '0.001')).code).toBe(0);
	});

	test('is so while somebody plays at random, the same way for the same seed', async () => {
		const play = (seed: string) =>
			p8Json('memory', 'check', 'right.impala', '--clip', 'in.wav', '--seconds', '0.5', '--play', seed);
		const [first, again, other] = [await play('3'), await play('3'), await play('4')];
		expect(first.code).toBe(0);
		expect(again.json).toEqual(first.json);
		expect(other.json.profile).not.toEqual(first.json.profile);
	});
});

describe('a firmware with mistakes', () => {
	test('is told each with its line, its buffer and the history of that, by either executor', async () => {
		for (const executor of ['wasm', 'interpreter']) {
			const { code, out } = await check('wrong.impala', '--executor', executor);
			expect(code).toBe(1);
			expect(out.split('\n').slice(0, 12)).toEqual([
				'wrong.impala:15: buffer overflow: process() writes block "tape" + 10, 1 word past the end of its 10 words.',
				'    first at frame 0 (0.000 s), 2000 times by now',
				'    block "tape": 10 words, 16 granted, in L1 at word 133122',
				'    allocated by init() at wrong.impala:10, at frame 0 (0.000 s)',
				'    Compare the largest index with the words that the buffer was allocated with.',
				'',
				'wrong.impala:16: forgotten free: block "lost" of 4 words is in use, and nothing points to it any more.',
				'    allocated by process() at wrong.impala:16, at frame 0 (0.000 s)',
				'    Free it on every way out, or allocate it once in init().',
				'',
				'in use, allocated by          kind   name  buffers  words  forgotten',
				'init() at wrong.impala:10     block  tape        1     10          0',
			]);
			expect(out).toMatch(
				/wrong\.impala: 0\.045 s played, 2000 violations at 1 place\. 2 buffers of 14 words are in use, and 1 of them is forgotten\.\n$/,
			);
		}
	});

	test('can be ended at the first', async () => {
		const { json, code, err } = await p8Json('memory', 'check', 'wrong.impala', '--clip', 'in.wav', '--stop');
		expect({ code, err }).toEqual({ code: 1, err: '' });
		expect(json).toMatchObject({ isClean: false, frames: 512, violations: [{ kind: 'overflow', count: 1 }], forgotten: [] });
	});

	test('is told as JSON with words and numbers', async () => {
		const { json } = await p8Json('memory', 'check', 'wrong.impala', '--clip', 'in.wav');
		expect(json).toMatchObject({
			isClean: false,
			frames: 2000,
			violations: [
				{ kind: 'overflow', count: 2000, writes: true, text: { headline: expect.stringContaining('wrong.impala:15: ') } },
			],
			forgotten: [{ headline: expect.stringContaining('wrong.impala:16: forgotten free') }],
			types: expect.arrayContaining([expect.objectContaining({ name: 'tape', currentWords: 10 })]),
		});
	});
});

describe('what cannot be checked', () => {
	test('is a firmware without a heap', async () => {
		write('plain.impala', `${HEAD.replace(/extern.*\n/g, '')}function process()\n{\n}\n`);
		const { code, err } = await check('plain.impala');
		expect(code).toBe(1);
		expect(err).toMatch(/^plain\.impala:1:1: error NO_HEAP: /);
	});

	test.each([
		[['--halve', 'L9'], /--halve is one of STACK, L1, L2, Lext, not 'L9'/],
		[['--fail-probability', '2'], /--fail-probability needs a number from 0 to 1, not '2'/],
		[['--fail-every', '0'], /--fail-every needs a whole number from 1/],
		[['--check-words', 'most'], /--check-words needs a whole number from 1/],
		[['--seed', '3'], /--seed is for --fail-probability/],
		[['--executor', 'jit'], /There is no executor 'jit'/],
	])('is said of %j', async (words, message) => {
		const { code, err } = await check('right.impala', ...words);
		expect(code).toBe(2);
		expect(err).toMatch(message);
	});
});

test('the message in the page for authors is what comes out', async () => {
	const project = join(import.meta.dirname, '../../..');
	const page = readFileSync(join(project, 'docs/memory-for-firmware.md'), 'utf8');
	const [, command = '', message = ''] = /p8 -- memory check (\S+) .*?```text\n(.*?)```/s.exec(page) ?? [];
	write(command, readFileSync(join(project, 'public/firmware/mistakes', command)));
	const { code, out } = await check(command, '--seconds', '0.1');
	expect(code).toBe(1);
	expect(message).not.toBe('');
	expect(out.startsWith(message)).toBe(true);
});
