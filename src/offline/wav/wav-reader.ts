import { parseFormatChunk, type StoredFormat } from './format-chunk.ts';
import { locateChunks } from './riff-chunks.ts';
import { LONGEST_WAV_SECONDS, type SampleEncoding, type WavError, type WavFormat, type WavWarning } from './wav-format.ts';
import { refuse } from './wav-refusal.ts';

/** The sound of a WAV file. */
export interface WavSound {
	readonly ok: true;
	/** Frames per second, as declared; at least 1. */
	readonly sampleRate: number;
	/** One array per channel, all of one length; integers of n bits are scaled by 2^-(n-1), floats are kept. */
	readonly channels: readonly Float32Array<ArrayBuffer>[];
	/** How the samples were stored. */
	readonly format: WavFormat;
	/** What was odd, in the order found; empty for a sound file. */
	readonly warnings: readonly WavWarning[];
}

/** A file that was refused. */
export interface WavRefusal {
	readonly ok: false;
	readonly error: WavError;
}

const SAMPLE_READERS: Readonly<Record<SampleEncoding, (view: DataView, byteOffset: number) => number>> = {
	pcm8: (view, at) => (view.getUint8(at) - 128) / 2 ** 7,
	pcm16: (view, at) => view.getInt16(at, true) / 2 ** 15,
	pcm24: (view, at) => (view.getUint16(at, true) | (view.getInt8(at + 2) << 16)) / 2 ** 23,
	pcm32: (view, at) => view.getInt32(at, true) / 2 ** 31,
	float32: (view, at) => view.getFloat32(at, true),
	float64: (view, at) => view.getFloat64(at, true),
};

/**
 * Reads a RIFF, RF64 or BW64 WAV file: PCM of 8, 16, 24 or 32 bits, floats of 32 or 64 bits, plain or extensible, any sample
 * rate and channel count. Never throws: a file that cannot be read gives a refusal, one that is merely odd gives warnings.
 */
export function readWav(file: Uint8Array): WavSound | WavRefusal {
	const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
	const chunks = locateChunks(view);
	if (!chunks.ok) return chunks;
	const stored = parseFormatChunk(view, chunks.format);
	if (!stored.ok) return stored;

	const warnings = [...chunks.warnings, ...stored.warnings];
	const { data } = chunks;
	const frameCount = Math.floor(data.sizeBytes / stored.frameBytes);
	const leftoverBytes = data.sizeBytes % stored.frameBytes;
	if (leftoverBytes > 0) {
		warnings.push({
			code: 'partial-frame',
			byteOffset: data.byteOffset + frameCount * stored.frameBytes,
			message: `The sound ends in the middle of a frame: its last ${leftoverBytes} of ${stored.frameBytes} bytes were left out.`,
		});
	}
	const seconds = frameCount / stored.sampleRate;
	if (seconds > LONGEST_WAV_SECONDS) {
		const minutes = (seconds / 60).toFixed(1);
		return refuse('too-long', data.byteOffset, `The file holds ${minutes} minutes of sound at ${stored.sampleRate} Hz.`);
	}
	const channels = allocateChannels(stored.channelCount, frameCount);
	if (channels === undefined) {
		return refuse('out-of-memory', data.byteOffset, `There is no memory for ${stored.channelCount} × ${frameCount} samples.`);
	}
	const nonFinite = decodeSamples(view, data.byteOffset, stored, channels);
	if (nonFinite) warnings.push(nonFinite);
	return { ok: true, sampleRate: stored.sampleRate, channels, format: stored.format, warnings };
}

/** Silent channels, or undefined if the browser refuses that much memory: a large enough file is a way to ask for it. */
function allocateChannels(channelCount: number, frameCount: number): Float32Array<ArrayBuffer>[] | undefined {
	try {
		return Array.from({ length: channelCount }, () => new Float32Array(frameCount));
	} catch {
		return undefined;
	}
}

/** Fills the channels from interleaved frames at `dataOffset`; a warning if some samples were no finite 32-bit float. */
function decodeSamples(
	view: DataView,
	dataOffset: number,
	stored: StoredFormat,
	channels: readonly Float32Array[],
): WavWarning | undefined {
	const readSample = SAMPLE_READERS[stored.format.encoding];
	const { frameBytes, sampleBytes } = stored;
	let nonFiniteCount = 0;
	let firstOffset = Number.POSITIVE_INFINITY;
	for (const [channel, samples] of channels.entries()) {
		let byteOffset = dataOffset + channel * sampleBytes;
		for (let frame = 0; frame < samples.length; frame++) {
			// Rounded first: a 64-bit float may be finite and still too large for the array.
			const sample = Math.fround(readSample(view, byteOffset));
			if (Number.isFinite(sample)) {
				samples[frame] = sample;
			} else {
				nonFiniteCount++;
				firstOffset = Math.min(firstOffset, byteOffset);
			}
			byteOffset += frameBytes;
		}
	}
	if (nonFiniteCount === 0) return undefined;
	const subject = nonFiniteCount === 1 ? '1 sample is' : `${nonFiniteCount} samples are`;
	return { code: 'non-finite', byteOffset: firstOffset, message: `${subject} no finite number and became 0.` };
}
