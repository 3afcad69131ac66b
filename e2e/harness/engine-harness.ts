import { buildEngineBlock, viewEngineBlock } from '../../src/bridge/block-regions.ts';
import { CommandWriter, frameStamp } from '../../src/bridge/commands.ts';
import type { EngineSettings } from '../../src/bridge/engine-parameters.ts';
import { INITIAL_SETTINGS } from '../../src/bridge/engine-parameters.ts';
import type { EngineStart } from '../../src/bridge/messages.ts';
import { PROCESSOR_NAME } from '../../src/bridge/messages.ts';
import type { TimedSetting } from '../../src/offline/render.ts';
import { readWav } from '../../src/offline/wav/wav-reader.ts';
import { buildFirmware } from '../../src/toolchain/build-firmware.ts';
import workletUrl from '../../worklet/processor.ts?worker&url';

/** A render to be made by the worklet. */
export interface WorkletRender {
	/** The input, a WAV file as base64. */
	readonly wav: string;
	/** GAZL text; '' for the stock CPU. */
	readonly firmware: string;
	readonly settings: Partial<EngineSettings>;
	readonly changes: readonly TimedSetting[];
	readonly frames: number;
}

/** Renders with the worklet in an OfflineAudioContext; both channels' sample bits. */
async function renderInWorklet(request: WorkletRender): Promise<{ left: number[]; right: number[] }> {
	const wav = readWav(Uint8Array.from(atob(request.wav), (char) => char.charCodeAt(0)));
	if (!wav.ok) throw new Error(wav.error.message);
	const context = new OfflineAudioContext({ numberOfChannels: 2, length: request.frames, sampleRate: wav.sampleRate });
	await context.audioWorklet.addModule(workletUrl);
	const block = buildEngineBlock();
	const commands = new CommandWriter(viewEngineBlock(block).commands);
	commands.program({ ...INITIAL_SETTINGS, ...request.settings });
	for (const { name, value, frame } of request.changes) commands.set(name, value, frameStamp(frame));
	let processorOptions: EngineStart = { memory: block.memory, firmware: null, settle: true, warmUpFirmware: null };
	if (request.firmware !== '') {
		const build = buildFirmware({ id: 1, name: 'test', code: request.firmware, config: '', debug: false });
		if (!build.ok) throw new Error(build.diagnostics[0].message);
		processorOptions = { ...processorOptions, firmware: build.image };
	}
	const node = new AudioWorkletNode(context, PROCESSOR_NAME, {
		outputChannelCount: [2],
		channelCount: 2,
		channelCountMode: 'explicit',
		processorOptions,
	});
	const [left, right] = wav.channels;
	if (left === undefined) throw new Error('the clip has no channel');
	const buffer = new AudioBuffer({ numberOfChannels: 2, length: left.length, sampleRate: wav.sampleRate });
	buffer.copyToChannel(new Float32Array(left), 0);
	buffer.copyToChannel(new Float32Array(right ?? left), 1);
	const source = new AudioBufferSourceNode(context, { buffer });
	source.connect(node).connect(context.destination);
	source.start();
	const rendered = await context.startRendering();
	const bits = (channel: number): number[] => Array.from(new Int32Array(rendered.getChannelData(channel).slice().buffer));
	return { left: bits(0), right: bits(1) };
}

declare global {
	interface Window {
		renderInWorklet?: typeof renderInWorklet;
	}
}

window.renderInWorklet = renderInWorklet;
