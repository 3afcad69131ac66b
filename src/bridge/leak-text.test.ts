import { describe, expect, test } from 'vitest';
import type { AllocationKind } from '../memory/checks/allocation-ledger.ts';
import type { InUse, SiteInUse } from '../memory/checks/leaks.ts';
import { leakSummary, leakText } from './leak-text.ts';
import type { ViolationContext } from './violation-text.ts';

const CONTEXT: ViolationContext = {
	fileName: 'echo.impala',
	sampleRate: 44100,
	// Instructions of a line in tens; the names of functions and buffers by number.
	lineOf: (instruction) => Math.trunc(instruction / 10),
	functionOf: (instruction) => (instruction < 0 ? '' : instruction < 200 ? 'init' : 'process'),
	nameOf: (row) => ['', 'line', 'voice'][row] ?? '',
};

const inUse = (row: number, isForgotten: boolean, name = 1, kind: AllocationKind = 'block'): InUse => ({
	...{ row, serial: row, isLive: true, kind, address: 1000 * row, askedWords: 500, grantedWords: 512, level: 2, name },
	...{ allocated: { instruction: 240, callers: [310], frame: 44100 * row }, freed: null, isForgotten },
});

function siteOf(allocations: readonly InUse[]): SiteInUse {
	const forgotten = allocations.filter(({ isForgotten }) => isForgotten);
	return { instruction: 240, allocations, forgotten, words: 500 * allocations.length, forgottenWords: 500 * forgotten.length };
}

describe('a place that has forgotten', () => {
	test('one buffer is told with where and when it allocated it', () => {
		expect(leakText(siteOf([inUse(1, true)]), CONTEXT)).toEqual({
			headline: 'echo.impala:24: forgotten free: block "line" of 500 words is in use, and nothing points to it any more.',
			details: [
				'allocated by process() at echo.impala:24, called by process() at echo.impala:31, at frame 44100 (1.000 s)',
				'Free it on every way out, or allocate it once in init().',
			],
		});
	});

	test('several is told with the first and the last of them, and how many it still knows', () => {
		const site = siteOf([inUse(1, true), inUse(2, true), inUse(3, false), inUse(4, true)]);
		expect(leakText(site, CONTEXT)).toEqual({
			headline:
				'echo.impala:24: forgotten free: 3 times block "line", 1500 words together, are in use, and nothing points to them any more.',
			details: [
				'the oldest was allocated by process() at echo.impala:24, called by process() at echo.impala:31, at frame 44100 (1.000 s)',
				'the latest at frame 176400 (4.000 s)',
				'the firmware still has a pointer to 1 more from there',
				'Free it on every way out, or allocate it once in init().',
			],
		});
	});

	test('a thing without a name is told by its kind', () => {
		expect(leakText(siteOf([inUse(1, true, 0, 'pool item')]), CONTEXT)?.headline).toContain(
			': a pool item of 500 words is in use',
		);
	});

	test('nothing has no text', () => {
		expect(leakText(siteOf([inUse(1, false)]), CONTEXT)).toBeNull();
	});
});

test.each([
	[[], 'Nothing is in use and nothing is forgotten.'],
	[[inUse(1, false)], '1 buffer of 500 words is in use, and none is forgotten.'],
	[[inUse(1, true)], '1 buffer of 500 words is in use, and it is forgotten.'],
	[[inUse(1, false), inUse(2, true)], '2 buffers of 1000 words are in use, and 1 of them is forgotten.'],
	[[inUse(1, true), inUse(2, true)], '2 buffers of 1000 words are in use, and all of them are forgotten.'],
])('what is in use is summed up: %#', (all, summary) => {
	const forgotten = all.filter(({ isForgotten }) => isForgotten);
	expect(leakSummary({ inUse: all, forgotten, sites: [] })).toBe(summary);
});
