import { expect, it } from 'vitest';
import { faultReason } from './fault-reason.ts';

it('leaves out of a fault what its place in the text says', () => {
	expect(faultReason('firmware stopped: it divided by zero (DIVISION_BY_ZERO) in process, line 11')).toBe(
		'it divided by zero (DIVISION_BY_ZERO) in process',
	);
});
