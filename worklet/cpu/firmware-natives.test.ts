import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MEMORY_OFFSET } from '../../src/gazl/program.ts';
import { STATUS } from '../../src/gazl/status.ts';
import { CpuBench, FULL_PATCH } from './cpu-bench.testing.ts';

const BUFFER_WORDS = 64;
/** A patch that makes one transfer a tick, as `job` says: offset, frames, address. */
const transfer = (native: string): string => `${FULL_PATCH}job: GLOB *3
buffer: GLOB *${BUFFER_WORDS}
behind: GLOB *8
process: FUNC
	PARA *1
	PEEK %1 &job:0
	PEEK %2 &job:1
	PEEK %3 &job:2
	CALL ^${native} %0 *4
	RETU
`;

function benchFor(native: string): { bench: CpuBench; memory: Int32Array; job: number; buffer: number } {
	const bench = new CpuBench();
	bench.load(transfer(native));
	const { machine } = bench.slot.run;
	const address = (name: string): number => machine.symbol(name)?.address ?? -1;
	return { bench, memory: machine.memory, job: address('job'), buffer: address('buffer') };
}

const offset = fc.oneof(
	fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
	fc.constantFrom(0, -1, 65535, 65536, 2 ** 31 - 1, -(2 ** 31)),
);
const frames = fc.integer({ min: 0, max: BUFFER_WORDS / 2 });

describe('write and read (device.md 6.3)', () => {
	test('write puts frames at any offset, around the end, clamped to 12 bits', () => {
		const { bench, memory, job, buffer } = benchFor('write');
		const words = fc.array(fc.oneof(fc.integer(), fc.integer({ min: -2047, max: 2047 })), { minLength: 64, maxLength: 64 });
		fc.assert(
			fc.property(offset, frames, words, (at, count, source) => {
				bench.delayLine.clear();
				memory.set([at, count, buffer + MEMORY_OFFSET], job);
				memory.set(source, buffer);
				bench.tick();
				const expected = new Map<number, number>();
				for (let i = 0; i < count; ++i) {
					const frame = Number(BigInt.asUintN(16, BigInt(at) + BigInt(i)));
					for (const channel of [0, 1]) {
						const clamped = Math.max(-2047, Math.min(2047, source[2 * i + channel] ?? 0));
						if (clamped !== 0) expected.set(2 * frame + channel, clamped);
					}
				}
				for (const [index, word] of expected) expect(bench.delayLine.words[index]).toBe(word);
				expect(bench.delayLine.words.reduce((filled, word) => filled + (word === 0 ? 0 : 1), 0)).toBe(expected.size);
			}),
			{ numRuns: 60 },
		);
	});

	test('read takes frames from any offset, around the end, and nothing else', () => {
		const { bench, memory, job, buffer } = benchFor('read');
		for (let i = 0; i < 131072; ++i) bench.delayLine.words[i] = (i * 7) % 2000;
		fc.assert(
			fc.property(offset, frames, (at, count) => {
				memory.set([at, count, buffer + MEMORY_OFFSET], job);
				memory.fill(-5, buffer, buffer + BUFFER_WORDS);
				bench.tick();
				const expected = Array.from({ length: BUFFER_WORDS }, (_, i) => {
					const word = Number(BigInt.asUintN(16, BigInt(at) + BigInt(i >> 1))) * 2 + (i & 1);
					return i < 2 * count ? (word * 7) % 2000 : -5;
				});
				expect(Array.from(memory.subarray(buffer, buffer + BUFFER_WORDS))).toEqual(expected);
				expect(bench.delayLine.lastReadFrame).toBe(count > 0 ? at & 0xffff : bench.delayLine.lastReadFrame);
			}),
			{ numRuns: 60 },
		);
	});

	test('write leaves protected memory alone', () => {
		const { bench, memory, job, buffer } = benchFor('write');
		bench.controls.writeProtect = 1;
		memory.set([0, 1, buffer + MEMORY_OFFSET], job);
		memory.fill(9, buffer, buffer + 2);
		bench.tick();
		expect(bench.delayLine.words.every((word) => word === 0)).toBe(true);
	});

	test.each(['write', 'read'])('%s of no frames or fewer does nothing, whatever its address', (native) => {
		const { bench, memory, job } = benchFor(native);
		for (const count of [0, -1, -(2 ** 31)]) {
			memory.set([0, count, 0], job);
			bench.tick();
		}
		expect(bench.events()).toEqual([]);
	});

	test.each(['write', 'read'])('%s of too many frames or a bad address stops the firmware and touches nothing', (native) => {
		const bad: [number, number][] = [
			[65537, MEMORY_OFFSET],
			[65536, MEMORY_OFFSET],
			[2 ** 31 - 1, MEMORY_OFFSET],
			[1, 0],
			[1, MEMORY_OFFSET - 1],
			[1, MEMORY_OFFSET + 131071],
			[1, -1],
			[1, 0x7fffffff],
			[60000, MEMORY_OFFSET + 20000],
		];
		for (const [count, pointer] of bad) {
			const { bench, memory, job } = benchFor(native);
			memory.set([0, count, pointer], job);
			expect(bench.tryTick()).toBeNull();
			expect(bench.events()).toMatchObject([{ kind: 'stopped', status: STATUS.ACCESS_VIOLATION, phase: 'process', line: 11 }]);
			expect(bench.delayLine.words.every((word) => word === 0)).toBe(true);
		}
	});

	test('read cannot write into constants, write can read from them', () => {
		const at = (native: string) => {
			const bench = new CpuBench();
			bench.load(`${FULL_PATCH}table: CNST *2\n	DATi #11 #22\nprocess: FUNC
	PARA *1
	MOVi %1 #3
	MOVi %2 #1
	MOVp %3 &table
	CALL ^${native} %0 *4
	RETU
`);
			return bench;
		};
		const reading = at('read');
		expect(reading.tryTick()).toBeNull();
		expect(reading.events()).toMatchObject([{ status: STATUS.ACCESS_VIOLATION }]);
		const writing = at('write');
		writing.tick();
		expect(Array.from(writing.delayLine.words.subarray(6, 8))).toEqual([11, 22]);
	});
});

describe('trace and the ends', () => {
	/** Calls a native with the text at `text` every tick. */
	const printing = (native: string, length: number): string => `${FULL_PATCH}text: GLOB *${length}
init: FUNC
	PARA *1
	MOVi %0 #${length - 1}
.l:	SUBi %0 %0 #1
	MOVp %1 &text
	ADDp %1 %1 %0
	POKE %1 #'x'
	NEQi %0 #0 @.l
	RETU
process: FUNC
	PARA *1
	MOVp %1 &text
	CALL ^${native} %0 *2
	RETU
`;

	test('a traced line ends after 4096 characters', () => {
		const bench = new CpuBench();
		bench.load(printing('trace', 4200));
		bench.tick();
		expect(bench.lines()).toEqual(['x'.repeat(4096)]);
		bench.load(printing('trace', 4097));
		bench.tick();
		expect(bench.lines()).toEqual(['x'.repeat(4096)]);
	});

	test('a second takes 200 lines; the rest is dropped and counted', () => {
		const bench = new CpuBench();
		bench.load(printing('trace', 4));
		bench.ticks(250);
		expect(bench.lines()).toHaveLength(200);
		expect(bench.eventWriter.droppedLines).toBe(50);
		bench.eventWriter.frame += 44100;
		bench.ticks(10);
		expect(bench.lines()).toHaveLength(10);
	});

	test('text that floods the ring leaves room for the end of the firmware, and no line comes in part', () => {
		const bench = new CpuBench();
		bench.load(printing('trace', 4097));
		bench.ticks(20);
		bench.slot.run.stop(STATUS.ABORTED);
		const events = bench.events();
		expect(events.at(-1)).toMatchObject({ kind: 'stopped', status: STATUS.ABORTED });
		expect(bench.eventWriter.droppedLines).toBeGreaterThan(0);
		const characters = events.reduce((sum, event) => sum + (event.kind === 'text' ? event.text.length : 0), 0);
		expect(characters).toBe(4096 * (20 - bench.eventWriter.droppedLines));
	});

	test('an unterminated text at the end of memory is an access violation', () => {
		const bench = new CpuBench();
		bench.load(
			`${FULL_PATCH}text: CNST *1\n	DATi #'x'\nprocess: FUNC\n	PARA *1\n	MOVp %1 &text\n	CALL ^trace %0 *2\n	RETU\n`,
		);
		expect(bench.tryTick()).toBeNull();
		expect(bench.events()).toMatchObject([{ kind: 'stopped', status: STATUS.ACCESS_VIOLATION }]);
	});

	test.each([
		['abort', STATUS.ABORTED, []],
		['exit', STATUS.TERMINATED, []],
		['assertFail', STATUS.ABORTED, ['xxx']],
	] as const)('%s stops the firmware with its status', (native, status, lines) => {
		const bench = new CpuBench();
		bench.load(printing(native, 4));
		expect(bench.tryTick()).toBeNull();
		const events = bench.events();
		expect(events.at(-1)).toMatchObject({ kind: 'stopped', status, phase: 'process' });
		expect(events.flatMap((event) => (event.kind === 'text' ? [event.text] : []))).toEqual(lines);
		expect(bench.tryTick()).toBeNull();
		expect(bench.events()).toEqual([]);
	});
});
