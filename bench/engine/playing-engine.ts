import { buildEngineBlock, type EngineBlockView, viewEngineBlock } from '../../src/bridge/block-regions.ts';
import { CommandWriter } from '../../src/bridge/commands.ts';
import type { EngineSettings } from '../../src/bridge/engine-parameters.ts';
import { EVENT_WORDS, readEvent } from '../../src/bridge/events.ts';
import type { Program } from '../../src/gazl/program.ts';
import { compileFirmware } from '../../src/toolchain/compile-firmware.ts';
import { Engine } from '../../worklet/engine.ts';
import type { Subject } from '../measure-in-turns.ts';
import { BLOCK_FRAMES, INPUT_FRAMES, inputSample, ROUND_FRAMES, SAMPLE_RATE } from './playing.ts';

const CLOCK_MASK = 0xffff;

/** An engine that plays one thing; a round's figure is nanoseconds per frame. */
export class PlayingEngine implements Subject {
	readonly name: string;

	readonly #engine: Engine;
	readonly #view: EngineBlockView;
	readonly #settings: EngineSettings;
	readonly #inputBlocks = inputBlocks();
	readonly #outLeft = new Float32Array(BLOCK_FRAMES);
	readonly #outRight = new Float32Array(BLOCK_FRAMES);
	/** The clock as the gauges say, before the last round and after it. */
	#clockBefore = 0;
	#clockAfter = 0;

	/** @param program the firmware's, null for the stock CPU */
	constructor(name: string, settings: EngineSettings, program: Program | null) {
		this.name = name;
		this.#settings = settings;
		this.#view = viewEngineBlock(buildEngineBlock());
		this.#engine = new Engine(this.#view, SAMPLE_RATE);
		new CommandWriter(this.#view.commands).program(settings);
		if (program !== null) {
			this.#engine.load({ id: 1, name, program, compiled: compileFirmware(program), config: '', debug: false });
		}
		this.#engine.settle();
	}

	/** Ticks per frame in the last round. */
	get ticksPerFrame(): number {
		const forward = this.#clockAfter - this.#clockBefore;
		return ((this.#settings.reverse !== 0 ? -forward : forward) & CLOCK_MASK) / ROUND_FRAMES;
	}

	/** @throws Error when the firmware does not keep playing: then there is nothing to measure */
	measureRound(): number {
		this.#clockBefore = this.#clockAfter;
		const start = performance.now();
		for (let frame = 0; frame < ROUND_FRAMES; frame += BLOCK_FRAMES) {
			const input = this.#inputBlocks[(frame % INPUT_FRAMES) / BLOCK_FRAMES];
			this.#engine.process(input, input, this.#outLeft, this.#outRight, BLOCK_FRAMES);
		}
		const milliseconds = performance.now() - start;
		const { gauges } = this.#view;
		this.#clockAfter = gauges.getInt(gauges.offset('clock'), 0);
		this.#checkEvents();
		return (milliseconds * 1e6) / ROUND_FRAMES;
	}

	#checkEvents(): void {
		const record = new Int32Array(EVENT_WORDS);
		while (this.#view.events.pop(record)) {
			const event = readEvent(record);
			if (event?.kind === 'stopped' || event?.kind === 'stalled') {
				throw new Error(`${this.name} ${event.kind} in ${event.phase}, line ${event.line}`);
			}
		}
	}
}

function inputBlocks(): Float32Array[] {
	const input = Float32Array.from({ length: INPUT_FRAMES }, (_, frame) => inputSample(frame));
	return Array.from({ length: INPUT_FRAMES / BLOCK_FRAMES }, (_, block) =>
		input.subarray(block * BLOCK_FRAMES, (block + 1) * BLOCK_FRAMES),
	);
}
