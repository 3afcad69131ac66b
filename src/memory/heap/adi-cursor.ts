import { ADI_TABLE, BIN } from './adi-tables.ts';
import { HEADER_WORDS } from './allocator.ts';
import { ArenaCursor, PIECE_STATE } from './arena-cursor.ts';

/** Goes through the chunks of ADIalloc, by its tables alone but for the asked words. */
export class AdiCursor extends ArenaCursor {
	protected override locate(address: number): void {
		const { tables, arena } = this;
		const chunksEnd = tables[ADI_TABLE.chunksEnd];
		if (address >= chunksEnd) {
			this.describeUnassigned(chunksEnd, arena.start + arena.words);
			return;
		}
		let bin = tables[ADI_TABLE.bins] - 1;
		while (bin > 0 && (address < this.#word(bin, BIN.firstHeader) || this.#word(bin, BIN.chunks) === 0)) bin--;
		const stride = this.#word(bin, BIN.strideWords);
		const firstHeader = this.#word(bin, BIN.firstHeader);
		let chunk = Math.floor((address - firstHeader) / stride);
		const isCompanion = chunk > 0 && this.#isCompanion(bin, chunk);
		if (isCompanion) chunk--;
		const isPair = isCompanion || this.#isCompanion(bin, chunk + 1);
		const isUsed = this.#has(bin, BIN.used, chunk);
		const start = firstHeader + chunk * stride;
		const chunkWords = this.#word(bin, BIN.chunkWords);
		this.bin = bin;
		if (isUsed && isPair) {
			this.describeBlock(PIECE_STATE.coalesced, start, start + 2 * stride, 2 * chunkWords, this.memory[start + 1]);
		} else {
			const state = isUsed ? PIECE_STATE.used : PIECE_STATE.free;
			this.describeBlock(state, start, start + stride, stride - HEADER_WORDS, this.memory[start + 1]);
		}
	}

	/** Whether the chunk is the upper one of a pair: neither free nor in use by itself. */
	#isCompanion(bin: number, chunk: number): boolean {
		return chunk < this.#word(bin, BIN.chunks) && !this.#has(bin, BIN.free, chunk) && !this.#has(bin, BIN.used, chunk);
	}

	#has(bin: number, bitmap: number, chunk: number): boolean {
		return (this.#word(bin, bitmap + (chunk >> 5)) & (1 << chunk)) !== 0;
	}

	#word(bin: number, word: number): number {
		return this.tables[ADI_TABLE.firstBin + bin * BIN.size + word];
	}
}
