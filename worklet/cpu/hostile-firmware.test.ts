import { expect, test } from 'vitest';
import { buildEngineBlock, viewEngineBlock } from '../../src/bridge/block-regions.ts';
import { CommandWriter } from '../../src/bridge/commands.ts';
import type { EngineEvent } from '../../src/bridge/events.ts';
import { EVENT_WORDS, readEvent } from '../../src/bridge/events.ts';
import { STATUS } from '../../src/gazl/status.ts';
import { buildFirmware, type FirmwareBuild } from '../../src/toolchain/build-firmware.ts';
import { Engine } from '../engine.ts';
import { FULL_PATCH, MOD_PATCH } from './cpu-bench.testing.ts';

const SAMPLE_RATE = 44100;
const FORMAT = 'PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2\n';
const RETURNING = 'process: FUNC\n	PARA *1\n	RETU\n';

const build = (code: string): FirmwareBuild =>
	buildFirmware({ id: 1, name: 'hostile', code, config: 'some config', debug: false });

interface Played {
	readonly output: Float32Array;
	readonly events: EngineEvent[];
}

/** Plays a firmware through an engine while knobs turn, then unloads it; no word of the output may be without a number. */
function play(code: string, frames: number): Played {
	const built = build(code);
	if (!built.ok) throw new Error(built.diagnostics[0].message);
	const view = viewEngineBlock(buildEngineBlock());
	const commands = new CommandWriter(view.commands);
	const engine = new Engine(viewEngineBlock(view.block), SAMPLE_RATE);
	engine.load(built.image);
	const output = new Float32Array(frames);
	const events: EngineEvent[] = [];
	const record = new Int32Array(EVENT_WORDS);
	const block = Float32Array.from({ length: 512 }, (_, i) => 0.4 * Math.sin(i * 0.0122718463 * 5));
	for (let start = 0; start < frames; start += block.length) {
		const count = Math.min(block.length, frames - start);
		commands.set('operand1High', (start >> 9) & 0xff);
		if ((start >> 9) % 40 === 39) commands.reset();
		engine.process(block, block, output.subarray(start), new Float32Array(count), count);
		while (view.events.pop(record)) {
			const event = readEvent(record);
			if (event !== null) events.push(event);
		}
	}
	expect(output.every((sample) => Math.abs(sample) <= 1)).toBe(true);
	return { output, events };
}

const kinds = ({ events }: Played): string[] => events.map(({ kind }) => kind);

test.each([
	['signal of one word', `${FORMAT}signal: GLOB *1\n${RETURNING}`],
	['no signal', `${FORMAT}${RETURNING}`],
	['signal as a pointer outside memory', `${FORMAT}place: GLOB *2\nsignal: ! DEFp &place:200000\n${RETURNING}`],
	['signal as a pointer before memory', `${FORMAT}place: GLOB *2\nsignal: ! DEFp &place:-40000\n${RETURNING}`],
	['no entry point', `${FORMAT}signal: GLOB *2\nother: FUNC\n	PARA *1\n	RETU\n`],
	['positions of one word', `${FORMAT}positions: GLOB *1\noperate1: FUNC\n	OUTi\n	RETU\n`],
])('%s is refused with a reason when it is built', (_, code) => {
	const built = build(code);
	expect(built.ok).toBe(false);
	if (!built.ok) expect(built.diagnostics[0].message.length).toBeGreaterThan(10);
});

test('signal among the constants is shared all the same', () => {
	const played = play(`${FORMAT}signal: CNST *2\n	DATi #1 #2\n${RETURNING}`, 6000);
	expect(kinds(played)).toEqual(['started']);
	expect(Math.max(...played.output.subarray(3000))).toBeGreaterThan(0.35);
});

test.each([
	[
		'overwrites all that it shares with the host',
		`${FULL_PATCH}params: GLOB *PARAM_COUNT
clock: GLOB *1
hostPosition: GLOB *1
displayLEDs: GLOB *4
instance: GLOB *1
config: GLOB *3
clockFreqLimit: GLOB *1
updateMask: GLOB *1
process: FUNC
	PARA *1
	MOVi %0 #-2147483648
	POKE &signal %0
	POKE &signal:1 #2147483647
	POKE &clock %0
	POKE &hostPosition %0
	POKE &params:0 %0
	POKE &params:7 %0
	POKE &displayLEDs:3 %0
	POKE &instance %0
	POKE &config:2 %0
	POKE &clockFreqLimit %0
	POKE &updateMask %0
	RETU
`,
	],
	[
		'yields in operate1, update and reset',
		`${MOD_PATCH}params: GLOB *PARAM_COUNT
operate1: FUNC
$handled: OUTi
	CALL ^yield %0 *1
	CALL ^yield %0 *1
	MOVi $handled #1
	RETU
update: FUNC
	PARA *1
	CALL ^yield %0 *1
	RETU
reset: FUNC
	PARA *1
	CALL ^yield %0 *1
	RETU
`,
	],
	['asks for a clock of 1 Hz', `${FULL_PATCH}clockFreqLimit: CNST *1\n	DATi #1\n${RETURNING}`],
	['asks for a clock below 0', `${FULL_PATCH}clockFreqLimit: CNST *1\n	DATi #-5\n${RETURNING}`],
	['has no words of config, or all of the memory', `${FULL_PATCH}config: GLOB *130000\n${RETURNING}`],
])('a firmware that %s plays on', (_, code) => {
	expect(kinds(play(code, 30_000))).toEqual(['started']);
});

test.each([
	[
		'recurses without end',
		'process: FUNC\n	PARA *1\n	CALL &process %0 *1\n	RETU\n',
		[STATUS.IP_STACK_OVERFLOW, STATUS.DATA_STACK_OVERFLOW],
	],
	[
		'recurses with large frames',
		'process: FUNC\n	PARA *1\n$a:	LOCA *5000\n	CALL &process %0 *1\n	RETU\n',
		[STATUS.DATA_STACK_OVERFLOW],
	],
	['divides by zero', 'process: FUNC\n	PARA *1\n	MOVi %0 #0\n	DIVi %0 %0 %0\n	RETU\n', [STATUS.DIVISION_BY_ZERO]],
	['calls what is no function', 'process: FUNC\n	PARA *1\n	MOVi %0 #5\n	CALL %0 %1 *1\n	RETU\n', [STATUS.BAD_CALL]],
	['pokes outside its memory', 'process: FUNC\n	PARA *1\n	MOVp %0 &NULL\n	POKE %0 #1\n	RETU\n', [STATUS.BAD_POKE]],
	['aborts', 'process: FUNC\n	PARA *1\n	CALL ^abort %0 *1\n	RETU\n', [STATUS.ABORTED]],
	['exits', 'process: FUNC\n	PARA *1\n	CALL ^exit %0 *1\n	RETU\n', [STATUS.TERMINATED]],
])('a firmware that %s is stopped, the input goes on, and RESET starts it again', (_, process, statuses) => {
	const played = play(FULL_PATCH + process, 60_000);
	const stops = played.events.filter((event) => event.kind === 'stopped');
	expect(stops.length).toBeGreaterThan(1);
	for (const stop of stops) expect(statuses).toContain(stop.status);
	expect(kinds(played).filter((kind) => kind === 'started')).toHaveLength(stops.length);
	// With NOP and NOP the stock CPU lets the input through; a period of it is 102 frames.
	for (let start = 2000; start + 500 < 60_000; start += 500) {
		expect(Math.max(...played.output.subarray(start, start + 500))).toBeGreaterThan(0.35);
	}
});

test('globals that leave no stack stop a firmware that needs one, at its start', () => {
	const stack = (words: number) =>
		`${FORMAT}signal: GLOB *2\nrest: GLOB *${words}\ninit: FUNC\n	PARA *1\n	MOVi %0 #1\n	RETU\n${RETURNING}`;
	const built = build(stack(131068));
	if (built.ok) {
		expect(kinds(play(stack(131068), 3000)).filter((kind) => kind === 'started')).toEqual([]);
	} else {
		expect(built.diagnostics[0].message.length).toBeGreaterThan(10);
	}
});

test('a mod patch that never comes back lets the input through dry, then ends', () => {
	const played = play(`${MOD_PATCH}operate2: FUNC\n$h: OUTi\n.l:	GOTO @.l\n`, 44_100);
	expect(kinds(played).slice(0, 3)).toEqual(['started', 'stalled', 'stopped']);
	for (let start = 1000; start + 500 < 44_100; start += 500) {
		expect(Math.max(...played.output.subarray(start, start + 500))).toBeGreaterThan(0.25);
	}
});

test('a firmware that needs more than there is has its clock halved until it fits, and is not called stalled meanwhile', () => {
	// 2200 cycles a tick at 44.1 kHz are one and a half times what there is.
	const played = play(
		`${FULL_PATCH}process: FUNC
	PARA *1
	MOVi %0 #1100
.l:	SUBi %0 %0 #1
	NEQi %0 #0 @.l
	RETU
`,
		SAMPLE_RATE * 3,
	);
	expect(kinds(played)).toEqual(['started', 'slowed']);
	expect(played.events[1]).toMatchObject({ clockHz: 22050 });
});

test('a heavy init does not slow the clock down', () => {
	const played = play(
		`${FULL_PATCH}init: FUNC
	PARA *1
	MOVi %0 #29000000
.l:	SUBi %0 %0 #1
	NEQi %0 #0 @.l
	RETU
${RETURNING}`,
		SAMPLE_RATE * 4,
	);
	expect(kinds(played)).toEqual(['started']);
});

test('settling while a fade is under way starts the firmware at once', () => {
	const built = build(FULL_PATCH + RETURNING);
	if (!built.ok) throw new Error(built.diagnostics[0].message);
	const view = viewEngineBlock(buildEngineBlock());
	const engine = new Engine(viewEngineBlock(view.block), SAMPLE_RATE);
	const silence = new Float32Array(128);
	engine.load(built.image);
	engine.process(silence, silence, silence, silence, 128);
	engine.load({ ...built.image, id: 2 });
	engine.settle();
	const record = new Int32Array(EVENT_WORDS);
	const started: number[] = [];
	while (view.events.pop(record)) started.push(readEvent(record)?.firmware ?? 0);
	expect(started).toEqual([1, 2]);
});
