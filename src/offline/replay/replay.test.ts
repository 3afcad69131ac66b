import { describe, expect, test } from 'vitest';
import { firmwareAssemblyHost } from '../../bridge/firmware-assembly.ts';
import { assemble } from '../../gazl/assembler.ts';
import { interpret } from '../../gazl/interpreter.ts';
import { InputSignal } from './input-signal.ts';
import { replayFirmware } from './replay.ts';
import type { ReplaySettings } from './replay-host.ts';

const PARAMS = [44100, 0, 1, 64, 32, 1, 96, 16];
const SYNC = 1;
const REVERSE = 16;

/** Replays a text for a few frames; the output as one list. */
function play(source: string, settings: Partial<ReplaySettings> = {}) {
	const assembly = assemble(source, firmwareAssemblyHost(0));
	if (!assembly.ok) throw new Error(assembly.error.message);
	const output: number[] = [];
	const blockLengths: number[] = [];
	const defaults = { seed: 1, params: PARAMS, events: [], config: '', frames: 8, blockFrames: 4, executor: interpret };
	const result = replayFirmware(assembly.program, { ...defaults, ...settings }, (words) => {
		output.push(...words);
		blockLengths.push(words.length);
	});
	return { result, output, blockLengths };
}

/** A full patch with more globals and functions, whose `process` does what `body` says. */
const fullPatch = (body: string, more = '') => `
params:	GLOB *PARAM_COUNT
clock:	GLOB *1
hostPosition: GLOB *1
displayLEDs: GLOB *4
signal:	GLOB *2
seen:	GLOB *4
${more}
process: FUNC
$:	PARA *1
i:	LOCi
${body}
	RETU
`;

/** Puts a global and a constant to the output. */
const show = (global: string) => `
	PEEK %0 &${global}
	POKE &signal %0
	POKE &signal:1 #0`;

/** Every other word: the left channel of a full patch. */
const left = (output: readonly number[]) => output.filter((_, index) => index % 2 === 0);

describe('a full patch', () => {
	test('hears the input and is heard', () => {
		const input = new InputSignal(1);
		const samples = Array.from({ length: 8 }, (_, frame) => [input.draw(0, frame), input.draw(1, frame)]);
		expect(play(fullPatch('')).output).toEqual(samples.flat());
	});

	test('sees the clock count up, or down while REVERSE is on', () => {
		expect(left(play(fullPatch(show('clock'))).output)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
		const backward = play(fullPatch(show('clock')), { params: PARAMS.with(1, REVERSE), frames: 3 });
		expect(left(backward.output)).toEqual([0, 65535, 65534]);
	});

	test('sees the host position only while synced: 7680 pulses in 65536 frames', () => {
		const synced = play(fullPatch(show('hostPosition')), { params: PARAMS.with(1, SYNC), frames: 20 });
		expect(left(synced.output)).toEqual(Array.from({ length: 20 }, (_, frame) => Math.floor((frame * 7680) / 65536)));
		expect(left(play(fullPatch(show('hostPosition')), { frames: 20 }).output)).toEqual(new Array(20).fill(0));
	});

	test('goes on behind its yield with its locals', () => {
		const counting = fullPatch(`
	MOVi i #100
.next:	POKE &signal i
	ADDi i i #1
	CALL ^yield %0 *1
	GOTO @.next`);
		const { result, output } = play(counting);
		expect(left(output)).toEqual([100, 101, 102, 103, 104, 105, 106, 107]);
		expect(result?.status).toBe(0);
	});

	test('is updated while it is suspended, in the frame of the event and before it plays', () => {
		const source = fullPatch(
			`
.next:	NOOP${show('seen')}
	CALL ^yield %0 *1
	GOTO @.next`,
			`
update:	FUNC
	PEEK %0 &seen
	ADDi %0 %0 #1
	POKE &seen %0
	RETU`,
		);
		const events = [
			{ frame: 2, params: PARAMS.with(3, 65) },
			{ frame: 5, params: PARAMS.with(3, 65) },
			{ frame: 6, params: PARAMS.with(3, 66) },
		];
		const { result, output } = play(source, { events });
		expect(left(output), 'the event that changes nothing updates nothing').toEqual([1, 1, 2, 2, 2, 2, 3, 3]);
		expect(result?.updates).toBe(3);
	});

	test('gets parameters that updateMask leaves out, without an update', () => {
		const source = fullPatch(show('params:4'), 'updateMask: GLOB *1\n\tDATi #8\nupdate: FUNC\n\tRETU');
		const events = [
			{ frame: 2, params: PARAMS.with(4, 99) },
			{ frame: 4, params: PARAMS.with(4, 99).with(3, 1) },
		];
		const { result, output } = play(source, { events });
		expect(left(output)).toEqual([32, 32, 99, 99, 99, 99, 99, 99]);
		expect(result?.updates).toBe(2);
	});

	test('is prepared by init, update and reset, in this order and through their yields', () => {
		const note = (name: string, digit: number) => `
${name}:	FUNC
	CALL ^yield %0 *1
	PEEK %0 &seen
	MULi %0 %0 #10
	ADDi %0 %0 #${digit}
	POKE &seen %0
	RETU`;
		const { result, output } = play(fullPatch(show('seen'), note('reset', 3) + note('update', 2) + note('init', 1)), {
			frames: 1,
		});
		expect(left(output)).toEqual([123]);
		expect(result?.cycles).toEqual({ init: 7, update: 7, reset: 7, process: 5 });
	});

	test('finds config cut to its size with a zero behind it, and instance 1', () => {
		const source = (index: number) => fullPatch(show(`config:${index}`), 'config: GLOB *3\n\tDATi #7 #7 #7\ninstance: GLOB *1');
		const word = (index: number, config: string) => left(play(source(index), { config, frames: 1 }).output)[0];
		expect([0, 1, 2].map((index) => word(index, 'abcd'))).toEqual([97, 98, 0]);
		expect([0, 1, 2].map((index) => word(index, 'ä'))).toEqual([0xe4, 0, 0]);
		expect(left(play(fullPatch(show('instance'), 'instance: GLOB *1'), { frames: 1 }).output)).toEqual([1]);
	});

	test('keeps what it wrote in the delay memory, unclipped', () => {
		const source = fullPatch(`
	POKE &seen #100000
	MOVi %1 #65535
	MOVi %2 #1
	MOVp %3 &seen
	CALL ^write %0 *4
	MOVi %1 #-1
	MOVp %3 &signal
	CALL ^read %0 *4`);
		expect(play(source, { frames: 1 }).output).toEqual([100000, 0]);
	});

	test('that traps ends the replay in front of that frame, with the place of the fault', () => {
		const source = fullPatch(`
	PEEK %0 &clock
	SUBi %0 %0 #6
	DIVi %0 #1 %0`);
		const { result, blockLengths } = play(source);
		expect(result).toMatchObject({
			status: -7,
			frames: 6,
			ledTrail: [
				[0, 0, 0, 0],
				[0, 0, 0, 0],
			],
		});
		expect(result?.fault).toEqual({
			entryPoint: 'process',
			functionName: 'process',
			line: source.split('\n').findIndex((line) => line.includes('DIVi')) + 1,
		});
		expect(blockLengths, 'the rest of a block is reported too').toEqual([8, 4]);
	});

	test('that fails in init plays nothing; traces and the assertion are kept', () => {
		const source = fullPatch(
			'',
			`
text:	CNST *3
	DATs no
	DATi #0
init:	FUNC
	MOVp %1 &text
	CALL ^trace %0 *2
	CALL ^assertFail %0 *2
	RETU`,
		);
		const { result, output } = play(source);
		expect(output).toEqual([]);
		expect(result).toMatchObject({
			status: -9,
			frames: 0,
			traces: ['no'],
			fault: { entryPoint: 'init', functionName: 'init', assertion: 'no' },
		});
	});

	test('may do without params: the switches still count', () => {
		const source = 'clock: GLOB *1\nsignal: GLOB *2\nprocess: FUNC\n\tPEEK %0 &clock\n\tPOKE &signal %0\n\tRETU\n';
		expect(left(play(source, { params: PARAMS.with(1, REVERSE), frames: 3 }).output)).toEqual([0, 65535, 65534]);
	});
});

describe('a mod patch', () => {
	const modPatch = (functions: string) => `positions: GLOB *2\n${functions}`;
	const answer = (name: string, result: number) => `${name}: FUNC\nr: OUTi\n\tMOVi r #${result}\n\tRETU\n`;

	test('tells which of its operators handled the position, and leaves positions behind the clock by the input', () => {
		const input = new InputSignal(1);
		const expected = (handled: number) => {
			const positions = [input.draw(0, 0), input.draw(1, 0)].map((sample) => (0x100000 - ((sample + 2048) << 4)) % 0x100000);
			return [handled, ...positions];
		};
		expect(play(modPatch(answer('operate2', -1)), { frames: 1 }).output).toEqual(expected(2));
		expect(play(modPatch(answer('operate1', 0) + answer('operate2', 0)), { frames: 1 }).output[0]).toBe(0);
		expect(play(modPatch(answer('operate1', 5) + answer('operate2', 1)), { frames: 1 }).output[0]).toBe(3);
	});

	test('finds the first two slots of its window zero', () => {
		const source = modPatch(`operate1: FUNC
r:	OUTi
p:	INPi
	POKE &positions r
	POKE &positions:1 p
	MOVi r #7
	MOVi %0 #8
	MOVi %1 #9
	RETU
`);
		expect(play(source, { frames: 2 }).output).toEqual([1, 0, 0, 1, 0, 0]);
	});

	test('counts the cycles of both operators as those of process', () => {
		const { result } = play(modPatch(answer('operate1', 1) + answer('operate2', 1)), { frames: 2 });
		expect(result?.kind).toBe('mod');
		expect(result?.cycles).toEqual({ init: 0, update: 0, reset: 0, process: 12 });
	});
});

test.each([
	['nothing', ''],
	['process without signal', 'process: FUNC\n\tRETU\n'],
	['process with a signal of one word', 'signal: GLOB *1\nprocess: FUNC\n\tRETU\n'],
	['operate1 without positions', 'operate1: FUNC\n\tRETU\n'],
])('a program with %s is no firmware', (_, source) => {
	expect(play(source).result).toBeUndefined();
});

test('a firmware without displayLEDs has no LEDs to report', () => {
	const { result } = play('signal: GLOB *2\nprocess: FUNC\n\tRETU\n');
	expect(result?.displayLEDs).toBeUndefined();
	expect(result?.ledTrail).toEqual([]);
});
