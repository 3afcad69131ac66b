import type { Machine } from '../gazl/machine.ts';
import { ALLOCATION_KIND } from '../memory/checks/allocation-ledger.ts';
import { MULTI_POOL, MULTI_POOL_ITEM_WORDS } from '../memory/heap/multi-pools.ts';
import { OUTCOME, type Outcome } from '../memory/heap/outcomes.ts';
import { POOL } from '../memory/heap/pools.ts';
import type { FirmwareHeap } from './firmware-heap.ts';
import type { MemoryNativeName } from './memory-natives.ts';
import {
	addressOf,
	argument,
	charge,
	isLasting,
	type MemoryHost,
	type NativeWork,
	NULL,
	nameAt,
	pointerTo,
	tell,
	violate,
} from './native-call.ts';

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

/** Natives for pools (memory.md 4). */
export const POOL_NATIVE_CODE = {
	poolCreate,
	poolAlloc,
	poolFree,
	multiPoolCreate,
	multiPoolAlloc,
	multiPoolFree,
} as const satisfies Readonly<Record<string, NativeWork>>;
