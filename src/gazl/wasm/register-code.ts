/** The code for registers of the host, in programs that have asked for them; others have none of it. */

import type { BodyWriter } from './body-writer.ts';
import type { ValueType } from './wasm-opcodes.ts';

/** Where registers are, for code. */
export interface RegisterPlace {
	/** Word index that the first of them would have if it were memory, and how many there are. */
	readonly start: number;
	readonly words: number;
	/** Indices of the imported functions: from a register's number to its word, and from number and word to nothing. */
	readonly read: number;
	readonly write: number;
}

/** The number of the register that a fixed address names, −1 when it names none. */
export function registerAt(place: RegisterPlace | null, index: number): number {
	if (place === null) return -1;
	const register = (index - place.start) >>> 0;
	return register < place.words ? register : -1;
}

/** Puts on the stack whether the word index in a local is that of a register, whose number goes into another local. */
export function isRegister(body: BodyWriter, { start, words }: RegisterPlace, index: number, register: number): void {
	body
		.get(index)
		.i32(start)
		.op('i32.sub')
		.tee(register)
		.i32(words | 0)
		.op('i32.lt_u');
}

/** Puts the word of a register on the stack. */
export function readRegister(body: BodyWriter, { read }: RegisterPlace, pushRegister: () => void, type: ValueType): void {
	pushRegister();
	body.call(read);
	if (type === 'f32') body.op('f32.reinterpret_i32');
}

/** Writes a register; `pushBits` puts the word on the stack and says how it lies there. */
export function writeRegister(
	body: BodyWriter,
	{ write }: RegisterPlace,
	pushRegister: () => void,
	pushBits: () => ValueType,
): void {
	pushRegister();
	if (pushBits() === 'f32') body.op('i32.reinterpret_f32');
	body.call(write);
}
