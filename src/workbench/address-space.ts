import type { DataSymbol, Program } from '../gazl/program.ts';
import { MEMORY_OFFSET } from '../gazl/program.ts';

/** A part of the firmware's memory (gazl.md 11); a firmware that allocates memory has a heap as well. */
export type SpaceSection = 'globals' | 'stack' | 'heap' | 'constants';

/** Adjacent words that belong to one symbol, or to none. */
export interface Span {
	readonly section: Exclude<SpaceSection, 'stack' | 'heap'>;
	/** The innermost symbol that covers the words; null for words that nobody named. */
	readonly symbol: DataSymbol | null;
	readonly start: number;
	readonly words: number;
}

/** A program's memory as a map: sections from the lowest word to the highest, and who owns which word. */
export class AddressSpace {
	readonly program: Program;
	readonly memoryWords: number;
	/** First word of the data stack, which is the number of words of globals. */
	readonly stackBase: number;
	/** One past the data stack: the first word of the heap, or of the constants where there is none. */
	readonly stackEnd: number;
	/** First word of the constants. */
	readonly constantsStart: number;
	/** Every word of the globals, then of the constants, in exactly one span; ascending. */
	readonly spans: readonly Span[];

	constructor(program: Program) {
		this.program = program;
		this.memoryWords = program.memoryWords;
		this.stackBase = program.globalImage.length;
		this.constantsStart = program.memoryWords - program.constantImage.length;
		this.stackEnd = this.constantsStart - program.heapWords;
		const owners = program.symbols
			.filter(({ section, sizeWords }) => section !== 'alias' && sizeWords > 0)
			.sort((a, b) => a.address - b.address || b.sizeWords - a.sizeWords);
		this.spans = [
			...spansOf('globals', 0, this.stackBase, owners),
			...spansOf('constants', this.constantsStart, this.memoryWords, owners),
		];
	}

	/** The section of a word that is in memory. */
	sectionOf(address: number): SpaceSection {
		if (address < this.stackBase) return 'globals';
		if (address < this.stackEnd) return 'stack';
		return address < this.constantsStart ? 'heap' : 'constants';
	}

	/** Whether the word is the guard behind the constants, which is always 0. */
	isGuard(address: number): boolean {
		return address === this.memoryWords - 1;
	}

	/** The span of a word; null in the data stack, in the heap and outside memory. */
	spanAt(address: number): Span | null {
		const index = this.#spanIndex(address);
		const span = this.spans[index];
		return span !== undefined && address < span.start + span.words ? span : null;
	}

	/** First word of the next span, or of the data stack, in either direction (+1, −1), going no further than memory's ends. */
	nextBoundary(address: number, direction: 1 | -1): number {
		const starts = this.#boundaries();
		if (direction > 0) return starts.find((start) => start > address) ?? address;
		return starts.findLast((start) => start < address) ?? 0;
	}

	#boundaries(): readonly number[] {
		return [...this.spans.map(({ start }) => start), this.stackBase, this.stackEnd].sort((a, b) => a - b);
	}

	/** Index of the last span that starts at or before a word, −1 for none. */
	#spanIndex(address: number): number {
		let low = 0;
		let high = this.spans.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.spans[middle]?.start ?? 0) <= address) low = middle + 1;
			else high = middle;
		}
		return low - 1;
	}
}

/** Cuts the words from `start` to `end` at every border of a symbol. `owners` ascend, and what encloses comes first. */
function spansOf(section: Span['section'], start: number, end: number, owners: readonly DataSymbol[]): Span[] {
	const inside = owners.filter(({ address }) => address >= start && address < end);
	const borders = new Set([start, end]);
	for (const { address, sizeWords } of inside) borders.add(address).add(Math.min(end, address + sizeWords));
	if (section === 'constants' && end > start) borders.add(end - 1);
	const cuts = [...borders].sort((a, b) => a - b);
	const spans: Span[] = [];
	const open: DataSymbol[] = [];
	let next = 0;
	for (let i = 0; i + 1 < cuts.length; i++) {
		const from = cuts[i] as number;
		const to = cuts[i + 1] as number;
		for (let owner = inside[next]; owner !== undefined && owner.address <= from; owner = inside[next]) {
			open.push(owner);
			next += 1;
		}
		const symbol = open.findLast((owner) => owner.address + owner.sizeWords > from) ?? null;
		spans.push({ section, symbol, start: from, words: to - from });
	}
	return spans;
}

/** The pointer by which firmware reaches a word (gazl.md 1). */
export function pointerTo(address: number): number {
	return (address + MEMORY_OFFSET) | 0;
}

/** Where a word is, for people: `delay`, `params[3]`, `stack + 5`, `guard`, or the bare index of a word without a name. */
export function placeName(space: AddressSpace, address: number): string {
	const section = space.sectionOf(address);
	if (section === 'stack') return `stack + ${address - space.stackBase}`;
	if (section === 'heap') return `heap + ${address - space.stackEnd}`;
	const symbol = space.spanAt(address)?.symbol ?? null;
	if (symbol !== null) return symbol.sizeWords === 1 ? symbol.name : `${symbol.name}[${address - symbol.address}]`;
	return space.isGuard(address) ? 'guard' : `word ${address}`;
}
