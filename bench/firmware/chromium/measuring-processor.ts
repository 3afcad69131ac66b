import { buildEngineBlock, viewEngineBlock } from '../../../src/bridge/block-regions.ts';
import { warmUp } from '../../../worklet/warm-up.ts';
import { SAMPLE_RATE } from '../../engine/playing.ts';
import { measureTicks } from '../measure-ticks.ts';
import { MEASURING_PROCESSOR, type MeasuringResult, type MeasuringStart } from './measuring-node.ts';

// Globals of the worklet: the types of the bench are those of pages and of Node, where they do not exist.
declare class AudioWorkletProcessor {
	readonly port: MessagePort;
}
declare function registerProcessor(
	name: string,
	processor: new (options: { processorOptions: MeasuringStart }) => AudioWorkletProcessor,
): void;

/**
 * Measures a firmware within the first block that it renders, with denormals and priority as there. The worklet's only clock is Date, in
 * steps of a millisecond; rounds begin and end at its steps.
 */
class MeasuringProcessor extends AudioWorkletProcessor {
	readonly #start: MeasuringStart;
	#through = false;

	constructor(options: { processorOptions: MeasuringStart }) {
		super();
		this.#start = options.processorOptions;
	}

	process(): boolean {
		if (!this.#through) this.port.postMessage(this.#measure());
		this.#through = true;
		return false;
	}

	#measure(): MeasuringResult {
		const { firmware, warmUpFirmware } = this.#start;
		try {
			warmUp(viewEngineBlock(buildEngineBlock()), warmUpFirmware, SAMPLE_RATE);
			return { ok: true, figures: measureTicks(firmware, Date.now) };
		} catch (reason) {
			return { ok: false, message: String(reason) };
		}
	}
}

registerProcessor(MEASURING_PROCESSOR, MeasuringProcessor);
