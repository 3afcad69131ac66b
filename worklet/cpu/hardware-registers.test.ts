import { beforeEach, describe, expect, test } from 'vitest';
import { HARDWARE_STATUS } from '../../src/bridge/hardware-registers.ts';
import { MEMORY_SETTINGS } from '../../src/memory/checks/pressure.ts';
import { CpuControls } from './cpu.ts';
import { ExecutorTrio, WAYS } from './executor-trio.testing.ts';

const HEAD = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
const pointer HW_BASE
const int INPUT = 0
const int OUTPUT = 1
const int PARAMETERS = 2
const int LEDS = 10
const int CLOCK = 11
const int STATUS = 12
extern native adiAlloc
extern native yield
`;
const SIGNAL = 'global array signal[2]\n';

/** One for all tests, because it takes longer to make than to load. */
const TRIO = new ExecutorTrio(`${HEAD}${SIGNAL}function process() { }`);

function load(code: string): ExecutorTrio {
	TRIO.load(code);
	return TRIO;
}

const full = (code: string): ExecutorTrio => load(HEAD + SIGNAL + code);

beforeEach(() => {
	setControls(TRIO, { ...new CpuControls(), clockHz: 44100 });
	for (const way of WAYS) TRIO.benches[way].memorySettings.fill(0);
});

/** A firmware that looks at one register in every tick and keeps what it saw in \`seen\`. */
const seeing = (register: string): ExecutorTrio =>
	full(`global int seen = 0\nfunction process() { global seen = (int) HW_BASE[${register}]; }`);

/** A firmware that writes one register in every tick, with the word in \`word\`. */
const writing = (register: string, more = ''): ExecutorTrio =>
	full(`global int word = 0\n${more}\nfunction process() { HW_BASE[${register}] = global word; }`);

function setGlobal({ benches }: ExecutorTrio, name: string, word: number): void {
	for (const way of WAYS) {
		const { machine } = benches[way].slot.run;
		machine.memory[machine.symbol(name)?.address ?? -1] = word;
	}
}

function setControls({ benches }: ExecutorTrio, controls: Partial<CpuControls>): void {
	for (const way of WAYS) Object.assign(benches[way].controls, controls);
}

/** Left in the upper, right in the lower 16 bits. */
const packed = (left: number, right: number): number => left * 65536 + (right < 0 ? right + 65536 : right) || 0;

describe('audio input', () => {
	test.each([
		[0, 0],
		[1, -1],
		[-2047, 2047],
		[2047, -2047],
		[-1, -2],
	])('is the frame %i, %i that the tick began with, whatever becomes of signal', (left, right) => {
		const trio = full(
			'global int seen = 0\nfunction process() { global signal[0] = 99; global signal[1] = 98; global seen = (int) HW_BASE[INPUT]; }',
		);
		expect(trio.play([left, right])).toEqual([99, 98]);
		expect(trio.global('seen')).toEqual([packed(left, right)]);
	});

	test('is that of each tick, also behind a yield', () => {
		const trio = full(`global array seen[8]
global int at = 0
function process() { loop { global seen[global at] = (int) HW_BASE[INPUT]; global at = global at + 1 & 7; yield(); } }`);
		trio.play([1, 2, 3, 4, 5, 6]);
		expect(trio.global('seen', 8)).toEqual([packed(1, 2), packed(3, 4), packed(5, 6), 0, 0, 0, 0, 0]);
	});

	test('stays when it is written', () => {
		const trio = full('global int seen = 0\nfunction process() { HW_BASE[INPUT] = 77; global seen = (int) HW_BASE[INPUT]; }');
		trio.play([3, 4]);
		expect(trio.global('seen')).toEqual([packed(3, 4)]);
	});

	test('stays that of its tick when that is cut off and gone on with', () => {
		const trio = full(`global int seen = 0
function process() locals int i { for (i = 0 to 1000) ; global seen = (int) HW_BASE[INPUT]; }`);
		trio.play([7, 8], 100);
		expect(trio.global('seen')).toEqual([packed(7, 8)]);
	});
});

describe('audio output', () => {
	test.each([
		[100, -100],
		[-2047, 2047],
		[32767, -32768],
	])('puts %i, %i out, within the range of samples', (left, right) => {
		const trio = writing('OUTPUT');
		setGlobal(trio, 'word', packed(left, right));
		const clamp = (sample: number): number => Math.max(-2047, Math.min(sample, 2047));
		expect(trio.play([5, 6])).toEqual([clamp(left), clamp(right)]);
	});

	test('is signal: what is written last goes out, and what is read is what would go out', () => {
		const trio = full(`global int seen = 0
function process() { HW_BASE[OUTPUT] = 0x00640065; global signal[1] = -3; global seen = (int) HW_BASE[OUTPUT]; }`);
		expect(trio.play([5, 6])).toEqual([100, -3]);
		expect(trio.global('seen')).toEqual([packed(100, -3)]);
	});

	test('of a mod patch is the stock program’s, and stays', () => {
		const mod = `${HEAD}global array positions[2]
global int seen = 1
function operate1() returns int handled { HW_BASE[OUTPUT] = 77; global seen = (int) HW_BASE[OUTPUT]; handled = 0; }`;
		const trio = load(mod);
		expect(trio.play([5, 6])).toEqual([5, 6]);
		expect(trio.global('seen')).toEqual([0]);
	});
});

describe('the parameters', () => {
	test('are the eight words of params as the panel stands, in every tick', () => {
		const trio = full(`global array seen[8]
function process() locals int i { for (i = 0 to 8) global seen[i] = (int) HW_BASE[PARAMETERS + i]; }`);
		setControls(trio, {
			clockHz: 12345.4,
			sync: 1,
			writeProtect: 1,
			reverse: 1,
			operator1: 3,
			operand1High: 1,
			operand1Low: 2,
			operator2: 4,
			operand2High: 254,
			operand2Low: 255,
		});
		trio.silence(1);
		// SYNC, dotted, write protection and reverse: device.md 6.4.
		expect(trio.global('seen', 8)).toEqual([12345, 1 + 4 + 8 + 16, 3, 1, 2, 4, 254, 255]);
		setControls(trio, { operand2Low: 17, sync: 0 });
		trio.silence(1);
		expect(trio.global('seen', 8)).toEqual([12345, 8 + 16, 3, 1, 2, 4, 254, 17]);
	});

	test('stay when they are written', () => {
		const trio = writing('PARAMETERS + 3');
		setGlobal(trio, 'word', 99);
		trio.silence(1);
		expect(trio.benches.compiled.controls.operand1High).toBe(0);
	});
});

describe('LED control', () => {
	const ROWS = 0x80c0e0f1 | 0;

	test('lights the rows of the operands, the first by its highest byte', () => {
		const trio = writing('LEDS');
		setGlobal(trio, 'word', ROWS);
		trio.silence(1);
		for (const way of WAYS) expect([...trio.benches[way].slot.cpu.leds]).toEqual([0x80, 0xc0, 0xe0, 0xf1]);
	});

	test('is displayLEDs, where there is one', () => {
		const trio = full(`global array displayLEDs[4]
global int seen = 0
function process() { HW_BASE[LEDS] = 0x01020304; global displayLEDs[2] = 0x1ff; global seen = (int) HW_BASE[LEDS]; }`);
		trio.silence(1);
		expect(trio.global('displayLEDs', 4)).toEqual([1, 2, 0x1ff, 4]);
		expect(trio.global('seen')).toEqual([0x0102ff04]);
		expect([...trio.benches.compiled.slot.cpu.leds]).toEqual([1, 2, 0xff, 4]);
	});

	test('is read back as it was written', () => {
		const trio = full(
			'global int seen = 0\nfunction process() { HW_BASE[LEDS] = 0x12345678; global seen = (int) HW_BASE[LEDS]; }',
		);
		trio.silence(1);
		expect(trio.global('seen')).toEqual([0x12345678]);
	});

	test('of a mod patch lights the rows of the instruction that it takes over', () => {
		const trio = load(`${HEAD}global array positions[2]
function operate2() returns int handled { HW_BASE[LEDS] = 0x01020304; handled = 1; }`);
		trio.silence(1);
		expect([...trio.benches.compiled.slot.cpu.leds]).toEqual([0, 0, 3, 4]);
	});

	test('is dark again for the next firmware', () => {
		const trio = writing('LEDS');
		setGlobal(trio, 'word', ROWS);
		trio.silence(1);
		full('function process() { }');
		expect([...trio.benches.ahead.slot.cpu.leds]).toEqual([0, 0, 0, 0]);
	});
});

describe('clock control', () => {
	test('shows the rate in whole hertz', () => {
		const trio = seeing('CLOCK');
		setControls(trio, { clockHz: 22050.6 });
		trio.silence(1);
		expect(trio.global('seen')).toEqual([22051]);
	});

	test.each([
		[30000, 30000],
		[0, 0],
		[352800, 352800],
		[352801, 352800],
		[-5, 0],
	])('asks for %i Hz, and gets %i within the range of the knob', (word, hertz) => {
		const trio = writing('CLOCK');
		setGlobal(trio, 'word', word);
		trio.silence(1);
		const { registers } = trio.benches.compiled.slot.run;
		expect(registers.clockHz(44100)).toBe(hertz);
		expect(registers.takeClockChange()).toBe(true);
		expect(registers.takeClockChange()).toBe(false);
	});

	test('asks for nothing while the clock follows the song', () => {
		const trio = writing('CLOCK');
		setGlobal(trio, 'word', 1000);
		setControls(trio, { sync: 3 });
		trio.silence(1);
		setControls(trio, { sync: 0 });
		expect(trio.benches.compiled.slot.run.registers.clockHz(44100)).toBe(44100);
	});
});

describe('status', () => {
	const { playing, writeProtected, reverse, wasReset, inputClipped, outOfMemory } = HARDWARE_STATUS;
	let trio: ExecutorTrio;

	const statusOf = (input: readonly number[] = [0, 0]): number => {
		trio.play(input);
		return trio.global('seen')[0] ?? -1;
	};

	beforeEach(() => {
		trio = seeing('STATUS');
		statusOf();
	});

	test('has its bits where the specification puts them', () => {
		expect([playing, writeProtected, reverse, wasReset, inputClipped, outOfMemory]).toEqual([1, 2, 4, 8, 16, 32]);
	});

	test('tells that it plays, but for the start', () => {
		expect(statusOf()).toBe(playing);
		const starting = full(
			'global int seen = 0\nfunction init() { global seen = (int) HW_BASE[STATUS]; }\nfunction process() { }',
		);
		expect(starting.global('seen')).toEqual([wasReset]);
	});

	test('tells the switches as they are', () => {
		setControls(trio, { writeProtect: 1 });
		expect(statusOf()).toBe(playing | writeProtected);
		setControls(trio, { writeProtect: 0, reverse: 1 });
		expect(statusOf()).toBe(playing | reverse);
	});

	test('tells of a reset once, of the start and of the switch', () => {
		trio = seeing('STATUS');
		expect(statusOf()).toBe(playing | wasReset);
		expect(statusOf()).toBe(playing);
		for (const way of WAYS) trio.benches[way].reset();
		expect(statusOf()).toBe(playing | wasReset);
		expect(statusOf()).toBe(playing);
	});

	test.each([
		[[2047, 0], true],
		[[0, -2047], true],
		[[2046, -2046], false],
	])('tells of the input %o whether it is at an end of its range', (input, clipped) => {
		expect(statusOf(input)).toBe(playing | (clipped ? inputClipped : 0));
		expect(statusOf()).toBe(playing);
	});

	const ASKING = `global int words = 10
global int seen = 0
function process() { global seen = (int) HW_BASE[STATUS]; adiAlloc(global words, 1, "block"); }`;

	test('tells once of words that were not to be had', () => {
		trio = full(ASKING);
		statusOf();
		expect(statusOf()).toBe(playing);
		setGlobal(trio, 'words', 10_000_000);
		statusOf();
		setGlobal(trio, 'words', 10);
		expect(statusOf()).toBe(playing | outOfMemory);
		expect(statusOf()).toBe(playing);
	});

	test('tells of words that were refused on purpose, too', () => {
		trio = full(ASKING);
		statusOf();
		for (const way of WAYS) trio.benches[way].memorySettings[MEMORY_SETTINGS.failEvery] = 1;
		statusOf();
		expect(statusOf()).toBe(playing | outOfMemory);
	});

	test('stays when it is written', () => {
		trio = full('global int seen = 0\nfunction process() { HW_BASE[STATUS] = -1; global seen = (int) HW_BASE[STATUS]; }');
		statusOf();
		expect(statusOf()).toBe(playing);
	});
});

describe('Impala', () => {
	test('does every access that its text has, in its order, and no other', () => {
		const trio = full(`global array seen[4]
function process()
locals int a, int b, pointer hw
{
	hw = HW_BASE;
	a = (int) HW_BASE[STATUS];
	a = (int) HW_BASE[STATUS];
	global seen[0] = (int) HW_BASE[STATUS] + (int) HW_BASE[STATUS] * 100;
	b = a;
	*(HW_BASE + LEDS) = 1;
	*(HW_BASE + LEDS) = 1;
	hw[LEDS] = 2;
	hw[LEDS] = (int) hw[LEDS];
	if ((int) *(hw + STATUS) == b) HW_BASE[b + LEDS - 1] = (int) hw[b + LEDS - 1];
}`);
		const accesses: string[] = [];
		for (const way of WAYS) {
			const { registers } = trio.benches[way].slot.run;
			trio.benches[way].slot.run.machine.registerWindow = {
				pointer: registers.pointer,
				words: registers.words,
				read(register) {
					accesses.push(`${way} r${register}`);
					return 1;
				},
				write(register, word) {
					accesses.push(`${way} w${register}=${word}`);
				},
			};
		}
		trio.silence(1);
		const expected = 'r12 r12 r12 r12 w10=1 w10=1 w10=2 r10 w10=1 r12 r10 w10=1'.split(' ');
		for (const way of WAYS) {
			expect(accesses.filter((access) => access.startsWith(way)).map((access) => access.split(' ')[1])).toEqual(expected);
		}
	});
});
