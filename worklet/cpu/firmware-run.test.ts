import { describe, expect, test } from 'vitest';
import { TICK_CYCLES } from '../../src/bridge/cycle-prices.ts';
import { STATUS } from '../../src/gazl/status.ts';
import { INIT_CYCLES, RESUME_CYCLES, UPDATE_CYCLES } from './budget.ts';
import { CpuBench, FULL_PATCH } from './cpu-bench.testing.ts';
import { CALL } from './firmware-call.ts';

/** A function that counts its calls in `order` as a decimal digit of its own. */
const journal = (name: string, digit: number): string => `${name}: FUNC
	PARA *1
	PEEK %0 &order
	MULi %0 %0 #10
	ADDi %0 %0 #${digit}
	POKE &order %0
	RETU
`;
const ORDER = 'order: GLOB *1\nparams: GLOB *PARAM_COUNT\nclock: GLOB *1\n';
const RETURNING = 'process: FUNC\n	PARA *1\n	RETU\n';

/** Counts its updates, and keeps the tick and the parameter of the last one. */
const COUNT_UPDATES = `${FULL_PATCH}params: GLOB *PARAM_COUNT
updates: GLOB *1
seen: GLOB *1
update: FUNC
	PARA *1
	PEEK %0 &updates
	ADDi %0 %0 #1
	POKE &updates %0
	PEEK %0 &params:OPERAND_1_HIGH_PARAM_INDEX
	POKE &seen %0
	RETU
${RETURNING}`;

const YIELDING = `process: FUNC
	PARA *1
.l:	PEEK %0 &signal
	ADDi %0 %0 #1
	POKE &signal %0
	CALL ^yield %0 *1
	GOTO @.l
`;

describe('the start (device.md 6.5)', () => {
	test('calls init, update and reset in this order, and none of them has to be there', () => {
		const bench = new CpuBench();
		bench.load(`${FULL_PATCH}${ORDER}${RETURNING}${journal('reset', 3)}${journal('update', 2)}${journal('init', 1)}`);
		expect(bench.global('order')).toEqual([123]);
		bench.load(`${FULL_PATCH}${RETURNING}`);
		expect(bench.tick(5)).toEqual({ left: 5, right: 5 });
	});

	test('goes the same way in slices of any size', () => {
		for (const slice of [1, 2, 3, 7]) {
			const bench = new CpuBench();
			bench.plug(`${FULL_PATCH}${ORDER}${RETURNING}${journal('reset', 3)}${journal('update', 2)}${journal('init', 1)}`);
			expect(bench.start(slice)).toBe(CALL.done);
			expect(bench.global('order')).toEqual([123]);
		}
	});

	test('init finds instance, config, params and clock filled; config is cut to what fits and ends in 0', () => {
		const code = (words: number): string => `${FULL_PATCH}instance: GLOB *1
config: GLOB *${words}
behind: GLOB *1
clock: GLOB *1
params: GLOB *PARAM_COUNT
seen: GLOB *4
${RETURNING}init: FUNC
	PARA *1
	PEEK %0 &instance
	POKE &seen:0 %0
	PEEK %0 &config
	POKE &seen:1 %0
	PEEK %0 &params:CLOCK_FREQ_PARAM_INDEX
	POKE &seen:2 %0
	PEEK %0 &clock
	POKE &seen:3 %0
	RETU
`;
		const bench = new CpuBench();
		bench.clock.count = 70000;
		bench.controls.clockHz = 1234.6;
		bench.load(code(4), { id: 17, config: 'xyzzy' });
		expect(bench.global('seen', 4)).toEqual([17, 120, 1235, 70000 - 65536]);
		expect(bench.global('config', 5)).toEqual([120, 121, 122, 0, 0]);
		bench.load(code(1), { config: 'xyzzy' });
		expect(bench.global('config', 2)).toEqual([0, 0]);
		bench.load(code(9), { config: 'ab\u00e9' });
		expect(bench.global('config', 5)).toEqual([97, 98, 0xe9, 0, 0]);
	});

	test('the limit of the clock and the update mask are what init leaves', () => {
		const bench = new CpuBench();
		bench.load(`${FULL_PATCH}clockFreqLimit: GLOB *1
${RETURNING}init: FUNC
	PARA *1
	POKE &clockFreqLimit #88200
	RETU
reset: FUNC
	PARA *1
	POKE &clockFreqLimit #5
	RETU
`);
		expect(bench.slot.run.clockLimitHz).toBe(88200);
	});

	test('what the start used is not counted as load', () => {
		const bench = new CpuBench();
		bench.load(`${FULL_PATCH}${RETURNING}init: FUNC
	PARA *1
	MOVi %0 #100000
.l:	SUBi %0 %0 #1
	NEQi %0 #0 @.l
	RETU
`);
		expect(bench.slot.run.cyclesUsed).toBe(0);
	});
});

test('params hold clock, switches, operators and operands (device.md 6.2, 6.4)', () => {
	const bench = new CpuBench();
	const words = (): number[] => {
		bench.load(`${FULL_PATCH}params: GLOB *PARAM_COUNT\n${RETURNING}`);
		return bench.global('params', 8);
	};
	bench.setFirst(3, 0x1234);
	bench.setSecond(4, 0x5678);
	expect(words()).toEqual([44100, 0, 3, 0x12, 0x34, 4, 0x56, 0x78]);
	const switches = [0, 1, 2, 3].map((sync) => {
		bench.controls.sync = sync;
		return words()[1];
	});
	expect(switches).toEqual([0, 1 | 4, 1 | 2, 1]);
	Object.assign(bench.controls, { sync: 0, writeProtect: 1 });
	expect(words()[1]).toBe(8);
	Object.assign(bench.controls, { writeProtect: 0, reverse: 1 });
	expect(words()[1]).toBe(16);
});

describe('update()', () => {
	test('is never called more often than every 136 ticks, and as often as 480 times a cycle', () => {
		const bench = new CpuBench();
		bench.load(COUNT_UPDATES);
		let updates = 1;
		let last = 0;
		const gaps = new Set<number>();
		for (let tick = 0; tick < 65536; ++tick) {
			bench.setFirst(0, (tick & 1) << 8);
			// RESET does not bring an occasion forward.
			if (tick % 1000 === 777) bench.reset();
			bench.tick();
			const [now = 0] = bench.global('updates');
			if (now === updates) continue;
			if (last > 0) gaps.add(tick - last);
			last = tick;
			updates = now;
		}
		expect([...gaps].filter((gap) => gap < 136)).toEqual([]);
	});

	test('turns that come between two occasions become one call with the last value', () => {
		const bench = new CpuBench();
		bench.load(COUNT_UPDATES);
		bench.ticks(1);
		for (let value = 1; value < 100; ++value) {
			bench.setFirst(0, value << 8);
			bench.tick();
		}
		expect(bench.global('updates')).toEqual([1]);
		bench.ticks(137);
		expect([bench.global('updates'), bench.global('seen')]).toEqual([[2], [99]]);
		bench.ticks(1000);
		expect(bench.global('updates')).toEqual([2]);
	});

	test('is not called for what updateMask leaves out, but params follow', () => {
		const bench = new CpuBench();
		bench.load(`${COUNT_UPDATES}updateMask: GLOB *1
init: FUNC
	PARA *1
	SHLi %0 #1 #OPERAND_1_LOW_PARAM_INDEX
	POKE &updateMask %0
	RETU
`);
		bench.setFirst(0, 0x4200);
		bench.ticks(300);
		expect([bench.global('updates'), bench.global('params', 4)[3]]).toEqual([[1], 0x42]);
		bench.setFirst(0, 0x4243);
		bench.ticks(300);
		expect(bench.global('updates')).toEqual([2]);
	});

	test('is not called because the firmware writes into params itself', () => {
		const bench = new CpuBench();
		bench.load(
			COUNT_UPDATES.replace(
				'process: FUNC\n	PARA *1\n',
				'process: FUNC\n	PARA *1\n	POKE &params:3 #-7\n	POKE &params:0 #0\n',
			),
		);
		bench.ticks(2000);
		expect(bench.global('updates')).toEqual([1]);
		bench.setFirst(0, 0x0900);
		bench.ticks(300);
		expect([bench.global('updates'), bench.global('seen')]).toEqual([[2], [9]]);
	});

	test('is called by a change even when the firmware declares no params', () => {
		const bench = new CpuBench();
		bench.load(COUNT_UPDATES.replace('params: GLOB *PARAM_COUNT\n', '').replace(/\tPEEK %0 &params.*\n\tPOKE &seen.*\n/, ''));
		bench.setFirst(0, 0x0900);
		bench.ticks(300);
		expect(bench.global('updates')).toEqual([2]);
	});
});

describe('process', () => {
	test.each([
		['returns every tick', RETURNING.replace('	RETU', '	PEEK %0 &signal\n	ADDi %0 %0 #1\n	POKE &signal %0\n	RETU')],
		['yields every tick', YIELDING],
		[
			'yields and returns in turn',
			YIELDING.replace('	GOTO @.l\n', '	PEEK %0 &signal\n	ADDi %0 %0 #1\n	POKE &signal %0\n	RETU\n'),
		],
	])('that %s turns signal from input into output, clamped', (_, process) => {
		for (const slice of [1, 2, 5, 1000]) {
			const bench = new CpuBench();
			bench.load(FULL_PATCH + process);
			for (const input of [0, 5, -2047, 2047, 100]) {
				let result = bench.tryTick(input, -input, slice);
				while (result === null) result = bench.tryTick(999, 999, slice);
				expect(result).toEqual({ left: Math.min(2047, input + 1), right: -input + 0 });
			}
		}
	});

	test('sees the clock of its tick', () => {
		const bench = new CpuBench();
		bench.load(`${FULL_PATCH}clock: GLOB *1
process: FUNC
	PARA *1
	PEEK %0 &clock
	ANDi %0 %0 #1023
	POKE &signal %0
	RETU
`);
		bench.clock.count = 65530;
		expect(Array.from({ length: 8 }, () => bench.tick().left)).toEqual([1018, 1019, 1020, 1021, 1022, 1023, 0, 1]);
	});

	test('that takes exactly its slice is through with it; one cycle less and it waits', () => {
		const bench = new CpuBench();
		bench.load(FULL_PATCH + RETURNING);
		// FUNC and RETU.
		expect(bench.tryTick(7, 7, 1)).toBeNull();
		expect(bench.budget.remaining).toBe(0);
		expect(bench.tryTick(7, 7, 1)).toEqual({ left: 7, right: 7 });
		expect(bench.tryTick(8, 8, 2)).toEqual({ left: 8, right: 8 });
		expect(bench.budget.remaining).toBe(0);
		expect(bench.slot.run.cyclesUsed).toBe(4);
	});

	test('keeps what it has on the stack across a yield while update() and reset() run above it', () => {
		const bench = new CpuBench();
		// %0 lives across the yield; update and reset fill the stack from the yield's window on, and yield themselves.
		const overwrite = (name: string): string => `${name}: FUNC
	PARA *1
$a:	LOCA *20
	MOVi %0 #-1
	MOVi %1 #-1
	MOVi $a:0 #-1
	MOVi $a:19 #-1
	CALL ^yield %2 *1
	RETU
`;
		bench.load(`${FULL_PATCH}params: GLOB *PARAM_COUNT
process: FUNC
	PARA *1
$n:	LOCi
	MOVi $n #100
.l:	MOVi %0 #23
	CALL ^yield %1 *1
	ADDi $n $n #1
	ADDi %1 %0 $n
	POKE &signal %1
	GOTO @.l
${overwrite('update')}${overwrite('reset')}`);
		bench.tick();
		for (let i = 1; i < 600; ++i) {
			bench.setFirst(0, i & 0xffff);
			if (i % 5 === 0) bench.slot.run.requestReset();
			expect(bench.tick().left).toBe(123 + i);
		}
	});
});

test('reset() comes once before the next tick after RESET, with the clock at 0, also in the middle of a long update()', () => {
	const long = `update: FUNC
	PARA *1
	MOVi %0 #40
.l:	SUBi %0 %0 #1
	NEQi %0 #0 @.l
	PEEK %0 &order
	MULi %0 %0 #10
	ADDi %0 %0 #2
	POKE &order %0
	RETU
`;
	const bench = new CpuBench();
	const reset = journal('reset', 3).replace('	RETU', '	PEEK %0 &clock\n	POKE &order:1 %0\n	RETU');
	bench.load(`${FULL_PATCH}${ORDER.replace('order: GLOB *1', 'order: GLOB *2')}${long}${reset}${RETURNING}`);
	expect(bench.global('order')).toEqual([23]);
	bench.ticks(150);
	bench.setFirst(0, 1);
	let turns = 0;
	while (bench.tryTick(0, 0, 10) !== null) ++turns;
	expect(turns).toBeLessThan(140);
	bench.reset();
	while (bench.tryTick(0, 0, 10) === null);
	expect(bench.global('order', 2)).toEqual([2323, 0]);
	bench.ticks(500);
	expect(bench.global('order')).toEqual([2323]);
	expect(bench.slot.run.machine.callDepth).toBe(0);
});

describe('budgets (device.md 6.6)', () => {
	const endless = (name: string): string => `${name}: FUNC\n	PARA *1\n.l:	GOTO @.l\n`;
	const yieldsForEver = (name: string): string => `${name}: FUNC\n	PARA *1\n.l:	CALL ^yield %0 *1\n	GOTO @.l\n`;
	const worksAndYields = (name: string): string => `${name}: FUNC
	PARA *1
.l:	MOVi %0 #200
.w:	SUBi %0 %0 #1
	NEQi %0 #0 @.w
	CALL ^yield %0 *1
	GOTO @.l
`;

	test.each([
		['init', endless('init'), INIT_CYCLES],
		['init', worksAndYields('init'), INIT_CYCLES],
		['update', endless('update'), UPDATE_CYCLES],
		['reset', yieldsForEver('reset'), UPDATE_CYCLES],
	])('%s that never ends is stopped within its cycles', (phase, code, limit) => {
		const bench = new CpuBench();
		bench.plug(`${FULL_PATCH}${code}${RETURNING}`);
		bench.slot.run.cyclesUsed = 0;
		expect(bench.start()).toBe(CALL.stopped);
		expect(bench.events()).toMatchObject([{ kind: 'stopped', status: STATUS.TIME_OUT, phase }]);
		expect(bench.slot.run.cyclesUsed).toBeGreaterThanOrEqual(limit);
		expect(bench.slot.run.cyclesUsed).toBeLessThanOrEqual(limit + 2 + RESUME_CYCLES);
	});

	test('a tick that never ends is stopped within its cycles', () => {
		const bench = new CpuBench();
		bench.load(FULL_PATCH + endless('process'));
		let given = 0;
		while (!bench.slot.run.stopped) {
			expect(bench.tryTick(0, 0, 100_000)).toBeNull();
			given += 100_000;
		}
		expect(given).toBe(TICK_CYCLES);
		expect(bench.tryTick()).toBeNull();
	});
});
