import { Engine } from '../../../worklet/engine.ts';
import { buildEngineBlock, viewEngineBlock } from '../../bridge/block-regions.ts';
import { CheckRecords } from '../../bridge/check-records.ts';
import { CommandWriter } from '../../bridge/commands.ts';
import { type EngineEvent, EVENT_WORDS, readEvent } from '../../bridge/events.ts';
import type { FirmwareExecutor } from '../../bridge/firmware-image.ts';
import { leakSource } from '../../bridge/leak-source.ts';
import type { AllocationAccount } from '../../memory/checks/allocation-profile.ts';
import type { TypeAccount } from '../../memory/checks/buffer-names.ts';
import { findLeaks, type LeakReport } from '../../memory/checks/leaks.ts';
import type { MemorySetting } from '../../memory/checks/pressure.ts';
import type { Violation } from '../../memory/checks/violation-list.ts';
import { type Clip, FIRST_SLOT } from '../profile/clip-player.ts';
import { PanelPlay } from './panel-play.ts';

/** Frames rendered at a time; the engine's output does not depend on it. */
const BLOCK_FRAMES = 512;

/** How a firmware is to be checked. */
export interface CheckOptions {
	/** What `MEMORY_SETTINGS` are to be, all 0 where it says nothing. */
	readonly settings?: Partial<Record<MemorySetting, number>>;
	/** What runs the firmware, compiled code unless it says otherwise. */
	readonly executor?: FirmwareExecutor;
	/** Seed of a {@link PanelPlay}; null, as by default, leaves the panel alone. */
	readonly playSeed?: number | null;
	/** Ends the clip at the first violation. False by default. */
	readonly endsAtViolation?: boolean;
}

/** What the checked build has found. */
export interface FirmwareCheck {
	/** Frames that were played. */
	readonly frames: number;
	/** Each kind at each place once, in the order in which they happened first. */
	readonly violations: readonly Violation[];
	/** What is in use at the end. */
	readonly leaks: LeakReport;
	readonly types: readonly TypeAccount[];
	readonly profile: AllocationAccount;
	readonly events: readonly EngineEvent[];
	/** The records themselves, for names. */
	readonly records: CheckRecords;
}

/**
 * Plays a clip whose firmware is of the checked build (specification: memory, section 6) in an engine of its own.
 *
 * @throws RangeError when the firmware is of the release build, or the host has no room for the configuration
 */
export function checkFirmware(clip: Clip, options: CheckOptions = {}): FirmwareCheck {
	const { settings = {}, executor = 'wasm', playSeed = null, endsAtViolation = false } = options;
	const { sampleRate, input, firmware } = clip;
	if (!firmware.checked) throw new RangeError('Only the checked build of a firmware can be checked');
	const block = buildEngineBlock();
	const { commands: ring, events: eventRing } = viewEngineBlock(block);
	const commands = new CommandWriter(ring);
	const engine = new Engine(viewEngineBlock(block), sampleRate, executor);
	commands.program(clip.settings);
	for (const [setting, value] of Object.entries(settings)) commands.memorySetting(setting as MemorySetting, value);
	engine.load(firmware, null, false, clip.memory);
	engine.settle();
	// A firmware that is stopped and started again by RESET goes into the other slot; the first tells of the first mistake.
	const records = new CheckRecords(block.int32(`checks ${FIRST_SLOT}`));

	const play = playSeed === null ? null : new PanelPlay(commands, playSeed);
	const inLeft = new Float32Array(BLOCK_FRAMES);
	const inRight = new Float32Array(BLOCK_FRAMES);
	const outLeft = new Float32Array(BLOCK_FRAMES);
	const outRight = new Float32Array(BLOCK_FRAMES);
	const events: EngineEvent[] = [];
	const record = new Int32Array(EVENT_WORDS);
	let frames = 0;
	while (frames < clip.frames) {
		const count = Math.min(BLOCK_FRAMES, clip.frames - frames);
		play?.playTo(frames);
		fillBlock(inLeft, input[0], frames);
		fillBlock(inRight, input[1], frames);
		engine.process(inLeft, inRight, outLeft, outRight, count);
		frames += count;
		while (eventRing.pop(record)) {
			const event = readEvent(record);
			if (event !== null) events.push(event);
		}
		if (endsAtViolation && records.violationRows > 0) break;
	}
	const source = leakSource({
		program: firmware.program,
		memory: block.int32(`memory ${FIRST_SLOT}`),
		registers: block.int32(`registers ${FIRST_SLOT}`),
		hostCells: block.int32(`host ${FIRST_SLOT}`),
		heapTables: block.int32(`heap ${FIRST_SLOT}`),
		live: records.live,
	});
	const { violations, types, profile } = records;
	return { frames, violations, leaks: findLeaks(source), types, profile, events, records };
}

/** Copies a block of `source` from `start`, with silence behind its end. */
function fillBlock(block: Float32Array, source: Float32Array, start: number): void {
	block.fill(0);
	block.set(source.subarray(start, start + block.length));
}
