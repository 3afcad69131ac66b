/** What an operand position takes: the operand codes of gazl.md 8, as one table. */

import {
	ADDRESS,
	ADDRESS_READ,
	ADDRESS_WRITE,
	BRANCH,
	FLOAT,
	FUNCTION,
	INT,
	INT_NON_NEGATIVE,
	NATIVE,
	POINTER,
	READ_ANY,
	READ_FLOAT,
	READ_INT,
	READ_POINTER,
	VARIABLE,
	WRITE_ANY,
	WRITE_FLOAT,
	WRITE_INT,
	WRITE_POINTER,
} from './capabilities.ts';

/** What the first character of an operand makes it (gazl.md 4). */
export type Shape = 'variable' | 'constant' | 'label' | 'native' | 'size';

/** The shape of an operand. */
export function shapeOf(operand: string): Shape {
	switch (operand.charAt(0)) {
		case '#':
		case '<':
		case '&':
			return 'constant';
		case '@':
			return 'label';
		case '^':
			return 'native';
		case '*':
			return 'size';
		default:
			return 'variable';
	}
}

/** What one operand code accepts. */
export interface OperandRule {
	readonly shape: Shape;
	/** Set of capabilities of which one must be there. */
	readonly accepts: number;
	/** Whether the name may be defined further down. */
	readonly mayBeForward: boolean;
	/** Whether the offset must lie within the size of what is named. */
	readonly isBounded: boolean;
	/** A divisor is refused when none of these bits of it are set (error 30). */
	readonly divisorBits?: number;
	/** In words, for messages: what belongs here. */
	readonly wants: string;
}

function variable(accepts: number, wants: string, isBounded = true): OperandRule {
	return { shape: 'variable', accepts, mayBeForward: false, isBounded, wants };
}

function constant(accepts: number, wants: string, isBounded = false): OperandRule {
	return { shape: 'constant', accepts, mayBeForward: false, isBounded, wants };
}

function forward(rule: OperandRule): OperandRule {
	return { ...rule, mayBeForward: true };
}

const ADDRESS_RULE = constant(ADDRESS, 'the address of a section or of a word in one');
const POINTER_RULE = constant(POINTER, '&NULL or the address of a section or function');
const FUNCTION_RULE = constant(FUNCTION, 'a function', true);
const NATIVE_RULE: OperandRule = { shape: 'native', accepts: NATIVE, mayBeForward: true, isBounded: true, wants: 'a native' };
const SIZE_RULE: OperandRule = {
	shape: 'size',
	accepts: INT_NON_NEGATIVE,
	mayBeForward: false,
	isBounded: false,
	wants: 'a size from 0 up',
};

/** Every operand code. Those of compile-time lines and three refinements of run-time ones come last. */
export const OPERAND_RULES = {
	iR: variable(READ_INT, 'an int variable'),
	iW: variable(WRITE_INT, 'an int variable that may be written'),
	fR: variable(READ_FLOAT, 'a float variable'),
	fW: variable(WRITE_FLOAT, 'a float variable that may be written'),
	pR: variable(READ_POINTER, 'a pointer variable'),
	pW: variable(WRITE_POINTER, 'a pointer variable that may be written'),
	xR: variable(READ_ANY, 'a variable'),
	xW: variable(WRITE_ANY, 'a variable that may be written'),
	'xR~': variable(READ_ANY, 'a variable', false),
	'xW~': variable(WRITE_ANY, 'a variable that may be written', false),
	'xA~': variable(VARIABLE, 'a variable', false),
	'%': variable(0, 'a transient such as %0'),
	I: constant(INT, 'an int'),
	'I+': constant(INT_NON_NEGATIVE, 'an int from 0 up'),
	F: constant(FLOAT, 'a float'),
	A: ADDRESS_RULE,
	'A>': forward(ADDRESS_RULE),
	'Ar>': forward(constant(ADDRESS_READ, 'the address of a section', true)),
	'Aw>': forward(constant(ADDRESS_WRITE, 'the address of a section that may be written', true)),
	'Ar~>': forward(constant(ADDRESS_READ, 'the address of a section')),
	'Aw~>': forward(constant(ADDRESS_WRITE, 'the address of a section that may be written')),
	P: POINTER_RULE,
	'P>': forward(POINTER_RULE),
	'C>': forward(constant(INT | FLOAT | POINTER, 'a number or an address')),
	'fn>': forward(FUNCTION_RULE),
	'^n>': NATIVE_RULE,
	'*n': SIZE_RULE,
	'@L': { shape: 'label', accepts: BRANCH, mayBeForward: true, isBounded: false, wants: 'a branch label' },
	/** A size that is only a hint: the words used from the slot before it on (gazl.md 9.3). */
	'*hint': SIZE_RULE,
	/** Constant divisors: zero is refused (error 30). */
	'I≠0': { ...constant(INT, 'an int other than 0'), divisorBits: -1 },
	'F≠0': { ...constant(FLOAT, 'a float other than 0'), divisorBits: 0x7fffffff },
	/** The destination of a compile-time instruction. */
	'<>': constant(0, 'a compile-time variable'),
	/** A name that is asked for only, global or native. */
	'name?': constant(0, 'a name'),
	'^name?': NATIVE_RULE,
} as const satisfies Record<string, OperandRule>;

/** The operand codes. */
export type OperandCode = keyof typeof OPERAND_RULES;

/** What the part behind the colon of `name:offset` takes. */
export const OFFSET_RULE = constant(INT_NON_NEGATIVE, 'an offset from 0 up');

/** What the number of a transient takes. */
export const TRANSIENT_RULE = constant(INT_NON_NEGATIVE, 'a number from 0 up');

/** What the part behind the `#` of a label takes. */
export const LABEL_NUMBER_RULE = constant(INT, 'an int');

/** What the items of the data directives take. */
export const DATA_RULES = {
	DATi: OPERAND_RULES.I,
	DATf: OPERAND_RULES.F,
	DATp: OPERAND_RULES['P>'],
	DATA: OPERAND_RULES['C>'],
} as const;
