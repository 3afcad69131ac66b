import type { DataSymbol, Program } from '../gazl/program.ts';

/** A program without code: globals g0, g1 … of these sizes from word 0, constants c0, c1 … downwards from the guard word, as GAZL lays them out. */
export function programOf(memoryWords: number, globals: readonly number[], constants: readonly number[]): Program {
	const symbols: DataSymbol[] = [];
	let low = 0;
	for (const [index, sizeWords] of globals.entries()) {
		symbols.push({ name: `g${index}`, section: 'GLOB', address: low, sizeWords, line: index + 1 });
		low += sizeWords;
	}
	let high = memoryWords - 1;
	for (const [index, sizeWords] of constants.entries()) {
		high -= sizeWords;
		symbols.push({ name: `c${index}`, section: 'CNST', address: high, sizeWords, line: 100 + index });
	}
	return withSymbols(memoryWords, low, memoryWords - high, symbols);
}

/** A program without code and with these symbols. */
export function withSymbols(
	memoryWords: number,
	globalWords: number,
	constantWords: number,
	symbols: readonly DataSymbol[],
): Program {
	return {
		code: new Int32Array(0),
		lines: new Int32Array(0),
		entryPoints: new Int32Array(0),
		functions: [],
		natives: [],
		symbols,
		constants: [],
		memoryWords,
		globalImage: new Int32Array(globalWords),
		heapWords: 0,
		constantImage: new Int32Array(constantWords),
	};
}
