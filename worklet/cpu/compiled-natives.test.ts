import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOST_CELL, HOST_CELLS } from '../../src/bridge/host-cells.ts';
import { interpret } from '../../src/gazl/interpreter.ts';
import { MEMORY_OFFSET } from '../../src/gazl/program.ts';
import { STATUS } from '../../src/gazl/status.ts';
import { runCompiled } from '../../src/gazl/wasm/compiled-run.ts';
import { buildFirmware } from '../../src/toolchain/build-firmware.ts';
import { CpuBench, FULL_PATCH, MOD_PATCH } from './cpu-bench.testing.ts';
import { stageFirmware } from './staged-firmware.ts';

/** Cells that natives leave something in; others are only for code that the host exports. */
const NATIVE_CELLS = [
	'yielded',
	'cyclesAtYield',
	'yieldWindow',
	'suspended',
	'suspendedWindow',
	'lastReadFrame',
	'readColumns',
] as const;

/** A bench whose firmware calls the natives of its module, and one that calls those of JavaScript. */
class NativePair {
	readonly compiled = new CpuBench();
	readonly interpreted = new CpuBench();

	constructor(code: string) {
		const build = buildFirmware({ id: 1, name: 'test', code, config: '', debug: true });
		if (!build.ok) throw new Error(build.diagnostics[0].message);
		for (const { slot } of this.benches) {
			const isCompiled = slot === this.compiled.slot;
			slot.plug(stageFirmware(build.image, { slots: [slot], executor: isCompiled ? 'wasm' : 'interpreter' }));
			expect(slot.run.machine.executor).toBe(isCompiled ? runCompiled : interpret);
		}
	}

	get benches(): readonly [CpuBench, CpuBench] {
		return [this.compiled, this.interpreted];
	}

	/** What both answer, which must be the same; and so must be all that they leave. */
	both<Answer>(act: (bench: CpuBench) => Answer): Answer {
		const [answer, expected] = this.benches.map(act) as [Answer, Answer]; // one for each of two
		expect(answer).toEqual(expected);
		const [state, expectedState] = this.benches.map(stateOf);
		expect(state).toEqual(expectedState);
		const [stores, expectedStores] = this.benches.map(storesOf);
		stores.forEach((bytes, index) => {
			expect(Buffer.compare(bytes, expectedStores[index]), ['memory', 'delay line'][index]).toBe(0);
		});
		return answer;
	}
}

function stateOf({ slot, budget }: CpuBench) {
	const { machine, cyclesUsed, stopped, phase } = slot.run;
	const { wasmMemory, registers } = machine;
	if (wasmMemory === null) throw new Error('The machine is not in a WebAssembly memory');
	const cells = new Int32Array(wasmMemory.buffer, slot.hostAddresses.hostCells, HOST_CELLS.length);
	return {
		cells: NATIVE_CELLS.map((name) => cells[HOST_CELL[name]]),
		registers: [...registers],
		cyclesUsed,
		stopped,
		phase,
		remaining: budget.remaining,
	};
}

function storesOf({ slot, delayLine }: CpuBench): readonly Buffer[] {
	const { memory } = slot.run.machine;
	return [memory, delayLine.words].map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
}

/** Functions that call a native with arguments in their slots from 1 on, and one whose window may not fit. */
const TRANSFERS = `${FULL_PATCH}buffer: GLOB *200
process: FUNC
	PARA *1
	RETU
${['read', 'write']
	.map(
		(native) => `${native}Once: FUNC
	PARA *1
offset: INPi
frames: INPi
place: INPp
before: LOCi
	MOVi before offset
	MOVi %1 offset
	MOVi %2 frames
	MOVp %3 place
	CALL ^${native} %0 *4
	ADDi before before #1
	RETU
${native}Tight: FUNC
	PARA *1
	CALL ^${native} %0 *1
	RETU
`,
	)
	.join('')}`;

const anyWord = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const edges = [0, -1, 1, 65535, 65536, 65537, 2 ** 31 - 1, -(2 ** 31)];
const offsets = fc.oneof(fc.integer({ min: 0, max: 65535 }), anyWord, fc.constantFrom(...edges));
const frameCounts = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(...edges, 65534, 70000));

describe('read and write in the module do what those in JavaScript do', () => {
	const pair = new NativePair(TRANSFERS);
	const { machine } = pair.compiled.slot.run;
	const { stackBase, stackEnd, memoryWords } = machine;
	/** Around every border between parts of memory, the own frame included. */
	const places = fc.oneof(
		fc
			.tuple(fc.constantFrom(0, 100, stackBase, stackBase + 4, stackEnd, memoryWords), fc.integer({ min: -90, max: 12 }))
			.map(([border, distance]) => border + distance),
		anyWord,
	);

	const call = (name: string, words: readonly number[], cycles: number, dsp = stackBase) =>
		pair.both(({ slot }) => {
			const running = slot.run.machine;
			Object.assign(running, { ip: -1, dsp, callDepth: 0, cycles });
			running.memory.set(words, dsp + 1);
			const entered = running.enterCall(running.functionPointer(name));
			return [entered, running.run(), running.cycles];
		});

	test.each(['readOnce', 'writeOnce'])('%s, with any offset, frames and address', (name) => {
		const outcomes = new Set<number>();
		const { natives } = machine;
		machine.natives = natives.map(() => () => {
			throw new Error('A native of the host was called');
		});
		fc.assert(
			fc.property(offsets, frameCounts, places, fc.boolean(), anyWord, (offset, frames, place, isProtected, noise) => {
				for (const bench of pair.benches) {
					bench.controls.writeProtect = isProtected ? 1 : 0;
					const { wasmMemory } = bench.slot.run.machine;
					// The engine tells before every run of ticks.
					const { hostCells } = bench.slot.hostAddresses;
					if (wasmMemory !== null) {
						new Int32Array(wasmMemory.buffer, hostCells)[HOST_CELL.writeProtect] = isProtected ? 1 : 0;
					}
					bench.slot.run.machine.memory[(offset & 127) + 2] = noise;
				}
				const [, status] = call(name, [offset, frames, (place + MEMORY_OFFSET) | 0], 1_000_000);
				outcomes.add(status);
			}),
			{ numRuns: 120 },
		);
		machine.natives = natives;
		expect(outcomes).toContain(STATUS.OK);
		expect(outcomes).toContain(STATUS.ACCESS_VIOLATION);
	});

	test.each(['read', 'write'])('%s, with fewer cycles than it takes', (native) => {
		for (let cycles = 0; cycles < 60; cycles++) call(`${native}Once`, [5, 20, MEMORY_OFFSET + 4], cycles);
	});

	test.each(['read', 'write'])('%s, with a window at the end of the stack', (native) => {
		const statuses = [1, 2, 3, 4, 5, 6].map((words) => call(`${native}Tight`, [], 1000, stackEnd - words)[1]);
		// The frame takes a word, the window four behind it.
		expect(statuses.slice(0, 4)).toEqual([1, 2, 3, 4].map(() => STATUS.DATA_STACK_OVERFLOW));
		expect(statuses[4]).not.toBe(STATUS.DATA_STACK_OVERFLOW);
	});
});

describe('yield in the module does what that in JavaScript does', () => {
	test('in init, update and reset, which go on at once', () => {
		const wait = (name: string) => `${name}: FUNC
	PARA *1
i: LOCi
	MOVi i #0
.loop:	CALL ^yield %0 *1
	FORi i #5 @.loop
	POKE &signal:0 i
	RETU
`;
		const pair = new NativePair(`${FULL_PATCH}${['init', 'update', 'reset'].map(wait).join('')}${wait('process')}`);
		for (const slice of [1000, 7, 20]) pair.both((bench) => bench.start(slice));
		for (let tick = 0; tick < 20; tick++) pair.both((bench) => bench.tryTick(tick));
	});

	test('in an operator of a mod patch', () => {
		const pair = new NativePair(`${MOD_PATCH}count: GLOB *1
operate1: FUNC
handled: OUTi
n: LOCi
	PEEK n &count
	ADDi n n #1
	POKE &count n
	CALL ^yield %0 *1
	PEEK %0 &positions:0
	ADDi %0 %0 n
	POKE &positions:0 %0
	MOVi handled #1
	RETU
`);
		pair.both((bench) => bench.start());
		for (let tick = 0; tick < 20; tick++) pair.both((bench) => bench.tryTick(tick * 3, tick));
		expect(pair.compiled.global('count')).toEqual([20]);
	});

	test('in slices of a tick', () => {
		const pair = new NativePair(`${FULL_PATCH}process: FUNC
	PARA *1
a: LOCi
.loop:	ADDi a a #1
	POKE &signal:1 a
	CALL ^yield %0 *1
	GOTO @.loop
	RETU
`);
		pair.both((bench) => bench.start());
		for (let cycles = 0; cycles < 60; cycles++) pair.both((bench) => bench.tryTick(cycles, cycles, cycles % 7));
	});
});
