/**
 * Every line that GAZL text may hold but for data: mnemonic, operands and what the line does (gazl.md 6, 7.2 and 8).
 *
 * A row is chosen by its mnemonic, by whether it is a compile-time line, and by the shapes of its operands. Where it emits an
 * instruction, its operands are the instruction's A, B and C in the order written; one more operand than the opcode has is a
 * hint, one less is 0.
 */

import type { CALCULATIONS, CONDITIONS } from './folding.ts';
import type { OpcodeName } from './opcodes.ts';
import { OPERAND_RULES, type OperandCode, type Shape } from './operand-codes.ts';
import type { Section, SlotDirective } from './program.ts';

/** What a line does. */
export type LineAction =
	/** Emits the instruction. */
	| { readonly does: 'emit'; readonly opcode: OpcodeName }
	/** Computes a constant and emits its move to the first operand. */
	| { readonly does: 'fold'; readonly calculation: keyof typeof CALCULATIONS }
	/** Compares two constants and emits a jump or nothing. */
	| { readonly does: 'foldBranch'; readonly condition: keyof typeof CONDITIONS }
	/** Emits SWCH and makes its table. */
	| { readonly does: 'switch' }
	/** Carries a label. */
	| { readonly does: 'nothing' }
	| { readonly does: 'beginFunction' }
	| { readonly does: 'declareSlot'; readonly directive: SlotDirective }
	| { readonly does: 'openSection'; readonly section: Exclude<Section, 'alias'> }
	/** Compile-time: gives a variable a value, gives the label one, skips lines always or under a condition. */
	| { readonly does: 'calculate'; readonly calculation: keyof typeof CALCULATIONS }
	| { readonly does: 'define'; readonly calculation: 'MOVi' | 'MOVf' | 'MOVp' }
	| { readonly does: 'skip' }
	| { readonly does: 'skipIf'; readonly condition: keyof typeof CONDITIONS }
	| { readonly does: 'skipIfDefined'; readonly defined: boolean };

/** One row of the table. */
export interface InstructionForm {
	readonly mnemonic: string;
	readonly isCompileTime: boolean;
	readonly operands: readonly OperandCode[];
	readonly action: LineAction;
}

type Row = readonly [mnemonic: string, operands: readonly OperandCode[], action: LineAction];

const emit = (opcode: OpcodeName): LineAction => ({ does: 'emit', opcode });

function* runTimeRows(): Generator<Row> {
	for (const section of ['GLOB', 'TEMP', 'CNST'] as const) yield [section, ['*n'], { does: 'openSection', section }];
	yield ['FUNC', [], { does: 'beginFunction' }];
	for (const kind of ['INP', 'OUT', 'LOC'] as const) {
		for (const type of ['i', 'f', 'p'] as const) {
			yield [`${kind}${type}`, [], { does: 'declareSlot', directive: `${kind}${type}` }];
		}
	}
	for (const directive of ['PARA', 'LOCA'] as const) yield [directive, ['*n'], { does: 'declareSlot', directive }];
	yield ['NOOP', [], { does: 'nothing' }];

	yield ['MOVi', ['iW', 'I'], emit('MOVE_c')];
	yield ['MOVi', ['iW', 'iR'], emit('MOVE_s')];
	yield ['MOVf', ['fW', 'F'], emit('MOVE_c')];
	yield ['MOVf', ['fW', 'fR'], emit('MOVE_s')];
	yield ['MOVp', ['pW', 'P>'], emit('MOVE_c')];
	yield ['MOVp', ['pW', 'pR'], emit('MOVE_s')];
	yield ['MOVE', ['xW', 'xR'], emit('MOVE_s')];

	yield ['ABSi', ['iW', 'I'], { does: 'fold', calculation: 'ABSi' }];
	yield ['ABSi', ['iW', 'iR'], emit('ABSi_s')];
	for (const name of ['ABSf', 'FLOf'] as const) {
		yield [name, ['fW', 'F'], { does: 'fold', calculation: name }];
		yield [name, ['fW', 'fR'], emit(`${name}_s`)];
	}

	for (const name of ['ADDi', 'SUBi', 'MULi', 'ANDi', 'IORi', 'XORi'] as const) yield* binaryRows(name, name, INT_OPERANDS);
	for (const name of ['DIVi', 'MODi'] as const)
		yield* binaryRows(name, name, { ...INT_OPERANDS, second: 'I≠0', folded: ['I', 'I≠0'] });
	for (const name of ['SHLi', 'SHRu'] as const)
		yield* binaryRows(name, name, { ...INT_OPERANDS, second: 'I+', folded: ['I', 'I+'] });
	yield* binaryRows('SHRi', 'SHRi', { ...INT_OPERANDS, second: 'I+' });
	for (const name of ['ADDf', 'SUBf', 'MULf'] as const) yield* binaryRows(name, name, FLOAT_OPERANDS);
	yield* binaryRows('DIVf', 'DIVf', { ...FLOAT_OPERANDS, second: 'F≠0', folded: ['F', 'F≠0'] });
	yield* binaryRows('ADDp', 'ADDi', POINTER_AND_INT_OPERANDS);
	yield* binaryRows('SUBp', 'SUBi', POINTER_AND_INT_OPERANDS);
	yield* binaryRows('DIFp', 'SUBi', ADDRESS_OPERANDS);

	yield ['fTOi', ['iW', 'F', 'F'], { does: 'fold', calculation: 'fTOi' }];
	yield ['fTOi', ['iW', 'fR', 'F'], emit('fTOi')];
	yield ['iTOf', ['fW', 'I', 'F'], { does: 'fold', calculation: 'iTOf' }];
	yield ['iTOf', ['fW', 'iR', 'F'], emit('iTOf')];

	for (const test of ['EQU', 'NEQ', 'LSS', 'LEQ', 'GRT', 'GEQ'] as const) {
		yield* branchRows(`${test}i`, `${test}i`, 'I', 'I', 'iR');
		yield* branchRows(`${test}f`, `${test}f`, 'F', 'F', 'fR');
		yield* branchRows(`${test}p`, `${test}i`, 'P', 'P>', 'pR');
	}
	yield ['FORi', ['iW', 'I', '@L'], emit('FORi_c')];
	yield ['FORi', ['iW', 'iR', '@L'], emit('FORi_s')];
	yield ['FORp', ['pW', 'A>', '@L'], emit('FORi_c')];
	yield ['FORp', ['pW', 'pR', '@L'], emit('FORi_s')];
	yield ['GOTO', ['@L'], emit('GOTO')];
	yield ['SWCH', ['iR', '*n', '@L'], { does: 'switch' }];

	yield ['PEEK', ['xW', 'Ar>'], emit('PEEK_fixed')];
	yield ['PEEK', ['xW', 'Ar~>', 'iR'], emit('PEEK_cs')];
	yield ['PEEK', ['xW', 'pR'], emit('PEEK_s')];
	yield ['PEEK', ['xW', 'pR', 'I'], emit('PEEK_sc')];
	yield ['PEEK', ['xW', 'pR', 'iR'], emit('PEEK_ss')];
	yield ['POKE', ['Aw>', 'C>'], emit('POKE_fixed_c')];
	yield ['POKE', ['Aw>', 'xR'], emit('POKE_fixed_s')];
	yield ['POKE', ['Aw~>', 'iR', 'C>'], emit('POKE_cs_c')];
	yield ['POKE', ['Aw~>', 'iR', 'xR'], emit('POKE_cs_s')];
	yield ['POKE', ['pR', 'C>'], emit('POKE_s_c')];
	yield ['POKE', ['pR', 'xR'], emit('POKE_s_s')];
	yield ['POKE', ['pR', 'I', 'C>'], emit('POKE_sc_c')];
	yield ['POKE', ['pR', 'I', 'xR'], emit('POKE_sc_s')];
	yield ['POKE', ['pR', 'iR', 'C>'], emit('POKE_ss_c')];
	yield ['POKE', ['pR', 'iR', 'xR'], emit('POKE_ss_s')];
	yield ['COPY', ['Aw>', 'Ar>', '*n'], emit('COPY_cc')];
	yield ['COPY', ['Aw>', 'pR', '*n'], emit('COPY_cs')];
	yield ['COPY', ['pR', 'Ar>', '*n'], emit('COPY_sc')];
	yield ['COPY', ['pR', 'pR', '*n'], emit('COPY_ss')];
	yield ['GETL', ['xW', 'xR~', 'iR'], emit('GETL')];
	yield ['SETL', ['xW~', 'iR', 'C>'], emit('SETL_c')];
	yield ['SETL', ['xW~', 'iR', 'xR'], emit('SETL_s')];
	yield ['ADRL', ['pW', 'xA~', '*hint'], emit('ADRL')];

	for (const [callee, opcode] of [
		['fn>', 'CALL_function'],
		['^n>', 'CALL_native'],
		['pR', 'CALL_s'],
	] as const) {
		yield ['CALL', [callee], emit(opcode)];
		yield ['CALL', [callee, '%', '*hint'], emit(opcode)];
	}
	yield ['RETU', [], emit('RETU')];
}

/** What an instruction with two sources takes: its destination, then each source as constant and as variable. */
interface BinaryOperands {
	readonly destination: OperandCode;
	/** The first source, when the second is a variable; the second, when the first is. */
	readonly first: OperandCode;
	readonly second: OperandCode;
	readonly firstVariable: OperandCode;
	readonly secondVariable: OperandCode;
	/** Both sources when both are constants. */
	readonly folded: readonly [OperandCode, OperandCode];
}

const INT_OPERANDS: BinaryOperands = {
	destination: 'iW',
	first: 'I',
	second: 'I',
	firstVariable: 'iR',
	secondVariable: 'iR',
	folded: ['I', 'I'],
};

const FLOAT_OPERANDS: BinaryOperands = {
	destination: 'fW',
	first: 'F',
	second: 'F',
	firstVariable: 'fR',
	secondVariable: 'fR',
	folded: ['F', 'F'],
};

const POINTER_AND_INT_OPERANDS: BinaryOperands = {
	destination: 'pW',
	first: 'A>',
	second: 'I',
	firstVariable: 'pR',
	secondVariable: 'iR',
	folded: ['A', 'I'],
};

const ADDRESS_OPERANDS: BinaryOperands = {
	destination: 'iW',
	first: 'A>',
	second: 'A>',
	firstVariable: 'pR',
	secondVariable: 'pR',
	folded: ['A', 'A'],
};

/** The part of an opcode's name that its operand forms share, for opcodes with two sources. */
type TwoSourceStem<Name = OpcodeName> = Name extends `${infer Stem}_cs` ? Exclude<Stem, 'PEEK' | 'COPY'> : never;

function* binaryRows(mnemonic: keyof typeof CALCULATIONS, stem: TwoSourceStem, takes: BinaryOperands): Generator<Row> {
	const { destination, first, second, firstVariable, secondVariable, folded } = takes;
	yield [mnemonic, [destination, ...folded], { does: 'fold', calculation: mnemonic }];
	yield [mnemonic, [destination, first, secondVariable], emit(`${stem}_cs`)];
	yield [mnemonic, [destination, firstVariable, second], emit(`${stem}_sc`)];
	yield [mnemonic, [destination, firstVariable, secondVariable], emit(`${stem}_ss`)];
}

function* branchRows(
	mnemonic: keyof typeof CONDITIONS,
	stem: TwoSourceStem,
	folded: OperandCode,
	constant: OperandCode,
	variable: OperandCode,
): Generator<Row> {
	yield [mnemonic, [folded, folded, '@L'], { does: 'foldBranch', condition: mnemonic }];
	yield [mnemonic, [constant, variable, '@L'], emit(`${stem}_cs`)];
	yield [mnemonic, [variable, constant, '@L'], emit(`${stem}_sc`)];
	yield [mnemonic, [variable, variable, '@L'], emit(`${stem}_ss`)];
}

function* compileTimeRows(): Generator<Row> {
	for (const [type, operand] of [
		['i', 'I'],
		['f', 'F'],
		['p', 'A'],
	] as const) {
		yield [`DEF${type}`, [operand], { does: 'define', calculation: `MOV${type}` }];
	}
	const sources = {
		MOVi: ['I'],
		MOVf: ['F'],
		MOVp: ['A'],
		ABSi: ['I'],
		ABSf: ['F'],
		FLOf: ['F'],
		ADDi: ['I', 'I'],
		SUBi: ['I', 'I'],
		MULi: ['I', 'I'],
		DIVi: ['I', 'I≠0'],
		MODi: ['I', 'I≠0'],
		ANDi: ['I', 'I'],
		IORi: ['I', 'I'],
		XORi: ['I', 'I'],
		SHLi: ['I', 'I'],
		SHRi: ['I', 'I'],
		SHRu: ['I', 'I'],
		ADDf: ['F', 'F'],
		SUBf: ['F', 'F'],
		MULf: ['F', 'F'],
		DIVf: ['F', 'F≠0'],
		ADDp: ['A', 'I'],
		SUBp: ['A', 'I'],
		DIFp: ['A', 'A'],
		fTOi: ['F', 'F'],
		iTOf: ['I', 'F'],
	} as const satisfies Record<keyof typeof CALCULATIONS, readonly OperandCode[]>;
	for (const mnemonic of Object.keys(sources) as (keyof typeof sources)[]) {
		yield [mnemonic, ['<>', ...sources[mnemonic]], { does: 'calculate', calculation: mnemonic }];
	}
	for (const condition of ['EQUi', 'NEQi', 'LSSi', 'LEQi', 'GRTi', 'GEQi'] as const) {
		yield [condition, ['I', 'I', '@L'], { does: 'skipIf', condition }];
	}
	for (const name of ['name?', '^name?'] as const) {
		yield ['IFDF', [name, '@L'], { does: 'skipIfDefined', defined: true }];
		yield ['IFND', [name, '@L'], { does: 'skipIfDefined', defined: false }];
	}
	yield ['GOTO', ['@L'], { does: 'skip' }];
}

/** All rows. */
export const INSTRUCTION_FORMS: readonly InstructionForm[] = [
	...[...runTimeRows()].map(([mnemonic, operands, action]) => ({ mnemonic, isCompileTime: false, operands, action })),
	...[...compileTimeRows()].map(([mnemonic, operands, action]) => ({ mnemonic, isCompileTime: true, operands, action })),
];

function keyOf(mnemonic: string, isCompileTime: boolean, shapes: readonly Shape[]): string {
	return `${isCompileTime ? '!' : ''}${mnemonic} ${shapes.join(' ')}`;
}

const FORMS_BY_KEY: ReadonlyMap<string, InstructionForm> = new Map(
	INSTRUCTION_FORMS.map((form) => [
		keyOf(
			form.mnemonic,
			form.isCompileTime,
			form.operands.map((code) => OPERAND_RULES[code].shape),
		),
		form,
	]),
);

/** The row for a line; undefined when there is none (error 13). */
export function findForm(mnemonic: string, isCompileTime: boolean, shapes: readonly Shape[]): InstructionForm | undefined {
	return FORMS_BY_KEY.get(keyOf(mnemonic, isCompileTime, shapes));
}

/** What operands a mnemonic takes, as a sentence; empty for one that does not exist. */
export function describeForms(mnemonic: string, isCompileTime: boolean): string {
	const takes = INSTRUCTION_FORMS.filter((form) => form.mnemonic === mnemonic && form.isCompileTime === isCompileTime).map(
		({ operands }) => operands.map((code) => OPERAND_RULES[code].shape).join(' ') || 'no operands',
	);
	return takes.length === 0 ? '' : `${isCompileTime ? '! ' : ''}${mnemonic} takes: ${takes.join('; or ')}.`;
}
