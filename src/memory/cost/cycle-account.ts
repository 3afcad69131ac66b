import { LEVEL_COUNT } from '../heap/levels.ts';
import type { AccessCost } from './access-cost.ts';

/** What some part of a program has cost; all are sums over a run. */
export interface CycleSums {
	/** VM instructions executed, a cycle each. */
	readonly instructions: number;
	/** Words of each level that were read or written, by number of `LEVEL`. */
	readonly accesses: readonly number[];
	/** Level cost of these, before savings. */
	readonly accessCycles: number;
	/** Cycles that pairs of accesses saved. */
	readonly savedCycles: number;
	/** `instructions` + `accessCycles` − `savedCycles`. */
	readonly cycles: number;
}

/** The sums of one key, such as a source line. */
export interface KeyedCycles extends CycleSums {
	readonly key: number;
}

/**
 * The cycle account of a run (specification: memory, section 9): a cycle for each VM instruction, and the level cost of each access less what
 * dual access saves, kept for each instruction of the program. A native costs its instruction and what it accesses: the account is
 * that of the modelled memory, and not of the emulator.
 *
 * Nothing is allocated after construction.
 */
export class CycleAccount {
	readonly cost: AccessCost;
	/** Times that each instruction was begun: an interpreter counts them here. */
	readonly passes: Int32Array;
	/** Level cost of each instruction, less savings. */
	readonly #netCycles: Float64Array;
	readonly #savedCycles: Float64Array;
	/** Words that each instruction accessed, {@link LEVEL_COUNT} for each. */
	readonly #accesses: Float64Array;

	/** @param instructions of the program */
	constructor(instructions: number, cost: AccessCost) {
		this.cost = cost;
		this.passes = new Int32Array(instructions);
		this.#netCycles = new Float64Array(instructions);
		this.#savedCycles = new Float64Array(instructions);
		this.#accesses = new Float64Array(instructions * LEVEL_COUNT);
	}

	/** An instruction reads or writes a word. */
	access(instruction: number, address: number): void {
		const saved = this.cost.savedCycles;
		this.#charge(instruction, this.cost.access(instruction, address), saved);
		const level = this.cost.levelOf(address);
		if (level >= 0) this.#accesses[instruction * LEVEL_COUNT + level]++;
	}

	/** An instruction reads or writes words one behind the other. */
	run(instruction: number, address: number, words: number): void {
		this.#charge(instruction, this.cost.run(address, words), this.cost.savedCycles);
		this.#count(instruction, address, words);
	}

	/** An instruction copies words. */
	copy(instruction: number, from: number, to: number, words: number): void {
		const saved = this.cost.savedCycles;
		this.#charge(instruction, this.cost.copy(from, to, words), saved);
		this.#count(instruction, from, words);
		this.#count(instruction, to, words);
	}

	/** An instruction wants the line of a word in the cache. */
	prefetch(address: number): void {
		this.cost.prefetch(address);
	}

	/** All that the program has cost. */
	total(): CycleSums {
		const [sums] = this.byKey(new Int32Array(this.passes.length));
		if (sums === undefined) return NOTHING;
		const { key: _, ...total } = sums;
		return total;
	}

	/**
	 * The account by function, source line or whatever else instructions belong to, in the order of the keys.
	 *
	 * @param keys of each instruction, such as `Program.lines` or ordinals of functions
	 * @returns the keys of which an instruction was executed
	 */
	byKey(keys: Int32Array): readonly KeyedCycles[] {
		const sums = new Map<number, Float64Array>();
		for (let instruction = 0; instruction < this.passes.length; instruction++) {
			const passes = this.passes[instruction] >>> 0;
			if (passes === 0) continue;
			const key = keys[instruction];
			const sum = sums.get(key) ?? new Float64Array(3 + LEVEL_COUNT);
			sums.set(key, sum);
			sum[0] += passes;
			sum[1] += this.#netCycles[instruction];
			sum[2] += this.#savedCycles[instruction];
			for (let level = 0; level < LEVEL_COUNT; level++) sum[3 + level] += this.#accesses[instruction * LEVEL_COUNT + level];
		}
		return [...sums]
			.sort(([a], [b]) => a - b)
			.map(([key, [instructions, netCycles, savedCycles, ...accesses]]) => {
				const cycles = instructions + netCycles;
				return { key, instructions, accesses, accessCycles: netCycles + savedCycles, savedCycles, cycles };
			});
	}

	#charge(instruction: number, cycles: number, savedBefore: number): void {
		this.#netCycles[instruction] += cycles;
		this.#savedCycles[instruction] += this.cost.savedCycles - savedBefore;
	}

	#count(instruction: number, address: number, words: number): void {
		for (let word = 0; word < words; word++) {
			const level = this.cost.levelOf(address + word);
			if (level >= 0) this.#accesses[instruction * LEVEL_COUNT + level]++;
		}
	}
}

const NOTHING: CycleSums = {
	instructions: 0,
	accesses: new Array<number>(LEVEL_COUNT).fill(0),
	accessCycles: 0,
	savedCycles: 0,
	cycles: 0,
};
