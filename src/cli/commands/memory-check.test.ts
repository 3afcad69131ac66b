import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHECK_LIMITS } from '../../bridge/checks-layout.ts';
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

/** A firmware with a block and a pool, whose functions are those of `code`, from line 15 on. */
const busy = (name: string, code: string, init = '') =>
	write(
		name,
		`const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
extern native adiAlloc
extern native adiFree
extern native poolCreate
extern native poolAlloc
extern native poolFree
extern native frameAlloc
extern native exit
global array signal[2]
global array words[64]
global pointer a = null
global pointer tape = null
global int pool = 0
global int ticks = 0
function init()
{
	global tape = (pointer) adiAlloc(10, 1, "tape");
	global pool = (int) poolCreate("voice", 5, 8, 1);
${init}}
${code}`,
	);

const IDLE = 'function process()\n{\n}\n';

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

describe('a firmware that stops', () => {
	test('is an error that comes first in the verdict', async () => {
		busy('trap.impala', 'function process()\n{\n\tglobal a = null;\n\tglobal a[3] = 5;\n}\n');
		for (const executor of ['wasm', 'interpreter']) {
			const { code, out, err } = await check('trap.impala', '--executor', executor);
			expect(code).toBe(1);
			expect(err).toBe(
				'trap.impala:23:1: error BAD_POKE: The firmware stopped in process at frame 0; the stock CPU played on.\n',
			);
			expect(out.split('\n').slice(-4)).toEqual([
				'',
				'stopped at 0.000 s: BAD_POKE in process() at trap.impala:23',
				'trap.impala: 0.045 s played, no violation. 2 buffers of 58 words are in use, and none is forgotten.',
				'',
			]);
		}
		const { json } = await p8Json('memory', 'check', 'trap.impala', '--clip', 'in.wav');
		expect(json).toMatchObject({
			isClean: false,
			stop: {
				status: 'BAD_POKE',
				function: 'process',
				line: 23,
				frame: 0,
				hadStarted: true,
				text: 'stopped at 0.000 s: BAD_POKE in process() at trap.impala:23',
			},
			violations: [],
			forgotten: [],
		});
	});

	test.each([
		['a trap', '\tglobal a[3] = 5;\n', 'BAD_POKE'],
		['a loop without end', '\tloop global ticks = 0;\n', 'TIME_OUT'],
		['exit()', '\texit();\n', 'TERMINATED'],
	])('in its start, by %s, has not got through it', async (_, init, status) => {
		busy('start.impala', IDLE, init);
		const { code, out } = await check('start.impala');
		expect(code).toBe(1);
		expect(out).toContain(
			`\nstopped at 0.000 s: ${status} in init() at start.impala:19, before it was through its start\nstart.impala: 0.045 s played`,
		);
	});

	test('in its start is told its violations all the same', async () => {
		busy('start.impala', IDLE, '\tglobal tape[10] = 1;\n\tglobal a[3] = 5;\n');
		const { out } = await check('start.impala');
		expect(out).toContain('start.impala:19: buffer overflow: init() writes block "tape" + 10');
		expect(out).toContain('0.045 s played, 1 violation at 1 place.');
	});

	test('by exit() when it plays may do so', async () => {
		busy('exits.impala', 'function process()\n{\n\texit();\n}\n');
		const { code, out, err } = await check('exits.impala');
		expect(code).toBe(0);
		expect(err).toMatch(/^exits\.impala:22:1: warning TERMINATED: /);
		expect(out).toContain('\nexits.impala: clean. ');
	});

	test('for want of stack is told the call that found none', async () => {
		const deep = 'locals array x[3000], int m\n{\n\tm = n + 1;\n\tx[0] = m;\n\tdeep(m);\n}\n';
		busy('deep.impala', `function deep(int n)\n${deep}function process()\n{\n\tdeep(1);\n}\n`);
		const { code, out } = await check('deep.impala');
		expect(code).toBe(1);
		expect(out.split('\n').slice(0, 4)).toEqual([
			'deep.impala:25: stack overflow: deep() calls itself at line 25, and needs more stack than there is.',
			'    called by deep() at deep.impala:25, 3 times in a row',
			'    first at frame 0 (0.000 s)',
			'    Look for a function that calls itself without end, or move large local arrays to globals or the heap.',
		]);
	});

	test('is said in the help to be an error', async () => {
		const { out } = await p8('memory', 'check', '--help');
		expect(out).toContain(
			'when the firmware\nstopped, with a bad address for example, or never got through its start; only exit() may end it.',
		);
	});
});

test('what is wrongly given back is told what it is, and what to do with it', async () => {
	const code = `function process()
locals pointer item, pointer frame
{
	if (global ticks != 0) global words[0] = (int) global a[1];
	else {
		adiFree(&global signal[0]);
		adiFree(&global words[3]);
		adiFree("text");
		item = (pointer) poolAlloc(global pool);
		adiFree(item);
		poolFree(global pool, item);
		poolFree(global pool, global tape);
		frame = (pointer) frameAlloc(8);
		poolFree(global pool, frame);
		global a = frame;
	}
	global ticks = 1;
}
`;
	busy('frees.impala', code);
	const { out } = await check('frees.impala', '--seconds', '0.01');
	const told = out
		.split('\n\n')
		.slice(0, 7)
		.map((paragraph) => paragraph.split('\n').map((line) => line.trim()));
	const of = (lines: readonly string[] | undefined) => [lines?.[0]?.replace(/^\S+: /, ''), lines?.at(-1)];
	const nobodys = 'Only what an allocation answered can be freed, and items of a pool only in their pool.';
	expect(told.map(of)).toEqual([
		[
			'free of a foreign pointer: process() calls adiFree(block = word 0 of memory, global signal). What was given back belongs to no level or pool.',
			nobodys,
		],
		[
			'free of a foreign pointer: process() calls adiFree(block = word 5 of memory, global words + 3). What was given back belongs to no level or pool.',
			nobodys,
		],
		[
			expect.stringMatching(
				/^free of a foreign pointer: process\(\) calls adiFree\(block = word \d+ of memory, a constant\)\. What was given back belongs to no level or pool\.$/,
			),
			nobodys,
		],
		[
			expect.stringContaining('Pool item "voice" + 0 of 5 words.'),
			'It is an item of a pool: give it back with poolFree(), or multiPoolFree() for one of three sizes, in the pool that it was taken from.',
		],
		[
			expect.stringContaining('Block "tape" + 0 of 10 words.'),
			'It is a block of adiAlloc(), and no item of this pool: blocks are given back with adiFree().',
		],
		[
			expect.stringContaining('A frame block + 0 of 8 words.'),
			'Words of the frame go by themselves when the call ends or yields: free none of them.',
		],
		[
			'use after free: process() reads a frame block + 1 of 8 words.',
			'Words of the frame are gone when the call ends or yields: take them anew in each call, or use adiAlloc() for what has to stay.',
		],
	]);
});

test('what the list has no room for is counted', async () => {
	// A place is an instruction: 260 of them, of which the list keeps 256.
	const places = 260;
	const writes = Array.from({ length: places }, (_, index) => `\tglobal tape[${10 + index}] = ${index};\n`).join('');
	busy('many.impala', `function process()\n{\n\tif (global ticks == 0) {\n${writes}\t}\n\tglobal ticks = 1;\n}\n`);
	const { code, out } = await check('many.impala');
	expect(code).toBe(1);
	expect(out).toContain(
		`violations at ${CHECK_LIMITS.violations} places. ${places - CHECK_LIMITS.violations} more are not kept: the list is full. `,
	);
	const { json } = await p8Json('memory', 'check', 'many.impala', '--clip', 'in.wav');
	expect(json.notKept).toBe(places - CHECK_LIMITS.violations);
	expect(json.violations).toHaveLength(CHECK_LIMITS.violations);
});

test('JSON has names, functions and lines of the source, and no numbers of ours', async () => {
	const code = 'function take()\n{\n\tglobal a = (pointer) poolAlloc(global pool);\n\tglobal a[5] = 1;\n}\n';
	busy('taker.impala', `${code}function process()\n{\n\tif (global a == null) take();\n}\n`);
	const { json } = await p8Json('memory', 'check', 'taker.impala', '--clip', 'in.wav');
	const init = (line: number) => ({ function: 'init', line, callers: [], frame: 0 });
	const byTake = { function: 'take', line: 22, callers: [{ function: 'process', line: 27 }], frame: 0 };
	const item = { kind: 'pool item', name: 'voice', level: 'L1', askedWords: 5, allocated: byTake, freed: null };
	expect(json).toMatchObject({
		stop: null,
		violations: [
			{ kind: 'overflow', native: null, parameter: null, place: { ...byTake, line: 23 }, buffer: item, writes: true, count: 1 },
		],
		leaks: {
			inUse: [
				{ kind: 'block', name: 'tape', allocated: init(17) },
				{ kind: 'pool', name: 'voice', allocated: init(18) },
				{ ...item, isForgotten: false },
			],
			forgotten: [],
			sites: [
				{ function: 'init', line: 17, kind: 'block', name: 'tape', words: 10, forgottenWords: 0 },
				{ function: 'init', line: 18, kind: 'pool', name: 'voice', words: 48 },
				{ function: 'take', line: 22, kind: 'pool item', name: 'voice', words: 5, allocations: [item], forgotten: [] },
			],
		},
		profile: {
			allocations: 3,
			sites: expect.arrayContaining([
				expect.objectContaining({ function: 'take', line: 22, kind: 'pool item', name: 'voice', allocations: 1, frees: 0 }),
			]),
		},
	});
	expect(JSON.stringify(json)).not.toMatch(/"(instruction|row)":/);
});

test.each(['check', 'search', 'advise'])('memory %s wants a length that is more than 0', async (command) => {
	for (const seconds of ['0', '-1', '1801', 'long']) {
		const { code, out, err } = await p8('memory', command, 'right.impala', '--clip', 'in.wav', '--seconds', seconds);
		expect({ code, out, err }).toEqual({
			code: 2,
			out: '',
			err: `p8 memory ${command}: error USAGE: --seconds needs a number that is more than 0 and at most 1800, not '${seconds}'.\nTry: p8 memory ${command} --help\n`,
		});
	}
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
