import { Engine } from '../../worklet/engine.ts';
import { buildEngineBlock, viewEngineBlock } from '../bridge/block-regions.ts';
import { CommandWriter, frameStamp } from '../bridge/commands.ts';
import type { EngineParameterName, EngineSettings } from '../bridge/engine-parameters.ts';
import type { EngineEvent } from '../bridge/events.ts';
import { EVENT_WORDS, readEvent } from '../bridge/events.ts';
import type { FirmwareExecutor, FirmwareImage } from '../bridge/firmware-image.ts';

/** Frames rendered at a time; the engine's output does not depend on it. */
const BLOCK_FRAMES = 512;

/** A change of one parameter at a frame of the render, above 0. */
export interface TimedSetting {
	readonly frame: number;
	readonly name: EngineParameterName;
	readonly value: number;
}

/** What to render. Sound is stereo, full scale ±1. */
export interface RenderRequest {
	readonly sampleRate: number;
	/** Input; silence follows where it is shorter than `frames`. Both channels are of one length. */
	readonly input: readonly [Float32Array, Float32Array];
	/** Frames to render. */
	readonly frames: number;
	readonly settings: EngineSettings;
	/** Firmware that plays from the first frame, null for the stock CPU. */
	readonly firmware: FirmwareImage | null;
	/** What runs the firmware, compiled code unless said otherwise. */
	readonly executor?: FirmwareExecutor;
	/** Changes on the way, in order of their frames. */
	readonly changes?: readonly TimedSetting[];
}

/** A render, with everything that the engine reported on the way. */
export interface Rendering {
	readonly output: readonly [Float32Array, Float32Array];
	readonly events: readonly EngineEvent[];
}

/** Renders with an engine of its own, as fast as it goes. The samples are those that the worklet makes from the same. */
export function renderOffline(request: RenderRequest): Rendering {
	const { sampleRate, input, frames, settings, firmware, executor = 'wasm', changes = [] } = request;
	const view = viewEngineBlock(buildEngineBlock());
	const engine = new Engine(view, sampleRate, executor);
	const commands = new CommandWriter(view.commands);
	commands.program(settings);
	if (firmware !== null) engine.load(firmware);
	engine.settle();

	const output: [Float32Array, Float32Array] = [new Float32Array(frames), new Float32Array(frames)];
	const inLeft = new Float32Array(BLOCK_FRAMES);
	const inRight = new Float32Array(BLOCK_FRAMES);
	const events: EngineEvent[] = [];
	const record = new Int32Array(EVENT_WORDS);
	let sent = 0;
	for (let start = 0; start < frames; start += BLOCK_FRAMES) {
		const count = Math.min(BLOCK_FRAMES, frames - start);
		for (let change = changes[sent]; change !== undefined && change.frame < start + count; change = changes[++sent]) {
			if (!commands.set(change.name, change.value, frameStamp(change.frame))) break;
		}
		fillBlock(inLeft, input[0], start);
		fillBlock(inRight, input[1], start);
		engine.process(inLeft, inRight, output[0].subarray(start), output[1].subarray(start), count);
		while (view.events.pop(record)) {
			const event = readEvent(record);
			if (event !== null) events.push(event);
		}
	}
	return { output, events };
}

/** Copies a block of `source` from `start`, with silence behind its end. */
function fillBlock(block: Float32Array, source: Float32Array, start: number): void {
	block.fill(0);
	block.set(source.subarray(start, start + block.length));
}
