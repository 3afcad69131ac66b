import { GRANULE_WORDS } from '../gazl/wasm/heat-counters.ts';
import type { CellPalette } from './cell-palette.ts';
import type { HeatRates } from './heat-meter.ts';
import { HeatPalette } from './heat-palette.ts';
import { heatCode } from './heat-scale.ts';
import type { MemorySource } from './memory-source.ts';
import { ChangeWatch, glowDecay } from './word-codes.ts';
import { WordPalette } from './word-palette.ts';

/** Paints one word. */
type PaintWord = (address: number, code: number) => void;

/** What the cells of the memory map tell: a code for each word, and how codes look. */
export interface CellPicture {
	readonly codes: Uint16Array;
	readonly palette: CellPalette;
	/** The theme has changed. */
	recolour(): void;
	/** The words are others now: what was before is forgotten. */
	settle(): void;
	/**
	 * Brings the codes up to date and paints the words whose code is another than before. `stackShownEnd` is one past the last word of
	 * the stack that has a cell.
	 */
	look(stackShownEnd: number, elapsedMs: number, paint: PaintWord): void;
}

/** The words' values, with a glow where one has changed. */
export class ValuePicture implements CellPicture {
	palette: WordPalette;
	readonly #host: Element;
	readonly #source: MemorySource;
	readonly #watch: ChangeWatch;

	/** Colours are read at `host`. */
	constructor(host: Element, source: MemorySource) {
		this.#host = host;
		this.#source = source;
		this.#watch = new ChangeWatch(source.space.memoryWords);
		this.palette = new WordPalette(host);
	}

	get codes(): Uint16Array {
		return this.#watch.codes;
	}

	recolour(): void {
		this.palette = new WordPalette(this.#host);
	}

	settle(): void {
		const { words, space } = this.#source;
		this.#watch.settle(words, 0, space.memoryWords);
	}

	look(stackShownEnd: number, elapsedMs: number, paint: PaintWord): void {
		const { words, space } = this.#source;
		const decay = glowDecay(elapsedMs);
		this.#watch.look(words, 0, stackShownEnd, decay, paint);
		this.#watch.look(words, space.constantsStart, space.memoryWords, decay, paint);
	}
}

/** How often words are read and written: all words of a granule have the same code. */
export class HeatPicture implements CellPicture {
	palette: HeatPalette;
	readonly codes: Uint16Array;
	readonly #host: Element;
	readonly #source: MemorySource;

	/** Colours are read at `host`. */
	constructor(host: Element, source: MemorySource) {
		this.#host = host;
		this.#source = source;
		this.codes = new Uint16Array(source.space.memoryWords);
		this.palette = new HeatPalette(host);
	}

	recolour(): void {
		this.palette = new HeatPalette(this.#host);
	}

	settle(): void {
		const { heat, space } = this.#source;
		for (let word = 0; word < space.memoryWords; word++) this.codes[word] = codeOf(heat, Math.floor(word / GRANULE_WORDS));
	}

	look(stackShownEnd: number, _elapsedMs: number, paint: PaintWord): void {
		const { heat, space } = this.#source;
		const { codes } = this;
		for (let granule = 0; granule < heat.reads.length; granule++) {
			const start = granule * GRANULE_WORDS;
			const code = codeOf(heat, granule);
			if (code === codes[start]) continue;
			const end = Math.min(space.memoryWords, start + GRANULE_WORDS);
			for (let word = start; word < end; word++) {
				codes[word] = code;
				if (word < stackShownEnd || word >= space.constantsStart) paint(word, code);
			}
		}
	}
}

function codeOf({ reads, writes }: HeatRates, granule: number): number {
	return heatCode(reads[granule] ?? 0, writes[granule] ?? 0);
}
