/**
 * What a name, number or compile-time variable can stand for, as bits (gazl.md 3). A symbol has a set of them, an operand
 * accepts a set, and the two fit when they meet.
 */

import type { SlotDirective } from './program.ts';

/** The capabilities of constants and of what the whole program sees. */
export const INT_NON_NEGATIVE = 1 << 0;
export const INT_NEGATIVE = 1 << 1;
export const FLOAT = 1 << 2;
export const ADDRESS_READ = 1 << 3;
export const ADDRESS_WRITE = 1 << 4;
export const NULL_POINTER = 1 << 5;
export const FUNCTION = 1 << 6;
export const NATIVE = 1 << 7;

/** The capabilities of what a function declares. */
export const BRANCH = 1 << 8;
export const READ_INT = 1 << 9;
export const READ_FLOAT = 1 << 10;
export const READ_POINTER = 1 << 11;
export const WRITE_INT = 1 << 12;
export const WRITE_FLOAT = 1 << 13;
export const WRITE_POINTER = 1 << 14;

export const INT = INT_NON_NEGATIVE | INT_NEGATIVE;
export const ADDRESS = ADDRESS_READ | ADDRESS_WRITE;
export const POINTER = ADDRESS | NULL_POINTER | FUNCTION;
export const READ_ANY = READ_INT | READ_FLOAT | READ_POINTER;
export const WRITE_ANY = WRITE_INT | WRITE_FLOAT | WRITE_POINTER;
export const VARIABLE = READ_ANY | WRITE_ANY;

/** The capability of an int of that value. */
export function capabilityOfInt(value: number): number {
	return value < 0 ? INT_NEGATIVE : INT_NON_NEGATIVE;
}

/** What may be done with a frame slot, by the directive that declares it. */
export const SLOT_CAPABILITIES: Readonly<Record<SlotDirective, number>> = {
	INPi: READ_INT,
	INPf: READ_FLOAT,
	INPp: READ_POINTER,
	OUTi: READ_INT | WRITE_INT,
	OUTf: READ_FLOAT | WRITE_FLOAT,
	OUTp: READ_POINTER | WRITE_POINTER,
	PARA: VARIABLE,
	LOCi: READ_INT | WRITE_INT,
	LOCf: READ_FLOAT | WRITE_FLOAT,
	LOCp: READ_POINTER | WRITE_POINTER,
	LOCA: VARIABLE,
};
