import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SHARED_CONFORMANCE } from '../conformance/run-manifests.ts';
import { workplace } from '../p8.testing.ts';

const { p8, p8Json, read, write } = workplace();
const FIRMWARE = join(SHARED_CONFORMANCE, 'firmware');
const manifest = JSON.parse(readFileSync(join(FIRMWARE, 'expected.json'), 'utf8'));

/** What the corpus expects of a firmware with a set. */
const expected = (name: string, set: string) => manifest.firmwares.find((one: { name: string }) => one.name === name).runs[set];

test('without options a firmware is played with set A of the corpus', async () => {
	const { code, out, err } = await p8('replay', join(FIRMWARE, 'bit-crusher.gazl'));
	expect({ code, err }).toEqual({ code: 0, err: '' });
	expect(JSON.parse(out)).toEqual({ name: 'bit-crusher', kind: 'full', ...expected('bit-crusher', 'A') });
});

test('seed, params, events, debug and config are those of the command line', async () => {
	const { seed, params, events } = manifest.sets.B;
	const eventWords = events.map(
		(event: { frame: number; params: number[] }) => `--event=${event.frame}:${event.params.join(',')}`,
	);
	const words = ['--seed', String(seed), '--params', params.join(','), ...eventWords, '--debug', '--config', '3:2'];
	const { json } = await p8Json('replay', join(FIRMWARE, 'fm-tone.gazl'), ...words);
	expect(json).toEqual({ name: 'fm-tone', kind: 'full', ...expected('fm-tone', 'B'), diagnostics: [] });
});

test('--out holds the words that the digests are of', async () => {
	const { json } = await p8Json('replay', join(FIRMWARE, 'pattern-mod.gazl'), '--frames', '11325', '--out', 'out.bin');
	const bytes = read('out.bin');
	expect(bytes.length).toBe(11325 * 3 * 4);
	const sha256 = (part: Buffer) => createHash('sha256').update(part).digest('hex');
	const blockBytes = 11025 * 3 * 4;
	expect(json.blocks).toEqual([expected('pattern-mod', 'A').blocks[0], sha256(bytes.subarray(blockBytes))]);
	expect(json.blocks).toEqual([sha256(bytes.subarray(0, blockBytes)), sha256(bytes.subarray(blockBytes))]);
	const first = expected('pattern-mod', 'A').first as number[];
	expect(first.map((_, index) => bytes.readInt32LE(4 * index))).toEqual(first);
});

test('a firmware that stops is a result with a warning at the faulty line', async () => {
	const file = write('trap.gazl', 'signal: GLOB *2\nprocess: FUNC\n\tDIVi %0 #1 %0\n\tRETU\n');
	const { code, json, err } = await p8Json('replay', file);
	expect(code).toBe(0);
	expect(json).toMatchObject({ status: -7, frames: 0, blocks: [], first: [] });
	expect(err).toMatch(/^trap\.gazl:3:1: warning DIVISION_BY_ZERO: .*process.* after 0 frames\.\n$/);
});

describe('a firmware with a heap', () => {
	const HEAP = `extern native adiAlloc
extern native adiFree
extern native frameAlloc
extern native dmaCreate
extern native trace
extern native adiReport
global array signal[2]
global pointer delay = null
global pointer input = null
global int ticks = 0
`;
	/** Plays the input 4 ticks late through a block, with words of the frame on the way. */
	const DELAYING = `${HEAP}function init()
locals int i, pointer d
{
	d = (pointer) adiAlloc(8, 1, "delay");
	for (i = 0 to 8) d[i] = 0;
	global delay = d;
}
function process()
locals int at, pointer d, pointer f
{
	d = global delay;
	f = (pointer) frameAlloc(2);
	f[0] = global signal[0];
	f[1] = global signal[1];
	at = (global ticks & 3) * 2;
	global signal[0] = (int) d[at];
	global signal[1] = (int) d[at + 1];
	d[at] = (int) f[0];
	d[at + 1] = (int) f[1];
	global ticks = global ticks + 1;
}
`;
	const THROUGH = 'global array signal[2]\nfunction process()\n{\n}\n';

	test('is replayed with it, the same way by either executor', async () => {
		const frames = 3000;
		const play = async (file: string, executor: string) => {
			const words = ['--frames', String(frames), '--executor', executor, '--out', 'out.bin'];
			const { code, err } = await p8('replay', file, ...words);
			expect({ code, err }).toEqual({ code: 0, err: '' });
			const bytes = read('out.bin');
			return Array.from({ length: bytes.length / 4 }, (_, word) => bytes.readInt32LE(word * 4));
		};
		const plain = await play(write('through.impala', THROUGH), 'wasm');
		for (const executor of ['wasm', 'interpreter']) {
			const delayed = await play(write('delaying.impala', DELAYING), executor);
			expect(delayed).toEqual([...new Array(8).fill(0), ...plain.slice(0, -8)]);
		}
	});

	test('has the words of its frame back in each tick, and its input in DMA buffers', async () => {
		// 1000 words of the frame in each of many ticks, where the frame has 2048.
		const code = `function init()
{
	global input = (pointer) dmaCreate(4);
}
function process()
locals pointer f, pointer b
{
	f = (pointer) frameAlloc(1000);
	b = global input;
	global signal[0] = 0;
	global signal[1] = 0;
	if (f == null) global signal[1] = 1;
	if ((int) b[0] != 0) {
		global signal[0] = (int) b[4 + ((int) b[0] - 1) * 8];
		b[0] = 0;
	}
}
`;
		const { err } = await p8('replay', write('frame.impala', HEAP + code), '--frames', '64', '--out', 'frame.bin');
		expect(err).toBe('');
		await p8('replay', write('through.impala', THROUGH), '--frames', '64', '--out', 'through.bin');
		const left = (file: string) => Array.from({ length: 64 }, (_, frame) => read(file).readInt32LE(frame * 8));
		const right = Array.from({ length: 64 }, (_, frame) => read('frame.bin').readInt32LE(frame * 8 + 4));
		expect(right).toEqual(new Array(64).fill(0));
		// A half of 4 frames is ready with its last frame, and has the first of them in front.
		const input = left('through.bin');
		expect(left('frame.bin')).toEqual(input.map((_, frame) => (frame % 4 === 3 ? input[frame - 3] : 0)));
	});

	test('is told what it does wrong with the line, and its report is among the traces', async () => {
		const code =
			'function init()\n{\n\tadiFree(global signal);\n\tadiReport();\n}\nfunction process()\n{\n\tadiFree(global signal); // HERE\n}\n';
		const file = write('wrong.impala', HEAP + code);
		const { code: exitCode, err, json } = await p8Json('replay', file, '--frames', '5');
		expect(exitCode).toBe(0);
		const line = (HEAP + code).split('\n').findIndex((text) => text.includes('// HERE')) + 1;
		expect(err.split('\n')).toEqual([
			'wrong.impala:13:1: warning MEMORY: adiFree: The pointer belongs to no arena of this heap or pool.',
			`wrong.impala:${line}:1: warning MEMORY: adiFree: The pointer belongs to no arena of this heap or pool. (5 times)`,
			'',
		]);
		expect(json.traces).toContainEqual(expect.stringContaining('L1'));
	});
});

test('a firmware that asks for the registers is refused, with what to do', async () => {
	const source = 'const pointer HW_BASE\nglobal array signal[2]\nfunction process()\n{\n\tHW_BASE[1] = HW_BASE[0];\n}\n';
	const { code, out, err } = await p8('replay', write('registers.impala', source));
	expect({ code, out }).toEqual({ code: 1, out: '' });
	expect(err).toBe(
		'registers.impala:1:1: error NO_REGISTERS: This firmware asks for HW_BASE: a replay has no registers. Play it with p8 render.\n',
	);
});
