import { expect, test } from 'vitest';
import { STATUS } from '../../src/gazl/status.ts';
import { CpuBench, MOD_PATCH } from './cpu-bench.testing.ts';

const AND = 1;
const OR = 1;
const SUB = 4;

/** An operator that adds `step` to both positions, counts its calls and answers `handled`. */
const operator = (name: string, step: number, handled: number | string): string => `${name}: FUNC
$handled:	OUTi
	PEEK %0 &positions
	ADDi %0 %0 #${step}
	POKE &positions %0
	PEEK %0 &positions:1
	ADDi %0 %0 #${step}
	POKE &positions:1 %0
	MOVi $handled #${handled}
	RETU
`;
const LEDS = 'displayLEDs: GLOB *4\n	DATi #257 #2 #3 #4\n';

const positions = (bench: CpuBench): number[] => [bench.slot.stock.positions.left, bench.slot.stock.positions.right];

test('an operator that handles its slot takes the place of the stock one, one that does not leaves it its own positions', () => {
	const bench = new CpuBench();
	bench.setFirst(AND, 0x0fff);
	bench.setSecond(SUB, 0x1020);
	const at = (code: string): number[] => {
		bench.load(MOD_PATCH + code);
		bench.clock.count = 0x1234;
		bench.tick();
		return positions(bench);
	};
	expect(at(operator('operate1', 5, 1))).toEqual([0x12345 - 0x100, 0x12345 - 0x200]);
	expect(at(operator('operate1', 0x1000, 0))).toEqual(
		[0x13340 - 0x3340 - 0x100, 0x13340 - 0x3340 - 0x200].map((p) => p & 0xfffff),
	);
	expect(at(operator('operate2', 7, 1))).toEqual([0x10007, 0x10007]);
	expect(at(operator('operate2', 7, 0))).toEqual([0x10007 - 0x100, 0x10007 - 0x200]);
	expect(at(operator('operate1', 1, -1) + operator('operate2', 2, 1))).toEqual([0x12343, 0x12343]);
});

test('positions wrap on the way out', () => {
	const bench = new CpuBench();
	bench.load(MOD_PATCH + operator('operate1', -100, 1));
	bench.tick();
	expect(positions(bench)).toEqual([0xfffff - 99, 0xfffff - 99]);
});

test('an operator may declare the parameter that older sources have, and finds 0 in it', () => {
	const bench = new CpuBench();
	bench.load(`${MOD_PATCH}operate1: FUNC
$handled:	OUTi
$old:	INPi
	POKE &positions $old
	POKE &positions:1 $old
	MOVi $handled #1
	RETU
`);
	bench.ticks(3);
	expect(positions(bench)).toEqual([0, 0]);
});

test('a firmware lights the LEDs of slots that it handles, stock operators theirs, and without displayLEDs none are lit', () => {
	const bench = new CpuBench();
	bench.setFirst(AND, 0);
	bench.setSecond(OR, 0x8001);
	const leds = (code: string): number[] => {
		bench.load(MOD_PATCH + code);
		bench.clock.count = 0x1234;
		bench.tick();
		return Array.from(bench.slot.cpu.leds);
	};
	expect(leds(LEDS + operator('operate1', 0, 1))).toEqual([1, 2, 0x92, 0x35]);
	expect(leds(LEDS + operator('operate2', 0, 1))).toEqual([0x12, 0x34, 3, 4]);
	expect(leds(LEDS + operator('operate1', 0, 0) + operator('operate2', 0, 0))).toEqual([0x12, 0x34, 0x92, 0x35]);
	expect(leds(operator('operate1', 0, 1) + operator('operate2', 0, 1))).toEqual([0, 0, 0, 0]);
});

test('the host writes the memory for a mod patch, behind update() and reset(), and the patch reads it by the positions', () => {
	const bench = new CpuBench();
	bench.load(MOD_PATCH + operator('operate2', -160, 1));
	const heard = Array.from({ length: 20 }, (_, i) => bench.tick(i + 1).left);
	expect(heard).toEqual([...Array.from({ length: 10 }, () => 0), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('slices of any size give the same, and the clock waits for the tick', () => {
	const code = MOD_PATCH + operator('operate1', 32, 1) + operator('operate2', -16, 1);
	const render = (slice: number): number[] => {
		const bench = new CpuBench();
		bench.load(code);
		const heard: number[] = [];
		for (let i = 0; i < 30; ++i) {
			let result = bench.tryTick(i, i, slice);
			while (result === null) result = bench.tryTick(i, i, slice);
			heard.push(result.left, ...positions(bench));
		}
		return heard;
	};
	const whole = render(1_000_000);
	for (const slice of [1, 2, 3, 8, 17]) expect(render(slice)).toEqual(whole);
});

test('a yield in an operator goes on in the same tick', () => {
	const bench = new CpuBench();
	bench.load(
		MOD_PATCH + operator('operate1', 16, 1).replace('	PEEK %0 &positions\n', '	CALL ^yield %0 *1\n	PEEK %0 &positions\n'),
	);
	bench.tick();
	expect(positions(bench)).toEqual([16, 16]);
});

test('an operator that fails stops the firmware and the tick does not get through', () => {
	const bench = new CpuBench();
	bench.load(MOD_PATCH + operator('operate2', 0, 1).replace('	RETU', '	MOVi %0 #0\n	DIVi %0 #1 %0\n	RETU'));
	expect(bench.tryTick()).toBeNull();
	expect(bench.events()).toMatchObject([{ kind: 'stopped', status: STATUS.DIVISION_BY_ZERO, phase: 'operate2' }]);
	bench.slot.unplug();
	expect(bench.tryTick(3)).toEqual({ left: 3, right: 3 });
});
