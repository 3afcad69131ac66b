import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownFirmware, ownFirmwareNames } from '../../scripts/banks/own-firmware.ts';
import { STRETCH_TICKS, TICK_WORDS } from '../../src/bridge/block-regions.ts';
import type { FirmwareExecutor } from '../../src/bridge/firmware-image.ts';
import { HOST_CELL, HOST_CELLS } from '../../src/bridge/host-cells.ts';
import { randomProgram } from '../../src/gazl/fuzz/random-programs.testing.ts';
import { RandomSource } from '../../src/gazl/fuzz/random-source.testing.ts';
import { interpret } from '../../src/gazl/interpreter.ts';
import { REGISTER } from '../../src/gazl/machine-space.ts';
import { runCompiled } from '../../src/gazl/wasm/compiled-run.ts';
import { buildFirmware } from '../../src/toolchain/build-firmware.ts';
import { CpuBench, FULL_PATCH, MOD_PATCH } from './cpu-bench.testing.ts';
import { CALL } from './firmware-call.ts';
import { stageFirmware } from './staged-firmware.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CORPUS = resolve(ROOT, '../shared/conformance/firmware');

/** Random programs that are played as firmwares, by their seeds. */
const FIRST_RANDOM = Number(process.env.P8_FUZZ_SEED ?? 70_000);
const RANDOM_FIRMWARES = Number(process.env.P8_FUZZ_COUNT ?? 11);

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

/** Plugs a firmware in for one of the executors. */
function plugFor({ slot }: CpuBench, code: string, executor: FirmwareExecutor): void {
	const build = buildFirmware({ id: 1, name: 'test', code, config: '', debug: true });
	if (!build.ok) throw new Error(build.diagnostics[0].message);
	slot.plug(stageFirmware(build.image, { slots: [slot], executor }));
	expect(slot.run.machine.executor).toBe(executor === 'wasm' ? runCompiled : interpret);
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
		plugFor(this.bench, code, way === 'interpreted' ? 'interpreter' : 'wasm');
		expect(this.bench.start()).toBe(CALL.done);
		const { slot } = this.bench;
		const { wasmMemory } = slot.run.machine;
		if (wasmMemory === null) throw new Error('The machine is not in a WebAssembly memory');
		const { hostAddresses } = slot;
		this.words = new Int32Array(wasmMemory.buffer, hostAddresses.tickWords, STRETCH_TICKS * TICK_WORDS);
		this.cells = new Int32Array(wasmMemory.buffer, hostAddresses.hostCells, HOST_CELLS.length);
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
			// Nothing goes on with a firmware that has stopped.
			suspended: !run.stopped && cell('suspended') !== 0 && cell('suspendedWindow'),
			reads: [delayLine.lastReadFrame, delayLine.readColumns],
			events: bench.events(),
		};
	}

	/** Memory and delay line. */
	get stores(): readonly Int32Array[] {
		return [this.bench.slot.run.machine.memory, this.bench.delayLine.words];
	}
}

/** Whether a word can be a NaN that arithmetic made; which bits those have is nobody's promise. */
const isQuietNaN = (word: number): boolean => (word & 0x7fc00000) === 0x7fc00000;

const sameWords = (a: Int32Array, b: Int32Array): boolean =>
	Buffer.compare(Buffer.from(a.buffer, a.byteOffset, a.byteLength), Buffer.from(b.buffer, b.byteOffset, b.byteLength)) === 0;

function firstDifference(a: Int32Array, b: Int32Array): string {
	if (sameWords(a, b)) return 'none';
	const index = a.findIndex((word, at) => word !== b[at] && !(isQuietNaN(word) && isQuietNaN(b[at])));
	if (index < 0) return 'none';
	return `word ${index}: ${a[index]}, ${b[index]}`;
}

/** A random program as a firmware: it yields wherever it calls a native. */
function randomFirmware(seed: number): string {
	const { source } = randomProgram(seed);
	return `${source.replaceAll(/\^[a-z]+/g, '^yield')}${FULL_PATCH}`;
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

const FIRMWARES = [
	...readdirSync(CORPUS)
		.filter((name) => name.endsWith('.gazl'))
		.map((name) => ({ name, code: readFileSync(resolve(CORPUS, name), 'latin1') })),
	...ownFirmwareNames().map((name) => ({ name, code: ownFirmware(name) })),
];

describe('ticks run ahead in compiled code, and one by one, come to what the interpreter does', () => {
	test.each(FIRMWARES)('with $name', ({ code }) => {
		compareWays(code, 1, { steps: 12, ticks: 400, sliceCycles: 500 });
		compareWays(code, 2, { steps: 12, ticks: 40, sliceCycles: 30 });
	});
});

/** A full patch whose tick number is counted in `%0` before `body`, where it can be used. */
const counting = (body: string, rest = ''): string => `${FULL_PATCH}tick: GLOB *1
buffer: GLOB *64
process: FUNC
	PARA *1
n: LOCi
	PEEK %0 &tick
	ADDi %0 %0 #1
	POKE &tick %0
${body}
	RETU
${rest}`;

/** Loops and yields at once a tick, as most firmwares do, `body` in between. */
const yielding = (locals: string, body: string, rest = ''): string => `${FULL_PATCH}tick: GLOB *1
buffer: GLOB *64
clock: GLOB *1
hostPosition: GLOB *1
process: FUNC
	PARA *1
${locals}
.loop:	PEEK %0 &tick
	ADDi %0 %0 #1
	POKE &tick %0
${body}
	CALL ^yield %0 *1
	GOTO @.loop
	RETU
${rest}`;

/** Wait in a loop as long as the signal says, so that slices end anywhere. */
const BUSY = `	PEEK %1 &signal:0
	ANDi %1 %1 #255
.busy:	SUBi %1 %1 #1
	GRTi %1 #0 @.busy
`;

const ODD: Readonly<Record<string, string>> = {
	'output beyond 12 bits': yielding(
		'',
		`	PEEK %1 &signal:0
	MULi %1 %1 #1000000
	POKE &signal:0 %1
	MULi %1 %1 #-3
	POKE &signal:1 %1`,
	),
	'a yield five calls deep, with a transient that is live across it': `${FULL_PATCH}
process: FUNC
	PARA *1
i: LOCi
.loop:	MOVi i #7
	MOVi %1 i
	CALL &deep %0 *2
	PEEK %1 &signal:1
	ADDi %1 %1 %0
	POKE &signal:1 %1
	GOTO @.loop
	RETU
deep: FUNC
result: OUTi
depth: INPi
kept: LOCi
	MULi kept depth #11
	GRTi depth #2 @.more
	MOVi %0 kept
	PEEK %1 &signal:0
	ADDi %0 %0 %1
	CALL ^yield %1 *1
	ADDi result %0 #1
	RETU
.more:	SUBi %1 depth #1
	CALL &deep %0 *2
	ADDi result %0 kept
	RETU
`,
	'a frame that read and write work on while its scalars are in use': yielding(
		'a: LOCi\nb: LOCi\nc: LOCi\nd: LOCi\n',
		`	ADDi a a #3
	ADDi b a #1
	MULi c b #5
	ADRL %3 a *0
	MOVi %1 %0
	MOVi %2 #2
	CALL ^write %0 *4
	PEEK %1 &clock
	SUBi %1 %1 #2
	ADRL %3 b *0
	MOVi %2 #1
	CALL ^read %0 *4
	ADDi d b c
	POKE &signal:0 d
	POKE &signal:1 a`,
	),
	'reads and writes of every extent': yielding(
		'',
		`	MOVi %1 %0
	PEEK %2 &signal:0
	ANDi %2 %2 #31
	ADRL %3 %1 *0
	MOVp %3 &buffer
	CALL ^write %0 *4
	PEEK %1 &hostPosition
	PEEK %2 &signal:1
	ANDi %2 %2 #31
	MOVp %3 &buffer
	CALL ^read %0 *4
	PEEK %0 &buffer:5
	POKE &signal:0 %0`,
	),
	'ticks of every length': yielding('', BUSY),
	'ticks that return, of every length': counting(BUSY),
	'yields in some ticks and returns in others': counting(
		`	ANDi %1 %0 #3
	EQUi %1 #0 @.end
	CALL ^yield %1 *1
	PEEK %1 &signal:0
	SUBi %1 #0 %1
	POKE &signal:0 %1
.end:	NOOP`,
	),
	'two yields in a loop within a loop': `${FULL_PATCH}process: FUNC
	PARA *1
i: LOCi
sum: LOCi
.outer:	MOVi i #0
.inner:	PEEK %0 &signal:0
	ADDi sum sum %0
	POKE &signal:1 sum
	CALL ^yield %0 *1
	FORi i #3 @.inner
	POKE &signal:0 i
	CALL ^yield %0 *1
	GOTO @.outer
	RETU
`,
	'a floating point filter state in locals': yielding(
		'state: LOCf\n',
		`	PEEK %1 &signal:0
	iTOf %2 %1 #0.5
	SUBf %2 %2 state
	MULf %2 %2 #0.1
	ADDf state state %2
	fTOi %1 state #2.0
	POKE &signal:0 %1`,
	),
	'more words copied than its cycles buy': yielding(
		'array: LOCA *200\n',
		`	ADRL %1 array:0 *100
	ADRL %2 array:100 *100
	COPY %1 %2 *100
	COPY %2 %1 *99`,
	),
	'text for the console': yielding('', '\tMOVp %1 &text\n\tCALL ^trace %0 *2', 'text: CNST *6\n\tDATs tick\n\tDATi #0\n'),
	'a division by zero after some ticks': yielding('', `${BUSY}	SUBi %1 #37 %0\n	DIVi %1 #5 %1`),
	'a division by zero in a tick that returns': counting(`	SUBi %1 #37 %0\n	DIVi %1 #5 %1`),
	'an abort after some ticks': yielding('', '\tLEQi %0 #53 @.go\n\tCALL ^abort %1 *1\n.go: NOOP'),
	'an exit after some ticks': counting('\tLEQi %0 #53 @.go\n\tCALL ^exit %1 *1\n.go: NOOP'),
	'a read to nowhere after some ticks': yielding(
		'',
		`	MOVi %2 #1
	MOVp %3 &buffer
	LEQi %0 #41 @.go
	MOVi %3 #5
.go:	CALL ^read %0 *4`,
	),
	'a tick without end': yielding('', '.stay:\tGRTi %0 #20 @.stay'),
	'recursion without end after some ticks': counting(
		'\tLEQi %0 #30 @.go\n\tCALL &dive %1 *1\n.go: NOOP',
		'dive: FUNC\n\tPARA *1\n\tCALL &dive %0 *1\n\tRETU\n',
	),
	'operators that wait, fail to handle, and end in an error at last': `${MOD_PATCH}count: GLOB *1
clock: GLOB *1
operate1: FUNC
handled: OUTi
n: LOCi
	PEEK n &count
	ADDi n n #1
	POKE &count n
	ANDi handled n #1
	PEEK %0 &clock
	ADDi %0 %0 n
	POKE &positions:0 %0
	ANDi %1 n #63
.busy:	SUBi %1 %1 #1
	GRTi %1 #0 @.busy
	ANDi %1 n #7
	EQUi %1 #3 @.wait
	RETU
.wait:	CALL ^yield %0 *1
	MULi %0 n #-99999
	POKE &positions:1 %0
	RETU
operate2: FUNC
handled: OUTi
	MOVi handled #1
	PEEK %0 &count
	SUBi %0 #700 %0
	DIVi %0 #90000 %0
	POKE &positions:1 %0
	RETU
update: FUNC
	PARA *1
	POKE &positions:0 #5
	RETU
`,
	'update and reset that count, with a process that waits above them': `${yielding('n: LOCi\n', '\tADDi n n #1\n\tPOKE &signal:0 n')}
updates: GLOB *1
update: FUNC
	PARA *1
a: LOCi
	ADDi a a #5
	PEEK %0 &updates
	ADDi %0 %0 #1
	POKE &updates %0
	POKE &signal:1 a
	RETU
reset: FUNC
	PARA *1
	CALL ^yield %0 *1
	POKE &tick #0
	RETU
`,
};

describe('and with firmwares that are hard to get right', () => {
	test.each(Object.entries(ODD))('%s', (_, code) => {
		compareWays(code, 3, { steps: 12, ticks: 60, sliceCycles: 40 });
		compareWays(code, 4, { steps: 6, ticks: 300, sliceCycles: 4000 });
	});
});

test('and with random firmwares that yield anywhere', () => {
	let ticks = 0;
	for (let seed = FIRST_RANDOM; seed < FIRST_RANDOM + RANDOM_FIRMWARES; ++seed) {
		const player = compareWays(randomFirmware(seed), seed, { steps: 5, ticks: 100, sliceCycles: 200 });
		ticks += player.output.length / TICK_WORDS;
	}
	expect(ticks).toBeGreaterThan(20 * RANDOM_FIRMWARES);
});

test.each(['clock', 'hostPosition'])('%s as a pointer into the frame of process is not shared', (name) => {
	const code = `${FULL_PATCH}${name}: ! DEFp &signal:3
process: FUNC
	PARA *1
a: LOCi
b: LOCi
sum: LOCi
.loop:	ADDi sum sum a
	ADDi sum sum b
	MOVi a sum
	SUBi b sum #5
	CALL ^yield %0 *1
	GOTO @.loop
	RETU
`;
	compareWays(code, 5, { steps: 6, ticks: 60, sliceCycles: 40 });
});
