/** Random arithmetic: ints, and floats that are NaNs only where it can do no harm. */

import { FrameWriter, TRANSIENTS } from './frame-writer.testing.ts';
import { FUEL, NAN_GUARD, PARK } from './program-shape.testing.ts';

const SCALES = ['1.0', '0.5', '-1.0', '256.0', '65536.0', '1e9', '1e-3', '3e38'];
const INT_OPERATIONS = ['ADDi', 'SUBi', 'MULi', 'ANDi', 'IORi', 'XORi'] as const;
const SHIFTS = ['SHLi', 'SHRi', 'SHRu'] as const;
const FLOAT_OPERATIONS = ['ADDf', 'SUBf', 'MULf', 'DIVf'] as const;
/** Relations that all types can be compared by. */
export const RELATIONS = ['EQU', 'NEQ', 'LSS', 'LEQ', 'GRT', 'GEQ'] as const;

/** A function's frame, and arithmetic on it. */
export class ArithmeticWriter extends FrameWriter {
	protected integers(): void {
		for (let count = this.random.between(1, 4); count > 0; count--) {
			const kind = this.random.below(10);
			if (kind < 6) this.emit(`${this.random.pick(INT_OPERATIONS)} ${this.write('i')} ${this.sources('i')}`);
			else if (kind < 8) this.#shift();
			else if (kind < 9) this.emit(`ABSi ${this.write('i')} ${this.read('i')}`);
			else this.emit(`fTOi ${this.write('i')} ${this.read('f')} #${this.random.pick(SCALES)}`);
		}
	}

	#shift(): void {
		const [value, count] = this.random.chance(50)
			? [this.read('i'), this.random.chance(50) ? `#${this.random.below(40)}` : this.read('i')]
			: [this.intConstant(), this.read('i')];
		this.emit(`${this.random.pick(SHIFTS)} ${this.write('i')} ${value} ${count}`);
	}

	protected division(): void {
		const operation = this.random.chance(50) ? 'DIVi' : 'MODi';
		if (this.random.chance(35)) {
			this.emit(`${operation} ${this.write('i')} ${this.read('i')} #${this.random.pick(['1', '-1', '2', '7', '-10', '4096'])}`);
			return;
		}
		if (this.random.chance(10)) {
			// The quotient that no int can hold.
			const dividend = this.write('i');
			this.emit(`MOVi ${dividend} #0x80000000`);
			this.emit(`${operation} ${this.write('i')} ${dividend} #-1`);
			return;
		}
		let divisor = this.read('i');
		if (!this.isUnguarded()) {
			const odd = this.write('i');
			this.emit(`IORi ${odd} ${divisor} #1`);
			divisor = odd;
		}
		this.emit(`${operation} ${this.write('i')} ${this.random.chance(40) ? this.intConstant() : this.read('i')} ${divisor}`);
	}

	/**
	 * Float operations in a row. Which NaN an operation makes is nobody's promise, so no NaN leaves the row: inside it only float
	 * operations and compares look at the results, behind it each one that is a NaN becomes a number.
	 */
	protected floats(): void {
		const results = new Set<string>();
		const behind = this.newLabel();
		let isParked = false;
		for (let count = this.random.between(1, 6); count > 0; count--) {
			switch (this.random.below(13)) {
				case 12:
					this.#makeNaN(results, behind);
					break;
				case 0:
					this.emit(`MOVf ${this.#floatResult(results)} ${this.#floatOf(results)}`);
					break;
				case 1:
					this.emit(`FLOf ${this.#floatResult(results)} ${this.#floatOf(results)}`);
					break;
				case 2:
					this.emit(`ABSf ${this.#floatResult(results)} ${this.#floatOf(results)}`);
					break;
				case 3:
					this.emit(`iTOf ${this.#floatResult(results)} ${this.#intBeside(results)} #${this.random.pick(SCALES)}`);
					break;
				case 4: {
					const branch = `${this.random.pick(RELATIONS)}f`;
					this.emit(
						`${branch} ${this.random.chance(50) ? this.sources('f') : `${this.#floatOf(results)} ${this.#floatOf(results)}`} @${behind}`,
					);
					break;
				}
				case 5:
					isParked = true;
					this.emit(`POKE &${PARK} ${this.#floatOf(results)}`);
					this.emit(`PEEK ${this.#floatResult(results)} &${PARK}`);
					break;
				default:
					this.#floatOperation(results);
			}
		}
		if (this.random.chance(60))
			this.emit(`fTOi ${this.#intResultBeside(results)} ${this.#floatOf(results)} #${this.random.pick(SCALES)}`);
		this.lines.push(`${behind}:\tNOOP ${NAN_GUARD}`);
		for (const result of results) this.#replaceNaN(result);
		if (isParked) this.emit(`POKE &${PARK} #0 ${NAN_GUARD}`);
	}

	/** A NaN for certain, and a compare that it decides. */
	#makeNaN(results: Set<string>, behind: string): void {
		const result = this.#floatResult(results);
		this.emit(`MOVf ${result} #${this.random.pick(['1e39', '-1e39'])}`);
		this.emit(this.random.chance(50) ? `SUBf ${result} ${result} ${result}` : `MULf ${result} ${result} #0.0`);
		const other = this.random.pick([result, this.read('f'), this.floatConstant()]);
		const [left, right] = this.random.chance(50) || other === result ? [result, other] : [other, result];
		this.emit(`${this.random.pick(RELATIONS)}f ${left} ${right} @${behind}`);
	}

	#floatOperation(results: Set<string>): void {
		const operation = this.random.pick(FLOAT_OPERATIONS);
		const form = this.random.below(4);
		const left = form === 0 ? this.floatConstant() : this.#floatOf(results);
		if (operation !== 'DIVf') {
			const right = form === 1 ? this.floatConstant() : this.#floatOf(results);
			this.emit(`${operation} ${this.#floatResult(results)} ${left} ${right}`);
			return;
		}
		if (form === 1) {
			this.emit(`DIVf ${this.#floatResult(results)} ${left} #${this.random.pick(['1.0', '-3.0', '0.1', '1e39', '1e-42'])}`);
			return;
		}
		const divisor = this.#floatOf(results);
		const skip = this.newLabel();
		if (!this.isUnguarded()) this.emit(`EQUf ${divisor} #0.0 @${skip}`);
		this.emit(`DIVf ${this.#floatResult(results)} ${left} ${divisor}`);
		this.place(skip);
	}

	/** A slot for a result that may be a NaN. */
	#floatResult(results: Set<string>): string {
		const result = this.write('f');
		results.add(result);
		return result;
	}

	/** A float to work on, preferably a result of the row. */
	#floatOf(results: ReadonlySet<string>): string {
		return results.size > 0 && this.random.chance(50) ? this.random.pick([...results]) : this.read('f');
	}

	/** An int that is no result of the row. */
	#intBeside(results: ReadonlySet<string>): string {
		for (let attempt = 0; attempt < 8; attempt++) {
			const slot = this.read('i');
			if (!results.has(slot)) return slot;
		}
		// No row has so many results that this transient would be one: `write` does not know it.
		const other = `%${TRANSIENTS}`;
		this.emit(`PEEK ${other} &${FUEL}`);
		return other;
	}

	/** A slot for an int that is no result of the row, which still has to be seen as one. */
	#intResultBeside(results: ReadonlySet<string>): string {
		const slot = this.write('i');
		return results.has(slot) ? `%${TRANSIENTS}` : slot;
	}

	#replaceNaN(slot: string): void {
		const isNumber = this.newLabel();
		if (this.random.chance(50)) this.emit(`EQUf ${slot} ${slot} @${isNumber} ${NAN_GUARD}`);
		else {
			const replace = this.newLabel();
			this.emit(`NEQf ${slot} ${slot} @${replace} ${NAN_GUARD}`);
			this.emit(`GOTO @${isNumber} ${NAN_GUARD}`);
			this.lines.push(`${replace}:\tNOOP ${NAN_GUARD}`);
		}
		this.emit(`MOVf ${slot} ${this.floatConstant()} ${NAN_GUARD}`);
		this.lines.push(`${isNumber}:\tNOOP ${NAN_GUARD}`);
	}
}
