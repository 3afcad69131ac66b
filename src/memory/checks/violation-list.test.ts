import { describe, expect, test } from 'vitest';
import { OUTCOME, OUTCOMES, type OutcomeName } from '../heap/outcomes.ts';
import { ALLOCATION, AllocationLedger } from './allocation-ledger.ts';
import { KIND_OF_OUTCOME, VIOLATION_KIND, VIOLATION_KIND_NAMES, VIOLATION_KINDS } from './violation-kinds.ts';
import { FOUND_BY, type NewViolation, readViolation, readViolations, VIOLATION_LIST, ViolationList } from './violation-list.ts';

const CAPACITY = 4;

class List {
	readonly table = new Int32Array(ViolationList.tableWords(CAPACITY));
	readonly ledger = new AllocationLedger(new Int32Array(AllocationLedger.tableWords(4)));
	readonly list = new ViolationList(this.table, this.ledger.table);

	/** An access at an instruction in a frame. */
	access(instruction: number, address: number, kind = VIOLATION_KIND.overflow, frame = 0): boolean {
		return this.add({ kind, address }, instruction, frame);
	}

	add(violation: Partial<NewViolation>, instruction: number, frame = 0): boolean {
		const whole = {
			...{ kind: 0, foundBy: FOUND_BY.access, native: -1, parameter: 0, word: 0 },
			writes: false,
			address: -1,
			bufferAt: -1,
		};
		return this.list.add({ ...whole, ...violation }, Int32Array.of(instruction, 3, -1, -1, frame, 0));
	}
}

describe('a violation', () => {
	test('is read as it was written, with the buffer as it was then', () => {
		const list = new List();
		const row = list.ledger.open(Int32Array.of(55, -1, -1, -1, 9, 0));
		list.ledger.table[list.ledger.at(row) + ALLOCATION.address] = 700;
		expect(
			list.add({ kind: VIOLATION_KIND.useAfterFree, writes: true, address: 703, bufferAt: list.ledger.at(row) }, 12, 640),
		).toBe(true);
		list.ledger.close(row, Int32Array.of(66, -1, -1, -1, 10, 0));
		expect(readViolation(list.table, 0)).toMatchObject({
			...{ row: 0, kind: 'useAfterFree', foundBy: 'access', native: -1, writes: true, address: 703, count: 1, lastFrame: 640 },
			place: { instruction: 12, callers: [3], frame: 640 },
			buffer: { address: 700, isLive: true, allocated: { instruction: 55, frame: 9 }, freed: null },
		});
		expect([-1, 1, 99].map((none) => readViolation(list.table, none))).toEqual([null, null, null]);
	});

	test('that happens again is counted, with the frame of the last time', () => {
		const list = new List();
		expect([list.access(5, 100), list.access(5, 90000, undefined, 64), list.access(5, 100, undefined, 128)]).toEqual([
			true,
			false,
			false,
		]);
		expect(readViolations(list.table)).toMatchObject([{ count: 3, lastFrame: 128, place: { frame: 0 }, address: 100 }]);
		expect(list.table[VIOLATION_LIST.total]).toBe(3);
	});

	test('that goes on right behind the last is the same, whatever it hits; further away it is another', () => {
		const list = new List();
		list.access(5, 100);
		expect(list.access(5, 164, VIOLATION_KIND.useAfterFree)).toBe(false);
		expect(list.access(5, 228, VIOLATION_KIND.useAfterFree)).toBe(false);
		expect(list.access(5, 400, VIOLATION_KIND.useAfterFree)).toBe(true);
		expect(readViolations(list.table).map(({ kind, count }) => [kind, count])).toEqual([
			['overflow', 3],
			['useAfterFree', 1],
		]);
	});

	test('is another one at another instruction, in another native, of another kind', () => {
		const list = new List();
		expect(list.access(5, 100)).toBe(true);
		expect(list.access(6, 100)).toBe(true);
		expect(list.add({ kind: VIOLATION_KIND.doubleFree, foundBy: FOUND_BY.call, native: 1 }, 5)).toBe(true);
		expect(list.add({ kind: VIOLATION_KIND.foreignFree, foundBy: FOUND_BY.call, native: 1 }, 5)).toBe(true);
		expect(list.list.rows).toBe(4);
	});

	test('for which there is no row is counted as dropped', () => {
		const list = new List();
		for (let at = 0; at < CAPACITY + 3; at++) list.access(at, 1000 * at);
		expect(list.list.rows).toBe(CAPACITY);
		expect([list.table[VIOLATION_LIST.total], list.table[VIOLATION_LIST.dropped]]).toEqual([CAPACITY + 3, 3]);
	});
});

describe('kinds', () => {
	test('have sentences that end, and titles that are each their own', () => {
		for (const { meaning, advice } of Object.values(VIOLATION_KINDS)) {
			expect(meaning).toMatch(/^[A-Z].*[.]$/);
			expect(advice).toMatch(/^[A-Z].*[.?]$/);
		}
		expect(new Set(Object.values(VIOLATION_KINDS).map(({ title }) => title)).size).toBe(VIOLATION_KIND_NAMES.length);
	});

	test('are there for every outcome that is a violation', () => {
		for (const [name, { isViolation }] of Object.entries(OUTCOMES)) {
			const kind = KIND_OF_OUTCOME[OUTCOME[name as OutcomeName]] ?? -1;
			if (isViolation) expect(VIOLATION_KIND_NAMES[kind], name).toBeDefined();
		}
		expect(['done', 'freedByFrame'].map((name) => KIND_OF_OUTCOME[OUTCOME[name as OutcomeName]])).toEqual([-1, -1]);
	});
});
