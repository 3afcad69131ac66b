import type { EngineBlockView } from '../src/bridge/block-regions.ts';
import { ENGINE_REGIONS } from '../src/bridge/block-regions.ts';
import { CommandWriter } from '../src/bridge/commands.ts';
import type { EngineSettings } from '../src/bridge/engine-parameters.ts';
import { INITIAL_SETTINGS } from '../src/bridge/engine-parameters.ts';
import type { FirmwareImage } from '../src/bridge/firmware-image.ts';
import { Engine } from './engine.ts';

/** Enough calls that the JavaScript engine compiles what they run (docs/audio-thread.md). */
const BLOCK_FRAMES = 128;
const STOCK_BLOCKS = 30;
const FIRMWARE_BLOCKS = 30;

/** Every operator, both directions, and clocks of which no number is whole: what is whole at first and not later is compiled twice. */
const SETTINGS: readonly EngineSettings[] = [0, 1, 2, 3, 4].map((operator) => ({
	...INITIAL_SETTINGS,
	clockHz: 30000.7 + 9000.3 * operator,
	reverse: operator === 3 ? 1 : 0,
	operator1: operator,
	operand1High: 0x83,
	operand1Low: 0x91,
	operator2: operator,
	operand2High: 0xa1,
	operand2Low: 0x77,
}));

/** The first engine settles the shapes of its objects, which code compiled for it does not survive; the second one's code stays. */
const ENGINES = 2;

/**
 * Runs the engine's code before there is sound, so that the first seconds of sound do not run in a slow tier of the JavaScript engine.
 * Firmware runs both ways: most of it compiled; the interpreter is there for what cannot be compiled and for the last instructions of
 * each budget. Takes some tenths of a second; to be called before anybody else uses the block, which is all zeros again afterwards. It
 * has to be the block that will be played on: arrays on another memory may be of another kind to the compiler.
 */
export function warmUp(view: EngineBlockView, firmware: FirmwareImage, sampleRate: number): void {
	const input = Float32Array.from({ length: BLOCK_FRAMES }, (_, i) => Math.sin(i * 0.1) * 0.5);
	const left = new Float32Array(BLOCK_FRAMES);
	const right = new Float32Array(BLOCK_FRAMES);
	const commands = new CommandWriter(view.commands);
	commands.scope(true);
	const images: readonly FirmwareImage[] = [firmware, { ...firmware, compiled: null }];
	for (let round = 0; round < ENGINES; ++round) {
		const engine = new Engine(view, sampleRate);
		const play = (blocks: number): void => {
			for (let i = 0; i < blocks; ++i) engine.process(input, input, left, right, BLOCK_FRAMES);
		};
		for (const settings of SETTINGS) {
			commands.program(settings);
			play(STOCK_BLOCKS);
		}
		for (const settings of SETTINGS) {
			commands.program(settings);
			for (const image of images) {
				// Every time, so that a firmware fades into another.
				engine.load(image);
				play(FIRMWARE_BLOCKS);
				commands.reset();
			}
		}
	}
	for (const { name } of ENGINE_REGIONS) view.block.int32(name).fill(0);
}
