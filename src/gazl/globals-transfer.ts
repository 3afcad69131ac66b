import type { Program } from './program.ts';
import { IP_OFFSET, MEMORY_OFFSET } from './program.ts';

/** Words of `#runs` for each run of words: its address in either program, and how many there are. */
const RUN_WORDS = 3;

/**
 * Takes the variables of a program over into its next version while it runs. As thawing does (gazl.md 14) it goes by name and size: a
 * global that is gone or has another size is left, and so are TEMP and CNST. Two kinds of words are left as well, because the new
 * version knows better: those that still are what the old one began with, so that an edited table or start value takes effect; and
 * addresses, which the old one's layout gave.
 */
export class GlobalsTransfer {
	/** The program that variables are taken from. */
	readonly from: Program;
	readonly #runs: Int32Array;

	/** `isLeft` tells by its name of a global that is not to be taken over. */
	constructor(from: Program, to: Program, isLeft: (name: string) => boolean) {
		this.from = from;
		const targets = new Map(to.symbols.filter((symbol) => isVariable(symbol, to)).map((symbol) => [symbol.name, symbol]));
		const runs: number[] = [];
		for (const symbol of from.symbols) {
			const target = targets.get(symbol.name);
			if (target?.sizeWords !== symbol.sizeWords || !isVariable(symbol, from) || isLeft(symbol.name)) continue;
			runs.push(symbol.address, target.address, symbol.sizeWords);
		}
		this.#runs = Int32Array.from(runs);
	}

	/** Copies from the memory of one machine to that of another. For the audio thread. */
	apply(fromMemory: Int32Array, toMemory: Int32Array): void {
		const runs = this.#runs;
		const { globalImage, memoryWords, entryPoints } = this.from;
		for (let run = 0; run < runs.length; run += RUN_WORDS) {
			const source = runs[run];
			const target = runs[run + 1];
			for (let i = 0; i < runs[run + 2]; ++i) {
				const word = fromMemory[source + i];
				const isAddress = (word - MEMORY_OFFSET) >>> 0 < memoryWords || (word - IP_OFFSET) >>> 0 < entryPoints.length;
				if (word !== globalImage[source + i] && !isAddress) toMemory[target + i] = word;
			}
		}
	}
}

/** Whether a symbol names words among a program's globals that are its own to change and to keep. */
function isVariable({ section, address, sizeWords }: Program['symbols'][number], { globalImage }: Program): boolean {
	return section === 'GLOB' && address >= 0 && address + sizeWords <= globalImage.length;
}
