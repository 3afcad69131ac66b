import { expect, test } from 'vitest';
import { assemble } from '../../gazl/assembler.ts';
import { Machine, privateSpace } from '../../gazl/machine.ts';
import { STATUS } from '../../gazl/status.ts';
import { YieldingRun } from './yielding-run.ts';

/** A machine with `main`: three yields, then the end; 8 instructions. */
function yieldsThrice(): YieldingRun {
	const source = 'main: FUNC\n\tMOVi %1 #0\n.next: NOOP\n\tCALL ^yield %0 *1\n\tFORi %1 #3 @.next\n\tRETU\n';
	const assembly = assemble(source, { memoryWords: 64, natives: ['yield'] });
	if (!assembly.ok) throw new Error(assembly.error.message);
	const machine = new Machine(privateSpace(64, 8));
	const run = new YieldingRun(machine);
	machine.load(assembly.program, { yield: run.yieldNative });
	return run;
}

test('a run that ends in a yield is charged up to it', () => {
	const run = yieldsThrice();
	expect(run.call('main', 100, 0)).toBe(STATUS.TIME_OUT);
	expect(run).toMatchObject({ yielded: true, resumed: 0, cycles: 3 });
});

test('resumed yields cost nothing and the cycles add up', () => {
	const run = yieldsThrice();
	expect(run.call('main', 100, Number.POSITIVE_INFINITY)).toBe(STATUS.OK);
	expect(run).toMatchObject({ yielded: false, resumed: 3, cycles: 9 });
});

test('a budget that runs out between yields is a time-out', () => {
	const run = yieldsThrice();
	expect(run.call('main', 4, 5)).toBe(STATUS.TIME_OUT);
	expect(run).toMatchObject({ yielded: false, resumed: 1, cycles: 4 });
	expect(run.run(5, 5)).toBe(STATUS.OK);
	expect(run).toMatchObject({ resumed: 2, cycles: 5 });
});

test('no more yields are resumed than allowed', () => {
	const run = yieldsThrice();
	run.call('main', 100, 1);
	expect(run).toMatchObject({ yielded: true, resumed: 1, cycles: 5 });
});

test('an unknown function costs nothing', () => {
	const run = yieldsThrice();
	expect(run.call('nowhere', 100, 0)).toBe(STATUS.BAD_CALL);
	expect(run).toMatchObject({ yielded: false, resumed: 0, cycles: 0 });
});
