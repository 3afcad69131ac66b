import { expect, test } from 'vitest';
import type { InUse, LeakReport } from '../../memory/checks/leaks.ts';
import { confirmedLeaks } from './confirmed-leaks.ts';

const buffer = (serial: number, isForgotten: boolean): InUse => ({
	...{
		row: serial,
		serial,
		isLive: true,
		kind: 'block',
		address: 100 * serial,
		askedWords: 10,
		grantedWords: 16,
		level: 1,
		name: 0,
	},
	...{ allocated: { instruction: 7, callers: [], frame: 0 }, freed: null, isForgotten },
});

/** A look at buffers that one place has allocated; negative numbers are of forgotten ones. */
function look(...serials: readonly number[]): LeakReport {
	const inUse = serials.map((serial) => buffer(Math.abs(serial), serial < 0));
	const forgotten = inUse.filter(({ isForgotten }) => isForgotten);
	const site = { instruction: 7, allocations: inUse, forgotten, words: 10 * inUse.length, forgottenWords: 10 * forgotten.length };
	return { inUse, forgotten, sites: [site] };
}

test('only what two looks call forgotten is', () => {
	expect(confirmedLeaks(look(-1, -2, 3), look(-1, 2, -3, -4))).toEqual(look(-1, 2, 3, 4));
});

test('a look that is confirmed by another stays as it is', () => {
	expect(confirmedLeaks(look(-1, 2), look(-1, 2))).toEqual(look(-1, 2));
});
