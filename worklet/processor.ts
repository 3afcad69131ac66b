import { viewEngineBlock } from '../src/bridge/block-regions.ts';
import type { EngineMessage, EngineReady, EngineStart } from '../src/bridge/messages.ts';
import { PROCESSOR_NAME } from '../src/bridge/messages.ts';
import { SharedBlock } from '../src/memory/shared-block.ts';
import { Engine } from './engine.ts';
import { warmUp } from './warm-up.ts';

/** The shell between the browser's audio thread and the engine: hands blocks and firmware through and does nothing else. */
class Permut8Processor extends AudioWorkletProcessor {
	readonly #engine: Engine;
	/** What the engine gets when nothing is connected. Grows to the longest block seen. */
	#silence = new Float32Array(0);
	#unheard = new Float32Array(0);

	constructor(options: { processorOptions: EngineStart }) {
		super();
		const { memory, firmware, settle, warmUpFirmware } = options.processorOptions;
		const block = SharedBlock.open(memory);
		if (warmUpFirmware !== null) warmUp(viewEngineBlock(block), warmUpFirmware, sampleRate);
		this.#engine = new Engine(viewEngineBlock(block), sampleRate);
		if (firmware !== null) this.#engine.load(firmware);
		if (settle) this.#engine.settle();
		const ready: EngineReady = { ready: true };
		this.port.postMessage(ready);
		this.port.onmessage = ({ data }: MessageEvent<EngineMessage>) => {
			if ('firmware' in data) this.#engine.load(data.firmware, data.settings, data.keepState, data.memory);
			else this.#engine.instrument(data.id, data.instrumented);
		};
	}

	process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
		const [output] = outputs;
		const [input] = inputs;
		const frames = output[0].length;
		if (this.#silence.length < frames) {
			this.#silence = new Float32Array(frames);
			this.#unheard = new Float32Array(frames);
		}
		const inLeft = input.length > 0 ? input[0] : this.#silence;
		const inRight = input.length > 1 ? input[1] : inLeft;
		this.#engine.process(inLeft, inRight, output[0], output.length > 1 ? output[1] : this.#unheard, frames);
		return true;
	}
}

registerProcessor(PROCESSOR_NAME, Permut8Processor);
