import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALLOCATOR_KINDS, HEAP_TABLE, NO_ADDRESS } from './allocator.ts';
import { checkAgainstModel, freeAll, HeapModel, heapCommands, TEST_ARENA_WORDS, workbench } from './allocator-model.testing.ts';
import { allocatorTableWords, createAllocator } from './create-allocator.ts';
import { binShape } from './heap-configuration.ts';
import { openArenaCursor } from './heap-cursor.ts';
import { OUTCOME } from './outcomes.ts';

/** A deterministic stream of numbers below `range`. */
function numbers(seed: number): (range: number) => number {
	let state = seed;
	return (range) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * range);
	};
}

describe.each(ALLOCATOR_KINDS)('%s', (kind) => {
	it('gives disjoint aligned blocks with all the words asked for, and accounts for every word of the arena', () => {
		fc.assert(
			fc.property(heapCommands(), (commands) => {
				fc.modelRun(() => ({ model: new HeapModel(), real: workbench(kind) }), commands);
			}),
			{ numRuns: 40 },
		);
	});

	it('is word for word as new, headers and pieces, when all is freed', () => {
		fc.assert(
			fc.property(heapCommands(), fc.boolean(), (commands, isLastFirst) => {
				const bench = workbench(kind);
				const model = new HeapModel();
				fc.modelRun(() => ({ model, real: bench }), commands);
				freeAll(model, bench, isLastFirst);
				checkAgainstModel(model, bench);
				expect(pieces(bench)).toEqual(pieces(workbench(kind)));
			}),
			{ numRuns: 20 },
		);
	});

	it('grants the same again after it was exhausted and emptied', () => {
		for (const words of [1, 2, 7, 16, 33]) {
			const { allocator } = workbench(kind);
			const exhaust = () => {
				const addresses: number[] = [];
				for (let address = allocator.allocate(words); address !== NO_ADDRESS; address = allocator.allocate(words))
					addresses.push(address);
				return addresses;
			};
			const first = exhaust();
			expect(first.length).toBeGreaterThan(4);
			for (const parity of [1, 0]) {
				for (const [index, address] of first.entries())
					if (index % 2 === parity) expect(allocator.free(address)).toBe(OUTCOME.done);
			}
			expect(exhaust().sort((a, b) => a - b)).toEqual(first.sort((a, b) => a - b));
		}
	});

	it('answers the same to the same calls', () => {
		const run = () => {
			const { allocator, memory, tables } = workbench(kind);
			const below = numbers(5);
			const live: number[] = [];
			for (let call = 0; call < 500; call++) {
				if (below(3) > 0) live.push(allocator.allocate(1 + below(60)));
				else if (live.length > 0) allocator.free(live.splice(below(live.length), 1)[0]);
			}
			return [Array.from(memory), Array.from(tables)];
		};
		expect(run()).toEqual(run());
	});

	it('is empty after reset, whatever was in use, and tells readers so', () => {
		const bench = workbench(kind);
		const fresh = pieces(bench);
		for (let words = 1; words < 60; words++) bench.allocator.allocate(words);
		bench.allocator.reset();
		expect(pieces(bench)).toEqual(fresh);
		expect(bench.tables[HEAP_TABLE.resets]).toBe(2);
		expect(bench.tables[HEAP_TABLE.requests]).toBe(0);
	});

	it('goes on, within the arena, when the firmware overwrites anything in it', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.nat(TEST_ARENA_WORDS), fc.oneof(fc.integer(), fc.nat(1300))), { minLength: 1, maxLength: 60 }),
				(strays) => {
					const { allocator, memory } = workbench(kind);
					const { start, words } = allocator.arena;
					const around = [memory.slice(0, start), memory.slice(start + words)];
					const below = numbers(strays.length);
					const live: number[] = [];
					for (let round = 0; round < 4; round++) {
						for (const [offset, value] of strays) {
							const address = allocator.allocate(1 + below(40));
							expect(address === NO_ADDRESS || (address >= start && address < start + words)).toBe(true);
							if (address !== NO_ADDRESS) live.push(address);
							if (offset < words) memory[start + offset] = value;
							if (live.length > 0 && below(2) === 0) allocator.free(live.splice(below(live.length), 1)[0]);
						}
					}
					expect([memory.slice(0, start), memory.slice(start + words)]).toEqual(around);
				},
			),
			{ numRuns: 100 },
		);
	});

	it('refuses a block whose header was overwritten, and grants others', () => {
		const { allocator, memory, tables } = workbench(kind);
		const victim = allocator.allocate(5);
		memory[victim - 2] = 0x12345;
		const before = memory.slice();
		expect(allocator.free(victim)).toBe(OUTCOME.headerDamaged);
		expect(memory).toEqual(before);
		expect(tables[HEAP_TABLE.damages]).toBe(1);
		expect(allocator.allocate(5)).not.toBe(NO_ADDRESS);
	});

	it('says what is wrong with a place that it cannot use', () => {
		const memory = new Int32Array(1000);
		const tables = new Int32Array(allocatorTableWords(kind, 1000));
		const create = (start: number, words: number, given = tables) => {
			return () => createAllocator(kind, memory, given, { start, words }, binShape([{ words: 4, chunks: 1 }]));
		};
		expect(create(0, 2 ** 25)).toThrow(/an arena has 1 to 16777216 words, not 33554432/);
		expect(create(3, 100)).toThrow(/an arena starts at a multiple of 2 words, not at 3/);
		expect(create(2, 999)).toThrow(/the arena of 999 words at 2 ends behind the 1000 words of memory/);
		expect(create(0, 1000, tables.subarray(1))).toThrow(/the tables of \w+ for 1000 words take \d+ words and the region has \d+/);
		expect(() => openArenaCursor(memory, tables)).toThrow(/are no tables of an allocator/);
	});
});

describe.each([
	// One look for the bins, then three for a chunk; or one at each word of a bitmap of 800 chunks for a pair, and four to take it.
	['adialloc', 1 + 800 / 32 + 4],
	// Three looks at bitmaps and lists, then a block taken out and the rest of it put in.
	['tlsf', 5],
	// One look at the orders and one per halving or joining: arenas of 2¹⁶ words have orders 2 to 16.
	['buddy', 17],
] as const)('%s', (kind, most) => {
	it(`takes at most ${most} steps at any occupancy`, () => {
		const shape = binShape([
			{ words: 16, chunks: 800 },
			{ words: 32, chunks: 400 },
			{ words: 64, chunks: 200 },
			{ words: 128, chunks: 60 },
		]);
		for (const occupancy of [0.1, 0.5, 0.9, 1]) {
			const { allocator, tables } = workbench(kind, 65536, shape);
			const below = numbers(77);
			const live: number[] = [];
			let worst = 0;
			for (let call = 0; call < 20000; call++) {
				const isBelow = tables[HEAP_TABLE.grantedWords] < occupancy * 40000;
				if (isBelow || live.length === 0) {
					const address = allocator.allocate(1 + below(below(4) === 0 ? 200 : 60));
					if (address !== NO_ADDRESS) live.push(address);
					else if (live.length > 0) allocator.free(live.splice(below(live.length), 1)[0]);
				} else {
					const victim = below(live.length);
					allocator.free(live[victim]);
					live[victim] = live[live.length - 1];
					live.pop();
				}
				worst = Math.max(worst, allocator.steps);
			}
			expect(worst).toBeLessThanOrEqual(most);
		}
	});
});

describe('firstFit', () => {
	it('takes the first block that is large enough, looking at one more free block for each step', () => {
		const { allocator } = workbench('firstFit');
		const addresses = Array.from({ length: 20 }, () => allocator.allocate(10));
		for (let index = 0; index < 20; index += 2) allocator.free(addresses[index]);
		expect(allocator.allocate(10)).toBe(addresses[0]);
		expect(allocator.steps).toBe(1);
		expect(allocator.allocate(11)).toBeGreaterThan(addresses[19]);
		expect(allocator.steps).toBe(10);
	});
});

describe('buddy', () => {
	it('grants powers of two less the header', () => {
		const bench = workbench('buddy');
		const cursor = openArenaCursor(bench.memory, bench.tables);
		for (const [words, granted] of [
			[1, 2],
			[2, 2],
			[3, 6],
			[6, 6],
			[7, 14],
			[100, 126],
		]) {
			cursor.seek(bench.allocator.allocate(words));
			expect([cursor.askedWords, cursor.grantedWords]).toEqual([words, granted]);
		}
	});
});

describe('tlsf', () => {
	it('grants the whole of an empty arena', () => {
		const { allocator } = workbench('tlsf', 1000);
		expect(allocator.allocate(999)).toBe(NO_ADDRESS);
		expect(allocator.allocate(998)).toBe(allocator.arena.start + 2);
	});
});

function pieces({ memory, tables }: ReturnType<typeof workbench>): unknown[] {
	const cursor = openArenaCursor(memory, tables);
	const found: unknown[] = [];
	for (let isThere = cursor.seek(cursor.arena.start); isThere; isThere = cursor.next()) {
		const { pieceStart, pieceEnd, state, bin } = cursor;
		// Of free lists the order may differ; what a header says must not.
		found.push([pieceStart, pieceEnd, state, bin, memory[pieceStart], cursor.kind === 'adialloc' ? memory[pieceStart + 1] : 0]);
	}
	return found;
}
