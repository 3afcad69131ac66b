import { Engine } from '../../../worklet/engine.ts';
import { buildEngineBlock, ENGINE_REGIONS, viewEngineBlock } from '../../bridge/block-regions.ts';
import { CommandWriter } from '../../bridge/commands.ts';
import type { EngineSettings } from '../../bridge/engine-parameters.ts';
import { type EngineEvent, EVENT_WORDS, readEvent } from '../../bridge/events.ts';
import type { FirmwareExecutor, FirmwareImage } from '../../bridge/firmware-image.ts';
import { CPU_SLOTS } from '../../bridge/machine-size.ts';
import type { MemorySetup } from '../../bridge/memory-setup.ts';
import type { AccessWatcher } from '../../gazl/access-watcher.ts';
import type { Machine } from '../../gazl/machine.ts';
import type { HeapListener } from '../../memory/cost/heap-listener.ts';
import type { LevelHeap } from '../../memory/heap/level-heap.ts';

/** Frames rendered at a time; the engine's output does not depend on it. */
const BLOCK_FRAMES = 512;

/** The slot that the first firmware of an engine starts in: while it does, the stock CPU is in the other. */
export const FIRST_SLOT = CPU_SLOTS - 1;

/** Regions that whoever uses them clears, and that are too large to be cleared for nothing. */
const CLEARED_BY_ENGINE = /^(memory|heat|shadow|checks) /;

/** A clip, and the device that it is played through; structured-cloneable. */
export interface Clip {
	readonly sampleRate: number;
	/** Stereo, full scale ±1; silence follows where it is shorter than `frames`. Both channels are of one length. */
	readonly input: readonly [Float32Array, Float32Array];
	/** Frames to render. */
	readonly frames: number;
	readonly settings: EngineSettings;
	readonly firmware: FirmwareImage;
	/** Configuration of the heap and table of levels that the firmware starts with. */
	readonly memory: MemorySetup;
}

/** Where the firmware of a clip runs. */
export interface ClipStage {
	readonly machine: Machine;
	/** The levels of the heap as they are at the moment. */
	levels(): LevelHeap;
}

/** Who follows a clip as it is played. */
export interface ClipAudience {
	readonly listener: HeapListener | null;
	/** Follows interpreted firmware alone. */
	readonly watcher: AccessWatcher | null;
	/** Gets the output as it comes, in the first `frames` samples of arrays that are used again; to answer false is to have heard enough. */
	heard(left: Float32Array, right: Float32Array, from: number, frames: number): boolean;
}

/** Plays clips through engines of its own, one after the other on the same block of memory: that is most of what an engine costs. */
export class ClipPlayer {
	readonly #block = buildEngineBlock();

	/**
	 * Plays a clip from the beginning, as fast as it goes.
	 *
	 * @throws RangeError when the firmware is of the checked build, or the host has no room for the configuration
	 * @param audience is asked for when it is known where the firmware will run, before it does
	 * @returns what the engine reported
	 */
	play(clip: Clip, executor: FirmwareExecutor, audience: (stage: ClipStage) => ClipAudience): readonly EngineEvent[] {
		if (clip.firmware.checked) throw new RangeError('A clip is played with the release build of its firmware');
		const block = this.#block;
		for (const { name } of ENGINE_REGIONS) if (!CLEARED_BY_ENGINE.test(name)) block.int32(name).fill(0);
		const { commands, events } = viewEngineBlock(block);
		const engine = new Engine(viewEngineBlock(block), clip.sampleRate, executor);
		const { machine, natives } = engine.slots[FIRST_SLOT].run;
		const { listener, watcher, heard } = audience({ machine, levels: () => natives.heap.levels });
		natives.heap.observer = listener;
		machine.watcher = watcher;
		new CommandWriter(commands).program(clip.settings);
		engine.load(clip.firmware, null, false, clip.memory);
		engine.settle();

		const { input, frames } = clip;
		const inLeft = new Float32Array(BLOCK_FRAMES);
		const inRight = new Float32Array(BLOCK_FRAMES);
		const outLeft = new Float32Array(BLOCK_FRAMES);
		const outRight = new Float32Array(BLOCK_FRAMES);
		const reported: EngineEvent[] = [];
		const record = new Int32Array(EVENT_WORDS);
		for (let start = 0; start < frames; start += BLOCK_FRAMES) {
			const count = Math.min(BLOCK_FRAMES, frames - start);
			fillBlock(inLeft, input[0], start);
			fillBlock(inRight, input[1], start);
			engine.process(inLeft, inRight, outLeft, outRight, count);
			while (events.pop(record)) {
				const event = readEvent(record);
				if (event !== null) reported.push(event);
			}
			if (!heard(outLeft, outRight, start, count)) break;
		}
		return reported;
	}
}

/** Copies a block of `source` from `start`, with silence behind its end. */
function fillBlock(block: Float32Array, source: Float32Array, start: number): void {
	block.fill(0);
	block.set(source.subarray(start, start + block.length));
}
