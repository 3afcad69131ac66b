import { HEAP_TABLE } from '../memory/heap/allocator.ts';
import { LEVEL_HEAP_TABLE } from '../memory/heap/level-heap.ts';
import { LEVEL_COUNT, LEVEL_NAMES } from '../memory/heap/levels.ts';
import type { FirmwareHeap } from './firmware-heap.ts';
import { HEAP_HEADER } from './heap-layout.ts';

/** Longest line of a report, characters. */
const LINE_CHARACTERS = 160;

const DIGIT_0 = 0x30;
const POWERS_OF_TEN = [1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1000, 100, 10, 1];

/** What takes the lines of a report: the low bytes of so many words. */
export interface LineSink {
	printLine(words: Int32Array, length: number): void;
}

/** Writes the statistics of a heap as text (`adiReport`), a character to a word, without making an object: for the audio thread. */
export class HeapReport {
	readonly #line = new Int32Array(LINE_CHARACTERS);
	#length = 0;

	/**
	 * Gives the lines to `sink`, and answers how many characters they had.
	 *
	 * @param levelTables the table `levels` of the heap
	 */
	write(heap: FirmwareHeap, levelTables: Int32Array, sink: LineSink): number {
		let characters = 0;
		for (let level = 0; level < LEVEL_COUNT; level++) {
			this.#levelLine(levelTables, level);
			characters += this.#end(sink);
		}
		this.#text('pools ').#number(heap.pools.count).#text(', of three sizes ').#number(heap.multiPools.count);
		this.#text('; buffers: circular ').#number(heap.circularBuffers.count).#text(', DMA ').#number(heap.dmaBuffers.count);
		this.#text('; bounded pointers ').#number(heap.boundedPointers.count).#text('; rings ').#number(heap.rings.count);
		characters += this.#end(sink);
		let violations = 0;
		for (let at = HEAP_HEADER.violations; at < HEAP_HEADER.words; at++) violations += heap.header[at];
		this.#text('violations ').#number(violations);
		return characters + this.#end(sink);
	}

	#levelLine(tables: Int32Array, level: number): void {
		const at = tables[LEVEL_HEAP_TABLE.places + 2 * level];
		const requests = tables[at + HEAP_TABLE.requests];
		const failures = tables[at + HEAP_TABLE.failures];
		const frees = tables[at + HEAP_TABLE.frees];
		this.#text(LEVEL_NAMES[level])
			.#text(': blocks ')
			.#number(requests - failures - frees);
		this.#text('; words asked ').#number(tables[at + HEAP_TABLE.askedWords]);
		this.#text(', granted ').#number(tables[at + HEAP_TABLE.grantedWords]);
		this.#text(' of ').#number(tables[at + HEAP_TABLE.usableWords]);
		this.#text(', peak ').#number(tables[at + HEAP_TABLE.peakWords]);
		this.#text('; requests ').#number(requests).#text(', failed ').#number(failures);
		this.#text('; frees ')
			.#number(frees)
			.#text(', refused ')
			.#number(tables[at + HEAP_TABLE.refusedFrees]);
	}

	#text(text: string): this {
		for (let i = 0; i < text.length && this.#length < LINE_CHARACTERS; i++) this.#line[this.#length++] = text.charCodeAt(i);
		return this;
	}

	/** A word as an unsigned number, by subtraction: a quotient with a fraction would be an object in code that is not compiled yet. */
	#number(word: number): this {
		let rest = word >>> 0;
		let hasBegun = false;
		for (let place = 0; place < POWERS_OF_TEN.length; place++) {
			const power = POWERS_OF_TEN[place];
			let digit = 0;
			for (; rest >= power; rest -= power) digit++;
			hasBegun ||= digit > 0 || power === 1;
			if (hasBegun && this.#length < LINE_CHARACTERS) this.#line[this.#length++] = DIGIT_0 + digit;
		}
		return this;
	}

	#end(sink: LineSink): number {
		const length = this.#length;
		sink.printLine(this.#line, length);
		this.#length = 0;
		return length;
	}
}
