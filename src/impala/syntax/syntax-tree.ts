/** What Impala text means by its form (impala.md 2): every node knows the span of text that it stands for. */

import type { Span } from '../source-text.ts';

/** Types that can be written. */
export type BaseType = 'int' | 'float' | 'pointer' | 'funcptr';

/** Operators between two values. */
export type BinaryOperator = '|' | '&' | '^' | '<<' | '>>' | '>>>' | '+' | '-' | '*' | '/' | '%';

/** Operators before a value. */
export type UnaryOperator = '-' | '~' | '&' | '*' | 'abs' | 'floor' | 'itof' | 'ftoi';

/** Operators of comparisons. */
export type RelationalOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** A name where it is written. */
export interface Identifier extends Span {
	readonly name: string;
}

export interface NumberLiteral extends Span {
	readonly kind: 'int' | 'float';
	/** As written, with its sign. */
	readonly text: string;
}

export interface StringLiteral extends Span {
	readonly kind: 'string';
	/** One character per byte, without the zero at the end. */
	readonly bytes: string;
}

export interface NullLiteral extends Span {
	readonly kind: 'null' | 'nullfunc';
}

export interface NameExpression extends Span {
	readonly kind: 'name';
	/** Whether `global` stands before it. */
	readonly isGlobal: boolean;
	readonly identifier: Identifier;
}

export interface GroupExpression extends Span {
	readonly kind: 'group';
	readonly inner: Expression;
}

export interface UnaryExpression extends Span {
	readonly kind: 'unary';
	readonly operator: UnaryOperator;
	readonly operatorSpan: Span;
	readonly operand: Expression;
}

export interface CastExpression extends Span {
	readonly kind: 'cast';
	readonly type: BaseType;
	readonly operatorSpan: Span;
	readonly operand: Expression;
}

export interface BinaryExpression extends Span {
	readonly kind: 'binary';
	readonly operator: BinaryOperator;
	readonly operatorSpan: Span;
	readonly left: Expression;
	readonly right: Expression;
}

export interface AssignExpression extends Span {
	readonly kind: 'assign';
	readonly operatorSpan: Span;
	readonly left: Expression;
	readonly right: Expression;
}

export interface CallExpression extends Span {
	readonly kind: 'call';
	readonly callee: Expression;
	/** The parenthesis. */
	readonly operatorSpan: Span;
	readonly args: readonly Expression[];
}

export interface SubscriptExpression extends Span {
	readonly kind: 'subscript';
	readonly base: Expression;
	/** The bracket. */
	readonly operatorSpan: Span;
	readonly index: Expression;
}

/** Anything with a value. */
export type Expression =
	| NumberLiteral
	| StringLiteral
	| NullLiteral
	| NameExpression
	| GroupExpression
	| UnaryExpression
	| CastExpression
	| BinaryExpression
	| AssignExpression
	| CallExpression
	| SubscriptExpression;

/** `a || b`, `a && b` with two terms or more, `!a`, a group of its own, a comparison. */
export type Condition =
	| (Span & { readonly kind: 'or' | 'and'; readonly terms: readonly Condition[] })
	| (Span & { readonly kind: 'not'; readonly inner: Condition })
	| (Span & { readonly kind: 'test'; readonly inner: Condition })
	| Comparison;

export interface Comparison extends Span {
	readonly kind: 'comparison';
	readonly operator: RelationalOperator;
	readonly operatorSpan: Span;
	readonly left: Expression;
	readonly right: Expression;
}

export interface SwitchArm extends Span {
	/** The keyword. */
	readonly keyword: Span;
	/** Null for `default`. */
	readonly values: readonly Expression[] | null;
	readonly body: Statement;
}

export interface ForStatement extends Span {
	readonly kind: 'for';
	readonly variable: NameExpression;
	readonly operatorSpan: Span;
	/** Null to go on from what the variable holds. */
	readonly from: Expression | null;
	readonly to: Expression;
	readonly body: Statement;
}

export interface SwitchStatement extends Span {
	readonly kind: 'switch';
	readonly subject: Expression;
	readonly low: Expression;
	/** Not part of the range. */
	readonly high: Expression;
	readonly arms: readonly SwitchArm[];
}

/** Anything that can stand in a body. */
export type Statement =
	| (Span & { readonly kind: 'empty' })
	| (Span & { readonly kind: 'block'; readonly body: readonly Statement[] })
	| (Span & { readonly kind: 'label'; readonly label: Identifier; readonly body: Statement })
	| (Span & {
			readonly kind: 'if';
			readonly condition: Condition;
			readonly then: Statement;
			readonly otherwise: Statement | null;
	  })
	| (Span & { readonly kind: 'while' | 'do'; readonly condition: Condition; readonly body: Statement })
	| (Span & { readonly kind: 'loop'; readonly body: Statement })
	| ForStatement
	| SwitchStatement
	| (Span & { readonly kind: 'goto'; readonly label: Identifier })
	| (Span & {
			readonly kind: 'copy';
			readonly keyword: Span;
			readonly count: Expression;
			readonly from: Expression;
			readonly to: Expression;
	  })
	| (Span & {
			readonly kind: 'assert';
			readonly condition: Condition;
			/** Where the text of the condition is, parentheses included. */
			readonly textSpan: Span;
	  })
	| (Span & { readonly kind: 'expression'; readonly expression: Expression })
	/** What could not be understood. */
	| (Span & { readonly kind: 'broken' });

/** A scalar slot: argument, result, local or global. */
export interface SlotDeclaration extends Span {
	readonly kind: 'slot';
	readonly type: BaseType;
	readonly identifier: Identifier;
}

/** An array with its size. */
export interface ArrayDeclaration extends Span {
	readonly kind: 'array';
	readonly identifier: Identifier;
	readonly size: Expression;
}

export interface FunctionDefinition extends Span {
	readonly kind: 'function';
	readonly identifier: Identifier;
	readonly args: readonly SlotDeclaration[];
	readonly result: SlotDeclaration | null;
	readonly locals: readonly (SlotDeclaration | ArrayDeclaration)[];
	readonly body: Statement & { readonly kind: 'block' };
	/** Whether all of its text was understood. */
	readonly isSound: boolean;
}

export interface ExternDeclaration extends Span {
	readonly kind: 'extern';
	readonly what: 'function' | 'native' | 'array' | BaseType;
	readonly identifier: Identifier;
}

export interface ConstDeclaration extends Span {
	readonly kind: 'const';
	readonly type: BaseType;
	readonly identifier: Identifier;
	/** Null when the host or a later declaration gives it. */
	readonly value: Expression | null;
}

/** Where data is kept: writable, constant, or writable and not part of the saved state. */
export type Storage = 'global' | 'readonly' | 'temporary';

export interface StoreDeclaration extends Span {
	readonly kind: 'store';
	readonly storage: Storage;
	readonly variable: SlotDeclaration | ArrayDeclaration;
	/** The value of a scalar, the list of an array; null when not written. */
	readonly value: Expression | readonly Expression[] | null;
}

/** What can stand at the top of a file. */
export type Declaration = FunctionDefinition | ExternDeclaration | ConstDeclaration | StoreDeclaration;

/** A whole file. */
export interface Unit extends Span {
	readonly declarations: readonly Declaration[];
}

/** The expression inside parentheses, however many. */
export function ungrouped(expression: Expression): Expression {
	let inner = expression;
	while (inner.kind === 'group') inner = inner.inner;
	return inner;
}
