import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	ALLOCATION,
	ALLOCATION_KIND,
	AllocationLedger,
	LEDGER,
	liveAllocations,
	NO_ROW,
	readAllocation,
} from './allocation-ledger.ts';
import { PLACE } from './place.ts';

const ROWS = 4;
const ledgerOf = (rows = ROWS) => new AllocationLedger(new Int32Array(AllocationLedger.tableWords(rows)));
/** A place whose instruction is a number. */
const place = (instruction: number): Int32Array => Int32Array.of(instruction, 7, -1, -1, 64, 0);

describe('rows', () => {
	test('are handed out in order, then those freed longest ago first', () => {
		const ledger = ledgerOf();
		expect([1, 2, 3, 4].map((at) => ledger.open(place(at)))).toEqual([1, 2, 3, 4]);
		for (const row of [3, 1, 4]) ledger.close(row, place(90 + row));
		expect([5, 6, 7].map((at) => ledger.open(place(at)))).toEqual([3, 1, 4]);
	});

	test('that are all in use leave an allocation without one, which is counted', () => {
		const ledger = ledgerOf(2);
		ledger.open(place(1));
		ledger.open(place(2));
		expect(ledger.open(place(3))).toBe(NO_ROW);
		expect(ledger.table[LEDGER.unrecorded]).toBe(1);
		ledger.close(NO_ROW, place(4));
		ledger.close(2, place(5));
		expect(ledger.open(place(6))).toBe(2);
		expect(ledger.table[LEDGER.serial]).toBe(4);
	});

	test('tell of the last allocation that had them, for as long as there is another', () => {
		// Against a model: live rows, and a queue of freed ones.
		fc.assert(
			fc.property(fc.array(fc.nat({ max: 7 }), { maxLength: 60 }), (choices) => {
				const ledger = ledgerOf();
				const live: number[] = [];
				const freed: number[] = [];
				let fresh = 1;
				for (const [at, choice] of choices.entries()) {
					if (choice < 4) {
						const expected = fresh <= ROWS ? fresh++ : (freed.shift() ?? NO_ROW);
						expect(ledger.open(place(at))).toBe(expected);
						if (expected !== NO_ROW) live.push(expected);
					} else {
						const [row] = live.splice(choice % Math.max(1, live.length), 1);
						if (row === undefined) continue;
						ledger.close(row, place(at));
						freed.push(row);
					}
				}
				expect(liveAllocations(ledger.table).map(({ row }) => row)).toEqual(live);
				for (const row of freed) expect([ledger.isFreed(row), ledger.isLive(row)]).toEqual([true, false]);
			}),
		);
	});
});

describe('an allocation', () => {
	const ledger = ledgerOf();
	const row = ledger.open(place(12));
	const at = ledger.at(row);
	ledger.table[at + ALLOCATION.kind] = ALLOCATION_KIND.item;
	ledger.table[at + ALLOCATION.address] = 5000;
	ledger.table[at + ALLOCATION.askedWords] = 10;
	ledger.table[at + ALLOCATION.grantedWords] = 16;
	ledger.table[at + ALLOCATION.level] = 2;
	ledger.table[at + ALLOCATION.name] = 3;
	const known = {
		row,
		serial: 1,
		kind: 'pool item',
		address: 5000,
		askedWords: 10,
		grantedWords: 16,
		level: 2,
		name: 3,
	} as const;
	const allocated = { instruction: 12, callers: [7], frame: 64 };

	test('is read with where it was made', () => {
		expect(readAllocation(ledger.table, row)).toEqual({ ...known, isLive: true, allocated, freed: null });
		expect(ledger.field(row, ALLOCATION.allocated + PLACE.instruction)).toBe(12);
	});

	test('is read with where it was freed', () => {
		ledger.close(row, place(44));
		const freed = { ...allocated, instruction: 44 };
		expect(readAllocation(ledger.table, row)).toEqual({ ...known, isLive: false, allocated, freed });
		expect(liveAllocations(ledger.table)).toEqual([]);
	});

	test('is null in a row that was never used', () => {
		expect([0, -1, 2, ROWS + 1].map((none) => readAllocation(ledger.table, none))).toEqual([null, null, null, null]);
		expect(ledger.field(NO_ROW, ALLOCATION.address)).toBe(0);
	});
});
