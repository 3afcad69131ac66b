import { buildFirmware } from '../../../src/toolchain/build-firmware.ts';
import { WARM_UP_SOURCE } from '../../../src/toolchain/warm-up-firmware.ts';
import type { BenchFirmware } from '../../bench-firmware.ts';
import { SAMPLE_RATE } from '../../engine/playing.ts';
import { firmwareForms } from '../firmware-forms.ts';
import type { CompileFigures } from '../measure-compile.ts';
import type { TickFigures } from '../measure-ticks.ts';
import type { CompileAnswer } from './compile-worker.ts';
import { MEASURING_PROCESSOR, type MeasuringResult, type MeasuringStart } from './measuring-node.ts';
import workletUrl from './measuring-processor.ts?worker&url';

/** What the bench calls, with plain values. */
interface BenchPage {
	/** @throws Error when the firmware does not build, does not keep playing or differs between its forms */
	measureTicks(firmware: BenchFirmware): Promise<TickFigures>;
	/** In a new worker. */
	measureCompile(name: string, code: string): Promise<CompileFigures>;
}

declare global {
	interface Window {
		benchPage?: BenchPage;
	}
}

async function measureTicks(firmware: BenchFirmware): Promise<TickFigures> {
	const warmUp = buildFirmware(WARM_UP_SOURCE);
	if (!warmUp.ok) throw new Error(warmUp.diagnostics[0].message);
	const context = new OfflineAudioContext({ numberOfChannels: 1, length: 128, sampleRate: SAMPLE_RATE });
	await context.audioWorklet.addModule(workletUrl);
	const processorOptions: MeasuringStart = { firmware: firmwareForms(firmware), warmUpFirmware: warmUp.image };
	const node = new AudioWorkletNode(context, MEASURING_PROCESSOR, { numberOfInputs: 0, processorOptions });
	node.connect(context.destination);
	const result = new Promise<MeasuringResult>((resolve, reject) => {
		node.port.onmessage = ({ data }: MessageEvent<MeasuringResult>) => resolve(data);
		node.onprocessorerror = () => reject(new Error(`${firmware.name}: the measuring processor failed`));
	});
	await context.startRendering();
	const measured = await result;
	if (!measured.ok) throw new Error(measured.message);
	return measured.figures;
}

async function measureCompile(name: string, code: string): Promise<CompileFigures> {
	const worker = new Worker(new URL('./compile-worker.ts', import.meta.url), { type: 'module' });
	try {
		const answer = await new Promise<CompileAnswer>((resolve, reject) => {
			worker.onmessage = ({ data }: MessageEvent<CompileAnswer>) => resolve(data);
			worker.onerror = ({ message }) => reject(new Error(`${name}: ${message}`));
			worker.postMessage({ name, code });
		});
		if (!answer.ok) throw new Error(answer.message);
		return answer.figures;
	} finally {
		worker.terminate();
	}
}

window.benchPage = { measureTicks, measureCompile };
