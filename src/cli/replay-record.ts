import type { Program } from '../gazl/program.ts';
import { replayFirmware } from '../offline/replay/replay.ts';
import type { ReplaySettings } from '../offline/replay/replay-host.ts';
import { littleEndianBytes, sha256 } from './words.ts';

/** Output that a record holds verbatim, in frames. */
const FIRST_FRAMES = 256;

/** Frames per digest and in all, as the corpus of firmware has them. */
export const REPLAY_DEFAULTS = { blockFrames: 11025, frames: 88200 } as const;

/**
 * Replays a firmware and puts what came out into the form of the firmware manifest (conformance/firmware/README.md).
 *
 * @param keepOutput gets the bytes of each block of output: little-endian 32-bit ints
 * @returns `run`, the manifest's fields in its order, what was wrong with calls for the heap, and the place of a fault; undefined when the program is no firmware
 */
export function recordReplay(program: Program, settings: ReplaySettings, keepOutput: (bytes: Uint8Array) => void = () => {}) {
	const blocks: string[] = [];
	const first: number[] = [];
	let framesLeft = FIRST_FRAMES;
	const result = replayFirmware(program, settings, (words, wordsPerFrame) => {
		const bytes = littleEndianBytes(words);
		blocks.push(sha256(bytes));
		keepOutput(bytes);
		const head = words.subarray(0, framesLeft * wordsPerFrame);
		first.push(...head);
		framesLeft -= head.length / wordsPerFrame;
	});
	if (!result) return undefined;
	const { kind, status, frames, displayLEDs, ledTrail, updates, cycles, traces, misuses, fault } = result;
	const run = {
		status,
		frames,
		...(settings.config !== '' && { config: settings.config }),
		blocks,
		first,
		...(displayLEDs && { displayLEDs, ledTrail }),
		updates,
		cycles,
		...(traces.length > 0 && { traces }),
	};
	return { kind, run, misuses, fault };
}
