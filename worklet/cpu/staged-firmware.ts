import type { StagedHeap } from '../../src/bridge/firmware-heap.ts';
import type { CompiledFirmware, FirmwareExecutor, FirmwareImage } from '../../src/bridge/firmware-image.ts';
import type { FirmwareBinding } from '../../src/bridge/firmware-interface.ts';
import { bindFirmware, isHostWritten } from '../../src/bridge/firmware-interface.ts';
import { HEAP_END, HEAP_START, MACHINE_WORDS, MEMORY_WORDS } from '../../src/bridge/machine-size.ts';
import { DEFAULT_MEMORY_SETUP, type MemorySetup } from '../../src/bridge/memory-setup.ts';
import { GlobalsTransfer } from '../../src/gazl/globals-transfer.ts';
import type { LinkedProgram } from '../../src/gazl/linked-program.ts';
import { linkProgram } from '../../src/gazl/linked-program.ts';
import type { Native } from '../../src/gazl/machine.ts';
import type { Program } from '../../src/gazl/program.ts';
import type { CompiledCode } from '../../src/gazl/wasm/compiled-run.ts';
import { bindCompiled } from '../../src/gazl/wasm/compiled-run.ts';
import type { CpuSlot } from './cpu-slot.ts';
import { nativesOf } from './firmware-natives.ts';

/** A firmware with everything that starting it needs, so that the start itself allocates nothing. */
export interface StagedFirmware {
	readonly image: FirmwareImage;
	readonly linked: LinkedProgram;
	/** The natives in the order in which the program numbers them. */
	readonly natives: readonly Native[];
	readonly binding: FirmwareBinding;
	/** Its code for the machine of each CPU slot, in whichever it will start; none when it is to be interpreted. */
	readonly compiled: readonly CompiledCode[];
	/** The same in the form that counts accesses, once somebody has asked for it; none before. */
	instrumented: readonly CompiledCode[];
	/** How its heap begins in each slot; none for a firmware without. */
	readonly heaps: readonly StagedHeap[];
	/** Words of all engine parameters that apply when it begins to play; null leaves them as they are. */
	readonly settings: Int32Array | null;
	/** How it takes over the variables of firmwares that it may follow, but for one with a heap; none when it is to begin afresh. */
	readonly transfers: readonly GlobalsTransfer[];
}

/** How a firmware is to be staged. */
export interface Staging {
	/** The CPU slots in one of which it will start, by their index. */
	readonly slots: readonly CpuSlot[];
	/** What is to run it, if it has compiled code; that, by default. */
	readonly executor?: FirmwareExecutor;
	/** How its heap begins; as the specification has it, by default. */
	readonly memory?: MemorySetup;
	/** Words of all engine parameters for when it begins to play; null, as by default, for none. */
	readonly settings?: Int32Array | null;
	/** Programs whose variables it takes over if it follows them; none by default. */
	readonly predecessors?: readonly Program[];
}

/**
 * Prepares a firmware for its start. Throws when the image is no firmware of this host, which the toolchain has checked, or the host
 * has no room for the configuration of its heap.
 */
export function stageFirmware(
	image: FirmwareImage,
	{ slots, executor = 'wasm', memory = DEFAULT_MEMORY_SETUP, settings = null, predecessors = [] }: Staging,
): StagedFirmware {
	const binding = bindFirmware(image.program);
	if ('code' in binding) throw new Error(binding.message);
	const natives = nativesOf(image.program);
	checkMemory(image.program);
	const linked = linkProgram(image.program);
	const { compiled } = image;
	const bound = compiled === null || executor !== 'wasm' ? [] : bindToSlots(image.program, compiled, slots);
	const heaps = image.program.heapWords > 0 ? slots.map(({ run }) => run.natives.heap.stage(memory)) : [];
	// What is in the heap stays behind, so variables that name it by numbers would name something else.
	const isLeft = image.program.heapWords > 0 ? () => true : isHostWritten;
	const transfers = predecessors.map((from) => new GlobalsTransfer(from, image.program, isLeft));
	return { image, linked, natives, binding, compiled: bound, instrumented: [], heaps, settings, transfers };
}

/** @throws Error when a program is not for the memory of this host, or its heap not where the levels are */
function checkMemory({ memoryWords, heapWords, constantImage }: Program): void {
	const most = heapWords > 0 ? MEMORY_WORDS : MACHINE_WORDS;
	if (memoryWords > most) throw new Error(`The firmware needs ${memoryWords} words of memory; this host has ${most}`);
	const heapEnd = memoryWords - constantImage.length;
	if (heapWords > 0 && (heapEnd < HEAP_END || heapEnd - heapWords > HEAP_START)) {
		throw new Error('The firmware was built for another host: its heap has not the levels of this one');
	}
}

/** Binds code of a program to the machine of each slot. */
export function bindToSlots(
	program: Program,
	{ module, toBlockEnd }: CompiledFirmware,
	slots: readonly CpuSlot[],
): readonly CompiledCode[] {
	return slots.map(({ run, hostAddresses }) =>
		bindCompiled(module, run.machine, { program, toBlockEnd, hostImports: hostAddresses }),
	);
}
