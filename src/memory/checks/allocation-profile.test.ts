import { describe, expect, test } from 'vitest';
import { AllocationProfile, CALL_SITES, COST_ROWS, PROFILE, readProfile, SIZE_CLASSES } from './allocation-profile.ts';

const profile = () => {
	const table = new Int32Array(PROFILE.words);
	return { table, counts: new AllocationProfile(table), read: () => readProfile(table) };
};

describe('size classes', () => {
	test.each([
		[1, 0],
		[32, 0],
		[33, 1],
		[64, 1],
		[65, 2],
		[1024, 5],
		[1025, 6],
		[32 * 2 ** 15, 15],
		[32 * 2 ** 15 + 1, 15],
		[0x7fffffff, 15],
	])('%i words are of class %i', (words, sizeClass) => {
		const { counts, read } = profile();
		counts.countAllocation(1, 0, 0, words, 5);
		expect(read().sizes).toEqual(Array.from({ length: SIZE_CLASSES }, (_, of) => (of === sizeClass ? 1 : 0)));
	});
});

describe('costs', () => {
	const quantiles = (cycles: readonly number[]) => {
		const { counts, read } = profile();
		for (const of of cycles) counts.countAllocation(1, 0, 0, 1, of);
		const { medianCycles, p99Cycles, worstCycles } = read();
		return [medianCycles, p99Cycles, worstCycles];
	};

	test('are told by median, 99th percentile and worst case', () => {
		expect(quantiles([])).toEqual([0, 0, 0]);
		expect(quantiles([7])).toEqual([7, 7, 7]);
		expect(quantiles([5, 6, 7, 8])).toEqual([6, 8, 8]);
		expect(quantiles([5, 5, 5, 9])).toEqual([5, 9, 9]);
		// 99 of 100 are not above 10; 98 of 100 are not above 5.
		expect(quantiles([...new Array(98).fill(5), 10, 60])).toEqual([5, 10, 60]);
	});

	test('beyond the histogram are told by the worst', () => {
		expect(quantiles([COST_ROWS + 100, COST_ROWS + 7])).toEqual([COST_ROWS + 100, COST_ROWS + 100, COST_ROWS + 100]);
	});

	test('of failures count like those of others', () => {
		const { counts, read } = profile();
		counts.countAllocation(1, 0, 0, 1, 5);
		counts.countFailure(1, 0, 0, 1, 40);
		expect(read()).toMatchObject({ allocations: 1, failures: 1, p99Cycles: 40, worstCycles: 40 });
	});
});

test('words in use and their peak are told, of all and of each call site', () => {
	const { counts, read } = profile();
	counts.countAllocation(10, 0, 3, 100, 5);
	counts.countAllocation(10, 0, 3, 50, 9);
	counts.countAllocation(20, 1, 4, 7, 6);
	counts.countFree(10, 100);
	counts.countFailure(20, 1, 4, 999, 3);
	counts.countPressure();
	const account = read();
	expect(account).toMatchObject({ allocations: 3, frees: 1, failures: 1, currentWords: 57, peakWords: 157, pressureFailures: 1 });
	expect(account.sites).toEqual([
		{
			...{ instruction: 10, kind: 0, name: 3, allocations: 2, frees: 1, failures: 0 },
			...{ currentWords: 50, peakWords: 150, cycles: 14, worstCycles: 9 },
		},
		{
			...{ instruction: 20, kind: 1, name: 4, allocations: 1, frees: 0, failures: 1 },
			...{ currentWords: 7, peakWords: 7, cycles: 6, worstCycles: 6 },
		},
	]);
});

test('sites beyond the table are counted in the sums alone', () => {
	const { table, counts, read } = profile();
	for (let site = 0; site < CALL_SITES + 5; site++) counts.countAllocation(site, 0, 0, 1, 1);
	expect(read().sites.length).toBe(CALL_SITES);
	expect(read().allocations).toBe(CALL_SITES + 5);
	expect(table[PROFILE.unlistedSites]).toBe(5);
});

test('the host is a site of its own', () => {
	const { counts, read } = profile();
	counts.countAllocation(-1, 0, 0, 8, 1);
	expect(read().sites.map(({ instruction }) => instruction)).toEqual([-1]);
	expect(read().allocations).toBe(1);
});
