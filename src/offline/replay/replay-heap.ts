import { FirmwareHeap } from '../../bridge/firmware-heap.ts';
import { HEAP_TABLE_WORDS, heapTable } from '../../bridge/heap-layout.ts';
import { HeapReport, type LineSink } from '../../bridge/heap-report.ts';
import { HOST_CELLS } from '../../bridge/host-cells.ts';
import { MEMORY_NATIVES, type MemoryNativeName } from '../../bridge/memory-natives.ts';
import { DEFAULT_MEMORY_SETUP } from '../../bridge/memory-setup.ts';
import type { MemoryHost } from '../../bridge/native-call.ts';
import type { Machine } from '../../gazl/machine.ts';
import type { Outcome } from '../../memory/heap/outcomes.ts';

/** Id of the one firmware that a replay has. */
const FIRMWARE = 1;

/** A way in which a firmware has called a memory native wrongly in a line. */
export interface HeapMisuse {
	readonly native: MemoryNativeName;
	readonly outcome: Outcome;
	/** Of the GAZL, from 1. */
	readonly line: number;
	count: number;
}

/** The heap of a firmware that is replayed, in its release build, on the memory of its machine. It is its machine's `host`. */
export class ReplayHeap implements MemoryHost, LineSink {
	readonly heap: FirmwareHeap;
	readonly misuses: HeapMisuse[] = [];
	readonly #levelTables: Int32Array;
	readonly #report = new HeapReport();
	readonly #print: (line: string) => void;

	/**
	 * @param machine has its program already
	 * @param print gets the lines of `adiReport`
	 */
	constructor(machine: Machine, print: (line: string) => void) {
		const heapTables = new Int32Array(HEAP_TABLE_WORDS);
		const hostCells = new Int32Array(HOST_CELLS.length);
		this.heap = new FirmwareHeap({ memory: machine.memory, heapTables, hostCells });
		this.#levelTables = heapTable(heapTables, 'levels');
		this.#print = print;
		machine.host = this;
		this.heap.begin(FIRMWARE, this.heap.stage(DEFAULT_MEMORY_SETUP), false);
	}

	/** Streams the input of a tick that begins into the firmware's DMA buffers. */
	takeInput(left: number, right: number): void {
		if (this.heap.streamsInput) this.heap.stream(left, right);
	}

	/** A call of the host has ended or yielded: what the firmware had in the frame is free. */
	endCall(): void {
		this.heap.endCall();
	}

	memoryViolation(machine: Machine, native: number, outcome: Outcome): void {
		const { name } = MEMORY_NATIVES[native];
		const line = machine.faultLine();
		const known = this.misuses.find((one) => one.native === name && one.outcome === outcome && one.line === line);
		if (known === undefined) this.misuses.push({ native: name, outcome, line, count: 1 });
		else known.count++;
	}

	printHeapReport(): number {
		return this.#report.write(this.heap, this.#levelTables, this);
	}

	printLine(words: Int32Array, length: number): void {
		this.#print(String.fromCharCode(...words.subarray(0, length)));
	}
}
