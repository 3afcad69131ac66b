import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FILL_CODE } from '../src/bridge/heap-fill.ts';
import { HEAP_START } from '../src/bridge/machine-size.ts';
import { SHADOW_STATE, shadowState } from '../src/memory/checks/shadow.ts';
import { ALLOCATOR_KINDS } from '../src/memory/heap/allocator.ts';
import { rightChurn, smallHeap } from './checked-churn.testing.ts';
import { CheckedEngine, type CheckedOptions, EXECUTORS } from './checked-engine.testing.ts';

describe.each(ALLOCATOR_KINDS)('a firmware that uses the heap as it should, with %s', (allocator) => {
	const run = (seed: number, options: CheckedOptions) => {
		const engine = new CheckedEngine(rightChurn(seed), { ...options, memory: smallHeap(allocator) });
		engine.play(3);
		expect({ wrong: engine.global('wrong'), failed: engine.global('failed'), stopped: engine.run.stopped }).toEqual({
			wrong: 0,
			failed: 0,
			stopped: false,
		});
		return engine;
	};

	test('is not reported, though all words are looked at in every call, and sounds like the release build', () => {
		fc.assert(
			fc.property(fc.integer(), (seed) => {
				const [checked, interpreted] = EXECUTORS.map((executor) => run(seed, { executor, settings: { checkedWords: -1 } }));
				for (const engine of [checked, interpreted]) {
					expect(engine?.records.violations.map((one) => engine.textOf(one))).toEqual([]);
				}
				const release = run(seed, { checked: false });
				expect(checked?.output).toEqual(release.output);
				expect(interpreted?.output).toEqual(release.output);
				expect(new Set(release.output).size).toBeGreaterThan(50);
			}),
			{ numRuns: 2 },
		);
	});

	test('leaves every word that is nobody’s with the code, and the ledger with all that is in use', () => {
		const { records, memory, shadow, heap } = run(7, {});
		const live = records.live.filter(({ kind }) => kind === 'block');
		const account = heap.levels.allocators.map(({ grantedWords }) => grantedWords);
		const pools = records.live.filter(({ kind }) => kind === 'pool' || kind === 'circular buffer');
		const asked = [...live, ...pools].reduce((sum, { grantedWords }) => sum + grantedWords, 0);
		// A circular buffer begins where its alignment wants it.
		const granted = account.reduce((sum, words) => sum + words, 0);
		expect(granted - asked).toBeGreaterThanOrEqual(0);
		expect(granted - asked).toBeLessThan(16);
		const states = [...shadow].map(shadowState);
		for (const state of [SHADOW_STATE.unmapped, SHADOW_STATE.slack]) {
			const words = states.flatMap((of, word) => (of === state ? [memory[HEAP_START + word]] : []));
			expect(words.length).toBeGreaterThan(0);
			expect(words.filter((word) => word !== FILL_CODE)).toEqual([]);
		}
		expect(heap.checkWords()).toBe(0);
		expect(heap.levels.check()).toBe(0);
	});
});
