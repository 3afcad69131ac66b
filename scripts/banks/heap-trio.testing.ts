import { heapTable } from '../../src/bridge/heap-layout.ts';
import { impalaPlace } from '../../src/impala/compile.ts';
import { LevelHeapReader } from '../../src/memory/heap/level-heap.ts';
import { OBJECT_TABLE } from '../../src/memory/heap/object-table.ts';
import { POOL } from '../../src/memory/heap/pools.ts';
import { ExecutorTrio } from '../../worklet/cpu/executor-trio.testing.ts';
import type { BenchControls } from './tick-bench.testing.ts';

/** Ticks between two comparisons of the executors. */
const STRETCH = 512;

/** What a heap refused: the native, the outcome, and the line of the Impala source. */
export interface Refusal {
	readonly native: string;
	readonly outcome: string;
	readonly line: number;
}

/** A word of the row of a pool, as a number. */
export function poolWord(heapTables: Int32Array, pool: number, word: keyof typeof POOL): number {
	return heapTable(heapTables, 'pools')[OBJECT_TABLE.firstRow + (pool - 1) * POOL.words + POOL[word]];
}

/** A firmware of our own, as Impala, run by the interpreter, by compiled code, and by compiled code that runs ahead; they must agree in all. */
export class HeapTrio {
	readonly #trio: ExecutorTrio;
	#tick = 0;

	constructor(source: string, controls: BenchControls = {}) {
		this.#trio = new ExecutorTrio(source);
		this.turn(controls);
	}

	/** Sets controls of all three. */
	turn(controls: BenchControls): void {
		for (const { controls: own } of Object.values(this.#trio.benches)) Object.assign(own, controls);
	}

	/** The RESET switch. */
	reset(): void {
		for (const bench of Object.values(this.#trio.benches)) bench.reset();
	}

	/**
	 * The left output of `ticks` ticks.
	 *
	 * @param input of tick n of all that were played, for both channels
	 */
	play(ticks: number, input: (tick: number) => number): Int32Array {
		const output = new Int32Array(ticks);
		for (let done = 0; done < ticks; ) {
			const count = Math.min(STRETCH, ticks - done);
			const words = Array.from({ length: count }, (_, n) => input(this.#tick + n)).flatMap((word) => [word, word]);
			const played = this.#trio.play(words);
			if (played.length < words.length) throw new Error(`stopped after ${this.#tick + played.length / 2} ticks`);
			for (let n = 0; n < count; n++) output[done + n] = played[2 * n];
			done += count;
			this.#tick += count;
		}
		return output;
	}

	/** What the heap refused since the last call. */
	refusals(): readonly Refusal[] {
		const { lineMap } = this.#trio;
		return this.#trio.events().flatMap((event) => {
			if (event.kind !== 'memory') return [];
			const line = lineMap === null ? 0 : (impalaPlace(lineMap, event.line)?.start.line ?? 0);
			return [{ native: event.native.name, outcome: event.outcome, line }];
		});
	}

	/** Words of a global. */
	global(name: string, words = 1): readonly number[] {
		return this.#trio.global(name, words);
	}

	/** The region of the heap's tables. */
	get tables(): Int32Array {
		return this.#trio.tables;
	}

	/** Reads the levels. */
	get levels(): LevelHeapReader {
		return new LevelHeapReader(this.#trio.benches.ahead.slot.run.machine.memory, heapTable(this.tables, 'levels'));
	}
}
