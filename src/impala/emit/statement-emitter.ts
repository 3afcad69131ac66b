/** Emits statements and conditions (impala.md 9, 10 and 13). */

import { comparedType } from '../check/types.ts';
import type { Span } from '../source-text.ts';
import type {
	Comparison,
	Condition,
	Expression,
	ForStatement,
	RelationalOperator,
	Statement,
	SwitchStatement,
} from '../syntax/syntax-tree.ts';
import { ExpressionEmitter } from './expression-emitter.ts';
import {
	bareText,
	type ConstantOperand,
	intOperand,
	isConstant,
	isVariable,
	isWord,
	knownWord,
	type Operand,
	operandText,
	type PendingValue,
} from './operands.ts';
import { StringPool } from './string-pool.ts';
import { typeLetter } from './value-emitter.ts';

/**
 * What branches when a comparison holds, and what when it does not: the second is the exact opposite of the first for NaN too
 * (impala.md 9).
 */
const BRANCHES: Readonly<Record<RelationalOperator, readonly [holds: string, fails: string]>> = {
	'<': ['LSS', 'GEQ'],
	'<=': ['LEQ', 'GRT'],
	'>': ['GRT', 'LEQ'],
	'>=': ['GEQ', 'LSS'],
	'==': ['EQU', 'NEQ'],
	'!=': ['NEQ', 'EQU'],
};

/** Words that the compiler knows to be the cases of a switch, and where they stand. */
type KnownCases = Map<number, Span>;

/** The part of the emitter that takes statements. */
export class StatementEmitter extends ExpressionEmitter {
	protected assertTexts = new StringPool('.a_');
	/** Whether to put the source of each statement beside its first instruction. */
	protected isListing = false;
	#labels = 0;

	/** A label of the function that no name of the source can be. */
	#newLabel(purpose: string): string {
		return `.${purpose}${this.#labels++}`;
	}

	protected startLabels(): void {
		this.#labels = 0;
	}

	protected statement(statement: Statement): void {
		this.scoped(() => this.#statement(statement));
	}

	#statement(statement: Statement): void {
		switch (statement.kind) {
			case 'block':
				for (const inner of statement.body) this.statement(inner);
				break;
			case 'label':
				this.writer.label(statement.label.name);
				this.statement(statement.body);
				break;
			case 'if': {
				this.#comment(statement);
				const otherwise = this.#newLabel('else');
				this.#branch(statement.condition, otherwise, false);
				this.statement(statement.then);
				if (statement.otherwise) {
					const end = this.#newLabel('end');
					this.#goto(end, closing(statement.then));
					this.writer.label(otherwise);
					this.statement(statement.otherwise);
					this.writer.label(end);
				} else {
					this.writer.label(otherwise);
				}
				break;
			}
			case 'while': {
				this.#comment(statement);
				const again = this.#newLabel('loop');
				const end = this.#newLabel('end');
				this.writer.label(again);
				this.scoped(() => this.#branch(statement.condition, end, false));
				this.statement(statement.body);
				this.#goto(again, closing(statement));
				this.writer.label(end);
				break;
			}
			case 'do': {
				const again = this.#newLabel('loop');
				this.writer.label(again);
				this.statement(statement.body);
				this.#comment(statement.condition);
				this.#branch(statement.condition, again, true);
				break;
			}
			case 'loop': {
				const again = this.#newLabel('loop');
				this.writer.label(again);
				this.statement(statement.body);
				this.#goto(again, closing(statement));
				break;
			}
			case 'for':
				this.#for(statement);
				break;
			case 'switch':
				this.#switch(statement);
				break;
			case 'goto':
				this.#comment(statement);
				this.#goto(statement.label.name, statement);
				break;
			case 'copy':
				this.#comment(statement);
				this.#copy(statement);
				break;
			case 'assert':
				this.#assert(statement);
				break;
			case 'expression':
				this.#comment(statement);
				// What is still pending has no use: it is never done.
				this.pending(statement.expression);
				break;
			default:
		}
		this.writer.comment(null);
	}

	/** Names the first instruction of a statement by its source, up to a brace or the end of the line. */
	#comment(span: Span): void {
		if (!this.isListing) return;
		const [line] = this.log.source.slice(span).split(/[\r\n{]/, 1);
		this.writer.comment(line.trim());
	}

	#goto(label: string, origin: Span): void {
		this.writer.instruction('GOTO', [`@${label}`], origin);
	}

	/** Goes to a label when a condition comes out as `when`, on otherwise. */
	#branch(condition: Condition, label: string, when: boolean): void {
		switch (condition.kind) {
			case 'test':
				this.#branch(condition.inner, label, when);
				break;
			case 'not':
				this.#branch(condition.inner, label, !when);
				break;
			case 'comparison':
				this.scoped(() => this.#compare(condition, label, when));
				break;
			default: {
				// One term that comes out so decides: `or` when it holds, `and` when it does not.
				const decisive = condition.kind === 'or';
				const terms = [...condition.terms];
				const last = terms.pop();
				const behind = when === decisive ? label : this.#newLabel(decisive ? 'true' : 'false');
				for (const term of terms) this.#branch(term, behind, decisive);
				if (last) this.#branch(last, label, when);
				if (behind !== label) this.writer.label(behind);
			}
		}
	}

	#compare(comparison: Comparison, label: string, when: boolean): void {
		const { left, right, operator } = comparison;
		const a = this.pending(left);
		const b = this.pending(right);
		const first = this.realise(a);
		const operands = [first, this.realise(b)];
		const values = this.checked.values;
		const [leftValue, rightValue] = [values.get(left), values.get(right)];
		const type = (leftValue && rightValue && comparedType(leftValue, rightValue)) ?? 'int';
		this.#compareOperands(BRANCHES[operator][when ? 0 : 1], type, operands, label, comparison);
	}

	#compareOperands(
		test: string,
		type: Parameters<typeof typeLetter>[0],
		operands: readonly Operand[],
		label: string,
		origin: Span,
	): void {
		const ready = operands.some(isVariable) ? operands : this.definedOperands(operands, origin);
		const texts = ready.map((operand) => this.text(operand, origin, isVariable(operand)));
		this.writer.instruction(`${test}${typeLetter(type)}`, [...texts, `@${label}`], origin);
	}

	#for(statement: ForStatement): void {
		const { variable, from, to, body } = statement;
		const head: Span = { start: statement.start, end: to.end + 1 };
		this.#comment(head);
		const type = this.typeOf(variable);
		const target = this.pending(variable);
		const start: PendingValue = from ? this.store(target, this.pending(from), from, variable) : target;
		const bound = this.realise(this.pending(to));
		// FORp takes an address, not null.
		if (type === 'pointer') this.refuseNull(bound, to);
		const again = this.#newLabel('loop');
		const end = this.#newLabel('end');
		this.#compareOperands('GEQ', type, [this.realise(start), bound], end, head);
		this.writer.label(again);
		this.statement(body);
		const counter = this.realise(target);
		const texts = [counter, bound].map((operand) => this.text(operand, head, isVariable(operand)));
		this.writer.instruction(`FOR${typeLetter(type)}`, [...texts, `@${again}`], head);
		this.writer.label(end);
	}

	/**
	 * What the checker has seen to be a constant. It is none all the same when it is worked out from a const that stands for an
	 * address which is only known further down.
	 */
	protected constantValue(expression: Expression): Operand {
		const operand = this.realise(this.pending(expression));
		if (isVariable(operand)) this.log.report('NOT_CONSTANT', expression, [this.typeOf(expression)]);
		return operand;
	}

	/** An int that the checker has seen to be constant. */
	protected constantOf(expression: Expression): ConstantOperand {
		const operand = this.constantValue(expression);
		return isConstant(operand) ? operand : intOperand(0);
	}

	/** A size or length, for an operand that begins with `*`. */
	protected sizeOf(expression: Expression): ConstantOperand {
		const size = this.constantOf(expression);
		const words = knownWord(size);
		if (words !== null && words < 0) this.log.report('NEGATIVE_SIZE', expression, [String(words)]);
		return size;
	}

	#switch(statement: SwitchStatement): void {
		const { subject, low, high, arms } = statement;
		const head: Span = { start: statement.start, end: high.end + 1 };
		this.#comment(head);
		const value = this.pending(subject);
		const lowest = this.constantOf(low);
		const isFromZero = isWord(lowest, 0);
		const type = this.typeOf(subject);
		const given = this.realise(value);
		let selector = given;
		if (!isFromZero) {
			this.release(given);
			selector = this.takeTemporary();
			this.instruction('SUBi', [selector, given, lowest], head);
		} else if (!isVariable(given)) {
			selector = this.toTemporary(given, type, head);
		}
		const upper = this.constantOf(high);
		const [lowWord, highWord] = [knownWord(lowest), knownWord(upper)];
		if (lowWord !== null && highWord !== null && highWord < lowWord) this.log.report('EMPTY_RANGE', high);
		const size = this.combineConstants('SUBi', upper, lowest, high, lowest);
		const base = this.#newLabel('switch');
		this.instruction('SWCH', [selector], head, [`*${bareText(size)}`, `@${base}`]);
		this.release(selector);
		if (size !== lowest) this.release(size);

		const end = this.#newLabel('end');
		const known: KnownCases = new Map();
		for (const [index, arm] of arms.entries()) {
			for (const choice of arm.values ?? []) this.#caseLabel(choice, base, lowest, highWord, known);
			if (!arm.values) this.writer.label(base);
			this.statement(arm.body);
			if (index < arms.length - 1) this.#goto(end, closing(arm.body));
		}
		if (!arms.some(({ values }) => values === null)) this.writer.label(base);
		this.writer.label(end);
	}

	/** Labels of cases are numbered from the lower bound on. */
	#caseLabel(choice: Expression, base: string, lowest: ConstantOperand, highest: number | null, known: KnownCases): void {
		const value = this.constantOf(choice);
		const word = knownWord(value);
		const lowWord = knownWord(lowest);
		if (word !== null) {
			const first = known.get(word);
			const related = first && { span: first, message: 'The first case.' };
			if (first) this.log.report('DUPLICATE_CASE', choice, [String(word)], { related });
			else known.set(word, choice);
			if (lowWord !== null && word < lowWord) this.log.report('CASE_BELOW_RANGE', choice, [String(word)]);
			if (highest !== null && word >= highest) this.log.report('CASE_NEVER_SELECTED', choice, [String(word)]);
		}
		const number = this.combineConstants('SUBi', value, lowest, choice, lowest);
		if (number.kind === 'literal') {
			this.writer.label(`${base}#${number.text}`);
		} else {
			// The assembler works out the label where it stands, so it cannot wait for the next instruction.
			this.writer.placeLabels(choice);
			this.writer.label(`${base}#${bareText(number)}`);
			this.writer.placeLabels(choice);
		}
		this.release(number);
	}

	#copy(statement: Statement & { readonly kind: 'copy' }): void {
		const { count, from, to } = statement;
		const size = this.sizeOf(count);
		const source = this.pending(from);
		const target = this.pending(to);
		const destination = this.realise(target);
		const origin = this.realise(source);
		this.refuseConstantData(destination, to);
		this.refuseNull(origin, from);
		this.instruction('COPY', [destination, origin], statement, [`*${bareText(size)}`]);
	}

	#assert(statement: Statement & { readonly kind: 'assert' }): void {
		const behind = this.#newLabel('assert');
		this.writer.assembly(
			'EQUi',
			[operandText({ kind: 'named', name: 'DEBUG', word: null }), operandText(intOperand(0)), `@${behind}`],
			statement,
		);
		this.#comment(statement);
		this.#branch(statement.condition, behind, true);
		const window = this.temporaries.top;
		// A comment within may have characters that are no bytes.
		const bytes = this.log.source.slice(statement.textSpan).replace(/[^\0-\xff]/gu, '?');
		const text = this.assertTexts.address(bytes);
		this.writer.instruction('MOVp', [`%${window + 1}`, operandText(text)], statement);
		this.writer.instruction('CALL', ['^assertFail', `%${window}`, '*1'], statement);
		this.writer.label(behind);
	}
}

/** The last character of a statement: where control comes to its end. */
function closing({ start, end }: Span): Span {
	return { start: Math.max(start, end - 1), end };
}
