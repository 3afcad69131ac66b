import { INDEX_RANGE, RING_WORDS } from '../../memory/spsc-ring.ts';
import { viewStore } from '../../store/view-store.ts';
import type { EngineSource, EngineWindow } from '../engine-window.ts';
import { openWindow } from '../engine-window.ts';
import type { BlockPlace } from '../memory-cursor.ts';
import type { MemorySource } from '../memory-source.ts';
import { AreaLayer } from './area-layer.ts';
import { binsOf, type HeapWindow, heapMark, NO_HEAP, openHeap } from './heap-window.ts';
import { type SpaceArea, spaceGroups } from './space-areas.ts';
import type { SightRange } from './space-painter.ts';
import { WORD_STATE } from './word-states.ts';

/** Words that are looked at in a frame for changes: what is on the screen is gone through in a few frames. */
const SWEEP_WORDS = 131072;

/** Absent where there is no page. */
const lessMotion = globalThis.matchMedia?.('(prefers-reduced-motion: reduce)');

/** All areas of the engine's memory as they are now, with how their words look. */
export class SpaceModel {
	readonly engine: EngineSource;
	/** The firmware's memory; null for the stock CPU. */
	readonly source: MemorySource | null;
	groups: ReturnType<typeof spaceGroups> = [];
	/** By id of the area. */
	layers: ReadonlyMap<string, AreaLayer> = new Map();
	/** Null while the firmware has none, or does not play yet. */
	heap: HeapWindow | null = null;

	#window: EngineWindow | null = null;
	#liveSlot = -1;
	/** The firmware's words that the areas were made with. */
	#words: Int32Array | null = null;
	#heapMark = NO_HEAP;
	/** Where a layer's states change, as one number: while that is the same, so are they. */
	readonly #bounds = new WeakMap<AreaLayer, number>();

	constructor(engine: EngineSource, source: MemorySource | null) {
		this.engine = engine;
		this.source = source;
	}

	/** The block opened for reading; null before the first START. */
	get window(): EngineWindow | null {
		return this.#window;
	}

	/** The slot that plays, 0 or 1. */
	get liveSlot(): number {
		return Math.max(0, this.#liveSlot);
	}

	/** The array that holds an area's words: a copy while the picture is frozen. Null before there is one. */
	wordsOf(area: SpaceArea): Int32Array | null {
		return area.isFirmware && this.source !== null ? this.source.words : area.source;
	}

	/** The area and the word in it that a cursor points at; null for none. */
	placeOf({ address, elsewhere }: { readonly address: number; readonly elsewhere: BlockPlace | null }): {
		readonly area: SpaceArea;
		readonly offset: number;
	} | null {
		for (const { items } of this.groups) {
			for (const area of items) {
				const offset = elsewhere === null ? address - area.base : elsewhere.offset;
				const isOf = elsewhere === null ? area.isFirmware : area.id === elsewhere.area;
				if (isOf && offset >= 0 && offset < area.words) return { area, offset };
			}
		}
		return null;
	}

	/** A word as it is now, 0 where there is none. */
	wordAt(area: SpaceArea, offset: number): number {
		return this.wordsOf(area)?.[area.base + offset] ?? 0;
	}

	/** Finds out what there is, to be called on each animation frame. Answers whether the areas are others than before. */
	refresh(nowMs: number): boolean {
		const { source } = this;
		source?.refresh(nowMs);
		if (source?.isFrozen && this.groups.length > 0) return false;
		const window = openWindow(this.engine);
		const liveSlot = window?.liveSlot ?? 0;
		const words = source?.words ?? null;
		const slot = words === null ? -1 : (window?.slots.findIndex(({ memory }) => memory === words) ?? -1);
		const mark = this.#markOfHeap(window, slot);
		if (window === this.#window && liveSlot === this.#liveSlot && words === this.#words && mark === this.#heapMark) return false;
		this.#window = window;
		this.#liveSlot = liveSlot;
		this.#words = words;
		this.heap = mark === NO_HEAP || window === null || words === null ? null : openHeap(window.view, slot, words);
		this.#heapMark = this.heap === null ? NO_HEAP : mark;
		this.#build();
		return true;
	}

	/** Brings the look of what is on the screen up to date. */
	look(inSight: readonly SightRange[], nowMs: number): void {
		const { source } = this;
		if (source?.isFrozen) return;
		const isCounted = viewStore.getState().heat && source !== null;
		const still = lessMotion?.matches ?? false;
		let budget = SWEEP_WORDS;
		for (const [index, { layer, from, to }] of inSight.entries()) {
			const { area } = layer;
			if (area.source === null) continue;
			this.#lookAtStates(layer, area);
			if (isCounted && area.isFirmware) {
				layer.takeHeat(source.heat, from, to);
				continue;
			}
			// What an area does not use up is for those that come later.
			const share = Math.min(to - from, Math.ceil(budget / (inSight.length - index)));
			layer.sweep(from, to, share, nowMs, still);
			budget -= share;
		}
	}

	#lookAtStates(layer: AreaLayer, { look, base, words, source }: SpaceArea): void {
		if (source === null) return;
		switch (look.kind) {
			case 'stack': {
				const peak = Math.max(0, Math.min(words, (this.source?.stackPeak ?? base) - base));
				if (!this.#areNew(layer, peak)) return;
				layer.set(0, peak, WORD_STATE.stack);
				layer.set(peak, words, WORD_STATE.free);
				return;
			}
			case 'ring': {
				const slots = (words - RING_WORDS.firstSlot) / look.slotWords;
				const { read, write, isFull } = ringPlaces(source, slots);
				if (!this.#areNew(layer, 2 * (read * slots + write) + (isFull ? 1 : 0))) return;
				const fill = (from: number, to: number, state: number) =>
					layer.set(RING_WORDS.firstSlot + from * look.slotWords, RING_WORDS.firstSlot + to * look.slotWords, state);
				layer.set(0, RING_WORDS.firstSlot, WORD_STATE.table);
				const isWrapped = isFull || write < read;
				fill(0, Math.min(read, write), isWrapped ? WORD_STATE.used : WORD_STATE.free);
				fill(Math.min(read, write), Math.max(read, write), isWrapped ? WORD_STATE.free : WORD_STATE.used);
				fill(Math.max(read, write), slots, isWrapped ? WORD_STATE.used : WORD_STATE.free);
				return;
			}
			case 'level':
				this.heap?.states.refresh(look.level, (from, to, state) => layer.set(from - base, to - base, state));
				return;
			default:
				return;
		}
	}

	/** Whether the states of a layer change in other places than before. */
	#areNew(layer: AreaLayer, bounds: number): boolean {
		if (this.#bounds.get(layer) === bounds) return false;
		this.#bounds.set(layer, bounds);
		return true;
	}

	#markOfHeap(window: EngineWindow | null, slot: number): number {
		const { source } = this;
		if (window === null || source === null || slot < 0 || source.space.program.heapWords === 0) return NO_HEAP;
		const region = window.slots[slot]?.heap;
		return region === undefined ? NO_HEAP : heapMark(region, source.firmwareId);
	}

	#build(): void {
		const { source, heap } = this;
		const groups = spaceGroups({
			block: this.#window?.view.block ?? null,
			liveSlot: this.liveSlot,
			firmware: source === null ? null : { space: source.space, words: source.words },
			arenas: heap?.reader.cursors.map(({ arena }) => arena) ?? null,
		});
		this.groups = groups.map((group) => ({ ...group, items: group.items.map((area) => this.#withBins(area)) }));
		this.layers = new Map(this.groups.flatMap(({ items }) => items.map((area) => [area.id, this.#layerOf(area)])));
	}

	/** The layer that there was, if it was of the same words: a heap that is emptied has other parts and nothing else. */
	#layerOf(area: SpaceArea): AreaLayer {
		const before = this.layers.get(area.id);
		if (before === undefined || !hasSameWords(before.area, area)) return new AreaLayer(area);
		before.area = area;
		return before;
	}

	#withBins(area: SpaceArea): SpaceArea {
		return area.look.kind === 'level' && this.heap !== null ? { ...area, parts: binsOf(this.heap, area.look.level) } : area;
	}
}

function hasSameWords(one: SpaceArea, other: SpaceArea): boolean {
	return (
		one.source === other.source &&
		one.base === other.base &&
		one.words === other.words &&
		one.look.kind === other.look.kind &&
		one.isFirmware === other.isFirmware
	);
}

/** The slots of a ring at which its producer writes and its consumer reads next. */
export function ringPlaces(
	words: Int32Array,
	slots: number,
): { readonly read: number; readonly write: number; readonly isFull: boolean } {
	const read = Atomics.load(words, RING_WORDS.readIndex);
	const write = Atomics.load(words, RING_WORDS.writeIndex);
	return { read: read & (slots - 1), write: write & (slots - 1), isFull: ((write - read) & (INDEX_RANGE - 1)) === slots };
}
