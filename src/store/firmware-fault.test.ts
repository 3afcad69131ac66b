import { expect, it } from 'vitest';
import { buildFault } from './firmware-fault.ts';

const at = (column: number) => ({ code: 'UNEXPECTED', message: 'no', line: 1, column });
const fault = (code: string, column: number) =>
	buildFault({ id: 1, name: 'x', code, config: '', debug: false }, 'x.impala', (line) => line, [at(column)]);

it('shows the line of a fault without the blanks around it', () => {
	expect(fault('\t  x = 1;  ', 4).lineText).toBe('x = 1;');
});

it('shows of a line without end what is about the fault', () => {
	const code = `${'a'.repeat(5000)}!${'b'.repeat(5000)}`;
	expect(fault(code, 5001).lineText).toBe(`…${'a'.repeat(99)}!${'b'.repeat(100)}…`);
	expect(fault(code, 1).lineText).toBe(`${'a'.repeat(200)}…`);
	expect(fault(code, 10001).lineText).toBe(`…${'b'.repeat(200)}`);
});
