/** The memory that a program starts with: sections, their data, and what is carved from the constants (gazl.md 6 and 11). */

import { AssemblyFault, type Place } from './errors.ts';
import type { Section } from './program.ts';

/** The section that data goes to. */
export interface OpenSection {
	readonly section: Exclude<Section, 'alias'>;
	/** Its label; empty without. */
	name: string;
	/** Word index of the next value, and of the first word behind the section. */
	next: number;
	readonly end: number;
}

/** All of memory while it is laid out: globals grow from its start, constants from its end. */
export class DataSections {
	/** All words. What nobody writes stays 0. */
	readonly words: Int32Array;
	#globalWords = 0;
	/** The last word of memory is a guard that nobody can claim. */
	#constantWords = 1;
	#open: OpenSection | null = null;

	readonly #heapWords: number;

	/** Memory of that size, with words in it that no section may have. */
	constructor(memoryWords: number, heapWords: number) {
		this.words = new Int32Array(memoryWords);
		this.#heapWords = heapWords;
	}

	/** The section that data goes to. Error 1 when there is none. */
	current(place: Place): OpenSection {
		if (this.#open === null) throw new AssemblyFault('DATA_SECTION_MISSING', '', place);
		return this.#open;
	}

	/** Opens a section, without a name for now, and gives the word index of its start. Error 26. */
	open(section: OpenSection['section'], sizeWords: number, place: Place): number {
		let start: number;
		if (section === 'CNST') {
			start = this.carveConstants(sizeWords, place);
		} else {
			this.#requireFree(sizeWords, place);
			start = this.#globalWords;
			this.#globalWords += sizeWords;
		}
		this.#open = { section, name: '', next: start, end: start + sizeWords };
		return start;
	}

	/** Takes words for constants, below all earlier ones, and gives the word index of the first. Error 26. */
	carveConstants(sizeWords: number, place: Place): number {
		this.#requireFree(sizeWords, place);
		this.#constantWords += sizeWords;
		return this.words.length - this.#constantWords;
	}

	/** Claims the next words of a section and gives the word index of the first. Error 0. */
	claim(section: OpenSection, count: number, place: Place): number {
		if (count > section.end - section.next) throw new AssemblyFault('DATA_SECTION_FULL', section.name, place);
		section.next += count;
		return section.next - count;
	}

	/** A copy of the first words of memory: all globals. */
	globalImage(): Int32Array {
		return this.words.slice(0, this.#globalWords);
	}

	/** A copy of the last words of memory: all constants and the guard. */
	constantImage(): Int32Array {
		return this.words.slice(this.words.length - this.#constantWords);
	}

	#requireFree(sizeWords: number, place: Place): void {
		const free = this.words.length - this.#heapWords - this.#globalWords - this.#constantWords;
		if (sizeWords > free)
			throw new AssemblyFault('NOT_ENOUGH_MEMORY_SPACE', '', place, `It needs ${sizeWords} words, ${free} are free.`);
	}
}
