import { expect, it } from 'vitest';
import { shortCount } from './cycle-gutter.ts';

it('prints counts in four characters at most', () => {
	expect([0, 7, 999, 999.6, 1000, 9949, 9951, 123_456, 3_200_000, 64e6, 999.6e6].map(shortCount)).toEqual([
		'0',
		'7',
		'999',
		'1.0k',
		'1.0k',
		'9.9k',
		'10k',
		'123k',
		'3.2M',
		'64M',
		'1.0G',
	]);
});
