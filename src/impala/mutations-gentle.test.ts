import { expect, test } from 'vitest';
import { tryMutations } from './mutation-trials.testing.ts';

test('ten thousand sources with pieces exchanged give diagnostics or a program that assembles', () => {
	const { programs, assembled, faults } = tryMutations(20261122, true, 10_000);
	expect(faults).toEqual([]);
	// Enough of them compile for the emitter to be tried too, and few wait for names of others.
	expect(programs).toBeGreaterThan(4000);
	expect(assembled).toBeGreaterThan(0.9 * programs);
});
