/** What every mnemonic of GAZL does, for people (gazl.md 6 to 10). */

import { describeForms, INSTRUCTION_FORMS, type InstructionForm } from '../instruction-forms.ts';
import { DATA_RULES } from '../operand-codes.ts';

/** A mnemonic. */
export interface Mnemonic {
	readonly name: string;
	readonly isCompileTime: boolean;
	/** Declares, defines or reserves something instead of computing. */
	readonly isDirective: boolean;
	/** How it is written, in one line. */
	readonly form: string;
	readonly documentation: string;
}

type Row = readonly [operands: string, documentation: string];

/** What calculations do; their operands are the destination and one or two sources. */
const CALCULATIONS: Readonly<Record<string, Row>> = {
	ADDi: ['d a b', 'd = a + b, wrapping at 32 bits.'],
	SUBi: ['d a b', 'd = a − b, wrapping at 32 bits.'],
	MULi: ['d a b', 'd = a · b, wrapping at 32 bits.'],
	DIVi: ['d a b', 'd = a / b, cut off towards zero. A divisor of 0 stops the program.'],
	MODi: ['d a b', 'd = what is left of a / b, with the sign of a. A divisor of 0 stops the program.'],
	ANDi: ['d a b', 'd = the bits that are set in both.'],
	IORi: ['d a b', 'd = the bits that are set in one or both.'],
	XORi: ['d a b', 'd = the bits that are set in one only.'],
	SHLi: ['d a b', 'd = a shifted left by the lowest 5 bits of b.'],
	SHRi: ['d a b', 'd = a shifted right by the lowest 5 bits of b; the sign moves in.'],
	SHRu: ['d a b', 'd = a shifted right by the lowest 5 bits of b; zeros move in.'],
	ADDf: ['d a b', 'd = a + b, rounded to 32 bits.'],
	SUBf: ['d a b', 'd = a − b, rounded to 32 bits.'],
	MULf: ['d a b', 'd = a · b, rounded to 32 bits.'],
	DIVf: ['d a b', 'd = a / b, rounded to 32 bits. A divisor of 0 stops the program.'],
	ADDp: ['d p i', 'd = the address i words behind p.'],
	SUBp: ['d p i', 'd = the address i words before p.'],
	DIFp: ['d p q', 'd = the words from q to p.'],
	ABSi: ['d a', 'd = a without its sign. The lowest int stays as it is.'],
	ABSf: ['d a', 'd = a without its sign.'],
	FLOf: ['d a', 'd = the greatest whole number that is not above a.'],
	MOVi: ['d a', 'd = a, an int.'],
	MOVf: ['d a', 'd = a, a float.'],
	MOVp: ['d a', 'd = a, an address, a function or &NULL.'],
	fTOi: [
		'd a scale',
		'd = a · scale as an int, cut off towards zero and limited to what an int can hold; 0 for what is no number.',
	],
	iTOf: ['d a scale', 'd = a as a float, rounded, times scale.'],
};

const TESTS: Readonly<Record<string, string>> = {
	EQU: 'they are equal',
	NEQ: 'they differ',
	LSS: 'a is less than b',
	LEQ: 'a is not greater than b',
	GRT: 'a is greater than b',
	GEQ: 'a is not less than b',
};

const TYPES = [
	['i', 'ints'],
	['f', 'floats'],
	['p', 'pointers'],
] as const;

const OTHER_INSTRUCTIONS: Readonly<Record<string, Row>> = {
	MOVE: ['d a', 'd = a, whatever it holds.'],
	FORi: ['i limit @label', 'Counts i up by 1 and goes to the label while it is less than the limit.'],
	FORp: ['p limit @label', 'Moves p on by a word and goes to the label while it is before the limit.'],
	GOTO: ['@label', 'Goes to a label of the function.'],
	SWCH: [
		'i *n @label',
		'Goes to the label label.i that the int selects, label.0 to label.(n − 1), and to the label itself when there is none.',
	],
	PEEK: ['d address index', 'd = a word of memory. An address outside of memory stops the program.'],
	POKE: ['address index value', 'Writes a word of memory. An address that cannot be written stops the program.'],
	COPY: ['to from *n', 'Copies n words of memory in ascending order; the host may charge for the words.'],
	GETL: ['d slot index', 'd = the word of the frame that lies index words behind a slot.'],
	SETL: ['slot index value', 'Writes the word of the frame that lies index words behind a slot.'],
	ADRL: ['d slot *n', 'd = the address of a slot of the frame. The number only says how many words are meant.'],
	CALL: ['function %window *n', 'Calls a function, a native or a function pointer whose frame begins at a transient.'],
	RETU: ['', 'Returns from the function.'],
};

const DIRECTIVES: Readonly<Record<string, Row>> = {
	FUNC: ['', 'Begins a function, which its label names. Slots are declared next; entering the function costs a cycle.'],
	GLOB: ['*n', 'Opens a section of n words that can be written; what the data lines behind it leave out is 0.'],
	TEMP: ['*n', 'Opens a section as GLOB does, which is not kept when the state of the program is saved.'],
	CNST: ['*n', 'Opens a section of n words that cannot be written.'],
	PARA: ['*n', 'Declares n words of the frame that the caller fills.'],
	LOCA: ['*n', 'Declares n words of the frame for any use.'],
	NOOP: ['', 'Does nothing but carry a label.'],
	DATi: ['#a #b …', 'Puts ints into the open section.'],
	DATf: ['#a #b …', 'Puts floats into the open section.'],
	DATp: ['&a &b …', 'Puts addresses, functions and &NULL into the open section.'],
	DATA: ['a b …', 'Puts any constants into the open section.'],
	DATs: [
		'text',
		'Puts the characters up to the end of the line into the open section, a word each, without quotes and without a 0 behind.',
	],
};

const SLOTS = { INP: 'a parameter, which cannot be changed', OUT: 'the result', LOC: 'a variable' } as const;
const SLOT_TYPES = { i: 'int', f: 'float', p: 'pointer' } as const;

const COMPILE_TIME: Readonly<Record<string, Row>> = {
	IFDF: ['name @label', 'Skips the lines up to the label when the name is defined above.'],
	IFND: ['name @label', 'Skips the lines up to the label when the name is not defined above.'],
	GOTO: ['@label', 'Skips the lines up to the label.'],
	FAIL: ['text', 'Refuses to be assembled, with the text as the reason.'],
};

function* mnemonics(): Generator<Mnemonic> {
	for (const [name, [operands, does]] of Object.entries(CALCULATIONS)) {
		yield runTime(name, operands, does);
		yield compileTime(name, operands.replace('d', '<X>'), does.replace(/^d\b/, '<X>'));
	}
	for (const [test, holds] of Object.entries(TESTS)) {
		for (const [suffix, type] of TYPES) {
			const name = `${test}${suffix}`;
			const nan = suffix === 'f' && /NEQ|LEQ|GEQ/.test(test) ? ' Also when one of them is no number.' : '';
			yield runTime(name, 'a b @label', `Compares two ${type} and goes to the label when ${holds}.${nan}`);
			if (suffix === 'i') yield compileTime(name, 'a b @label', `Skips the lines up to the label when ${holds}.`);
		}
	}
	for (const [name, [operands, does]] of Object.entries(OTHER_INSTRUCTIONS)) yield runTime(name, operands, does);
	for (const [name, [operands, does]] of Object.entries(DIRECTIVES)) yield directive(name, operands, does);
	for (const [word, declares] of Object.entries(SLOTS)) {
		for (const [suffix, type] of Object.entries(SLOT_TYPES)) {
			yield directive(
				`${word}${suffix}`,
				'',
				`Declares ${declares}, of type ${type}: one word of the frame, which its label names.`,
			);
		}
	}
	for (const [suffix, type] of Object.entries(SLOT_TYPES)) {
		yield { ...compileTime(`DEF${suffix}`, 'a', `Defines its label as a constant of type ${type}.`), isDirective: true };
	}
	for (const [name, [operands, does]] of Object.entries(COMPILE_TIME)) yield compileTime(name, operands, does);
}

function runTime(name: string, operands: string, documentation: string): Mnemonic {
	return { name, isCompileTime: false, isDirective: false, form: `${name} ${operands}`.trim(), documentation };
}

function directive(name: string, operands: string, documentation: string): Mnemonic {
	return { ...runTime(name, operands, documentation), isDirective: true };
}

function compileTime(name: string, operands: string, documentation: string): Mnemonic {
	return { name, isCompileTime: true, isDirective: false, form: `! ${name} ${operands}`.trim(), documentation };
}

/** All mnemonics, those of compile-time lines too. */
export const MNEMONICS: readonly Mnemonic[] = [...mnemonics()];

const BY_KEY = new Map(MNEMONICS.map((mnemonic) => [`${mnemonic.isCompileTime}${mnemonic.name}`, mnemonic]));

/** The mnemonic of a line; undefined for one that does not exist. */
export function findMnemonic(name: string, isCompileTime: boolean): Mnemonic | undefined {
	return BY_KEY.get(`${isCompileTime}${name}`);
}

/** The rows that the assembler has for a mnemonic; none for data lines. */
export function formsOf({ name, isCompileTime }: Mnemonic): readonly InstructionForm[] {
	return INSTRUCTION_FORMS.filter((form) => form.mnemonic === name && form.isCompileTime === isCompileTime);
}

/** What a line costs when it is executed, as a sentence. */
export function costText(mnemonic: Mnemonic): string {
	if (mnemonic.isCompileTime) return 'Done while assembling: it costs nothing.';
	const does = new Set(formsOf(mnemonic).map(({ action }) => action.does));
	if (does.has('foldBranch')) return 'It costs one cycle; between two constants it is decided while assembling.';
	if (['emit', 'fold', 'switch', 'beginFunction'].some((action) => does.has(action as InstructionForm['action']['does']))) {
		return 'It costs one cycle.';
	}
	return 'It costs nothing.';
}

/** The operands that a mnemonic takes, as the assembler says it. */
export function operandsText({ name, isCompileTime }: Mnemonic): string {
	const [rule] = isCompileTime || !Object.hasOwn(DATA_RULES, name) ? [] : [DATA_RULES[name as keyof typeof DATA_RULES]];
	return rule ? `${name} takes any number of constants, each ${rule.wants}.` : describeForms(name, isCompileTime);
}
