import type { Page } from '@playwright/test';

/** What the page's audio did while a test watched: samples of both channels and late blocks, with those of an empty worklet beside it. */
export interface Recording {
	readonly sampleRate: number;
	readonly left: Float32Array;
	readonly right: Float32Array;
	/** Times that the output device ran dry: the page's own context, and one with an empty worklet at the same time. */
	readonly underruns: number;
	readonly emptyUnderruns: number;
}

/** Chromium's statistics of a context's output; not in the DOM's types yet. */
interface PlaybackStats {
	readonly underrunEvents: number;
}

declare global {
	interface Window {
		engineNode?: AudioWorkletNode;
		recorderNode?: AudioWorkletNode;
		emptyContext?: AudioContext;
		underrunsBefore?: number;
	}
	interface AudioContext {
		readonly playbackStats?: PlaybackStats;
	}
}

const RECORDER = `
registerProcessor('recorder', class extends AudioWorkletProcessor {
	constructor({ processorOptions: { frames } }) {
		super();
		this.channels = [new Float32Array(frames), new Float32Array(frames)];
		this.length = 0;
		this.port.onmessage = () => this.port.postMessage({ channels: this.channels, length: this.length });
	}
	process([input]) {
		const frames = input[0]?.length ?? 0;
		if (frames > 0 && this.length + frames <= this.channels[0].length) {
			this.channels[0].set(input[0], this.length);
			this.channels[1].set(input[1] ?? input[0], this.length);
			this.length += frames;
		}
		return true;
	}
});
registerProcessor('empty', class extends AudioWorkletProcessor { process() { return true; } });
`;

/** Makes the page keep hold of its engine's node. To be called before the page is opened. */
export async function watchEngine(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const Node = window.AudioWorkletNode;
		window.AudioWorkletNode = class extends Node {
			constructor(context: BaseAudioContext, name: string, options?: AudioWorkletNodeOptions) {
				super(context, name, options);
				if (name === 'permut8') window.engineNode = this;
			}
		};
	});
}

/** Begins to record what comes out of the engine, at most `seconds` of it. The engine has to be there: press START first. */
export async function startRecording(page: Page, seconds: number): Promise<void> {
	await page.evaluate(
		async ([code, length]) => {
			const { engineNode } = window;
			if (engineNode === undefined) throw new Error('the engine has not been started');
			const context = engineNode.context as AudioContext;
			const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
			await context.audioWorklet.addModule(url);
			const recorder = new AudioWorkletNode(context, 'recorder', {
				processorOptions: { frames: Math.ceil(length * context.sampleRate) },
			});
			const empty = new AudioContext({ latencyHint: 'interactive' });
			await empty.audioWorklet.addModule(url);
			new AudioWorkletNode(empty, 'empty').connect(empty.destination);
			await empty.resume();
			window.emptyContext = empty;
			window.underrunsBefore = context.playbackStats?.underrunEvents ?? 0;
			window.recorderNode = recorder;
			engineNode.connect(recorder).connect(context.destination);
		},
		[RECORDER, seconds] as const,
	);
}

/** Seconds recorded so far by the clock of the engine's context. */
export async function contextTime(page: Page): Promise<number> {
	return await page.evaluate(() => window.engineNode?.context.currentTime ?? 0);
}

/** Ends the recording. */
export async function stopRecording(page: Page): Promise<Recording> {
	const { sampleRate, left, right, underruns, emptyUnderruns } = await page.evaluate(async () => {
		const { recorderNode, engineNode, emptyContext } = window;
		if (recorderNode === undefined || engineNode === undefined || emptyContext === undefined)
			throw new Error('nothing is recorded');
		engineNode.disconnect(recorderNode);
		const { channels, length } = await new Promise<{ channels: [Float32Array, Float32Array]; length: number }>((resolve) => {
			recorderNode.port.onmessage = ({ data }) => resolve(data);
			recorderNode.port.postMessage(null);
		});
		const text = (samples: Float32Array): string => {
			const bytes = new Uint8Array(samples.slice(0, length).buffer);
			let binary = '';
			for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
			return btoa(binary);
		};
		const context = engineNode.context as AudioContext;
		const result = {
			sampleRate: context.sampleRate,
			left: text(channels[0]),
			right: text(channels[1]),
			underruns: (context.playbackStats?.underrunEvents ?? 0) - (window.underrunsBefore ?? 0),
			emptyUnderruns: emptyContext.playbackStats?.underrunEvents ?? 0,
		};
		await emptyContext.close();
		return result;
	});
	const samples = (text: string): Float32Array => {
		const bytes = Buffer.from(text, 'base64');
		return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
	};
	return { sampleRate, left: samples(left), right: samples(right), underruns, emptyUnderruns };
}

/**
 * Late blocks by which an empty worklet differs from itself, from one run of 20 s to another, when others take the processor away now and
 * then; where they do it often, the empty one shows it too. On a machine of its own both have none.
 */
const CHANCE = 4;
const STARVED_RATIO = 4;

/** Late blocks that a recording may have without being slow by itself. */
export function lateBlocksByChance({ emptyUnderruns }: Recording): number {
	return emptyUnderruns * STARVED_RATIO + CHANCE;
}

/** Largest step from one sample to the next, and where. */
export function largestStep(samples: Float32Array): { step: number; at: number } {
	let largest = { step: 0, at: 0 };
	for (let i = 1; i < samples.length; ++i) {
		const step = Math.abs(samples[i] - samples[i - 1]);
		if (step > largest.step) largest = { step, at: i };
	}
	return largest;
}

/** Longest run of equal samples, such as silence, in frames. */
export function longestStandstill(samples: Float32Array): number {
	let longest = 0;
	let run = 0;
	for (let i = 1; i < samples.length; ++i) {
		run = samples[i] === samples[i - 1] ? run + 1 : 0;
		longest = Math.max(longest, run);
	}
	return longest;
}
