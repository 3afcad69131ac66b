import { HEADER_WORDS } from './allocator.ts';
import { ArenaCursor, PIECE_STATE } from './arena-cursor.ts';
import { FRAME_BLOCK, FRAME_TABLE } from './frame-allocator.ts';

/** Goes through the blocks of a frame, by their headers; a header that is damaged ends the blocks at the top of the frame. */
export class FrameCursor extends ArenaCursor {
	protected override locate(address: number): void {
		const { memory, tables, arena } = this;
		const top = tables[FRAME_TABLE.top];
		if (address >= top) {
			this.describeUnassigned(top, arena.start + arena.words);
			return;
		}
		// From the piece before if it ends here, as when the cursor goes through all; else from the bottom.
		let start = address === this.pieceEnd ? address : arena.start;
		let end = this.#endOf(start, top);
		while (end <= address) {
			start = end;
			end = this.#endOf(start, top);
		}
		this.describeBlock(PIECE_STATE.used, start, end, end - start - HEADER_WORDS, memory[start + FRAME_BLOCK.asked]);
	}

	#endOf(start: number, top: number): number {
		const words = this.memory[start + FRAME_BLOCK.words];
		return words > HEADER_WORDS && words <= top - start ? start + words : top;
	}
}
