import { expect, test } from 'vitest';
import { buildEngineBlock, viewEngineBlock } from '../src/bridge/block-regions.ts';
import { buildFirmware } from '../src/toolchain/build-firmware.ts';
import { Engine } from './engine.ts';

const SAMPLE_RATE = 44100;

/** Frames after which a firmware plays alone: control period, lead and fade. */
const SETTLED_FRAMES = 1024;

/** Counts ticks in `count` and puts out `level` on the left and what it counted, in steps of 16, on the right. */
function counter(level: number, more = ''): string {
	return `
const int PRAWN_FIRMWARE_PATCH_FORMAT = 2;
global array params[8];
global array signal[2];
${more}
global int count = 0;
global int level = ${level};
global int updates = 0;
extern native yield;

function init() { global count = 1000; }
function update() { global updates = global updates + 1; }
function process()
{
	loop {
		global count = (global count + 1) & 0x7FFF;
		global signal[0] = global level;
		global signal[1] = global count >> 4;
		yield();
	}
}
`;
}

class Bench {
	readonly view = viewEngineBlock(buildEngineBlock());
	readonly engine = new Engine(viewEngineBlock(this.view.block), SAMPLE_RATE);
	#id = 0;

	/** Loads a version and plays on until it plays alone; the words of the last frame. */
	play(code: string, keepState: boolean): { left: number; right: number; step: number } {
		const build = buildFirmware({ id: ++this.#id, name: 'counter', code, language: 'impala', config: '', debug: false });
		if (!build.ok) throw new Error(`${build.diagnostics[0].line}: ${build.diagnostics[0].message}`);
		this.engine.load(build.image, null, keepState);
		const silence = new Float32Array(SETTLED_FRAMES);
		const left = new Float32Array(SETTLED_FRAMES);
		const right = new Float32Array(SETTLED_FRAMES);
		this.engine.process(silence, silence, left, right, SETTLED_FRAMES);
		const step = left.reduce((most, sample, i) => (i === 0 ? 0 : Math.max(most, Math.abs(sample - (left[i - 1] ?? 0)))), 0);
		const word = (sample: number | undefined) => Math.round((sample ?? 0) * 2047);
		return { left: word(left.at(-1)), right: word(right.at(-1)), step };
	}
}

test('the next version goes on counting where the last one is, with its own table and the new start value', () => {
	const bench = new Bench();
	const first = bench.play(counter(300), false);
	expect(first.left).toBe(300);
	const next = bench.play(counter(400, 'global array shifted[5];'), true);
	expect(next.left).toBe(400);
	// The count went on by one a tick through both renders: 1024 frames are 64 steps of 16.
	expect(next.right - first.right).toBeGreaterThanOrEqual(63);
	expect(next.right - first.right).toBeLessThanOrEqual(65);
});

test('without its state it begins afresh', () => {
	const bench = new Bench();
	const first = bench.play(counter(300), false);
	bench.play(counter(300), true);
	expect(bench.play(counter(400), false).right).toBe(first.right);
});

test('the change is a fade and no step', () => {
	const bench = new Bench();
	bench.play(counter(-1500), false);
	const { step } = bench.play(counter(1500), true);
	// 3000 words in the 441 frames of the fade.
	expect(step * 2047).toBeLessThan(3000 / 441 + 1.5);
});

test('a delay line that fills goes on as well', () => {
	const echo = (gain: number): string => `
const int PRAWN_FIRMWARE_PATCH_FORMAT = 2;
global array signal[2];
global int clock;
extern native read;
extern native write;
extern native yield;
function process()
locals array frame[2]
{
	loop {
		read((global clock - 20000) & 0xFFFF, 1, frame);
		frame[0] = (int) frame[0] / ${gain};
		frame[1] = (int) frame[1] / ${gain};
		write(global clock, 1, global signal);
		global signal[0] = frame[0];
		global signal[1] = frame[1];
		yield();
	}
}
`;
	const view = viewEngineBlock(buildEngineBlock());
	const engine = new Engine(view, SAMPLE_RATE);
	const load = (id: number, gain: number): void => {
		const build = buildFirmware({ id, name: 'echo', code: echo(gain), language: 'impala', config: '', debug: false });
		if (!build.ok) throw new Error(`${build.diagnostics[0].line}: ${build.diagnostics[0].message}`);
		engine.load(build.image, null, true);
	};
	const frames = 8192;
	const render = (level: number): Float32Array => {
		const input = new Float32Array(frames).fill(level);
		const output = new Float32Array(frames);
		engine.process(input, input, output, new Float32Array(frames), frames);
		return output;
	};
	load(1, 1);
	render(0.5);
	load(2, 2);
	render(0);
	const echoed = render(0);
	// What the first version recorded comes back through the second, at its gain.
	expect(Math.max(...echoed)).toBeCloseTo(0.25, 2);
});

test('a firmware with a heap begins with variables of its own, which may name what is there', () => {
	const bench = new Bench();
	const heaped = (level: number) =>
		counter(level, 'extern native poolCreate; extern native poolAlloc; global int pool;').replace(
			'function init() {',
			'function init() { global pool = (int) poolCreate("voice", 4, 4, 1); poolAlloc(global pool);',
		);
	const first = bench.play(heaped(300), false);
	const next = bench.play(heaped(400), true);
	expect([first.left, next.left]).toEqual([300, 400]);
	expect(next.right).toBeLessThanOrEqual(first.right);
});
