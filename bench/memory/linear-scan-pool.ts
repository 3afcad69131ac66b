import type { BinConfiguration } from '../../src/memory/heap/heap-configuration.ts';

/**
 * What firmware authors write by hand: for each size an array of blocks, one flag for each, and a loop that looks for the first flag that is
 * not set. A request goes to the smallest size that fits and, when that is full, to the next. The state has the same place as
 * that of the allocators: words of the machine's memory and words beside it.
 */
export class LinearScanPool {
	/** Flags that the last operation looked at. */
	steps = 0;

	/** Words for {@link FLAG_ROW} of each size and for the flags. */
	static tableWords(sizes: readonly BinConfiguration[]): number {
		return sizes.reduce((words, { chunks }) => words + FLAG_ROW.size + chunks, 0);
	}

	readonly #flags: Int32Array;
	readonly #sizes: number;

	/** @param flags {@link LinearScanPool.tableWords} words */
	constructor(flags: Int32Array, sizes: readonly BinConfiguration[]) {
		this.#flags = flags;
		this.#sizes = sizes.length;
		let firstFlag = sizes.length * FLAG_ROW.size;
		let firstBlock = 0;
		for (const [size, { words, chunks }] of sizes.entries()) {
			const row = size * FLAG_ROW.size;
			flags[row + FLAG_ROW.words] = words;
			flags[row + FLAG_ROW.firstFlag] = firstFlag;
			flags[row + FLAG_ROW.firstBlock] = firstBlock;
			flags[row + FLAG_ROW.blocks] = chunks;
			firstFlag += chunks;
			firstBlock += words * chunks;
		}
		this.reset();
	}

	reset(): void {
		this.#flags.fill(0, this.#sizes * FLAG_ROW.size);
	}

	/** Address of the first word, or −1. */
	allocate(words: number): number {
		const flags = this.#flags;
		this.steps = 0;
		for (let row = 0; row < this.#sizes * FLAG_ROW.size; row += FLAG_ROW.size) {
			const blockWords = flags[row + FLAG_ROW.words];
			if (blockWords < words) continue;
			const firstFlag = flags[row + FLAG_ROW.firstFlag];
			const end = firstFlag + flags[row + FLAG_ROW.blocks];
			for (let flag = firstFlag; flag < end; flag++) {
				this.steps++;
				if (flags[flag] !== 0) continue;
				flags[flag] = 1;
				return flags[row + FLAG_ROW.firstBlock] + (flag - firstFlag) * blockWords;
			}
		}
		return -1;
	}

	/** Gives back what `allocate` answered. */
	free(address: number): void {
		const flags = this.#flags;
		this.steps = 1;
		let row = (this.#sizes - 1) * FLAG_ROW.size;
		while (row > 0 && address < flags[row + FLAG_ROW.firstBlock]) row -= FLAG_ROW.size;
		const block = Math.trunc((address - flags[row + FLAG_ROW.firstBlock]) / flags[row + FLAG_ROW.words]);
		flags[flags[row + FLAG_ROW.firstFlag] + block] = 0;
	}
}

/** A size in the words of {@link LinearScanPool}; all flags come behind the last of them. */
const FLAG_ROW = { words: 0, firstFlag: 1, firstBlock: 2, blocks: 3, size: 4 } as const;
