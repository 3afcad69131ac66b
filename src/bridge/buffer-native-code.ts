import type { Machine } from '../gazl/machine.ts';
import { ALLOCATION_KIND } from '../memory/checks/allocation-ledger.ts';
import { ALIGNMENT_WORDS } from '../memory/heap/allocator.ts';
import { CIRCULAR, CIRCULAR_ALIGNMENT_WORDS } from '../memory/heap/circular-buffers.ts';
import { DMA_BUFFER } from '../memory/heap/dma-buffers.ts';
import { LEVEL } from '../memory/heap/levels.ts';
import { OUTCOME } from '../memory/heap/outcomes.ts';
import {
	addressOf,
	argument,
	CLEARED_WORDS_PER_CYCLE,
	charge,
	isLasting,
	type MemoryHost,
	type NativeWork,
	NULL,
	pointerTo,
	tell,
	violate,
} from './native-call.ts';

/** The level of DMA buffers, which have no choice: L1 is too small for most of them. */
const DMA_LEVEL = LEVEL.L2;

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

/** Natives for rings, circular buffers and DMA buffers (memory.md 5). */
export const BUFFER_NATIVE_CODE = {
	ringCreate,
	ringWrite,
	ringRead,
	circularCreate,
	circularWrite,
	circularRead,
	dmaCreate,
	dmaInvalidate,
	dmaFlush,
} as const satisfies Readonly<Record<string, NativeWork>>;
