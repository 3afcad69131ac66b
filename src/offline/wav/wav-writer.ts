import {
	CHUNK_HEADER_BYTES,
	FORMAT_CHUNK_BYTES,
	FORMAT_TAG_PCM,
	RIFF_HEADER_BYTES,
	SAMPLE_LAYOUTS,
	type SampleEncoding,
} from './wav-format.ts';

/** The encodings that we write. */
export type WritableEncoding = Extract<SampleEncoding, 'pcm16' | 'pcm24' | 'pcm32' | 'float32'>;

/** Puts one finite sample at an offset. */
type SampleWriter = (view: DataView, byteOffset: number, sample: number) => void;

const SAMPLE_WRITERS: Readonly<Record<WritableEncoding, SampleWriter>> = {
	pcm16: (view, at, sample) => view.setInt16(at, quantise(sample, 2 ** 15), true),
	pcm24: (view, at, sample) => {
		const value = quantise(sample, 2 ** 23);
		view.setUint16(at, value & 0xffff, true);
		view.setInt8(at + 2, value >> 16);
	},
	pcm32: (view, at, sample) => view.setInt32(at, quantise(sample, 2 ** 31), true),
	float32: (view, at, sample) => view.setFloat32(at, sample, true),
};

/** A file other than PCM carries the size of its (empty) format extension and, in a `fact` chunk, its length in frames. */
const EXTENSION_SIZE_BYTES = 2;
const FACT_CHUNK_BYTES = 4;

/**
 * Writes a RIFF WAV file with a plain (not extensible) format chunk; the header takes 44 bytes, 58 for floats. Integers are rounded to the nearest,
 * halves away from zero, and clamped to their range, without dither; floats are kept, beyond ±1 too. NaN and infinities become 0.
 *
 * @param sampleRate frames per second, a whole number of at least 1
 * @param channels one array of samples per channel, nominally in [-1, 1); at least one, all of one length
 * @throws RangeError if the arguments do not fit a WAV file: its size and all fields are 16 or 32 bits wide
 */
export function writeWav(
	sampleRate: number,
	channels: readonly Float32Array[],
	encoding: WritableEncoding,
): Uint8Array<ArrayBuffer> {
	const { formatTag, sizeBytes: sampleBytes } = SAMPLE_LAYOUTS[encoding];
	const frameCount = channels[0]?.length ?? 0;
	const frameBytes = channels.length * sampleBytes;
	const dataBytes = frameCount * frameBytes;
	const formatBytes = FORMAT_CHUNK_BYTES + (formatTag === FORMAT_TAG_PCM ? 0 : EXTENSION_SIZE_BYTES);
	const factBytes = formatTag === FORMAT_TAG_PCM ? 0 : CHUNK_HEADER_BYTES + FACT_CHUNK_BYTES;
	const headerBytes = RIFF_HEADER_BYTES + CHUNK_HEADER_BYTES + formatBytes + factBytes + CHUNK_HEADER_BYTES;
	const fileBytes = headerBytes + dataBytes + (dataBytes % 2);

	if (channels.length === 0) throw new RangeError('A WAV file needs at least one channel.');
	if (channels.some((samples) => samples.length !== frameCount)) throw new RangeError('Channels differ in length.');
	requireField('The frame size in bytes', frameBytes, 2 ** 16);
	if (sampleRate < 1) throw new RangeError(`A sample rate of ${sampleRate} Hz is too low.`);
	requireField('The sample rate in Hz', sampleRate, 2 ** 32);
	requireField('The byte rate', sampleRate * frameBytes, 2 ** 32);
	requireField('The file size in bytes', fileBytes - CHUNK_HEADER_BYTES, 2 ** 32);

	const file = new Uint8Array(fileBytes);
	const view = new DataView(file.buffer);
	let at = 0;
	const putText = (fourCC: string) => {
		for (let i = 0; i < 4; i++) view.setUint8(at++, fourCC.charCodeAt(i));
	};
	const put16 = (value: number) => {
		view.setUint16(at, value, true);
		at += 2;
	};
	const put32 = (value: number) => {
		view.setUint32(at, value, true);
		at += 4;
	};
	putText('RIFF');
	put32(fileBytes - CHUNK_HEADER_BYTES);
	putText('WAVE');
	putText('fmt ');
	put32(formatBytes);
	put16(formatTag);
	put16(channels.length);
	put32(sampleRate);
	put32(sampleRate * frameBytes);
	put16(frameBytes);
	put16(sampleBytes * 8);
	if (formatTag !== FORMAT_TAG_PCM) {
		put16(0);
		putText('fact');
		put32(FACT_CHUNK_BYTES);
		put32(frameCount);
	}
	putText('data');
	put32(dataBytes);

	const writeSample = SAMPLE_WRITERS[encoding];
	for (const [channel, samples] of channels.entries()) {
		let byteOffset = headerBytes + channel * sampleBytes;
		for (const sample of samples) {
			writeSample(view, byteOffset, Number.isFinite(sample) ? sample : 0);
			byteOffset += frameBytes;
		}
	}
	return file;
}

/** The integer nearest to `sample * fullScale`, halves away from zero, within [-fullScale, fullScale - 1]. */
function quantise(sample: number, fullScale: number): number {
	const magnitude = Math.floor(Math.abs(sample) * fullScale + 0.5);
	return sample < 0 ? -Math.min(magnitude, fullScale) : Math.min(magnitude, fullScale - 1);
}

function requireField(name: string, value: number, limit: number): void {
	if (!Number.isInteger(value) || value < 0 || value >= limit) {
		throw new RangeError(`${name} is ${value}; a WAV file holds whole numbers below ${limit}.`);
	}
}
