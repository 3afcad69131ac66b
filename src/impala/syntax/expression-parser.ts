/** Reads values and conditions (impala.md 2). */

import type { Span } from '../source-text.ts';
import { stringBytes } from './lexer.ts';
import type {
	BaseType,
	BinaryOperator,
	Condition,
	Expression,
	NameExpression,
	RelationalOperator,
	UnaryOperator,
} from './syntax-tree.ts';
import { ungrouped } from './syntax-tree.ts';
import { TokenStream } from './token-stream.ts';
import type { Token } from './tokens.ts';

/** Operators between values with their precedence, the loosest lowest; all group to the left. */
const PRECEDENCE: ReadonlyMap<string, number> = new Map<BinaryOperator, number>([
	...(['|', '&', '^', '<<', '>>', '>>>'] as const).map((operator) => [operator, 0] as const),
	...(['+', '-'] as const).map((operator) => [operator, 1] as const),
	...(['*', '/', '%'] as const).map((operator) => [operator, 2] as const),
]);
const UNARY: readonly UnaryOperator[] = ['-', '~', '&', '*', 'abs', 'floor', 'itof', 'ftoi'];
const RELATIONS: readonly RelationalOperator[] = ['<', '<=', '>', '>=', '==', '!='];
/** What values do not have in them, however deep. */
const CONDITION_SYMBOLS: ReadonlySet<string> = new Set([...RELATIONS, '!', '&&', '||']);
/** The words that name types. */
export const BASE_TYPES: readonly BaseType[] = ['int', 'float', 'pointer', 'funcptr'];

const VALUE = 'a value';

/** The part of the parser that reads values and conditions. */
export class ExpressionParser extends TokenStream {
	protected expression(): Expression {
		return this.nested(() => {
			const left = this.#binary(0);
			const operator = this.take('=');
			if (!operator) return left;
			const right = this.expression();
			return this.over({ kind: 'assign', operatorSpan: operator, left, right, start: left.start, end: right.end } as const, [
				left,
				right,
			]);
		});
	}

	/** A value whose operators outside of parentheses bind at least so tightly. */
	#binary(loosest: number): Expression {
		let left = this.#prefixed();
		for (;;) {
			const { kind, text } = this.peek();
			const precedence = kind === 'symbol' ? (PRECEDENCE.get(text) ?? -1) : -1;
			if (precedence < loosest) return left;
			const operator = this.next();
			const right = this.#binary(precedence + 1);
			left = this.over(
				{
					kind: 'binary',
					operator: operator.text as BinaryOperator,
					operatorSpan: operator,
					left,
					right,
					start: left.start,
					end: right.end,
				} as const,
				[left, right],
			);
		}
	}

	#takeOneOf(symbols: readonly string[]): Token | null {
		const { kind, text } = this.peek();
		return (kind === 'symbol' || kind === 'keyword') && symbols.includes(text) ? this.next() : null;
	}

	#prefixed(): Expression {
		const literal = this.#signedLiteral();
		if (literal) return this.#postfixed(literal);
		const { start } = this.peek();
		const operator = this.#takeOneOf(UNARY);
		if (operator) {
			const operand = this.nested(() => this.#prefixed());
			return this.over(
				{
					kind: 'unary',
					operator: operator.text as UnaryOperator,
					operatorSpan: operator,
					operand,
					start,
					end: operand.end,
				} as const,
				[operand],
			);
		}
		const type = this.peek(1);
		if (this.sees('(') && type.kind === 'keyword' && BASE_TYPES.includes(type.text as BaseType)) {
			this.next();
			this.next();
			const { end } = this.expect(')');
			const operand = this.nested(() => this.#prefixed());
			return this.over(
				{ kind: 'cast', type: type.text as BaseType, operatorSpan: { start, end }, operand, start, end: operand.end } as const,
				[operand],
			);
		}
		return this.#postfixed(this.#primary());
	}

	/** Where a value is expected, a sign directly before a number belongs to it. */
	#signedLiteral(): Expression | null {
		const sign = this.peek();
		const number = this.peek(1);
		const isNumber = number.kind === 'int' || number.kind === 'float';
		if (!(this.sees('-') || this.sees('+')) || !isNumber || sign.end !== number.start) return null;
		this.next();
		this.next();
		return { kind: number.kind as 'int' | 'float', text: sign.text + number.text, start: sign.start, end: number.end };
	}

	#postfixed(primary: Expression): Expression {
		let value = primary;
		for (;;) {
			const { start } = value;
			const open = this.take('(') ?? this.take('[');
			if (!open) return value;
			if (open.text === '(') {
				const args = this.sees(')') ? [] : this.expressionList();
				const { end } = this.expect(')', '“,” or “)”');
				value = this.over({ kind: 'call', callee: value, operatorSpan: open, args, start, end } as const, [value, ...args]);
			} else {
				const index = this.expression();
				const { end } = this.expect(']', 'an operator or “]”');
				value = this.over({ kind: 'subscript', base: value, operatorSpan: open, index, start, end } as const, [value, index]);
			}
		}
	}

	protected expressionList(): Expression[] {
		const list = [this.expression()];
		while (this.take(',')) list.push(this.expression());
		return list;
	}

	#primary(): Expression {
		const token = this.peek();
		const { start } = token;
		if (this.take('(')) {
			const inner = this.expression();
			const { end } = this.expect(')', 'an operator or “)”');
			return this.over({ kind: 'group', inner, start, end } as const, [inner]);
		}
		const { end, text } = token;
		if (token.kind === 'int' || token.kind === 'float') {
			this.next();
			return { kind: token.kind, text, start, end };
		}
		if (token.kind === 'string') {
			this.next();
			return { kind: 'string', bytes: stringBytes(text), start, end };
		}
		if (this.sees('null') || this.sees('nullfunc')) {
			this.next();
			return { kind: text as 'null' | 'nullfunc', start, end };
		}
		if (token.kind === 'name' || this.sees('global')) return this.nameExpression();
		if (this.sees('!')) return this.fail(VALUE, '! is for conditions; use ~ to turn over the bits of a value.');
		return this.fail(VALUE);
	}

	protected nameExpression(): NameExpression {
		const { start } = this.peek();
		const isGlobal = this.take('global') !== null;
		if (isGlobal && this.localHint() !== '') this.fail('a name', 'Globals are declared outside of functions.');
		const identifier = this.identifier();
		return { kind: 'name', isGlobal, identifier, start, end: identifier.end };
	}

	/** A condition with its parentheses. */
	protected condition(): Condition {
		return this.nested(() => {
			const { start } = this.expect('(');
			const inner = this.#conditionLevel('||');
			const { end } = this.expect(')', '“&&”, “||” or “)”');
			return { kind: 'test', inner, start, end };
		});
	}

	#conditionLevel(operator: '||' | '&&'): Condition {
		const read = () => (operator === '||' ? this.#conditionLevel('&&') : this.#test());
		const first = read();
		const terms = [first];
		while (this.take(operator)) terms.push(read());
		if (terms.length === 1) return first;
		const span: Span = { start: first.start, end: this.previous.end };
		return { kind: operator === '||' ? 'or' : 'and', terms, ...span };
	}

	#test(): Condition {
		const { start } = this.peek();
		if (this.take('!')) {
			const inner = this.nested(() => this.#test());
			return { kind: 'not', inner, start, end: inner.end };
		}
		// A parenthesis holds a value when it can, else a condition: `(a) < b`, `(a < b)`.
		if (this.sees('(') && this.#holdsComparison()) return this.condition();
		const left = this.expression();
		const operator = this.#takeOneOf(RELATIONS);
		if (!operator) return this.fail('a comparison: < <= > >= == !=', conditionHint(ungrouped(left)));
		const right = this.expression();
		return {
			kind: 'comparison',
			operator: operator.text as RelationalOperator,
			operatorSpan: operator,
			left,
			right,
			start: left.start,
			end: right.end,
		};
	}

	/** Whether the parenthesis to come has something in it that only a condition can have. */
	#holdsComparison(): boolean {
		let depth = 0;
		for (let ahead = 0; ; ahead++) {
			const { kind, text } = this.peek(ahead);
			if (kind === 'end' || text === ';' || text === '{' || text === '}') return true;
			if (kind !== 'symbol') continue;
			if (text === '(') depth++;
			else if (text === ')' && --depth === 0) return false;
			else if (CONDITION_SYMBOLS.has(text)) return true;
		}
	}
}

/** What to do about a value that stands where a condition belongs. */
function conditionHint(value: Expression): string {
	if (value.kind === 'assign') return '“=” assigns, “==” compares.';
	if (value.kind === 'name' && value.identifier.name === 'true')
		return 'There is no true: write (1 == 1), or use loop, which never ends.';
	return 'A value alone is no condition: write (x != 0).';
}
