import { expect, test } from 'vitest';
import { tryMutations } from './mutation-trials.testing.ts';

test('ten thousand broken sources give diagnostics or a program that assembles', () => {
	const { programs, assembled, faults } = tryMutations(20261123, false, 10_000);
	expect(faults).toEqual([]);
	expect(programs).toBeGreaterThan(500);
	expect(assembled).toBeGreaterThan(0.9 * programs);
});
