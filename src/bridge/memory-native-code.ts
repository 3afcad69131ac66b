/** What the memory natives do (memory.md 3 to 6), for every host that has a {@link FirmwareHeap}. */

import type { Machine, Native } from '../gazl/machine.ts';
import { MEMORY_OFFSET } from '../gazl/program.ts';
import { STATUS } from '../gazl/status.ts';
import { ALLOCATION_KIND } from '../memory/checks/allocation-ledger.ts';
import { ALIGNMENT_WORDS } from '../memory/heap/allocator.ts';
import { BOUNDED } from '../memory/heap/bounded-pointers.ts';
import { CIRCULAR, CIRCULAR_ALIGNMENT_WORDS } from '../memory/heap/circular-buffers.ts';
import { DMA_BUFFER } from '../memory/heap/dma-buffers.ts';
import { LEVEL, LEVEL_COUNT } from '../memory/heap/levels.ts';
import { MULTI_POOL, MULTI_POOL_ITEM_WORDS } from '../memory/heap/multi-pools.ts';
import { OUTCOME, type Outcome } from '../memory/heap/outcomes.ts';
import { POOL } from '../memory/heap/pools.ts';
import { MEMORY_NATIVE_CYCLES, NATIVE_CYCLES_PER_ITEM } from './cycle-prices.ts';
import type { FirmwareHeap } from './firmware-heap.ts';
import { HEAP_HEADER, HEAP_TABLE_WORDS } from './heap-layout.ts';
import { MEMORY_NATIVE, MEMORY_NATIVES, type MemoryNativeName } from './memory-natives.ts';

/** What memory natives find as their machine's `host`. */
export interface MemoryHost {
	readonly heap: FirmwareHeap;
	/**
	 * The firmware did something wrong, and nothing was changed.
	 *
	 * @param native place in `MEMORY_NATIVES`
	 * @param parameter place among its parameters of the one that was wrong, and its word
	 */
	memoryViolation(machine: Machine, native: number, outcome: Outcome, parameter: number, word: number): void;
	/** Prints the statistics of the heap; answers how many characters that were. */
	printHeapReport(): number;
}

/** Null, as GAZL has it. */
const NULL = 0;

/** Where a native's arguments stand in its window, behind the result in slot 0. */
const ARGUMENT = 1;

/** Words that are set to zero in the time of an instruction, when they are many. */
const CLEARED_WORDS_PER_CYCLE = 8;

/** The level of DMA buffers, which have no choice: L1 is too small for most of them. */
const DMA_LEVEL = LEVEL.L2;

/** The work of a native on its window of arguments; its answer is the result, of natives that have one. */
type Work = (machine: Machine, host: MemoryHost, window: number) => number;

function addressOf(pointer: number): number {
	return (pointer - MEMORY_OFFSET) | 0;
}

function pointerTo(address: number): number {
	return address < 0 ? NULL : (address + MEMORY_OFFSET) | 0;
}

function argument(machine: Machine, window: number, index: number): number {
	return machine.memory[window + ARGUMENT + index];
}

function charge(machine: Machine, items: number): void {
	machine.cycles -= items * NATIVE_CYCLES_PER_ITEM;
}

/** Counts and reports what was wrong with an argument. */
function violate(
	machine: Machine,
	host: MemoryHost,
	name: MemoryNativeName,
	outcome: Outcome,
	index: number,
	window: number,
): void {
	host.heap.header[HEAP_HEADER.violations + outcome]++;
	host.memoryViolation(machine, MEMORY_NATIVE[name], outcome, index, argument(machine, window, index));
}

/** Address of a name that a pointer leads to, −1 for none. */
function nameAt(machine: Machine, pointer: number): number {
	return machine.readable(pointer, 1);
}

/**
 * Tells whoever listens what came of a request.
 *
 * @param address −1 when it was not met
 */
function tell(
	machine: Machine,
	{ listener }: FirmwareHeap,
	kind: number,
	name: number,
	words: number,
	level: number,
	address: number,
	steps: number,
): void {
	if (listener === null) return;
	if (address < 0) listener.failed(kind, machine.ip, name, words, level, steps);
	else listener.allocated(kind, machine.ip, name, words, level, address, steps);
}

/** Whether objects that stay can lie in a level: the words of `STACK` are gone with the call. */
function isLasting(level: number): boolean {
	return level > LEVEL.STACK && level < LEVEL_COUNT;
}

/** The level of a call of `adiAlloc`: the table's for that name, or its own. */
function levelOf(machine: Machine, heap: FirmwareHeap, window: number): number {
	const level = argument(machine, window, 1);
	const name = machine.readable(argument(machine, window, 2), 1);
	return name < 0 ? level : heap.bufferLevels.levelFor(machine.memory, name, level);
}

function adiAlloc(machine: Machine, host: MemoryHost, window: number): number {
	const { heap } = host;
	const words = argument(machine, window, 0);
	const level = levelOf(machine, heap, window);
	if (level < 0 || level >= LEVEL_COUNT) {
		violate(machine, host, 'adiAlloc', OUTCOME.outOfRange, 1, window);
		return NULL;
	}
	if (words < 1) {
		violate(machine, host, 'adiAlloc', OUTCOME.outOfRange, 0, window);
		return NULL;
	}
	const address = heap.allocate(words, level);
	const { steps } = heap.levels;
	charge(machine, steps);
	tell(machine, heap, ALLOCATION_KIND.block, nameAt(machine, argument(machine, window, 2)), words, level, address, steps);
	if (address < 0 && !heap.failedOnPurpose) violate(machine, host, 'adiAlloc', OUTCOME.outOfMemory, 0, window);
	return pointerTo(address);
}

function adiFree(machine: Machine, host: MemoryHost, window: number): number {
	const { levels, listener } = host.heap;
	const address = addressOf(argument(machine, window, 0));
	const outcome = host.heap.free(address);
	charge(machine, levels.steps);
	if (outcome === OUTCOME.done) listener?.freed(ALLOCATION_KIND.block, machine.ip, address, levels.steps);
	if (outcome !== OUTCOME.done && outcome !== OUTCOME.freedByFrame) violate(machine, host, 'adiFree', outcome, 0, window);
	return NULL;
}

function adiCheck(machine: Machine, { heap }: MemoryHost): number {
	const damaged = heap.levels.check();
	heap.header[HEAP_HEADER.checks]++;
	charge(machine, heap.levels.steps);
	return damaged + heap.checkWords();
}

function adiInit(machine: Machine, host: MemoryHost, window: number): number {
	const pointer = argument(machine, window, 0);
	const at = pointer === NULL ? -1 : machine.readable(pointer, 1);
	if (pointer !== NULL && at < 0) {
		violate(machine, host, 'adiInit', OUTCOME.foreign, 0, window);
		return NULL;
	}
	const outcome = host.heap.initialise(machine.memory, at, machine.memoryWords);
	charge(machine, HEAP_TABLE_WORDS / CLEARED_WORDS_PER_CYCLE);
	if (outcome !== OUTCOME.done) violate(machine, host, 'adiInit', outcome, 0, window);
	return NULL;
}

function adiSetLevel(machine: Machine, host: MemoryHost, window: number): number {
	const name = machine.readable(argument(machine, window, 0), 1);
	if (name < 0) {
		violate(machine, host, 'adiSetLevel', OUTCOME.foreign, 0, window);
		return NULL;
	}
	const outcome = host.heap.bufferLevels.setLevel(machine.memory, name, argument(machine, window, 1));
	if (outcome !== OUTCOME.done) violate(machine, host, 'adiSetLevel', outcome, 1, window);
	return NULL;
}

function poolCreate(machine: Machine, host: MemoryHost, window: number): number {
	const { heap } = host;
	const { pools, levels } = heap;
	const level = argument(machine, window, 3);
	if (!isLasting(level)) {
		violate(machine, host, 'poolCreate', OUTCOME.outOfRange, 3, window);
		return 0;
	}
	const type = argument(machine, window, 0);
	const itemWords = argument(machine, window, 1);
	const items = argument(machine, window, 2);
	const pool = heap.createPool(type, itemWords, items, level);
	charge(machine, levels.steps);
	const isTried = pool !== 0 || heap.failedOnPurpose || pools.outcome === OUTCOME.outOfMemory;
	const start = pool === 0 ? -1 : pools.field(pool, POOL.start);
	const words = (pool === 0 ? itemWords : pools.field(pool, POOL.strideWords)) * items;
	if (isTried) tell(machine, heap, ALLOCATION_KIND.pool, nameAt(machine, type), words, level, start, levels.steps);
	if (pool !== 0) heap.guardPool(pool);
	else if (!heap.failedOnPurpose) violate(machine, host, 'poolCreate', pools.outcome, 2, window);
	return pool;
}

/** Tells of an item that was handed out, or of a pool without one. */
function tellItem(machine: Machine, heap: FirmwareHeap, pool: number, words: number, address: number): void {
	const { pools } = heap;
	const name = nameAt(machine, pools.field(pool, POOL.name));
	tell(machine, heap, ALLOCATION_KIND.item, name, words, pools.field(pool, POOL.level), address, 1);
}

function poolAlloc(machine: Machine, host: MemoryHost, window: number): number {
	const { heap } = host;
	const { pools } = heap;
	const pool = argument(machine, window, 0);
	const address = heap.allocateItem(pool);
	const itemWords = pools.field(pool, POOL.itemWords);
	if (itemWords > 0) tellItem(machine, heap, pool, itemWords, address);
	else violate(machine, host, 'poolAlloc', OUTCOME.badHandle, 0, window);
	return pointerTo(address);
}

/** What became of an item that was given back. */
function tellFreed(machine: Machine, host: MemoryHost, name: MemoryNativeName, outcome: Outcome, window: number): void {
	if (outcome === OUTCOME.done) {
		host.heap.listener?.freed(ALLOCATION_KIND.item, machine.ip, addressOf(argument(machine, window, 1)), 1);
	} else {
		violate(machine, host, name, outcome, outcome === OUTCOME.badHandle ? 0 : 1, window);
	}
}

function poolFree(machine: Machine, host: MemoryHost, window: number): number {
	const outcome = host.heap.pools.free(argument(machine, window, 0), addressOf(argument(machine, window, 1)));
	tellFreed(machine, host, 'poolFree', outcome, window);
	return NULL;
}

function multiPoolCreate(machine: Machine, host: MemoryHost, window: number): number {
	const { heap } = host;
	const { multiPools, pools, levels } = heap;
	const level = argument(machine, window, 3);
	if (!isLasting(level)) {
		violate(machine, host, 'multiPoolCreate', OUTCOME.outOfRange, 3, window);
		return 0;
	}
	const small = argument(machine, window, 0);
	const medium = argument(machine, window, 1);
	const large = argument(machine, window, 2);
	const pool = heap.createMultiPool(small, medium, large, level);
	charge(machine, levels.steps);
	const [smallWords, mediumWords, largeWords] = MULTI_POOL_ITEM_WORDS;
	const words = small * smallWords + medium * mediumWords + large * largeWords;
	if (pool === 0) {
		if (heap.failedOnPurpose || multiPools.outcome === OUTCOME.outOfMemory) {
			tell(machine, heap, ALLOCATION_KIND.pool, -1, words, level, -1, levels.steps);
		}
		if (!heap.failedOnPurpose) violate(machine, host, 'multiPoolCreate', multiPools.outcome, 0, window);
		return 0;
	}
	const first = multiPools.field(pool, MULTI_POOL.pools);
	const behind = pools.field(first, POOL.strideWords) - smallWords;
	const granted = words + behind * (small + medium + large);
	tell(machine, heap, ALLOCATION_KIND.pool, -1, granted, level, pools.field(first, POOL.start), levels.steps);
	for (let size = 0; size < MULTI_POOL_ITEM_WORDS.length; size++) heap.guardPool(first + size);
	return pool;
}

function multiPoolAlloc(machine: Machine, host: MemoryHost, window: number): number {
	const { heap } = host;
	const { multiPools } = heap;
	const pool = argument(machine, window, 0);
	const address = heap.allocateSized(pool, argument(machine, window, 1));
	const first = multiPools.field(pool, MULTI_POOL.pools);
	if (first === 0) violate(machine, host, 'multiPoolAlloc', OUTCOME.badHandle, 0, window);
	else tellItem(machine, heap, first, address < 0 ? argument(machine, window, 1) : multiPools.grantedWords, address);
	return pointerTo(address);
}

function multiPoolFree(machine: Machine, host: MemoryHost, window: number): number {
	const outcome = host.heap.multiPools.free(argument(machine, window, 0), addressOf(argument(machine, window, 1)));
	tellFreed(machine, host, 'multiPoolFree', outcome, window);
	return NULL;
}

function frameAlloc(machine: Machine, host: MemoryHost, window: number): number {
	const words = argument(machine, window, 0);
	const { heap } = host;
	const address = heap.allocateFrame(words);
	if (words < 1) {
		violate(machine, host, 'frameAlloc', OUTCOME.outOfRange, 0, window);
		return NULL;
	}
	tell(machine, heap, ALLOCATION_KIND.frame, -1, words, LEVEL.STACK, address, 1);
	if (address < 0 && !heap.failedOnPurpose) violate(machine, host, 'frameAlloc', OUTCOME.outOfMemory, 0, window);
	return pointerTo(address);
}

function ringCreate(machine: Machine, host: MemoryHost, window: number): number {
	const { rings } = host.heap;
	const ring = rings.create(argument(machine, window, 0));
	if (ring === 0) violate(machine, host, 'ringCreate', rings.outcome, 0, window);
	return ring;
}

function ringWrite(machine: Machine, host: MemoryHost, window: number): number {
	const { rings } = host.heap;
	const written = rings.write(argument(machine, window, 0), argument(machine, window, 1));
	if (rings.outcome !== OUTCOME.done) violate(machine, host, 'ringWrite', rings.outcome, 0, window);
	return written;
}

function ringRead(machine: Machine, host: MemoryHost, window: number): number {
	const { rings } = host.heap;
	const address = machine.writable(argument(machine, window, 1), 1);
	if (address < 0) {
		violate(machine, host, 'ringRead', OUTCOME.foreign, 1, window);
		return 0;
	}
	const isRead = rings.readInto(argument(machine, window, 0), machine.memory, address);
	if (rings.outcome !== OUTCOME.done) violate(machine, host, 'ringRead', rings.outcome, 0, window);
	else if (isRead === 1) host.heap.listener?.accessed(machine.ip, address, 1, true);
	return isRead;
}

function circularCreate(machine: Machine, host: MemoryHost, window: number): number {
	const { heap } = host;
	const { circularBuffers, levels } = heap;
	const words = argument(machine, window, 0);
	const level = argument(machine, window, 1);
	if (!isLasting(level)) {
		violate(machine, host, 'circularCreate', OUTCOME.outOfRange, 1, window);
		return 0;
	}
	const buffer = heap.createCircular(words, level);
	charge(machine, levels.steps);
	const isTried = buffer !== 0 || heap.failedOnPurpose || circularBuffers.outcome === OUTCOME.outOfMemory;
	const start = buffer === 0 ? -1 : circularBuffers.field(buffer, CIRCULAR.start);
	const size = buffer === 0 ? words : circularBuffers.field(buffer, CIRCULAR.mask) + 1;
	const asked = size + CIRCULAR_ALIGNMENT_WORDS - ALIGNMENT_WORDS;
	if (isTried) tell(machine, heap, ALLOCATION_KIND.circular, -1, asked, level, start, levels.steps);
	// At most twice as many words are cleared as were asked for.
	if (buffer !== 0) charge(machine, Math.ceil((2 * words) / CLEARED_WORDS_PER_CYCLE));
	else if (!heap.failedOnPurpose) violate(machine, host, 'circularCreate', circularBuffers.outcome, 0, window);
	return buffer;
}

function circularWrite(machine: Machine, host: MemoryHost, window: number): number {
	const { circularBuffers, listener } = host.heap;
	const buffer = argument(machine, window, 0);
	const at = circularBuffers.addressOf(buffer, -1);
	const outcome = circularBuffers.write(buffer, argument(machine, window, 1));
	if (outcome !== OUTCOME.done) violate(machine, host, 'circularWrite', outcome, 0, window);
	else listener?.accessed(machine.ip, at, 1, true);
	return NULL;
}

function circularRead(machine: Machine, host: MemoryHost, window: number): number {
	const { circularBuffers, listener } = host.heap;
	const buffer = argument(machine, window, 0);
	const delay = argument(machine, window, 1);
	const word = circularBuffers.read(buffer, delay);
	if (circularBuffers.outcome !== OUTCOME.done) violate(machine, host, 'circularRead', circularBuffers.outcome, 0, window);
	else listener?.accessed(machine.ip, circularBuffers.addressOf(buffer, delay), 1, false);
	return word;
}

function dmaCreate(machine: Machine, host: MemoryHost, window: number): number {
	const { heap } = host;
	const frames = argument(machine, window, 0);
	const address = heap.createDma(frames, DMA_LEVEL);
	const { steps } = heap.levels;
	charge(machine, steps);
	const isTried = address >= 0 || heap.failedOnPurpose || heap.dmaBuffers.outcome === OUTCOME.outOfMemory;
	const words = DMA_BUFFER.firstHalf + 4 * frames;
	if (isTried) tell(machine, heap, ALLOCATION_KIND.dma, -1, words, DMA_LEVEL, address, steps);
	if (address >= 0) charge(machine, Math.ceil((4 * frames) / CLEARED_WORDS_PER_CYCLE));
	else if (!heap.failedOnPurpose) violate(machine, host, 'dmaCreate', heap.dmaBuffers.outcome, 0, window);
	return pointerTo(address);
}

function dmaInvalidate(machine: Machine, host: MemoryHost, window: number): number {
	const outcome = host.heap.invalidateDma(addressOf(argument(machine, window, 0)));
	if (outcome !== OUTCOME.done) violate(machine, host, 'dmaInvalidate', outcome, 0, window);
	return NULL;
}

function dmaFlush(machine: Machine, host: MemoryHost, window: number): number {
	const outcome = host.heap.dmaBuffers.flush(addressOf(argument(machine, window, 0)));
	if (outcome !== OUTCOME.done) violate(machine, host, 'dmaFlush', outcome, 0, window);
	return NULL;
}

function boundedCreate(machine: Machine, host: MemoryHost, window: number): number {
	const { boundedPointers } = host.heap;
	const words = argument(machine, window, 1);
	const start = words < 1 ? -1 : machine.writable(argument(machine, window, 0), words);
	const bounded = boundedPointers.create(start, words);
	if (bounded === 0) violate(machine, host, 'boundedCreate', boundedPointers.outcome, 1, window);
	return bounded;
}

/** Moves and accesses of a bounded pointer: leaving the range is an answer, and only a pointer that is none is wrong. */
function watchBounded(machine: Machine, host: MemoryHost, name: MemoryNativeName, window: number): void {
	if (host.heap.boundedPointers.outcome === OUTCOME.badHandle) violate(machine, host, name, OUTCOME.badHandle, 0, window);
}

/** Tells of the word that a bounded pointer points at. */
function tellBounded(machine: Machine, { boundedPointers, listener }: FirmwareHeap, window: number, writes: boolean): void {
	if (listener === null || boundedPointers.outcome === OUTCOME.badHandle) return;
	const bounded = argument(machine, window, 0);
	const at = boundedPointers.field(bounded, BOUNDED.start) + boundedPointers.field(bounded, BOUNDED.position);
	listener.accessed(machine.ip, at, 1, writes);
}

function boundedAdvance(machine: Machine, host: MemoryHost, window: number): number {
	const moved = host.heap.boundedPointers.advance(argument(machine, window, 0), argument(machine, window, 1));
	watchBounded(machine, host, 'boundedAdvance', window);
	return moved;
}

function boundedRetreat(machine: Machine, host: MemoryHost, window: number): number {
	const moved = host.heap.boundedPointers.retreat(argument(machine, window, 0), argument(machine, window, 1));
	watchBounded(machine, host, 'boundedRetreat', window);
	return moved;
}

function boundedRead(machine: Machine, host: MemoryHost, window: number): number {
	const word = host.heap.boundedPointers.read(argument(machine, window, 0));
	watchBounded(machine, host, 'boundedRead', window);
	tellBounded(machine, host.heap, window, false);
	return word;
}

function boundedWrite(machine: Machine, host: MemoryHost, window: number): number {
	const written = host.heap.boundedPointers.write(argument(machine, window, 0), argument(machine, window, 1));
	watchBounded(machine, host, 'boundedWrite', window);
	tellBounded(machine, host.heap, window, true);
	return written;
}

const WORKS: Readonly<Record<MemoryNativeName, Work>> = {
	adiAlloc,
	adiFree,
	adiCheck,
	adiReport: (machine, host) => {
		charge(machine, host.printHeapReport());
		return NULL;
	},
	adiInit,
	adiSetLevel,
	poolCreate,
	poolAlloc,
	poolFree,
	multiPoolCreate,
	multiPoolAlloc,
	multiPoolFree,
	frameAlloc,
	ringCreate,
	ringWrite,
	ringRead,
	circularCreate,
	circularWrite,
	circularRead,
	dmaCreate,
	dmaInvalidate,
	dmaFlush,
	boundedCreate,
	boundedAdvance,
	boundedRetreat,
	boundedRead,
	boundedWrite,
	prefetch: (machine, { heap }, window) => {
		const at = machine.readable(argument(machine, window, 0), 1);
		heap.header[HEAP_HEADER.prefetches]++;
		if (at >= 0) heap.listener?.prefetched(machine.ip, at);
		return NULL;
	},
};

/** The memory natives by name. Their machine's `host` is a {@link MemoryHost}. */
export const MEMORY_NATIVE_CODE = Object.fromEntries(
	MEMORY_NATIVES.map(({ name, parameters, result }): [string, Native] => {
		const work = WORKS[name];
		const slots = ARGUMENT + parameters.length;
		const hasResult = result !== null;
		const native: Native = (machine) => {
			const window = machine.parameters(slots);
			if (window < 0) return STATUS.DATA_STACK_OVERFLOW;
			machine.cycles -= MEMORY_NATIVE_CYCLES;
			const host = machine.host as MemoryHost;
			const word = work(machine, host, window);
			if (hasResult) machine.memory[window] = word;
			return host.heap.isToStop ? STATUS.VIOLATION : STATUS.OK;
		};
		return [name, native];
	}),
) as Readonly<Record<MemoryNativeName, Native>>;
