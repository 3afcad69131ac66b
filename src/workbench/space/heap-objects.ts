import { HEAP_LIMITS, heapTable } from '../../bridge/heap-layout.ts';
import { HEAP_START } from '../../bridge/machine-size.ts';
import { MEMORY_OFFSET } from '../../gazl/program.ts';
import { readAllocation } from '../../memory/checks/allocation-ledger.ts';
import { bufferName, MAX_NAME_LENGTH } from '../../memory/checks/buffer-names.ts';
import { shadowRow } from '../../memory/checks/shadow.ts';
import { PIECE_STATE } from '../../memory/heap/arena-cursor.ts';
import { CIRCULAR, CircularBuffers } from '../../memory/heap/circular-buffers.ts';
import { POOL } from '../../memory/heap/pools.ts';
import type { AddressSpace } from '../address-space.ts';
import { pointerTo } from '../address-space.ts';
import { type HeapWindow, NO_WORDS } from './heap-window.ts';

/** What a word of a heap belongs to. */
export interface HeapOwner {
	/** Name of the buffer, or what there is instead: `block`, `free block`. */
	readonly name: string;
	/** Where the word is in it, counted from its first word; negative in the header in front. */
	readonly offset: number;
	/** Words that were asked for and that are granted; 0 asked for what is not in use. */
	readonly askedWords: number;
	readonly grantedWords: number;
	/** Bin of ADIalloc, −1 for none. */
	readonly bin: number;
	readonly isCoalesced: boolean;
	/** Source lines of the allocation, and of the free for words that were given back; 0 where nobody knows. */
	readonly allocatedLine: number;
	readonly freedLine: number;
}

/** Text of the firmware, a character to a word; '' for a pointer that leads to none. */
function textAt(memory: Int32Array, pointer: number, end: number): string {
	const address = pointer - MEMORY_OFFSET;
	let text = '';
	for (let i = Math.max(0, address); address >= 0 && i < end && text.length < MAX_NAME_LENGTH; i++) {
		const code = memory[i] ?? 0;
		if (code <= 0x1f || code > 0x7e) break;
		text += String.fromCharCode(code);
	}
	return text;
}

/** A pool or circular buffer that has the word. */
function objectAt(heap: HeapWindow, memory: Int32Array, space: AddressSpace, address: number) {
	const { pools } = heap;
	for (let handle = 1; handle <= pools.count; handle++) {
		const field = (word: number) => pools.field(handle, word);
		const itemWords = Math.max(1, field(POOL.itemWords));
		const offset = address - field(POOL.start);
		if (offset < 0 || offset >= itemWords * field(POOL.capacity)) continue;
		const item = Math.floor(offset / itemWords);
		const name = textAt(memory, field(POOL.name), space.memoryWords) || `pool ${handle}`;
		return { name: `${pools.isInUse(handle, item) ? '' : 'free '}${name} ${item}`, offset: offset - item * itemWords };
	}
	const circular = new CircularBuffers(heapTable(heap.region, 'circularBuffers'), HEAP_LIMITS.circularBuffers, memory, NO_WORDS);
	for (let handle = 1; handle <= circular.count; handle++) {
		const offset = address - circular.field(handle, CIRCULAR.start);
		if (offset >= 0 && offset <= circular.field(handle, CIRCULAR.mask)) return { name: `circular buffer ${handle}`, offset };
	}
	return null;
}

/** The global in which the firmware keeps the pointer to a block: as good a name as any in a build that keeps no names. */
function globalThatPointsTo(memory: Int32Array, space: AddressSpace, address: number): string {
	const pointer = pointerTo(address);
	for (let word = 0; word < space.stackBase; word++) {
		if (memory[word] !== pointer) continue;
		const symbol = space.spanAt(word)?.symbol;
		if (symbol) return symbol.sizeWords === 1 ? symbol.name : `${symbol.name}[${word - symbol.address}]`;
	}
	return '';
}

/** What the ledger of a checked build knows of a word; null in a release build. */
function recordOf({ checks }: HeapWindow, space: AddressSpace, address: number) {
	if (checks === null) return null;
	const record = readAllocation(checks.ledger, shadowRow(checks.shadow[address - HEAP_START] ?? 0));
	if (record === null) return null;
	const lineOf = (instruction: number) => space.program.lines[instruction] ?? 0;
	return {
		name: bufferName(checks.names, record.name) || record.kind,
		offset: address - record.address,
		askedWords: record.askedWords,
		allocatedLine: lineOf(record.allocated.instruction),
		freedLine: record.freed === null ? 0 : lineOf(record.freed.instruction),
	};
}

/**
 * What a word of a level belongs to; null behind the last bin and outside of the level.
 *
 * @param level its number
 */
export function ownerOf(
	heap: HeapWindow,
	memory: Int32Array,
	space: AddressSpace,
	level: number,
	address: number,
): HeapOwner | null {
	const cursor = heap.reader.cursors[level];
	if (cursor === undefined || !cursor.seek(address) || cursor.state === PIECE_STATE.unassigned) return null;
	const { grantedWords, askedWords, bin, state, address: first } = cursor;
	const isFree = state === PIECE_STATE.free;
	const record = recordOf(heap, space, address);
	const object = isFree || address < first ? null : objectAt(heap, memory, space, address);
	const place = record ??
		object ?? {
			name: (isFree ? '' : globalThatPointsTo(memory, space, first)) || (isFree ? 'free block' : 'block'),
			offset: address - first,
		};
	return {
		askedWords,
		grantedWords,
		bin,
		isCoalesced: state === PIECE_STATE.coalesced,
		allocatedLine: 0,
		freedLine: 0,
		...place,
	};
}
