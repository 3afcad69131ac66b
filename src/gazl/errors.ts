/** What can be wrong with GAZL text (gazl.md 15): one table of all errors, and what one is to those who get it. */

/** A place in the source, 1-based; a tab is one column. */
export interface Place {
	readonly line: number;
	readonly column: number;
}

/** Why a text does not assemble. */
export interface AssemblyError {
	/** The reference's error number, 0…33. */
	readonly number: number;
	readonly name: AssemblyErrorName;
	/** The line being assembled, as the reference reports it; null when the fault is found at the end of assembly. */
	readonly line: number | null;
	/** Column of the offending text in `line`; 1 when that line does not hold it. */
	readonly column: number;
	/** What the reference adds, a name or a piece of source; empty when nothing. */
	readonly detail: string;
	/** For people: what is wrong and what to do. */
	readonly message: string;
	/** Where to look: for faults found later than written, the reference, label or function that is at fault. */
	readonly at: Place;
}

interface ErrorEntry {
	readonly number: number;
	/** What is wrong; `{}` stands for the detail. */
	readonly says: string;
	/** What to do about it. */
	readonly advice: string;
}

/** All errors that can be raised. Numbers 3, 15 and 29 are taken but cannot. */
export const ASSEMBLY_ERRORS = {
	DATA_SECTION_FULL: {
		number: 0,
		says: 'The section {} has no room for this value.',
		advice: 'Declare the section with more words or give fewer values.',
	},
	DATA_SECTION_MISSING: {
		number: 1,
		says: 'There is no section that these values could go to.',
		advice: 'Open one above this line with GLOB, TEMP or CNST.',
	},
	DID_NOT_EXPECT_ADDRESS: {
		number: 2,
		says: '{} is an address, and this operand takes none.',
		advice: 'Write a number, or # before the name of a constant.',
	},
	DID_NOT_EXPECT_CONSTANT_FLOAT: {
		number: 4,
		says: 'This operand takes no float.',
		advice: 'Leave out the decimal point and the exponent, or use the instruction whose name ends in f.',
	},
	DID_NOT_EXPECT_CONSTANT_INT: {
		number: 5,
		says: 'This operand takes no int such as {}.',
		advice: 'Write a float with a decimal point (1.0), for a pointer &NULL or &name.',
	},
	EXPECTED_END_OF_LINE_OR_COMMENT: {
		number: 6,
		says: 'The line goes on with {} where it should end.',
		advice: 'An instruction has three operands at most; a comment begins with a semicolon.',
	},
	FAIL_DIRECTIVE: {
		number: 7,
		says: 'The source refuses to be assembled: {}',
		advice: 'Look at the conditions around this line for what it needs.',
	},
	FORWARD_SYMBOL_NOT_FOUND: {
		number: 8,
		says: '{} is used but never defined.',
		advice:
			'Define it, or correct its spelling. A branch label must be in the function that uses it, a native must exist in the host.',
	},
	INCOMPATIBLE_COMPILE_TIME_VARIABLE_TYPE: {
		number: 9,
		says: 'The compile-time variable {} has no value of the right type here.',
		advice: 'Set it above with a compile-time instruction of the type that is needed.',
	},
	INCOMPATIBLE_TYPES: {
		number: 10,
		says: '{} cannot be used in this place.',
		advice: 'Use a name of the kind that the operand takes.',
	},
	INVALID_COMPILE_TIME_VARIABLE: {
		number: 11,
		says: '{} is not a compile-time variable.',
		advice: 'Write one character between angle brackets, as in <A>.',
	},
	INVALID_IDENTIFIER: {
		number: 12,
		says: '{} is not a name.',
		advice: 'A name begins with a letter, _, . or $ and goes on with these or digits.',
	},
	INVALID_INSTRUCTION: {
		number: 13,
		says: 'There is no instruction of the form {}.',
		advice: 'Check the mnemonic (upper and lower case matter), the number of operands and their first characters.',
	},
	INVALID_MNENOMIC: {
		number: 14,
		says: '{} is not a mnemonic: these have four characters.',
		advice: 'Correct it; a label goes before it and ends in a colon without a blank.',
	},
	INVALID_NUMERICAL_LITERAL: {
		number: 16,
		says: 'The number is followed by {}, which cannot be part of it.',
		advice: "Write an int (12, -3, 0xFF, 'A') or a float with digits on both sides of its point (0.5, 1e-3).",
	},
	MISSING_COMPILE_TIME_LABEL: {
		number: 17,
		says: 'The skip to {} finds no such label before the end.',
		advice: 'Put the label at the start of a line below the skip, spelt exactly alike.',
	},
	MISSING_FUNCTION_DECLARATION: {
		number: 18,
		says: 'Instructions belong in a function.',
		advice: 'Begin one above this line: name: FUNC.',
	},
	MISSING_INSTRUCTION: {
		number: 19,
		says: 'An instruction is missing.',
		advice: 'A label cannot stand alone; put NOOP behind it.',
	},
	MISSING_OPERAND: {
		number: 20,
		says: 'DATs has no text.',
		advice: 'Write the text behind it, without quotes.',
	},
	MISSING_RETURN_INSTRUCTION: {
		number: 21,
		says: 'The function can run past its end.',
		advice: 'End it with RETU or GOTO.',
	},
	MUST_DEFINE_LOCALS_FIRST: {
		number: 22,
		says: 'Parameters and locals are declared between FUNC and the first instruction.',
		advice: 'Move this line up to the FUNC of its function.',
	},
	NEGATIVE_VALUE_NOT_ACCEPTED: {
		number: 23,
		says: '{} is negative, and this place takes no negative number.',
		advice: 'Write a number from 0 to 2147483647.',
	},
	NON_FORWARD_SYMBOL_NOT_FOUND: {
		number: 24,
		says: '{} is not defined at this point.',
		advice: 'Define it above this line, or correct its spelling.',
	},
	NOT_ENOUGH_CODE_SPACE: {
		number: 25,
		says: 'The program has more instructions than the host has room for.',
		advice: 'Shorten it.',
	},
	NOT_ENOUGH_MEMORY_SPACE: {
		number: 26,
		says: 'This does not fit in what is left of memory.',
		advice: 'Make this or earlier sections and jump tables smaller.',
	},
	OFFSET_OUT_OF_BOUNDS: {
		number: 27,
		says: 'The offset lies outside {}.',
		advice: 'Offsets go from 0 to the size less 1; a label on a DATi, DATf, DATp or DATA line names one word only.',
	},
	SYMBOL_ALREADY_DEFINED: {
		number: 28,
		says: '{} is already defined.',
		advice: 'Choose another name, or guard a constant with ! IFDF.',
	},
	CONSTANT_DIVISION_BY_ZERO: {
		number: 30,
		says: 'The constant divisor is zero.',
		advice: 'Divide by something else.',
	},
	EXPECTED_CONSTANT: {
		number: 31,
		says: '{} is not a constant.',
		advice: 'Values begin with # for a number, & for an address or < for a compile-time variable.',
	},
	NOT_ENOUGH_FUNCTION_SPACE: {
		number: 32,
		says: 'The program has more functions than the host has room for.',
		advice: 'Merge some.',
	},
	LABEL_ON_FUNCTION: {
		number: 33,
		says: 'A label stands behind the last instruction of its function.',
		advice: 'Put RETU behind the label, or remove the label.',
	},
} as const satisfies Record<string, ErrorEntry>;

/** Names of the errors, as the reference spells them. */
export type AssemblyErrorName = keyof typeof ASSEMBLY_ERRORS;

/** Longest piece of source that a message repeats. */
const QUOTED_CHARACTERS = 80;

/** Carries an error from where it is found to the edge of the assembler; nothing outside this folder sees it. */
export class AssemblyFault extends Error {
	readonly fault: AssemblyErrorName;
	readonly detail: string;
	readonly place: Place;
	readonly note: string;

	/** `note` adds to the message what only the finder knows, as a sentence. */
	constructor(fault: AssemblyErrorName, detail: string, place: Place, note = '') {
		super(fault);
		this.fault = fault;
		this.detail = detail;
		this.place = place;
		this.note = note;
	}

	/** The error as reported while `line` is assembled, null at the end of assembly. */
	toError(line: number | null): AssemblyError {
		const { number, says, advice } = ASSEMBLY_ERRORS[this.fault];
		const { line: atLine, column } = this.place;
		return {
			number,
			name: this.fault,
			line,
			column: atLine === line ? column : 1,
			detail: this.detail,
			message: [says.replace('{}', () => quote(this.detail)), this.note, advice].filter((part) => part !== '').join(' '),
			at: { line: atLine, column },
		};
	}
}

function quote(text: string): string {
	return text.length > QUOTED_CHARACTERS ? `“${text.slice(0, QUOTED_CHARACTERS)}…”` : `“${text}”`;
}
