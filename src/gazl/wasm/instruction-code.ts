/** WebAssembly for every instruction that stays in its function (gazl.md 10, 18.1); calls are in `call-code.ts`. */

import { MEMORY_OFFSET } from '../program.ts';
import type { Mnemonic } from '../semantics.ts';
import type { CodeEmitter } from './code-emitter.ts';
import { type AddressForm, copyCode, getLocalCode, peekCode, pokeCode, setLocalCode } from './memory-code.ts';
import type { OpcodeNameOf } from './wasm-opcodes.ts';

type PlainOp = OpcodeNameOf<'none'>;
type Code = (emitter: CodeEmitter) => void;

const intBinary =
	(op: PlainOp): Code =>
	(emitter) =>
		emitter.result('i32', () => {
			emitter.push(1, 'i32');
			emitter.push(2, 'i32');
			emitter.body.op(op);
		});

const floatBinary =
	(op: PlainOp): Code =>
	(emitter) =>
		emitter.result('f32', () => {
			emitter.push(1, 'f32');
			emitter.push(2, 'f32');
			emitter.body.op(op);
		});

const floatUnary =
	(op: PlainOp): Code =>
	(emitter) =>
		emitter.result('f32', () => {
			emitter.push(1, 'f32');
			emitter.body.op(op);
		});

/** Leaves the instruction to the interpreter when its int divisor, operand C, is 0. */
function checkDivisor(emitter: CodeEmitter): void {
	if (!emitter.isSlot(2)) {
		if (emitter.operand(2) === 0) emitter.exit();
		return;
	}
	emitter.push(2, 'i32');
	emitter.body.op('i32.eqz');
	emitter.exitIf();
}

/** `i32.div_s` traps on the most negative int by −1, so that divisor negates instead. */
const divideInt: Code = (emitter) => {
	checkDivisor(emitter);
	const { body, index: dividend, source: divisor } = emitter;
	emitter.push(1, 'i32');
	body.set(dividend);
	emitter.push(2, 'i32');
	body.set(divisor);
	emitter.result('i32', () => {
		body.get(divisor).i32(-1).op('i32.eq').if('i32');
		body.i32(0).get(dividend).op('i32.sub').else();
		body.get(dividend).get(divisor).op('i32.div_s').end();
	});
};

const remainder: Code = (emitter) => {
	checkDivisor(emitter);
	intBinary('i32.rem_s')(emitter);
};

const divideFloat: Code = (emitter) => {
	emitter.push(2, 'f32');
	emitter.body.f32Bits(0).op('f32.eq');
	emitter.exitIf();
	floatBinary('f32.div')(emitter);
};

const absoluteInt: Code = (emitter) =>
	emitter.result('i32', () => {
		const { body, index } = emitter;
		emitter.push(1, 'i32');
		body.tee(index).get(index).i32(31).op('i32.shr_s').op('i32.xor');
		body.get(index).i32(31).op('i32.shr_s').op('i32.sub');
	});

const move: Code = (emitter) => {
	if (!emitter.isSlot(1)) {
		emitter.resultBits((type) => emitter.push(1, type));
		return;
	}
	const wanted = emitter.access.wantedType(emitter.slot(0), emitter.slots.floatAfter);
	const type = emitter.access.atHand(emitter.slot(1), wanted);
	emitter.result(type, () => emitter.push(1, type));
};

/** How each form names an address: operands of base and index, and whether the base carries the pointer bias. */
const ADDRESS: Readonly<Record<string, AddressForm>> = {
	fixed: { base: 0, bias: 0 },
	cs: { base: 0, index: 1, bias: 0 },
	s: { base: 0, bias: MEMORY_OFFSET },
	sc: { base: 0, index: 1, bias: MEMORY_OFFSET },
	ss: { base: 0, index: 1, bias: MEMORY_OFFSET },
};

const peek: Code = (emitter) => {
	const { base, index, bias } = ADDRESS[emitter.opcode.name.split('_')[1]];
	peekCode(emitter, { base: base + 1, bias, ...(index !== undefined && { index: index + 1 }) });
};

const poke: Code = (emitter) => {
	const form = ADDRESS[emitter.opcode.name.split('_')[1]];
	pokeCode(emitter, form, form.index === undefined ? 1 : 2);
};

/** Bits of 1.0, which changes no number by being multiplied with it. */
const ONE = 0x3f800000;

/** Multiplies by the constant C of a conversion. */
function scale(emitter: CodeEmitter): void {
	if (emitter.operand(2) === ONE) return;
	emitter.push(2, 'f32');
	emitter.body.op('f32.mul');
}

/** By mnemonic: writes an instruction that control goes on behind. */
export const INSTRUCTION_CODE: Readonly<Partial<Record<Mnemonic, Code>>> = {
	MOVE: move,
	ADRL: (emitter) => emitter.result('i32', () => emitter.dsp(MEMORY_OFFSET + emitter.operand(1))),

	ABSi: absoluteInt,
	ADDi: intBinary('i32.add'),
	SUBi: intBinary('i32.sub'),
	MULi: intBinary('i32.mul'),
	DIVi: divideInt,
	MODi: remainder,
	ANDi: intBinary('i32.and'),
	IORi: intBinary('i32.or'),
	XORi: intBinary('i32.xor'),
	SHLi: intBinary('i32.shl'),
	SHRi: intBinary('i32.shr_s'),
	SHRu: intBinary('i32.shr_u'),

	ABSf: floatUnary('f32.abs'),
	FLOf: floatUnary('f32.floor'),
	ADDf: floatBinary('f32.add'),
	SUBf: floatBinary('f32.sub'),
	MULf: floatBinary('f32.mul'),
	DIVf: divideFloat,
	fTOi: (emitter) =>
		emitter.result('i32', () => {
			emitter.push(1, 'f32');
			scale(emitter);
			emitter.body.op('i32.trunc_sat_f32_s');
		}),
	iTOf: (emitter) =>
		emitter.result('f32', () => {
			emitter.push(1, 'i32');
			emitter.body.op('f32.convert_i32_s');
			scale(emitter);
		}),

	PEEK: peek,
	POKE: poke,
	COPY: copyCode,
	GETL: getLocalCode,
	SETL: setLocalCode,
};

/** A comparison of operands A and B that decides a branch. GEQf and LEQf are the opposite of what is false for a NaN. */
interface Condition {
	readonly type: 'i32' | 'f32';
	readonly op: PlainOp;
	readonly negated: boolean;
}

const compare = (type: 'i32' | 'f32', op: PlainOp, negated = false): Condition => ({ type, op, negated });

const CONDITIONS: Readonly<Partial<Record<Mnemonic, Condition>>> = {
	EQUi: compare('i32', 'i32.eq'),
	NEQi: compare('i32', 'i32.ne'),
	LSSi: compare('i32', 'i32.lt_s'),
	LEQi: compare('i32', 'i32.le_s'),
	GRTi: compare('i32', 'i32.gt_s'),
	GEQi: compare('i32', 'i32.ge_s'),
	EQUf: compare('f32', 'f32.eq'),
	NEQf: compare('f32', 'f32.ne'),
	LSSf: compare('f32', 'f32.lt'),
	LEQf: compare('f32', 'f32.gt', true),
	GRTf: compare('f32', 'f32.gt'),
	GEQf: compare('f32', 'f32.lt', true),
	FORi: compare('i32', 'i32.lt_s'),
};

/** The mnemonic of the instruction that is being written. */
export function mnemonicOf(emitter: CodeEmitter): Mnemonic {
	return emitter.opcode.name.split('_')[0] as Mnemonic;
}

/** Writes what a branch does before it decides: FOR counts. */
export function beforeBranch(emitter: CodeEmitter): void {
	if (mnemonicOf(emitter) !== 'FORi') return;
	emitter.result('i32', () => {
		emitter.push(0, 'i32');
		emitter.body.i32(1).op('i32.add');
	});
}

/** Puts on the stack whether a branch is taken, or whether it is not. */
export function branchCondition(emitter: CodeEmitter, taken: boolean): void {
	const condition = CONDITIONS[mnemonicOf(emitter)];
	if (condition === undefined) throw new Error(`${emitter.opcode.name} is no branch`);
	emitter.push(0, condition.type);
	emitter.push(1, condition.type);
	emitter.body.op(condition.op);
	if (condition.negated === taken) emitter.body.op('i32.eqz');
}
