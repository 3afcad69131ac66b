import { expect, test } from 'vitest';
import { ASSEMBLY_ERRORS, AssemblyFault } from './errors.ts';

test('the table has every number of the reference but the three that cannot be raised', () => {
	const numbers = Object.values(ASSEMBLY_ERRORS).map(({ number }) => number);
	const raised = Array.from({ length: 34 }, (_, number) => number).filter((number) => ![3, 15, 29].includes(number));
	expect(numbers).toEqual(raised);
});

test('a fault reports its column only for the line that is reported', () => {
	const fault = new AssemblyFault('FORWARD_SYMBOL_NOT_FOUND', 'x', { line: 3, column: 9 });
	expect(fault.toError(3)).toMatchObject({ number: 8, line: 3, column: 9, at: { line: 3, column: 9 } });
	expect(fault.toError(7)).toMatchObject({ line: 7, column: 1, at: { line: 3, column: 9 } });
	expect(fault.toError(null)).toMatchObject({ line: null, column: 1, at: { line: 3, column: 9 } });
});

test('what a source says appears in a message as it is', () => {
	expect(new AssemblyFault('FAIL_DIRECTIVE', '$& {}', { line: 1, column: 1 }).toError(1).message).toContain('“$& {}”');
});
