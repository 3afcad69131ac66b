/** The variables `<A>`, `<B>`, … of compile-time lines (gazl.md 7.1). */

import { AssemblyFault } from './errors.ts';
import type { Token } from './line-tokens.ts';
import type { OperandRule } from './operand-codes.ts';

const VARIABLE = /^<[A-Za-z0-9_.$]>$/;

/** All compile-time variables of a unit. */
export class CompileTimeVariables {
	readonly #values = new Map<string, { readonly capabilities: number; readonly word: number }>();

	/** Takes all values away, as at the start of a unit. */
	clear(): void {
		this.#values.clear();
	}

	/** Refuses what is not a variable: error 11. */
	check(variable: Token): void {
		if (!VARIABLE.test(variable.text)) throw new AssemblyFault('INVALID_COMPILE_TIME_VARIABLE', variable.text, variable);
	}

	/** Gives a checked variable a value and what it can stand for from now on. */
	set(variable: Token, capabilities: number, word: number): void {
		this.#values.set(variable.text, { capabilities, word });
	}

	/** The raw word of a variable in a position with that rule. Errors 11 and 9. */
	read(variable: Token, rule: OperandRule): number {
		this.check(variable);
		const value = this.#values.get(variable.text);
		if (value === undefined || (value.capabilities & rule.accepts) === 0) {
			const note = `Here belongs ${rule.wants}.`;
			throw new AssemblyFault('INCOMPATIBLE_COMPILE_TIME_VARIABLE_TYPE', variable.text, variable, note);
		}
		return value.word;
	}
}
