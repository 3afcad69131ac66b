import { expect, test } from 'vitest';
import { ownFirmware } from '../scripts/banks/own-firmware.ts';
import { buildEngineBlock, viewEngineBlock } from '../src/bridge/block-regions.ts';
import { CommandWriter, frameStamp, settingsWords } from '../src/bridge/commands.ts';
import { INITIAL_SETTINGS } from '../src/bridge/engine-parameters.ts';
import type { EngineEvent } from '../src/bridge/events.ts';
import { EVENT_WORDS, readEvent } from '../src/bridge/events.ts';
import { STATUS } from '../src/gazl/status.ts';
import { buildFirmware } from '../src/toolchain/build-firmware.ts';
import { Engine } from './engine.ts';

const SAMPLE_RATE = 44100;

/** An engine with its page's side, driven by hand. */
class Bench {
	readonly view = viewEngineBlock(buildEngineBlock());
	readonly commands = new CommandWriter(this.view.commands);
	readonly engine = new Engine(viewEngineBlock(this.view.block), SAMPLE_RATE);
	#frame = 0;

	load(code: string, id = 1, debug = true): void {
		const build = buildFirmware({ id, name: 'test', code, config: '', debug });
		if (!build.ok) throw new Error(`${build.diagnostics[0].line}: ${build.diagnostics[0].message}`);
		this.engine.load(build.image);
	}

	/** Renders `frames` frames of `signal` into both channels in blocks of the given lengths, round and round; the left output. */
	render(frames: number, signal: (frame: number) => number, blocks: readonly number[] = [128]): Float32Array {
		const output = new Float32Array(frames);
		for (let done = 0, turn = 0; done < frames; ++turn) {
			const count = Math.min(blocks[turn % blocks.length] ?? 128, frames - done);
			const input = Float32Array.from({ length: count }, (_, i) => signal(this.#frame + i));
			const right = new Float32Array(count);
			this.engine.process(input, input, output.subarray(done), right, count);
			done += count;
			this.#frame += count;
		}
		return output;
	}

	events(): EngineEvent[] {
		const record = new Int32Array(EVENT_WORDS);
		const events: EngineEvent[] = [];
		while (this.view.events.pop(record)) {
			const event = readEvent(record);
			if (event !== null) events.push(event);
		}
		return events;
	}
}

const HEADER = 'PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2\nsignal: GLOB *2\nparams: GLOB *PARAM_COUNT\nclock: GLOB *1\n';

/** Full patch: half the level, by yield. */
const HALVE = `${HEADER}process: FUNC
	PARA *1
.l:	PEEK %0 &signal
	DIVi %0 %0 #2
	POKE &signal %0
	PEEK %0 &signal:1
	DIVi %0 %0 #2
	POKE &signal:1 %0
	CALL ^yield %0 *1
	GOTO @.l
`;

const ENDLESS_PROCESS = `${HEADER}process: FUNC
	PARA *1
.l:	GOTO @.l
`;

const ENDLESS_INIT = `${HEADER}init: FUNC
	PARA *1
.l:	GOTO @.l
process: FUNC
	PARA *1
	RETU
`;

const ENDLESS_UPDATE = `${HEADER}update: FUNC
	PARA *1
	PEEK %0 &params:3
	EQUi %0 #0 @.e
.l:	GOTO @.l
.e:	RETU
process: FUNC
	PARA *1
	RETU
`;

const tone = (frame: number): number => 0.4 * Math.sin(frame * 0.06);

/** Magnitude of the loudest sample in each stretch of `frames`. */
function peaks(output: Float32Array, frames: number): number[] {
	return Array.from({ length: Math.floor(output.length / frames) }, (_, i) =>
		output.subarray(i * frames, (i + 1) * frames).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0),
	);
}

function largestStep(output: Float32Array): number {
	return output.reduce((step, sample, i) => Math.max(step, i === 0 ? 0 : Math.abs(sample - (output[i - 1] ?? 0))), 0);
}

test('with NOP and NOP at the host rate the input comes out one sample late, in 12 bits', () => {
	const bench = new Bench();
	const output = bench.render(1000, tone);
	for (let i = 1; i < 1000; ++i) {
		const input = Math.fround(tone(i - 1));
		const word = Math.sign(input) * Math.floor(Math.abs(input) * 2047 + 0.5);
		expect(output[i]).toBe(Math.fround(word / 2047));
	}
});

test('output does not depend on block lengths', () => {
	const renderIn = (blocks: readonly number[]): Float32Array => {
		const bench = new Bench();
		bench.commands.set('clockHz', 70001.5);
		bench.commands.set('operator2', 4, frameStamp(777));
		bench.commands.set('operand2High', 0x85, frameStamp(1501));
		bench.load(HALVE);
		return bench.render(6000, tone, blocks);
	};
	const reference = renderIn([128]);
	expect(renderIn([1])).toEqual(reference);
	expect(renderIn([2048])).toEqual(reference);
	expect(renderIn([64, 3, 999, 17])).toEqual(reference);
});

test('a command applies at its frame exactly', () => {
	const bench = new Bench();
	bench.commands.set('operator2', 4, frameStamp(300));
	bench.commands.set('operand2High', 0x10, frameStamp(300));
	const output = bench.render(400, (frame) => frame / 4000);
	const word = (frame: number): number => Math.fround(Math.floor((frame / 4000) * 2047 + 0.5) / 2047);
	expect(output[299]).toBe(word(298));
	expect(output[300]).toBe(word(299 - 16));
});

test('SUB delays left and right by the frames of its operands', () => {
	const bench = new Bench();
	bench.commands.set('operator2', 4);
	bench.commands.set('operand2High', 0xa0);
	const output = bench.render(3000, (frame) => (frame === 100 ? 0.5 : 0));
	expect(output.findIndex((sample) => sample > 0.4)).toBe(100 + 1024 + 1);
});

test('in reverse, SUB 00 is a delay of a whole cycle', () => {
	const bench = new Bench();
	bench.commands.set('reverse', 1);
	bench.commands.set('operator2', 4);
	const output = bench.render(66000, (frame) => (frame === 100 ? 0.5 : 0));
	expect(output.findIndex((sample) => sample > 0.4)).toBe(100 + 65536 + 1);
});

test('write protect keeps the memory, RESET then only starts it again; without it RESET empties it', () => {
	const bench = new Bench();
	bench.render(5000, tone);
	const delayWords = bench.view.block.int32('delay 0');
	const before = Array.from(delayWords.subarray(0, 2000));
	bench.commands.set('writeProtect', 1);
	bench.commands.reset();
	bench.render(3000, () => 0);
	expect(Array.from(delayWords.subarray(0, 2000))).toEqual(before);
	bench.commands.set('writeProtect', 0);
	bench.commands.reset();
	bench.render(64, () => 0);
	expect(delayWords.every((word) => word === 0)).toBe(true);
});

test('a clock of 0 holds the output', () => {
	const bench = new Bench();
	bench.render(1000, tone);
	bench.commands.program({ ...INITIAL_SETTINGS, clockHz: 0 });
	const held = bench.render(500, tone);
	expect(new Set(held.subarray(64)).size).toBe(1);
});

test('a firmware is faded in and out without a click', () => {
	const bench = new Bench();
	const before = bench.render(4000, tone);
	bench.load(HALVE, 1);
	const swapped = bench.render(8000, tone);
	bench.load(HALVE, 2);
	const again = bench.render(8000, tone);
	bench.commands.unload();
	const after = bench.render(8000, tone);
	const bound = largestStep(before) * 1.05;
	for (const output of [swapped, again, after]) expect(largestStep(output)).toBeLessThan(bound);
	expect(Math.max(...peaks(swapped.subarray(4000), 1000))).toBeCloseTo(0.2, 2);
	expect(bench.events().map(({ kind, firmware }) => [kind, firmware])).toEqual([
		['started', 1],
		['started', 2],
		['unloaded', 0],
	]);
});

test.each([
	['process', ENDLESS_PROCESS, 'process', 7],
	['init', ENDLESS_INIT, 'init', 7],
] as const)('an endless loop in %s leaves the dry sound on, is stopped, and another firmware loads', (_, code, phase, line) => {
	const bench = new Bench();
	bench.render(4000, tone);
	bench.load(code);
	const output = bench.render(SAMPLE_RATE * 3, tone);
	// A period of the tone is 105 frames: no stretch of two periods is silent.
	expect(Math.min(...peaks(output, 220))).toBeGreaterThan(0.15);
	const stopped = bench.events().filter((event) => event.kind === 'stopped');
	expect(stopped).toMatchObject([{ status: STATUS.TIME_OUT, phase, line }]);
	bench.load(HALVE, 2);
	bench.render(2000, tone);
	expect(Math.max(...peaks(bench.render(2000, tone), 1000))).toBeCloseTo(0.2, 2);
});

test('an endless loop in update, on a turn of a knob, does the same', () => {
	const bench = new Bench();
	bench.load(ENDLESS_UPDATE);
	bench.render(4000, tone);
	bench.commands.set('operand1High', 9);
	const output = bench.render(SAMPLE_RATE, tone);
	expect(Math.min(...peaks(output, 220))).toBeGreaterThan(0.15);
	expect(bench.events().filter((event) => event.kind === 'stopped')).toMatchObject([
		{ status: STATUS.TIME_OUT, phase: 'update', line: 9 },
	]);
});

test('a division by zero stops the firmware where it happens, and RESET starts it again', () => {
	const bench = new Bench();
	bench.load(`${HEADER}process: FUNC
	PARA *1
.l:	PEEK %0 &params:4
	NEQi %0 #3 @.ok
	PEEK %0 &params:3
	DIVi %0 #1 %0
.ok:	CALL ^yield %0 *1
	GOTO @.l
`);
	bench.render(2000, tone);
	bench.commands.set('operand1Low', 3);
	bench.render(2000, tone);
	const events = bench.events();
	expect(events[0]).toMatchObject({ kind: 'started' });
	expect(events[1]).toMatchObject({ kind: 'stopped', status: STATUS.DIVISION_BY_ZERO, phase: 'process', line: 10, function: 0 });
	expect(events).toHaveLength(2);
	bench.commands.set('operand1Low', 0);
	bench.commands.reset();
	bench.render(2000, tone);
	expect(bench.events()).toMatchObject([{ kind: 'started', firmware: 1 }]);
});

test('trace reaches the page under DEBUG and not otherwise', () => {
	const code = `${HEADER}text: CNST *40
	DATs a line of text that needs two records.
process: FUNC
	PARA *1
	RETU
init: FUNC
	PARA *1
	MOVp %1 &text
	CALL ^trace %0 *2
	RETU
`;
	const traced = (debug: boolean): string[] => {
		const bench = new Bench();
		bench.load(code, 1, debug);
		bench.render(1000, tone);
		let line = '';
		const lines: string[] = [];
		for (const event of bench.events()) {
			if (event.kind !== 'text') continue;
			line += event.text;
			if (event.ends) lines.push(line);
		}
		return lines;
	};
	expect(traced(true)).toEqual(['a line of text that needs two records.']);
	expect(traced(false)).toEqual([]);
});

test('natives and COPY cannot buy more time than their cycles', () => {
	const bench = new Bench();
	bench.load(`${HEADER}big: GLOB *60000
process: FUNC
	PARA *1
.l:	MOVi %1 #0
	MOVi %2 #30000
	MOVp %3 &big
	CALL ^write %0 *4
	COPY &big:1 &big:0 *50000
	GOTO @.l
`);
	const output = bench.render(SAMPLE_RATE, tone);
	expect(Math.min(...peaks(output, 220))).toBeGreaterThan(0.15);
	expect(bench.events().some((event) => event.kind === 'stopped' && event.status === STATUS.TIME_OUT)).toBe(true);
});

test('what no number is comes out as silence, not as noise that stays', () => {
	const bench = new Bench();
	bench.render(200, () => Number.NaN);
	const output = bench.render(1000, tone);
	expect(output.every((sample) => Number.isFinite(sample))).toBe(true);
});

test('what a newly loaded echo records begins softly: its first repeat does not click either', () => {
	const bench = new Bench();
	bench.commands.program({ ...INITIAL_SETTINGS, operand1High: 16, operand2High: 128 });
	bench.render(4000, tone);
	bench.load(ownFirmware('tape-echo'));
	const output = bench.render(20_000, tone);
	// Sound and repeats: full scale of the saturating tape at most.
	const slopeOfFullScale = 0.06;
	expect(largestStep(output)).toBeLessThan(slopeOfFullScale * 1.05);
});

test('settings that come with a firmware apply when it begins to play, not before', () => {
	const bench = new Bench();
	bench.render(4000, tone);
	const build = buildFirmware({ id: 1, name: 'halve', code: HALVE, config: '', debug: false });
	if (!build.ok) throw new Error(build.diagnostics[0].message);
	bench.engine.load(build.image, settingsWords({ ...INITIAL_SETTINGS, clockHz: 0 }));
	const output = bench.render(2000, tone);
	const held = output.subarray(1000);
	expect(new Set(held).size).toBe(1);
	expect(bench.events()).toMatchObject([{ kind: 'started', firmware: 1 }]);
});

test('RESET starts a firmware again that was stopped in its start', () => {
	const bench = new Bench();
	bench.load(ENDLESS_INIT);
	bench.render(SAMPLE_RATE * 3, tone);
	expect(bench.events()).toMatchObject([{ kind: 'stopped', phase: 'init' }]);
	bench.commands.reset();
	bench.render(SAMPLE_RATE * 3, tone);
	expect(bench.events()).toMatchObject([{ kind: 'stopped', phase: 'init' }]);
});

test('a firmware that traps while it is faded in does not click either', () => {
	const bench = new Bench();
	bench.render(4000, tone);
	// Loud and at rest, so that its end would be heard; it divides by zero at its 400th tick, in the middle of the fade.
	bench.load(`${HEADER}ticks: GLOB *1
process: FUNC
	PARA *1
.l:	PEEK %0 &ticks
	ADDi %0 %0 #1
	POKE &ticks %0
	LSSi %0 #400 @.ok
	DIVi %0 #1 %1
.ok:	POKE &signal #1200
	MOVi %1 #0
	CALL ^yield %2 *1
	GOTO @.l
`);
	const output = bench.render(4000, tone);
	expect(bench.events()).toMatchObject([{ kind: 'started' }, { kind: 'stopped', status: STATUS.DIVISION_BY_ZERO }]);
	// A fade of 441 frames from one side of full scale to the other, on top of the tone.
	expect(largestStep(output)).toBeLessThan(0.4 * 0.06 + 2 / 441 + 0.002);
});
