/** Everything that can be said about an Impala source: one table (impala.md 16, 17 and 0.1), and what a diagnostic is. */

import type { SourceRange, SourceText, Span } from './source-text.ts';

interface DiagnosticEntry {
	readonly severity: 'error' | 'warning';
	/** What is wrong; `{0}` and `{1}` stand for what the place adds. */
	readonly says: string;
	/** What to do about it. */
	readonly hint: string;
}

const error = (says: string, hint: string): DiagnosticEntry => ({ severity: 'error', says, hint });
const warning = (says: string, hint: string): DiagnosticEntry => ({ severity: 'warning', says, hint });

/** So many diagnostics are kept of one source; nobody reads more. */
const MOST_DIAGNOSTICS = 1000;

/** All diagnostics, in the order of the compiler's work. */
export const DIAGNOSTICS = {
	UNKNOWN_CHARACTER: error('The character {0} has no meaning here.', 'Remove it; names have letters, digits, _ and $ only.'),
	UNCLOSED_COMMENT: error('This comment is not closed.', 'Put */ behind it; comments do not nest.'),
	UNCLOSED_STRING: error('This string is not closed on its line.', 'End it with "; write \\n for a new line.'),
	UNCLOSED_CHARACTERS: error('These characters are not closed on their line.', "End them with '."),
	BAD_ESCAPE: error('{0} is no escape.', 'There are \\" \\\\ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits.'),
	UNEXPECTED: error('{0} cannot stand here.', ''),
	MISSING_SEMICOLON: error('A semicolon is missing behind this statement.', 'Write ; here.'),
	NESTED_TOO_DEEPLY: error('This is nested deeper than {0} levels.', 'Split it into several statements.'),

	UNDECLARED_NAME: error('{0} is not declared.', 'Declare it above this line, or correct its spelling.'),
	ALREADY_DECLARED: error('{0} is already declared.', 'Choose another name, or remove one of the two.'),
	DECLARED_OTHERWISE: error('{0} was declared as {1} before.', 'Make both declarations alike.'),
	NAME_TAKEN: error(
		'{0} is already the name of {1}.',
		'Functions, data, constants and natives share one space of names; rename one.',
	),
	NOT_CONSTANT: error(
		'A constant {0} is needed here.',
		'Use literals, consts and arithmetic over them; no variables and no calls.',
	),
	OPERAND_TYPES: error('{0} cannot be used between {1}.', ''),
	OPERAND_TYPE: error('{0} cannot be applied to {1}.', ''),
	CAST_TYPE: error(
		'A cast to {0} cannot be applied to {1}.',
		'A cast converts nothing; it only names the type of an untyped value.',
	),
	ASSIGNMENT_TYPES: error('{1} cannot be assigned to {0}.', ''),
	ADDRESS_TYPE: error('copy needs two pointers here, not {0}.', 'Name an array, or take an address with &.'),
	LOOP_BOUND_TYPE: error('The bound is {0} where the variable of the loop is {1}.', 'Give both the same type.'),
	LOOP_VARIABLE: error(
		'The variable of a for loop must be a local int or pointer.',
		'Declare one in locals; arguments, globals, floats and elements cannot be used.',
	),
	SWITCH_TYPE: error('switch needs an int, not {0}.', 'Put (int) before an untyped value, ftoi before a float.'),
	NOT_ASSIGNABLE: error('Nothing can be assigned to {0}.', ''),
	NO_ADDRESS: error('{0} has no address.', ''),
	TWO_DEFAULTS: error('This switch has two defaults.', 'Remove one of them.'),
	NOT_CALLABLE: error('{0} cannot be called.', 'Call a function, a native, or a value cast with (funcptr).'),
	RESULT_CONFLICT: error('The result of {0} was taken for {1} before.', 'Use a cast, or take it for the same type.'),
	NATIVE_AS_VALUE: error('The native {0} is no value.', 'A native can only be called; pass a function that calls it.'),
	DUPLICATE_LABEL: error('The label {0} is already in this function.', 'Rename one of them.'),
	MISSING_LABEL: error('There is no label {0} in this function.', 'Put {0}: before a statement of the same function.'),

	INDEX_OUT_OF_RANGE: error(
		'The constant index {0} lies outside {1}.',
		'Indexes go from 0 to the size less 1; use a pointer for others.',
	),
	DIVISION_BY_ZERO: error('The divisor is the constant zero.', 'Divide by something else.'),
	NEGATIVE_SHIFT: error('A value cannot be shifted by the negative constant {0}.', 'Shift the other way.'),
	WRITE_TO_CONSTANT: error('{0} is constant data and cannot be written.', 'Declare it with global instead of readonly.'),
	NEGATIVE_SIZE: error('{0} is no size.', 'Sizes and lengths go from 0 up.'),
	TOO_MANY_ITEMS: error('There are {0} values for an array of {1}.', 'Make the array larger or remove values.'),
	DUPLICATE_CASE: error('There is a case for {0} already.', 'Remove one of them.'),
	CASE_BELOW_RANGE: error('The case {0} lies below the range of the switch.', 'Begin the range with the lowest case.'),
	EMPTY_RANGE: error('The range of this switch ends before it begins.', 'Write the lower bound first.'),
	NULL_ACCESS: error(
		'null points to nothing that could be read, written, called or counted from.',
		'Give it the address of something.',
	),

	ARGUMENT_COUNT: warning(
		'{0} arguments are passed where {1}.',
		'Arguments too many land in the first locals of the function, missing ones hold old values.',
	),
	ARGUMENT_TYPE: warning('{0} is passed where {1}.', 'Its bits arrive unconverted.'),
	RESULT_REINTERPRETED: warning('The cast takes the bits of {0} for {1}.', 'Use itof or ftoi to convert.'),
	CASE_NEVER_SELECTED: warning('The case {0} is never selected.', 'The upper bound of a switch is not part of its range.'),
	MIXED_BITWISE: warning(
		'{0} is done before {1} here, other than in C.',
		'All of | & ^ << >> >>> have one precedence and group to the left; use parentheses.',
	),
	BITWISE_IN_COMPARISON: warning(
		'{0} is done before {1} here, other than in C.',
		'Comparisons come last in Impala; use parentheses to make it plain.',
	),
	NO_EFFECT: warning(
		'This statement does nothing.',
		'Its value is not used, and the last operation of such a statement is not even done.',
	),
	UNUSED_LOCAL: warning('{0} is never used.', 'Remove it, unless it keeps the place of an argument.'),
	UNUSED_LABEL: warning('No goto leads to the label {0}.', 'Remove it.'),
	UNREACHABLE: warning('This is never reached.', 'Remove it, or put a label before it that a goto leads to.'),
	READ_BEFORE_WRITE: warning(
		'{0} is read before anything was assigned to it.',
		'Locals hold what was left in their place; assign a value first.',
	),
	RESULT_NEVER_ASSIGNED: warning('The result {0} is never assigned.', 'Assign it, or remove the returns clause.'),
	LOOP_WITHOUT_YIELD: warning(
		'This loop of process() runs for ever without calling yield().',
		'Call yield() once for every frame, or the firmware is stopped.',
	),

	MORE_ERRORS: error('… and {0} more.', 'Mend those above first.'),
	MORE_WARNINGS: warning('… and {0} more.', 'Mend those above first.'),
} as const satisfies Record<string, DiagnosticEntry>;

/** Names of all diagnostics. */
export type DiagnosticCode = keyof typeof DIAGNOSTICS;

/** Something to say about a source. */
export interface Diagnostic {
	readonly code: DiagnosticCode;
	readonly severity: 'error' | 'warning';
	readonly range: SourceRange;
	/** For people: what is wrong, what was expected, what to do. */
	readonly message: string;
	/** The parts of the message; empty when there is nothing to add. */
	readonly expected: string;
	readonly hint: string;
	/** Another place that has to do with it, such as the first of two declarations. */
	readonly related: { readonly range: SourceRange; readonly message: string } | null;
}

/** What the place of a diagnostic adds. */
export interface DiagnosticDetails {
	/** What belongs here, as a phrase: `a name`. */
	readonly expected?: string;
	/** A hint for this very case, in place of the table's. */
	readonly hint?: string;
	readonly related?: { readonly span: Span; readonly message: string } | undefined;
}

/** Collects the diagnostics of one source. */
export class DiagnosticLog {
	readonly source: SourceText;
	readonly #kept: Diagnostic[] = [];
	readonly #seen = new Set<string>();
	#keptWarnings = 0;
	#leftOut = 0;
	#hasErrors = false;
	#hasLostErrors = false;

	constructor(source: SourceText) {
		this.source = source;
	}

	/** Whether there is an error among them. */
	get hasErrors(): boolean {
		return this.#hasErrors;
	}

	/** Adds one. The same at the same place is told once. */
	report(code: DiagnosticCode, span: Span, words: readonly string[] = [], details: DiagnosticDetails = {}): void {
		const key = `${code} ${span.start}`;
		if (this.#seen.has(key)) return;
		this.#seen.add(key);
		const { severity } = DIAGNOSTICS[code];
		this.#hasErrors ||= severity === 'error';
		if (!this.#makeRoom(severity)) return;
		this.#kept.push(this.#diagnostic(code, span, words, details));
		if (severity === 'warning') this.#keptWarnings++;
	}

	/** Whether there is room for one more: an error takes the place of a warning, since it says why nothing is made. */
	#makeRoom(severity: Diagnostic['severity']): boolean {
		if (this.#kept.length < MOST_DIAGNOSTICS) return true;
		this.#leftOut++;
		if (severity === 'warning') return false;
		if (this.#keptWarnings === 0) {
			this.#hasLostErrors = true;
			return false;
		}
		const last = this.#kept.findLastIndex((kept) => kept.severity === 'warning');
		this.#kept.splice(last, 1);
		this.#keptWarnings--;
		return true;
	}

	#diagnostic(code: DiagnosticCode, span: Span, words: readonly string[], details: DiagnosticDetails): Diagnostic {
		const { severity, says, hint: usualHint } = DIAGNOSTICS[code];
		const fill = (text: string) => text.replace(/\{(\d)\}/g, (_, index: string) => words[Number(index)] ?? '');
		const { expected = '', hint = fill(usualHint), related } = details;
		const expectation = expected === '' ? '' : `Expected ${expected}.`;
		return {
			code,
			severity,
			range: this.source.rangeOf(span),
			message: printable([sentence(says, fill), expectation, hint].filter((part) => part !== '').join(' ')),
			expected: printable(expected),
			hint: printable(hint),
			related: related ? { range: this.source.rangeOf(related.span), message: printable(related.message) } : null,
		};
	}

	/** Those that are kept in the order of their places, and one at the end of the source that counts the others, if there are any. */
	inOrder(): Diagnostic[] {
		const inOrder = this.#kept.toSorted((a, b) => a.range.start.offset - b.range.start.offset);
		if (this.#leftOut === 0) return inOrder;
		const { length } = this.source.text;
		const code = this.#hasLostErrors ? 'MORE_ERRORS' : 'MORE_WARNINGS';
		return [...inOrder, this.#diagnostic(code, { start: length, end: length }, [String(this.#leftOut)], {})];
	}
}

/** A filled template; an article that it begins with is written large, a name stays as it is. */
function sentence(says: string, fill: (text: string) => string): string {
	const filled = fill(says);
	const beginsWithPhrase = says.startsWith('{') && /^(an?|the) /.test(fill(says.slice(0, says.indexOf('}') + 1)));
	return beginsWithPhrase ? filled.charAt(0).toUpperCase() + filled.slice(1) : filled;
}

/** A text with codes in place of what cannot be seen: `\xNN`, and `\u{N…}` beyond the first 256 characters. */
function printable(text: string): string {
	return text.replace(/(?! )[\p{C}\p{Z}]/gu, (character) => {
		const code = character.codePointAt(0) ?? 0;
		const digits = code.toString(16).toUpperCase();
		return code < 0x100 ? `\\x${digits.padStart(2, '0')}` : `\\u{${digits}}`;
	});
}
