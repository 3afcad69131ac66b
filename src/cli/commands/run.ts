import { STATUS, statusName } from '../../gazl/status.ts';
import { assembleFile, programSize } from '../assembling.ts';
import { defineCommand } from '../command.ts';
import { TEST_MACHINE, TestMachine, testAssemblyHost } from '../conformance/test-machine.ts';
import { IMPALA_TEST_NATIVES } from '../conformance/test-natives.ts';
import { chooseExecutor, EXECUTOR_OPTION } from '../executors.ts';
import { isImpalaPath, sourceName } from '../gazl-source.ts';
import { parseInteger } from '../numbers.ts';
import { hexWords } from '../words.ts';

/** `p8 run`: one function on the machine of the conformance corpora. */
export const run = defineCommand({
	name: 'run',
	operands: 'FILE FUNCTION',
	operandCount: 2,
	summary: 'run a function and print what it did, as a case of a conformance manifest',
	details: [
		'FILE is GAZL or Impala, which its name tells.',
		'The machine has 4096 words of memory, 64 call stack entries, the natives of the corpora and no constants',
		'of a host. However the run ends, the exit code is 0: the status is part of the result.',
	],
	options: {
		cycles: { type: 'string', value: 'N', help: `budget, 0…2147483647 (default ${TEST_MACHINE.budgetCycles})` },
		resumes: { type: 'string', value: 'N', help: `yields to resume, 0 and up (default ${TEST_MACHINE.resumes})` },
		executor: EXECUTOR_OPTION,
	},
	run({ operands: [path = '', call = ''], options, print, report }) {
		const executor = chooseExecutor(options.executor);
		const limits = {
			...(options.cycles !== undefined && { budget: parseInteger(options.cycles, '--cycles', 0, 0x7fffffff) }),
			...(options.resumes !== undefined && { resumes: parseInteger(options.resumes, '--resumes', 0, 0x7fffffff) }),
		};
		const host = testAssemblyHost(isImpalaPath(path) ? { natives: IMPALA_TEST_NATIVES } : {});
		const { program, source } = assembleFile(path, host);
		const test = new TestMachine(program, TEST_MACHINE.callStackEntries, executor);
		const step = { call, ...limits };
		test.step(step);

		const { status, cycles, resumed, yielded } = test.run;
		const warn = (line: number, name: string, message: string) => {
			report({ severity: 'warning', file: path, line: source.placeOf(line).line, column: 1, name, message });
		};
		if (test.machine.functionPointer(call) === 0) {
			const known = program.functions.map(({ name }) => name).join(', ');
			warn(1, 'UNKNOWN_FUNCTION', `There is no function '${call}'; the file defines ${known === '' ? 'none' : known}.`);
		} else if (status !== STATUS.OK && !yielded) {
			warn(test.machine.faultLine(), statusName(status), `Stopped in ${test.machine.faultFunction()} after ${cycles} cycles.`);
		}
		const expect = {
			status,
			cycles,
			...(step.resumes !== undefined && { resumed }),
			...(yielded && { yielded }),
		};
		const json = {
			name: sourceName(path),
			size: programSize(program),
			steps: [{ ...step, expect }],
			...(test.nativeCalls.length > 0 && { natives: test.nativeCalls }),
			globals: Object.fromEntries([...test.globals()].map(([name, words]) => [name, hexWords(words)])),
			memory: test.memoryDigest(),
		};
		print(`${JSON.stringify(json)}\n`);
		return { exitCode: 0, json };
	},
});
