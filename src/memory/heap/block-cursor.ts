import { HEADER_WORDS } from './allocator.ts';
import { ArenaCursor, type ArenaPlace, PIECE_STATE } from './arena-cursor.ts';
import { BLOCK, BLOCK_MAP_AT } from './block-heap.ts';
import { BlockMap } from './block-map.ts';

/** Goes through the blocks of first fit, TLSF and buddy, by their map alone but for the asked words. */
export class BlockCursor extends ArenaCursor {
	readonly #map: BlockMap;
	/** Behind the last word that belongs to a block. */
	readonly #end: number;

	constructor(memory: Int32Array, tables: Int32Array, place: ArenaPlace) {
		super(memory, tables, place);
		const { usableWords } = place;
		const { start } = this.arena;
		this.#map = new BlockMap(tables, BLOCK_MAP_AT, { start, words: usableWords });
		this.#end = start + usableWords;
	}

	protected override locate(address: number): void {
		if (address >= this.#end) {
			this.describeUnassigned(this.#end, this.arena.start + this.arena.words);
			return;
		}
		const start = this.#map.blockAround(address);
		const end = this.#map.endOf(start);
		const state = this.#map.isFreeStart(start) ? PIECE_STATE.free : PIECE_STATE.used;
		this.describeBlock(state, start, end, end - start - HEADER_WORDS, this.memory[start + BLOCK.asked]);
	}
}
