/** Names and what they stand for (gazl.md 3). */

import { AssemblyFault, type Place } from './errors.ts';
import { isIdentifier, type Token } from './line-tokens.ts';
import type { OperandRule } from './operand-codes.ts';
import type { Section } from './program.ts';

/** What a name stands for. */
export interface NamedValue {
	/** Set of capabilities. */
	readonly capabilities: number;
	/** Raw word of a constant, pointer of an address or function, index of a native; slot of a variable, target of a label. */
	readonly value: number;
	/** Offsets from here up are out of bounds. */
	readonly sizeWords: number;
	/** For messages: the directive that defines it, or what else does. */
	readonly definedBy: string;
	/** Where it is defined; null when that is not in the source. */
	readonly place: Place | null;
	/** For addresses: where in memory they lie. */
	readonly section?: Section;
	/** Whether a definition in the source may take the name over. */
	readonly isReplaceable?: boolean;
	/** Whether it names a window of the host. */
	readonly isWindow?: boolean;
}

/** One scope. */
export class SymbolTable {
	readonly #values = new Map<string, NamedValue>();
	readonly #usedWindows = new Set<string>();

	/** What a name stands for, undefined as long as nobody has defined it. */
	get(name: string): NamedValue | undefined {
		return this.#values.get(name);
	}

	/** The same for those who take its value, not only ask whether there is one. */
	use(name: string): NamedValue | undefined {
		const found = this.#values.get(name);
		if (found?.isWindow) this.#usedWindows.add(name);
		return found;
	}

	/** Windows of the host that were used. */
	get usedWindows(): readonly string[] {
		return [...this.#usedWindows];
	}

	/** Defines a name. Errors 12 and 28. */
	define(name: Token, value: NamedValue): void {
		if (!isIdentifier(name.text)) throw new AssemblyFault('INVALID_IDENTIFIER', name.text, name);
		const previous = this.#values.get(name.text);
		if (previous !== undefined && !previous.isReplaceable) {
			const note = previous.place ? `That was on line ${previous.place.line}.` : `It is a ${previous.definedBy}.`;
			throw new AssemblyFault('SYMBOL_ALREADY_DEFINED', name.text, name, note);
		}
		this.#values.set(name.text, value);
	}

	/** All names in the order of their first definition. */
	entries(): IterableIterator<[string, NamedValue]> {
		return this.#values.entries();
	}
}

/** What a name gives in a position with that rule, `offset` words on, not wrapped to a word. Errors 10 and 27. */
export function valueFor(rule: OperandRule, found: NamedValue, name: string, offset: number, place: Place): number {
	if ((found.capabilities & rule.accepts) === 0) {
		throw new AssemblyFault(
			'INCOMPATIBLE_TYPES',
			name,
			place,
			`It is defined by ${found.definedBy}; here belongs ${rule.wants}.`,
		);
	}
	if (rule.isBounded && offset >= found.sizeWords) {
		throw new AssemblyFault('OFFSET_OUT_OF_BOUNDS', name, place, `The offset is ${offset}, the size ${found.sizeWords}.`);
	}
	return found.value + offset;
}

/** Words that are still to be known: a place in the code or in the memory image. The array may be exchanged as it grows. */
export interface WordStore {
	readonly words: Int32Array;
}

/** A use of a name before its definition: a word that is filled in later. */
export interface Reference {
	readonly name: Token;
	readonly offset: number;
	readonly rule: OperandRule;
	readonly store: WordStore;
	readonly index: number;
	/** Subtracted from the value to give the word. */
	readonly bias: number;
}

/** Fills in a reference. Errors 8, 10 and 27. */
export function resolve(reference: Reference, table: SymbolTable): void {
	const { name, offset, rule, store, index, bias } = reference;
	const found = table.use(name.text);
	if (found === undefined) throw new AssemblyFault('FORWARD_SYMBOL_NOT_FOUND', name.text, name, `Here belongs ${rule.wants}.`);
	store.words[index] = valueFor(rule, found, name.text, offset, name) - bias;
}
