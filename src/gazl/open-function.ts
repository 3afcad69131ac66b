/** The function that is being assembled: its frame, its labels and what waits for them (gazl.md 3, 9.3 and 9.4). */

import { BRANCH, SLOT_CAPABILITIES } from './capabilities.ts';
import type { CodeBuffer } from './code-buffer.ts';
import type { DataSections } from './data-sections.ts';
import { AssemblyFault, type Place } from './errors.ts';
import type { Token } from './line-tokens.ts';
import { INSTRUCTION_WORDS } from './opcodes.ts';
import { OPERAND_RULES, type OperandRule } from './operand-codes.ts';
import type { FrameSlot, FunctionSymbol, SlotDirective } from './program.ts';
import { type NamedValue, type Reference, resolve, SymbolTable, valueFor } from './symbol-table.ts';

/** Counts of a frame's words end here. Frames so large fit no memory; transients reach one slot further than a word can count. */
const MOST_LOCALS = 0x7fffffff;
const MOST_TRANSIENTS = 0x80000000;

const BRANCH_RULE = OPERAND_RULES['@L'];

/** A jump table that is filled when all labels are known. */
interface Switch {
	readonly label: Token;
	readonly instruction: number;
	/** Cases; the table has one entry more, for the default. */
	readonly count: number;
	/** Word index of the table. */
	readonly table: number;
}

/** A label `base.number`, as cases of a jump table are named. */
interface CaseLabel {
	readonly number: number;
	readonly name: string;
	readonly value: NamedValue;
}

/** A function from its FUNC line to where it is finalised. */
export class OpenFunction {
	readonly #name: string;
	readonly #place: Place;
	/** Word index of the FUNC instruction in the code. */
	readonly #entry: number;
	readonly #code: CodeBuffer;
	readonly #symbols = new SymbolTable();
	readonly #slots: FrameSlot[] = [];
	readonly #unresolved: (Reference | Switch)[] = [];
	#localWords = 0;
	#transientWords = 0;
	#lastLabel: { readonly target: number; readonly place: Place } | null = null;

	/** A function whose FUNC was just emitted at word `entry` of the code. `name` is empty when it has none. */
	constructor(name: string, place: Place, entry: number, code: CodeBuffer) {
		this.#name = name;
		this.#place = place;
		this.#entry = entry;
		this.#code = code;
	}

	/** Whether the frame can still grow: no instruction follows FUNC yet. */
	get takesSlots(): boolean {
		return this.#code.length * INSTRUCTION_WORDS === this.#entry + INSTRUCTION_WORDS;
	}

	/** Adds slots to the frame; `label` is null when they have no name. Errors 12 and 28. */
	declareSlot(label: Token | null, directive: SlotDirective, sizeWords: number, place: Place): void {
		const slot = this.#localWords;
		if (label !== null) {
			const capabilities = SLOT_CAPABILITIES[directive];
			this.#symbols.define(label, { capabilities, value: slot, sizeWords, definedBy: directive, place: label });
		}
		this.#slots.push({ name: label?.text ?? '', directive, slot, sizeWords, line: place.line });
		this.#localWords += sizeWords;
	}

	/** Makes a label name the next instruction. Errors 12 and 28. */
	declareBranchLabel(label: Token): void {
		const target = this.#code.length;
		this.#symbols.define(label, { capabilities: BRANCH, value: target, sizeWords: 1, definedBy: 'a label', place: label });
		this.#lastLabel = { target, place: label };
	}

	/** The offset from dsp of a variable, `offset` words on. Errors 24, 10 and 27. */
	variable(name: Token, offset: number, rule: OperandRule): number {
		const found = this.#symbols.get(name.text);
		if (found === undefined) {
			throw new AssemblyFault('NON_FORWARD_SYMBOL_NOT_FOUND', name.text, name, `Here belongs ${rule.wants}.`);
		}
		return Math.max(valueFor(rule, found, name.text, offset, name) - this.#localWords, -MOST_LOCALS);
	}

	/** Notes that the function uses the frame up to `end` words behind its locals. */
	useTransients(end: number): void {
		this.#transientWords = Math.min(Math.max(this.#transientWords, end), MOST_TRANSIENTS);
	}

	/** Puts the target of a branch in a word of the code, now or when it is known. Error 10. */
	branchTo(label: Token, word: number): void {
		const reference = { name: label, offset: 0, rule: BRANCH_RULE, store: this.#code, index: word, bias: 0 };
		if (this.#symbols.get(label.text) === undefined) this.#unresolved.push(reference);
		else resolve(reference, this.#symbols);
	}

	/** Notes the jump table of the instruction just emitted. */
	addSwitch(label: Token, count: number, table: number): void {
		this.#unresolved.push({ label, instruction: this.#code.length - 1, count, table });
	}

	/** Ends the function behind the last instruction. Errors 21, 33, and 8 and 10 of what waits for labels. */
	finalise(memory: DataSections): FunctionSymbol {
		const code = this.#code;
		if (!code.endsInJump()) {
			throw new AssemblyFault('MISSING_RETURN_INSTRUCTION', '', this.#place, this.#name && `It is “${this.#name}”.`);
		}
		if (this.#lastLabel?.target === code.length) throw new AssemblyFault('LABEL_ON_FUNCTION', '', this.#lastLabel.place);
		const localWords = Math.min(this.#localWords, MOST_LOCALS);
		code.words[this.#entry + 1] = localWords;
		code.words[this.#entry + 2] = this.#transientWords;
		let cases: ReadonlyMap<string, readonly CaseLabel[]> | null = null;
		for (const item of this.#unresolved) {
			if ('rule' in item) {
				resolve(item, this.#symbols);
			} else {
				cases ??= this.#collectCases();
				this.#fillTable(item, cases.get(item.label.text) ?? [], memory);
			}
		}
		return {
			name: this.#name,
			start: this.#entry / INSTRUCTION_WORDS,
			end: code.length,
			localWords,
			transientWords: this.#transientWords,
			slots: this.#slots,
			line: this.#place.line,
		};
	}

	/** Fills a table in the order of its entries, so that of several faults the first is found. */
	#fillTable({ label, instruction, count, table }: Switch, cases: readonly CaseLabel[], memory: DataSections): void {
		const defaultOffset = (): number => {
			const cell = { words: new Int32Array(1) };
			resolve({ name: label, offset: 0, rule: BRANCH_RULE, store: cell, index: 0, bias: instruction }, this.#symbols);
			return cell.words[0] ?? 0;
		};
		let entry = 0;
		for (const { number, name, value } of cases) {
			if (number >= count) break;
			if (entry < number) memory.words.fill(defaultOffset(), table + entry, table + number);
			memory.words[table + number] = valueFor(BRANCH_RULE, value, name, 0, label) - instruction;
			entry = number + 1;
		}
		memory.words.fill(defaultOffset(), table + entry, table + count + 1);
	}

	/**
	 * All symbols named like cases, by the part before the number, in the order of the numbers. Looking for each entry of
	 * each table by its name instead would take time in proportion to entries times length of names.
	 */
	#collectCases(): ReadonlyMap<string, readonly CaseLabel[]> {
		const cases = new Map<string, CaseLabel[]>();
		for (const [name, value] of this.#symbols.entries()) {
			const dot = name.lastIndexOf('.');
			const digits = name.slice(dot + 1);
			if (dot < 0 || !/^(0|[1-9][0-9]{0,9})$/.test(digits)) continue;
			const base = name.slice(0, dot);
			const known = cases.get(base);
			const label = { number: Number(digits), name, value };
			if (known === undefined) cases.set(base, [label]);
			else known.push(label);
		}
		for (const labels of cases.values()) labels.sort((a, b) => a.number - b.number);
		return cases;
	}
}
