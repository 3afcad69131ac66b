import { assemble } from '../gazl/assembler.ts';
import { Machine, type Native, privateSpace } from '../gazl/machine.ts';
import type { Program } from '../gazl/program.ts';
import { STATUS } from '../gazl/status.ts';
import { compileImpala } from './compile.ts';

/** What a program did. */
export interface ProgramRun {
	/** What `printInt` and `printFloat` were given, in order. */
	readonly printed: readonly number[];
	readonly status: number;
	/** The text that a failed assertion passed. */
	readonly assertion: string | null;
	readonly machine: Machine;
}

/** Declarations of the natives that test programs print with; they take no line. */
const NATIVES = 'extern native printInt extern native printFloat ';

/** Constants of the host in these tests; the compiler does not know them. */
const HOST_CONSTANTS = { DEBUG: 1, HOST: 3 };

/** Compiles a source; throws with all that is wrong when it does not compile. */
export function compiled(source: string): string {
	const result = compileImpala(source);
	if (result.ok) return result.gazl;
	throw new Error(result.diagnostics.map(({ code, message, range }) => `${range.start.line}: ${code}: ${message}`).join('\n'));
}

/** The program of a source; throws when it does not assemble. */
export function assembled(source: string): Program {
	const gazl = compiled(source);
	const result = assemble(gazl, {
		memoryWords: 4096,
		natives: ['printInt', 'printFloat', 'assertFail'],
		constants: HOST_CONSTANTS,
	});
	if (result.ok) return result.program;
	throw new Error(`${result.error.name}: ${result.error.message} in ${gazl.split('\n')[result.error.at.line - 1]}`);
}

/** Compiles, assembles and runs `main` of a source, to which the print natives are declared. */
export function runProgram(source: string): ProgramRun {
	const program = assembled(NATIVES + source);
	const machine = new Machine(privateSpace(program.memoryWords, 64));
	const printed: number[] = [];
	let assertion: string | null = null;
	const print =
		(words: Int32Array | Float32Array): Native =>
		(running) => {
			printed.push(words[running.parameters(2) + 1]);
			return STATUS.OK;
		};
	machine.load(program, {
		printInt: print(machine.memory),
		printFloat: print(machine.memoryFloats),
		assertFail: (running) => {
			const start = running.memory[running.parameters(2) + 1];
			const end = running.memory.indexOf(0, running.readable(start, 1));
			assertion = String.fromCharCode(...running.memory.subarray(running.readable(start, 1), end));
			return STATUS.ABORTED;
		},
	});
	const entered = machine.enterCall(machine.functionPointer('main'));
	if (entered !== STATUS.OK) throw new Error(`main cannot be entered: ${entered}`);
	machine.cycles = 100_000;
	const status = machine.run();
	return { printed, status, assertion, machine };
}

/** What the statements of a `main` with the usual locals print. */
export function printedBy(statements: string, declarations = ''): readonly number[] {
	const locals = 'int i, int x, int y, int b, float f, float n, pointer p, pointer q, funcptr g, array a[10]';
	const run = runProgram(`${declarations}\nfunction main() locals ${locals} {\n${statements}\n}`);
	if (run.status !== STATUS.OK) throw new Error(`It stopped with status ${run.status}.`);
	return run.printed;
}

/** Codes of the errors in a source, in order. */
export function errorsIn(source: string): readonly string[] {
	const result = compileImpala(source);
	return result.ok ? [] : result.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

/** Codes of the warnings of a source, in order. */
export function warningsIn(source: string): readonly string[] {
	const result = compileImpala(source);
	return (result.ok ? result.warnings : result.diagnostics)
		.filter(({ severity }) => severity === 'warning')
		.map(({ code }) => code);
}
