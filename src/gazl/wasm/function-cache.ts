import { INSTRUCTION_WORDS, OP } from '../opcodes.ts';
import { switchTargets } from './basic-blocks.ts';
import type { CompiledFunction } from './compile-program.ts';
import type { ProgramFacts } from './program-facts.ts';

/**
 * Compiled functions of the last version of a program, for its next one: an author changes one function or a constant, and what has not
 * changed, nor moved, need not be compiled again. For one host and one form that does not count; the module is the same word for word.
 */
export class FunctionCache {
	#last = new Map<string, CompiledFunction>();
	#next = new Map<string, CompiledFunction>();

	/** Begins a version. */
	begin(): void {
		this.#last = this.#next;
		this.#next = new Map();
	}

	/** The compiled function of that ordinal, from the last version or by `compile`. */
	take(facts: ProgramFacts, ordinal: number, compile: () => CompiledFunction): CompiledFunction {
		const key = keyOf(facts, ordinal);
		const compiled = this.#last.get(key) ?? compile();
		this.#next.set(key, compiled);
		return compiled;
	}
}

/** All that the compiler reads for one function. */
function keyOf(facts: ProgramFacts, ordinal: number): string {
	const { program, functions, anyFunction, stackBase, stackEnd, writableWords, memoryWords, writesConstants } = facts;
	const { start, end, localWords, transientWords, slots } = program.functions[ordinal];
	const callees: unknown[] = [];
	const switches: unknown[] = [];
	for (let instruction = start; instruction < end; instruction++) {
		const at = instruction * INSTRUCTION_WORDS;
		switch (program.code[at]) {
			case OP.CALL_function:
				callees.push(functions[program.code[at + 1]]);
				break;
			case OP.CALL_s:
				callees.push(anyFunction);
				break;
			case OP.SWCH:
				switches.push(switchTargets(program, instruction, start, end) ?? null);
				break;
			default:
		}
	}
	return JSON.stringify([
		[stackBase, stackEnd, writableWords, memoryWords, writesConstants, functions.length, program.windows],
		[
			ordinal,
			start,
			localWords,
			transientWords,
			functions[ordinal],
			slots.map(({ directive, slot, sizeWords }) => [directive, slot, sizeWords]),
		],
		callees,
		switches,
		program.code.subarray(start * INSTRUCTION_WORDS, end * INSTRUCTION_WORDS).join(),
	]);
}
