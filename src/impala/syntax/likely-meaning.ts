/** What a person may have meant by text that is no Impala: habits of other languages, C above all. */

import type { Token } from './tokens.ts';

/** Hints for words that other languages have. */
const FOREIGN_WORDS: Readonly<Record<string, string>> = {
	return: 'There is no return: assign the variable of the returns clause, and use goto to leave early.',
	break: 'There is no break: put a label behind the loop and use goto.',
	continue: 'There is no continue: put a label at the end of the loop and use goto.',
	struct: 'There are no structures: use an array and constants for its indexes.',
	var: 'Locals are declared in the locals clause, before the brace.',
};

/** Words that name types: of this language, and of others. */
const TYPES: readonly string[] = ['int', 'float', 'pointer', 'funcptr', 'array'];
const FOREIGN_TYPES: readonly string[] = ['void', 'char', 'bool', 'short', 'long', 'unsigned', 'signed', 'double', 'auto'];

const COMPARISONS: readonly string[] = ['<', '<=', '>', '>=', '==', '!=', '&&', '||'];
const CALCULATIONS: readonly string[] = ['+', '-', '*', '/', '%', '|', '&', '^', '<<', '>>', '>>>'];

const NO_TYPES = 'The types are int, float, pointer and funcptr.';
const NO_STRUCTURES = 'There are no structures: use an array and a constant for each index, as in p[INDEX].';

/** The text of the token at a place; empty outside of the source. */
function textAt(tokens: readonly Token[], at: number): string {
	return tokens[at]?.text ?? '';
}

/** Whether a token directly follows the one before it. */
function isGlued(tokens: readonly Token[], at: number): boolean {
	return at > 0 && tokens[at - 1].end === tokens[at].start;
}

/** The assignment to write in place of a `++` or `--` that the token at a place is in or directly behind; empty for neither. */
function stepHint(tokens: readonly Token[], at: number): string {
	const sign = [at - 1, at - 2, at].find((first) => {
		const operator = textAt(tokens, first);
		return (operator === '+' || operator === '-') && textAt(tokens, first + 1) === operator && isGlued(tokens, first + 1);
	});
	return sign === undefined ? '' : assignmentOfStep(tokens, sign);
}

/** @param sign where the first of the two signs is */
function assignmentOfStep(tokens: readonly Token[], sign: number): string {
	const operator = textAt(tokens, sign);
	const isBehind = tokens[sign - 1]?.kind === 'name';
	const isGlobal = textAt(tokens, isBehind ? sign - 2 : sign + 2) === 'global';
	const stepped = tokens[isBehind ? sign - 1 : sign + (isGlobal ? 3 : 2)];
	const name = stepped?.kind === 'name' ? stepped.text : 'x';
	const place = isGlobal ? `global ${name}` : name;
	return `There is no ${operator}${operator}: write ${place} = ${place} ${operator} 1.`;
}

/**
 * What may have been meant by a token that cannot stand where it does.
 *
 * @param tokens those of a source that count, with the `end` token
 * @param at index of the token
 * @returns a hint; empty when there is no guess
 */
export function likelyMeaning(tokens: readonly Token[], at: number): string {
	const token = tokens[at];
	const before = tokens[Math.max(0, at - 1)];
	const glued = isGlued(tokens, at);
	if (Object.hasOwn(FOREIGN_WORDS, before.text)) return FOREIGN_WORDS[before.text];
	if (FOREIGN_TYPES.includes(before.text) && token.kind === 'name') return NO_TYPES;
	if (before.kind === 'int' && glued && /^[xX]/.test(token.text)) return 'Hexadecimal numbers begin with 0x, in lower case.';
	if (before.kind === 'int' && glued && /^[eE]/.test(token.text)) {
		return 'A float needs a point with digits on both sides: 1.0e5.';
	}
	if (before.kind === 'float' && glued && token.kind === 'name') return 'Numbers have no suffixes.';
	if (before.text === '-' && token.text === '>' && glued) return NO_STRUCTURES;
	if (COMPARISONS.includes(token.text)) {
		return 'A comparison is no value: it can only stand in the condition of if, while or assert. Use if to choose between values.';
	}
	if (token.text === '=' && CALCULATIONS.includes(before.text) && glued) {
		return `There are no compound assignments: write x = x ${before.text} ….`;
	}
	const step = stepHint(tokens, at);
	if (step !== '') return step;
	return token.text === '+' ? 'There is no unary plus; a sign must touch its number.' : '';
}

/** What to write at the top of a source where a declaration begins as in C; empty when it does not. */
export function likelyDeclaration(tokens: readonly Token[], at: number): string {
	const [type, name, behind] = [0, 1, 2].map((ahead) => tokens[Math.min(at + ahead, tokens.length - 1)]);
	const isType = (type.kind === 'keyword' && TYPES.includes(type.text)) || type.kind === 'name';
	if (!isType || name.kind !== 'name') return '';
	if (behind.text === '(') return `Write “function ${name.text}(…)”; a result is named behind it: returns int NAME.`;
	if (FOREIGN_TYPES.includes(type.text)) return NO_TYPES;
	return type.kind === 'keyword' ? `Write “global ${declarationOf(tokens, at)}”.` : '';
}

/** What to write for a declaration among statements, which begins with a type; empty where none begins. */
export function likelyLocal(tokens: readonly Token[], at: number): string {
	const { kind, text } = tokens[at];
	if (kind !== 'keyword' || !TYPES.includes(text) || tokens[at + 1]?.kind !== 'name') return '';
	return `Locals are declared before the {: “locals ${declarationOf(tokens, at)}”.`;
}

/** `int x` as it is, and `int x[3]` as the array that it is. */
function declarationOf(tokens: readonly Token[], at: number): string {
	const name = textAt(tokens, at + 1);
	if (textAt(tokens, at + 2) !== '[') return `${textAt(tokens, at)} ${name}`;
	const isWhole = textAt(tokens, at + 4) === ']';
	return `array ${name}[${isWhole ? textAt(tokens, at + 3) : '…'}]`;
}

/** What to do about a malformed token, where more can be said than about all of its kind; else empty. */
export function faultHint(tokens: readonly Token[], at: number): string {
	const { fault, kind, text } = tokens[at];
	if (fault?.code !== 'UNKNOWN_CHARACTER') return '';
	if (kind !== 'unknown') {
		return 'Characters of a program are bytes: write one of the first 256 of Unicode. Comments may have any.';
	}
	if (text === '?') return 'There is no ? and : between values: use if … else.';
	if (text === '#') return directiveHint(tokens, at + 1);
	if (text !== '.') return '';
	const before = tokens[at - 1];
	if (before && (before.kind === 'name' || before.text === ']') && tokens[at + 1]?.kind === 'name') return NO_STRUCTURES;
	return 'A float needs digits on both sides of its point: 0.5, 1.0.';
}

/** @param at where the word behind the # is */
function directiveHint(tokens: readonly Token[], at: number): string {
	const [word, name, value] = [at, at + 1, at + 2].map((index) => tokens[Math.min(index, tokens.length - 1)]);
	if (word.text === 'include')
		return 'There is no #include: a source is one file; use const and extern for what the device gives.';
	if (word.text !== 'define') return '';
	const isNumber = name.kind === 'name' && (value.kind === 'int' || value.kind === 'float');
	return `There is no #define: use const, as in “const ${isNumber ? `${value.kind} ${name.text} = ${value.text}` : 'int SIZE = 16'}”.`;
}
