import { type DataSymbol, type FunctionSymbol, IP_OFFSET, type Program } from './program.ts';
import { verifyProgram } from './verify-program.ts';

/**
 * A program with all that a machine derives from it, checked and ready to be plugged in without allocating anything: made when a
 * firmware arrives, used when it starts. Immutable; several machines may share one.
 */
export interface LinkedProgram {
	readonly program: Program;
	/** The code's words as binary32 numbers: float constants. */
	readonly codeFloats: Float32Array;
	/** Ordinal of the function that each instruction belongs to. */
	readonly owners: Int32Array;
	readonly ordinals: ReadonlyMap<string, number>;
	readonly symbols: ReadonlyMap<string, DataSymbol>;
}

/**
 * Checks and prepares a program.
 *
 * @throws RangeError when the program is damaged, see `verifyProgram`
 */
export function linkProgram(program: Program): LinkedProgram {
	verifyProgram(program);
	return {
		program,
		codeFloats: new Float32Array(program.code.buffer, program.code.byteOffset, program.code.length),
		owners: ownersOf(program.functions),
		ordinals: new Map(program.functions.map(({ name }, ordinal) => [name, ordinal])),
		symbols: new Map(program.symbols.map((symbol) => [symbol.name, symbol])),
	};
}

/** Pointer to the function of that name, or 0. */
export function functionPointer({ ordinals }: LinkedProgram, name: string): number {
	const ordinal = ordinals.get(name);
	return ordinal === undefined ? 0 : IP_OFFSET + ordinal;
}

function ownersOf(functions: readonly FunctionSymbol[]): Int32Array {
	const owners = new Int32Array(functions.at(-1)?.end ?? 0);
	functions.forEach(({ start, end }, ordinal) => {
		owners.fill(ordinal, start, end);
	});
	return owners;
}
