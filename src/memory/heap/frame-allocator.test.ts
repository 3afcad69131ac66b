import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEAP_TABLE, liveBlocks, NO_ADDRESS } from './allocator.ts';
import { PIECE_STATE } from './arena-cursor.ts';
import { FRAME_TABLE, FrameAllocator } from './frame-allocator.ts';
import { openArenaCursor } from './heap-cursor.ts';
import { OUTCOME } from './outcomes.ts';

function frameOf(words: number) {
	const memory = new Int32Array(16 + words + 16);
	const tables = new Int32Array(FrameAllocator.tableWords());
	const frame = new FrameAllocator(memory, tables, { start: 16, words });
	frame.reset();
	return { frame, memory, tables };
}

describe('the frame allocator', () => {
	it('puts block on block, each behind its header and aligned, until the frame is full', () => {
		const { frame, tables } = frameOf(20);
		expect([frame.allocate(3), frame.allocate(4), frame.allocate(7), frame.allocate(6), frame.allocate(1)]).toEqual([
			18,
			24,
			NO_ADDRESS,
			30,
			NO_ADDRESS,
		]);
		expect([frame.allocate(0), frame.allocate(-5), frame.allocate(2 ** 31 - 1)]).toEqual([NO_ADDRESS, NO_ADDRESS, NO_ADDRESS]);
		expect([HEAP_TABLE.askedWords, HEAP_TABLE.grantedWords, HEAP_TABLE.failures].map((word) => tables[word])).toEqual([
			13, 14, 5,
		]);
	});

	it('frees what was allocated since a mark, and everything at the end of a frame in one step', () => {
		const { frame, tables } = frameOf(100);
		const first = frame.allocate(10);
		const mark = frame.mark();
		const second = frame.allocate(10);
		frame.allocate(10);
		expect(frame.release(mark)).toBe(OUTCOME.done);
		expect(liveBlocks(tables)).toBe(1);
		expect(frame.allocate(10)).toBe(second);
		frame.endFrame();
		expect(frame.steps).toBe(1);
		expect([liveBlocks(tables), tables[HEAP_TABLE.askedWords], tables[HEAP_TABLE.grantedWords]]).toEqual([0, 0, 0]);
		expect([tables[HEAP_TABLE.frees], tables[FRAME_TABLE.frames], tables[FRAME_TABLE.peakTop]]).toEqual([4, 1, 16 + 36]);
		expect(frame.allocate(98)).toBe(first);
	});

	it('refuses marks that no block begins at and goes on', () => {
		const { frame, memory } = frameOf(100);
		const block = frame.allocate(10);
		frame.allocate(10);
		for (const mark of [0, 15, 17, 200, -2]) expect(frame.release(mark)).toBe(OUTCOME.notStart);
		memory[block + 10] = 99;
		expect(frame.release(block + 10)).toBe(OUTCOME.headerDamaged);
		frame.endFrame();
		expect(frame.allocate(98)).toBe(block);
	});

	it('shows its blocks and what is left, whatever the firmware wrote over the headers', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 20 }),
				fc.array(fc.tuple(fc.nat(99), fc.integer())),
				(sizes, strays) => {
					const { frame, memory, tables } = frameOf(100);
					const granted = sizes.map((words) => [frame.allocate(words), words]).filter(([address]) => address !== NO_ADDRESS);
					const cursor = openArenaCursor(memory, tables);
					const walk = () => {
						const blocks: number[][] = [];
						let end = 16;
						for (let isThere = cursor.seek(16); isThere; isThere = cursor.next()) {
							expect(cursor.pieceStart).toBe(end);
							end = cursor.pieceEnd;
							if (cursor.state === PIECE_STATE.used) blocks.push([cursor.address, cursor.askedWords]);
						}
						expect(end).toBe(116);
						return blocks;
					};
					expect(walk()).toEqual(granted);
					for (const [address, words] of granted) {
						cursor.seek(address + words - 1);
						expect(cursor.address).toBe(address);
					}
					for (const [offset, value] of strays) memory[16 + offset] = value;
					walk();
				},
			),
		);
	});
});
