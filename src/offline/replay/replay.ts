import { DELAY_FRAMES } from '../../bridge/block-regions.ts';
import { CALL_STACK_ENTRIES } from '../../bridge/machine-size.ts';
import { MEMORY_NATIVE_CODE } from '../../bridge/memory-native-code.ts';
import { Machine, privateSpace } from '../../gazl/machine.ts';
import type { Program } from '../../gazl/program.ts';
import { STATUS } from '../../gazl/status.ts';
import { hostNatives } from './host-natives.ts';
import { bindReplay, type EntryPoint, type ReplayBinding } from './replay-binding.ts';
import { type HeapMisuse, ReplayHeap } from './replay-heap.ts';
import { ReplayHost, type ReplaySettings } from './replay-host.ts';
import { YieldingRun } from './yielding-run.ts';

/** Where and why a firmware stopped. */
export interface ReplayFault {
	/** The call of the host that failed. */
	readonly entryPoint: EntryPoint;
	/** Function and 1-based source line of the instruction. */
	readonly functionName: string;
	readonly line: number;
	/** Text of a failed assertion. */
	readonly assertion?: string;
}

/** What a replay observed (conformance/firmware/README.md, "Results per run"), output apart. */
export interface ReplayResult {
	readonly kind: ReplayBinding['kind'];
	/** 0 when all frames were played, else the status that ended it. */
	readonly status: number;
	/** Frames that were played to their end. */
	readonly frames: number;
	/** Words of `displayLEDs` at the end; undefined when not declared. */
	readonly displayLEDs: readonly number[] | undefined;
	/** The same after each block of output. */
	readonly ledTrail: readonly (readonly number[])[];
	/** Calls of `update`. */
	readonly updates: number;
	/** Instructions charged per entry point; `process` stands for `operate1` and `operate2` too. */
	readonly cycles: { readonly init: number; readonly update: number; readonly reset: number; readonly process: number };
	/** Texts that the firmware traced, and lines of `adiReport`. */
	readonly traces: readonly string[];
	/** What was wrong with calls of memory natives, each kind at each line once. */
	readonly misuses: readonly HeapMisuse[];
	readonly fault: ReplayFault | undefined;
}

/**
 * Plays a firmware as the corpus's reference host does: a fixed input signal, one tick per frame, no clipping, no budget
 * (conformance/firmware/README.md). The result is exact to the bit.
 *
 * @param program assembled for the device; one with a heap has it as the default configuration cuts it
 * @param hearBlock gets the output of each `blockFrames` frames and of what is left at the end: per frame left and right
 * sample of a full patch; handled operators (bit 0: `operate1`, bit 1: `operate2`) and both positions of a mod patch. The
 * array is used again afterwards.
 * @returns undefined when the program is no firmware, see `bindReplay`
 */
export function replayFirmware(
	program: Program,
	settings: ReplaySettings,
	hearBlock: (words: Int32Array, wordsPerFrame: number) => void,
): ReplayResult | undefined {
	const traces: string[] = [];
	let assertion: string | undefined;
	const machine = new Machine(privateSpace(program.memoryWords, CALL_STACK_ENTRIES));
	machine.executor = settings.executor;
	const run = new YieldingRun(machine);
	const natives = hostNatives(new Int32Array(2 * DELAY_FRAMES), (name, text) => {
		if (name === 'trace' && typeof text === 'string') traces.push(text);
		if (name === 'assertFail' && typeof text === 'string') assertion = text;
	});
	machine.load(program, { ...natives, ...MEMORY_NATIVE_CODE, yield: run.yieldNative });
	const heap = program.heapWords > 0 ? new ReplayHeap(machine, (line) => traces.push(line)) : null;
	const firmware = bindReplay(machine);
	if (!firmware) return undefined;

	const { blockFrames } = settings;
	const host = new ReplayHost(machine, run, firmware, settings, heap);
	const wordsPerFrame = firmware.kind === 'full' ? 2 : 3;
	const block = new Int32Array(blockFrames * wordsPerFrame);
	const displayLEDs = firmware.globals.displayLEDs?.subarray(0, 4);
	const ledTrail: number[][] = [];
	const report = (frames: number) => {
		hearBlock(block.subarray(0, frames * wordsPerFrame), wordsPerFrame);
		if (displayLEDs) ledTrail.push([...displayLEDs]);
	};

	let frame = 0;
	if (host.load()) {
		while (frame < settings.frames) {
			const inBlock = frame % blockFrames;
			if (!host.play(frame, block, inBlock * wordsPerFrame)) break;
			frame++;
			if (inBlock === blockFrames - 1) report(blockFrames);
		}
		if (frame % blockFrames !== 0) report(frame % blockFrames);
	}
	return {
		kind: firmware.kind,
		status: host.status,
		frames: frame,
		displayLEDs: displayLEDs && [...displayLEDs],
		ledTrail,
		updates: host.updates,
		cycles: host.cycles,
		traces,
		misuses: heap?.misuses ?? [],
		fault:
			host.status === STATUS.OK
				? undefined
				: {
						entryPoint: host.lastEntryPoint,
						functionName: machine.faultFunction(),
						line: machine.faultLine(),
						...(assertion === undefined ? {} : { assertion }),
					},
	};
}
