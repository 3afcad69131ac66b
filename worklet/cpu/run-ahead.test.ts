import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TICK_WORDS } from '../../src/bridge/block-regions.ts';
import { HOST_CELL, HOST_CELLS } from '../../src/bridge/host-cells.ts';
import { RandomSource } from '../../src/gazl/fuzz/random-source.testing.ts';
import { interpret } from '../../src/gazl/interpreter.ts';
import { REGISTER } from '../../src/gazl/machine-space.ts';
import { CpuBench, FULL_PATCH } from './cpu-bench.testing.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CORPUS = resolve(ROOT, '../shared/conformance/firmware');
const BUNDLED = resolve(ROOT, 'public/firmware');

/** Who runs the ticks: the interpreter one by one, compiled code one by one, compiled code as many as there are. */
const WAYS = ['interpreted', 'compiled', 'ahead'] as const;
type Way = (typeof WAYS)[number];

/** What both ways are told to do, drawn from one seed. */
interface Schedule {
	readonly steps: number;
	/** Most ticks between two looks, and most cycles of a slice. */
	readonly ticks: number;
	readonly sliceCycles: number;
}

/** A bench whose ticks go one of the ways. */
class Player {
	readonly bench = new CpuBench();
	readonly way: Way;
	readonly words: Int32Array;
	readonly cells: Int32Array;
	/** Output words of the ticks so far. */
	readonly output: number[] = [];

	constructor(way: Way, code: string) {
		this.way = way;
		this.bench.load(code, { debug: true });
		const { slot } = this.bench;
		const { machine } = slot.run;
		const { buffer } = machine.wasmMemory ?? { buffer: null };
		if (buffer === null || machine.compiled === null) throw new Error('The firmware was not compiled');
		const { hostAddresses } = slot;
		this.words = new Int32Array(buffer, hostAddresses.tickWords, 4096);
		this.cells = new Int32Array(buffer, hostAddresses.hostCells, HOST_CELLS.length);
		if (way === 'interpreted') {
			machine.executor = interpret;
			machine.compiled = null;
		}
	}

	/** Plays ticks with this input, in slices of the cycles that `nextSlice` gives, unless the firmware stops; as the engine does. */
	play(input: readonly number[], nextSlice: () => number): void {
		const { bench, words, way } = this;
		const { slot, budget, clock } = bench;
		const { cpu, run } = slot;
		const count = input.length / TICK_WORDS;
		words.set(input);
		for (let tick = 0; tick < count && !run.stopped; ) {
			const at = tick * TICK_WORDS;
			const ahead = way === 'ahead' ? cpu.runAhead(words, tick, count - tick) : 0;
			for (let i = 0; i < ahead * TICK_WORDS; ++i) this.output.push(words[at + i]);
			tick += ahead;
			if (tick === count || ahead > 0) continue;
			if (cpu.tick(words[at], words[at + 1])) {
				clock.advance();
				this.output.push(cpu.left, cpu.right);
				tick += 1;
			} else if (!run.stopped) budget.remaining = nextSlice();
		}
	}

	/** All that must be the same whichever way the ticks went. */
	state(): Readonly<Record<string, unknown>> {
		const { bench, cells } = this;
		const { run, cpu, delayLine } = bench.slot;
		const { machine } = run;
		const cell = (name: keyof typeof HOST_CELL): number => cells[HOST_CELL[name]];
		return {
			output: this.output.join(' '),
			leds: [...cpu.leds],
			registers: Object.fromEntries(Object.entries(REGISTER).map(([name, index]) => [name, machine.registers[index]])),
			calls: [...machine.callStack.subarray(0, machine.callDepth * 2)],
			run: [run.stopped, run.phase, run.cyclesUsed, bench.budget.remaining, bench.clock.count],
			suspended: [cell('suspended'), cell('suspended') && cell('suspendedWindow')],
			reads: [delayLine.lastReadFrame, delayLine.readColumns],
			events: bench.events(),
		};
	}

	/** Memory and delay line. */
	get stores(): readonly Int32Array[] {
		return [this.bench.slot.run.machine.memory, this.bench.delayLine.words];
	}
}

const sameWords = (a: Int32Array, b: Int32Array): boolean =>
	Buffer.compare(
		Buffer.from(a.buffer, a.byteOffset, a.byteLength),
		Buffer.from(b.buffer, b.byteOffset, b.byteLength),
	) === 0;

function firstDifference(a: Int32Array, b: Int32Array): string {
	if (sameWords(a, b)) return 'none';
	const index = a.findIndex((word, at) => word !== b[at]);
	return `word ${index}: ${a[index]}, ${b[index]}`;
}

/** Plays a firmware all three ways while knobs turn, and demands the same at every look. */
function compareWays(code: string, seed: number, { steps, ticks, sliceCycles }: Schedule): Player {
	const [reference, ...others] = WAYS.map((way) => new Player(way, code));
	const players = [reference, ...others];
	const random = new RandomSource(seed);
	for (let step = 0; step < steps; ++step) {
		const turn = random.below(8);
		const values = Array.from({ length: 4 }, () => random.below(256));
		const position = random.word();
		const isHeavy = random.chance(50);
		for (const { bench } of players) {
			const { controls, clock } = bench;
			if (turn === 0) bench.reset();
			if (turn === 1) controls.writeProtect = values[0] & 1;
			if (turn === 2) clock.reverse = (values[0] & 1) === 1;
			if (turn === 3) bench.setFirst(values[0] % 5, values[1] * 256 + values[2]);
			if (turn === 4) bench.setSecond(values[0] % 5, values[1] * 256 + values[2]);
			controls.reverse = clock.reverse ? 1 : 0;
			controls.hostPosition = position;
		}
		const count = random.between(1, ticks);
		const input = Array.from({ length: count * TICK_WORDS }, () => random.between(-2047, 2047));
		const slices = random.word();
		for (const player of players) {
			const budgets = new RandomSource(slices);
			player.play(input, () => budgets.between(1, isHeavy ? 40 * sliceCycles : sliceCycles));
		}
		const expected = reference.state();
		for (const player of others) {
			expect(player.state(), `${player.way}, step ${step}, seed ${seed}`).toEqual(expected);
			player.stores.forEach((store, index) => {
				const difference = firstDifference(reference.stores[index], store);
				expect(difference, `${player.way}, step ${step}, seed ${seed}, ${['memory', 'delay line'][index]}`).toBe('none');
			});
		}
	}
	return reference;
}

const read = (folder: string, name: string): string => readFileSync(resolve(folder, name), 'latin1');
const FIRMWARES = [CORPUS, BUNDLED].flatMap((folder) =>
	readdirSync(folder)
		.filter((name) => name.endsWith('.gazl'))
		.map((name) => ({ name, code: read(folder, name) }))
		.filter(({ code }) => /^process:\s*FUNC/m.test(code)),
);

describe('ticks run ahead in compiled code, and one by one, come to what the interpreter does', () => {
	test.each(FIRMWARES)('with $name', ({ code }) => {
		compareWays(code, 1, { steps: 12, ticks: 400, sliceCycles: 500 });
		compareWays(code, 2, { steps: 12, ticks: 40, sliceCycles: 30 });
	});
});
