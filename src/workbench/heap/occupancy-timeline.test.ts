import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEVEL, LEVEL_COUNT } from '../../memory/heap/levels.ts';
import { type Occupancy, OccupancyTimeline, STEP_MS, TIMELINE_STEPS, UNKNOWN } from './occupancy-timeline.ts';

const { L1, L2 } = LEVEL;
const HEAP = 7;

const found = (grantedWords: number, highestWords = 0): Occupancy => ({
	grantedWords,
	askedWords: Math.ceil(grantedWords / 2),
	blocks: grantedWords === 0 ? 0 : 1,
	highestWords,
});

test('before the first look nothing is known', () => {
	const timeline = new OccupancyTimeline();
	expect(timeline.newest).toBe(-1);
	for (const ago of [0, 1, TIMELINE_STEPS - 1, TIMELINE_STEPS, -1]) expect(timeline.grantedWords(L1, ago)).toBe(UNKNOWN);
});

test('a minute of looks is remembered, each level for itself, and no more', () => {
	fc.assert(
		fc.property(fc.nat(2 * TIMELINE_STEPS), fc.nat(1000), (steps, firstStep) => {
			const timeline = new OccupancyTimeline();
			const valueAt = (step: number, level: number) => step * LEVEL_COUNT + level;
			for (let step = 0; step <= steps; step++) {
				timeline.advance((firstStep + step) * STEP_MS + 1, HEAP);
				for (let level = 0; level < LEVEL_COUNT; level++) timeline.look(level, found(valueAt(step, level)));
			}
			for (let ago = 0; ago < TIMELINE_STEPS; ago += 37) {
				for (let level = 0; level < LEVEL_COUNT; level++) {
					const expected = ago <= steps ? valueAt(steps - ago, level) : UNKNOWN;
					expect(timeline.grantedWords(level, ago)).toBe(expected);
				}
			}
			expect(timeline.grantedWords(L1, TIMELINE_STEPS)).toBe(UNKNOWN);
		}),
		{ numRuns: 20 },
	);
});

describe('of several looks in one step', () => {
	test('the last one counts, and the highest is kept', () => {
		const timeline = new OccupancyTimeline();
		for (const words of [10, 50, 20]) {
			timeline.advance(1000, HEAP);
			timeline.look(L2, found(words));
		}
		expect([timeline.grantedWords(L2, 0), timeline.askedWords(L2, 0), timeline.highestWords(L2, 0)]).toEqual([20, 10, 50]);
	});

	test('what was granted between them counts as the highest when it is told', () => {
		const timeline = new OccupancyTimeline();
		timeline.advance(1000, HEAP);
		timeline.look(L2, found(0, 640));
		expect([timeline.grantedWords(L2, 0), timeline.highestWords(L2, 0), timeline.blocks(L2, 0)]).toEqual([0, 640, 0]);
		timeline.advance(1000 + STEP_MS, HEAP);
		expect(timeline.highestWords(L2, 0)).toBe(0);
	});
});

describe('steps in which nobody looked', () => {
	function afterPause(pausedSteps: number, heapAfter = HEAP): OccupancyTimeline {
		const timeline = new OccupancyTimeline();
		timeline.advance(0, HEAP);
		timeline.look(L1, found(100));
		timeline.advance(pausedSteps * STEP_MS, heapAfter);
		timeline.look(L1, found(200));
		return timeline;
	}

	test('are as the last look found them when they are few', () => {
		const timeline = afterPause(5);
		expect([0, 1, 4, 5, 6].map((ago) => timeline.grantedWords(L1, ago))).toEqual([200, 100, 100, 100, UNKNOWN]);
	});

	test('are unknown when they are many', () => {
		const timeline = afterPause(50);
		expect([0, 1, 49, 50].map((ago) => timeline.grantedWords(L1, ago))).toEqual([200, UNKNOWN, UNKNOWN, 100]);
	});

	test('are unknown when it is another heap afterwards', () => {
		const timeline = afterPause(3, HEAP + 1);
		expect([0, 1, 2, 3].map((ago) => timeline.grantedWords(L1, ago))).toEqual([200, UNKNOWN, UNKNOWN, 100]);
	});

	test('may be more than the timeline has: then all is unknown but the last', () => {
		const timeline = afterPause(10 * TIMELINE_STEPS);
		expect(timeline.grantedWords(L1, 0)).toBe(200);
		for (let ago = 1; ago < TIMELINE_STEPS; ago++) expect(timeline.grantedWords(L1, ago)).toBe(UNKNOWN);
	});
});

test('the step is marked with which another heap begins, and only that', () => {
	const timeline = new OccupancyTimeline();
	for (const [step, heap] of [UNKNOWN, 1, 1, 2, 2, UNKNOWN, 2].entries()) timeline.advance(step * STEP_MS, heap);
	expect([0, 1, 2, 3, 4, 5, 6].map((ago) => timeline.beginsHeap(ago))).toEqual([false, false, false, true, false, false, false]);
});
