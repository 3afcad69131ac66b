/** Turns pending values into instructions (impala.md 6.2 and 8). */

import type { CheckedUnit } from '../check/checker.ts';
import { effectiveType, type ValueType } from '../check/types.ts';
import type { DiagnosticLog } from '../diagnostics.ts';
import type { Span } from '../source-text.ts';
import type { Expression } from '../syntax/syntax-tree.ts';
import { foldInts } from './fold.ts';
import { FreeNumbers } from './free-numbers.ts';
import type { GazlWriter } from './gazl-writer.ts';
import {
	type AddressOperand,
	type Calculation,
	type ConstantOperand,
	intOperand,
	isConstant,
	isVariable,
	isWord,
	knownWord,
	type Operand,
	operandText,
	type PendingValue,
	type RegisterOperand,
	type SlotOperand,
	type VariableOperand,
} from './operands.ts';

/** Names of the assembler's compile-time variables, the usual ones first. */
const REGISTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$';

/** What `null` and `nullfunc` are. */
export const NULL_ADDRESS: AddressOperand = { kind: 'address', symbol: 'NULL', offset: null, holds: 'null', sizeWords: null };

/** Bits of a float but its sign: none is set in a zero. */
const MAGNITUDE_BITS = 0x7fffffff;

/** The letter that instructions have for a type. */
export function typeLetter(type: ValueType): 'i' | 'f' | 'p' {
	if (type === 'int') return 'i';
	return type === 'float' ? 'f' : 'p';
}

/** The part of the emitter that has the frame, the compile-time variables and the pending values in hand. */
export class ValueEmitter {
	protected readonly checked: CheckedUnit;
	protected readonly writer: GazlWriter;
	protected readonly log: DiagnosticLog;
	protected readonly temporaries = new FreeNumbers();
	/** Symbols that the assembler knows when it reaches the next line. */
	protected readonly defined = new Set<string>(['NULL']);
	readonly #registers = new FreeNumbers();

	constructor(checked: CheckedUnit, writer: GazlWriter, log: DiagnosticLog) {
		this.checked = checked;
		this.writer = writer;
		this.log = log;
	}

	/** Does something and frees all temporaries and registers that it took. */
	protected scoped<Result>(work: () => Result): Result {
		const temporaries = this.temporaries.mark();
		const registers = this.#registers.mark();
		const result = work();
		this.temporaries.restore(temporaries);
		this.#registers.restore(registers);
		return result;
	}

	/** The type of an expression as far as it is known. */
	protected typeOf(expression: Expression): ValueType {
		const value = this.checked.values.get(expression);
		return value ? effectiveType(value) : 'untyped';
	}

	#takeRegister(word: number | null, span: Span): RegisterOperand {
		const number = this.#registers.take();
		if (number >= REGISTERS.length) this.log.report('NESTED_TOO_DEEPLY', span, [String(REGISTERS.length)]);
		return { kind: 'register', register: REGISTERS.charAt(number % REGISTERS.length), word };
	}

	protected takeTemporary(): VariableOperand {
		return { kind: 'temporary', number: this.temporaries.take() };
	}

	/** Says that an operand is not needed any more. */
	protected release(...operands: readonly Operand[]): void {
		for (const operand of operands) {
			if (operand.kind === 'temporary') this.temporaries.release(operand.number);
			if (operand.kind === 'register') this.#registers.release(REGISTERS.indexOf(operand.register));
			if ((operand.kind === 'slot' || operand.kind === 'address') && operand.offset) this.release(operand.offset);
		}
	}

	/** An operand as text. One that the assembler would certainly refuse is told. */
	protected text(operand: Operand, span: Span, isBounded = true): string {
		if (operand.kind === 'slot' || operand.kind === 'address') this.#checkOffset(operand, span, isBounded);
		return operandText(operand);
	}

	#checkOffset(operand: SlotOperand | AddressOperand, span: Span, isBounded: boolean): void {
		const { offset, sizeWords } = operand;
		const at = offset ? knownWord(offset) : null;
		if (at === null || (at >= 0 && !isBounded)) return;
		if (at >= 0 && (sizeWords === null || at < sizeWords)) return;
		const name = operand.kind === 'slot' ? operand.name.slice(1) : operand.symbol;
		const what = name.startsWith('.') ? 'the string' : sizeWords === null ? name : `${name} of ${sizeWords}`;
		this.log.report('INDEX_OUT_OF_RANGE', span, [String(at), what]);
	}

	/** An instruction over operands, whose temporaries are free for what comes. */
	protected instruction(mnemonic: string, operands: readonly Operand[], origin: Span, suffix: readonly string[] = []): void {
		const texts = operands.map((operand) => this.text(operand, origin));
		this.writer.instruction(mnemonic, [...texts, ...suffix], origin);
	}

	/**
	 * A compile-time instruction whose result is in a register of its own.
	 *
	 * @param kept an operand that is needed afterwards
	 */
	protected compute(
		mnemonic: string,
		operands: readonly ConstantOperand[],
		origin: Span,
		kept?: ConstantOperand,
	): RegisterOperand {
		this.#checkDivisor(mnemonic, operands, origin);
		const [a, b] = operands.map(knownWord);
		const texts = operands.map(operandText);
		this.release(...operands.filter((operand) => operand !== kept));
		const register = this.#takeRegister(foldInts(mnemonic, a, b ?? null), origin);
		this.writer.assembly(mnemonic, [operandText(register), ...texts], origin);
		return register;
	}

	/** The sum of two int constants: a literal when both are. */
	protected addConstants(a: ConstantOperand, b: ConstantOperand, origin: Span): ConstantOperand {
		return this.combineConstants('ADDi', a, b, origin);
	}

	/**
	 * Int arithmetic over two constants: a literal when both are, else a register.
	 *
	 * @param kept an operand that is needed afterwards
	 */
	protected combineConstants(
		mnemonic: 'ADDi' | 'SUBi',
		a: ConstantOperand,
		b: ConstantOperand,
		origin: Span,
		kept?: ConstantOperand,
	): ConstantOperand {
		if (isWord(b, 0)) return a;
		const folded = a.kind === 'literal' && b.kind === 'literal' ? foldInts(mnemonic, a.word, b.word) : null;
		return folded === null ? this.compute(mnemonic, [a, b], origin, kept) : intOperand(folded);
	}

	#checkDivisor(mnemonic: string, operands: readonly Operand[], origin: Span): void {
		const word = operands.length === 2 ? knownWord(operands[1]) : null;
		const isZero = mnemonic === 'DIVf' ? word !== null && (word & MAGNITUDE_BITS) === 0 : word === 0;
		if (isZero && /^(DIV|MOD)/.test(mnemonic)) this.log.report('DIVISION_BY_ZERO', origin);
	}

	/** Whether a value is a constant, or arithmetic over constants alone. */
	protected isConstantValue(value: PendingValue): boolean {
		if (value.form === 'calculation') return value.operands.every(isConstant);
		return (value.form === 'place' || value.form === 'fixed') && isConstant(value.operand);
	}

	/** A value as an operand; its operation is done now, what is an operand already is not copied. */
	protected realise(value: PendingValue): Operand {
		if (value.form === 'place' || value.form === 'fixed') {
			if (isVariable(value.operand)) this.text(value.operand, value.origin);
			return value.operand;
		}
		if (value.form === 'calculation' && value.operands.every(isConstant)) {
			// The assembler's own unsigned shift cannot hold a negative result (gazl.md 7.1).
			const [a, b] = value.operands.map(knownWord);
			const shifted = value.mnemonic === 'SHRu' ? foldInts('SHRu', a, b) : null;
			return shifted !== null && shifted < 0 ? intOperand(shifted) : this.compute(value.mnemonic, value.operands, value.origin);
		}
		const ready = value.form === 'calculation' ? this.#preparePointers(value) : value;
		this.release(...operandsOf(ready));
		const temporary = this.takeTemporary();
		this.#emitOperation(ready, temporary);
		return temporary;
	}

	/** A copy in a temporary. */
	protected toTemporary(operand: Operand, type: ValueType, origin: Span): VariableOperand {
		this.release(operand);
		const temporary = this.takeTemporary();
		this.move(temporary, operand, type, origin);
		return temporary;
	}

	/**
	 * Does the operation of a value with this destination.
	 *
	 * @returns what holds the value: its source when it was only copied, otherwise the destination
	 */
	protected realiseInto(value: PendingValue, destination: VariableOperand, type: ValueType): Operand {
		const isCopy = value.form === 'place' || value.form === 'fixed' || this.isConstantValue(value);
		if (isCopy) {
			const source = this.realise(value);
			this.move(destination, source, type, value.origin);
			return source;
		}
		const ready = value.form === 'calculation' ? this.#preparePointers(value) : value;
		this.#emitOperation(ready, destination);
		this.release(...operandsOf(ready));
		return destination;
	}

	/** Copies a word; the destination is one that may be written. A variable is copied as it is when its type is not that of both sides. */
	protected move(destination: VariableOperand, source: Operand, type: ValueType, origin: Span): void {
		if (operandText(destination) === operandText(source)) return;
		const holds = (operand: Operand) =>
			operand.kind !== 'slot' || operand.type === null || typeLetter(operand.type) === typeLetter(type);
		const isTyped = type !== 'untyped' && holds(destination) && holds(source);
		const letter = isVariable(source) && !isTyped ? 'E' : typeLetter(source.kind === 'address' ? 'pointer' : type);
		const texts = [operandText(destination), this.text(source, origin, isVariable(source))];
		this.writer.instruction(`MOV${letter}`, texts, origin);
	}

	/** Addresses that are only known further down go through a temporary where the assembler must know them. */
	#preparePointers(value: Calculation): Calculation {
		const { mnemonic, operands, origin } = value;
		if (!/^(ADD|SUB|DIF)p$/.test(mnemonic)) return value;
		for (const operand of operands) this.refuseNull(operand, origin);
		if (operands.some(isVariable)) return value;
		return { ...value, operands: this.definedOperands(operands, origin) };
	}

	/** Operands of an instruction over constants alone, the first one that is not defined yet in a temporary. */
	protected definedOperands(operands: readonly Operand[], origin: Span): readonly Operand[] {
		const unknown = operands.find((operand) => operand.kind === 'address' && !this.defined.has(operand.symbol));
		if (!unknown) return operands;
		const temporary = this.toTemporary(unknown, 'pointer', origin);
		return operands.map((operand) => (operand === unknown ? temporary : operand));
	}

	/** Tells a use of null where the assembler takes an address only. */
	protected refuseNull(operand: Operand, span: Span): void {
		if (operand.kind === 'address' && operand.holds === 'null') this.log.report('NULL_ACCESS', span);
	}

	#emitOperation(value: PendingValue, destination: VariableOperand): void {
		const { origin } = value;
		const to = operandText(destination);
		switch (value.form) {
			case 'frameAddress':
				this.writer.instruction('ADRL', [to, this.text(value.slot, origin, false), '*0'], origin);
				break;
			case 'load':
				this.refuseNull(value.pointer, origin);
				this.writer.instruction('PEEK', [to, this.text(value.pointer, origin)], origin);
				break;
			case 'indexedLoad':
				this.refuseNull(value.base, origin);
				this.writer.instruction(
					'PEEK',
					[to, this.text(value.base, origin, isVariable(value.base)), this.text(value.index, origin)],
					origin,
				);
				break;
			case 'frameLoad':
				this.writer.instruction('GETL', [to, this.text(value.slot, origin, false), this.text(value.index, origin)], origin);
				break;
			case 'calculation': {
				const { mnemonic, operands } = value;
				this.#checkDivisor(mnemonic, operands, origin);
				const count = /^SH/.test(mnemonic) ? knownWord(operands[1]) : null;
				if (count !== null && count < 0) this.log.report('NEGATIVE_SHIFT', origin, [String(count)]);
				const texts = operands.map((operand) => this.text(operand, origin, isVariable(operand)));
				this.writer.instruction(mnemonic, [to, ...texts], origin);
				break;
			}
			default:
				throw new TypeError('An operand has no operation to emit.');
		}
	}

	/** Writes a value to where a pending load would read. */
	protected writeThrough(target: PendingValue, operand: Operand, origin: Span): void {
		const place = target.origin;
		const value = this.text(operand, origin, isVariable(operand));
		switch (target.form) {
			case 'load': {
				const { pointer } = target;
				this.refuseConstantData(pointer, place);
				this.writer.instruction('POKE', [this.text(pointer, place), value], origin);
				this.release(pointer);
				break;
			}
			case 'indexedLoad': {
				const { base, index } = target;
				this.refuseConstantData(base, place);
				this.writer.instruction('POKE', [this.text(base, place, isVariable(base)), this.text(index, place), value], origin);
				this.release(base, index);
				break;
			}
			case 'frameLoad':
				this.writer.instruction('SETL', [this.text(target.slot, place, false), this.text(target.index, place), value], origin);
				this.release(target.index);
				break;
			default:
				throw new TypeError(`Nothing can be written to a ${target.form}.`);
		}
	}

	/** Tells a write to what is constant data by its name. */
	protected refuseConstantData(pointer: Operand, span: Span): void {
		this.refuseNull(pointer, span);
		if (pointer.kind !== 'address' || pointer.holds !== 'constantData') return;
		this.log.report('WRITE_TO_CONSTANT', span, [pointer.symbol.startsWith('.') ? 'A string' : pointer.symbol]);
	}
}

function operandsOf(value: PendingValue): readonly Operand[] {
	switch (value.form) {
		case 'place':
		case 'fixed':
			return [value.operand];
		case 'frameAddress':
			return [value.slot];
		case 'load':
			return [value.pointer];
		case 'indexedLoad':
			return [value.base, value.index];
		case 'frameLoad':
			return [value.slot, value.index];
		default:
			return value.operands;
	}
}
