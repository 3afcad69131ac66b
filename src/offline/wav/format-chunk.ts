import type { ChunkSpan } from './riff-chunks.ts';
import {
	EXTENSIBLE_CHUNK_BYTES,
	FOREIGN_FORMAT_NAMES,
	FORMAT_CHUNK_BYTES,
	FORMAT_TAG_EXTENSIBLE,
	SAMPLE_LAYOUTS,
	type SampleEncoding,
	SUBFORMAT_GUID_TAIL,
	type WavError,
	type WavFormat,
	type WavWarning,
} from './wav-format.ts';
import { refuse } from './wav-refusal.ts';

/** A format chunk that makes sense. */
export interface StoredFormat {
	readonly ok: true;
	readonly sampleRate: number;
	/** At least 1. */
	readonly channelCount: number;
	/** Bytes of one sample of one channel. */
	readonly sampleBytes: number;
	/** Bytes of one sample of every channel: the block align. */
	readonly frameBytes: number;
	readonly format: WavFormat;
	readonly warnings: readonly WavWarning[];
}

/** Byte offsets of the fields in a format chunk's body. */
const FIELD = {
	formatTag: 0,
	channelCount: 2,
	sampleRate: 4,
	byteRate: 8,
	blockAlign: 12,
	bitsPerSample: 14,
	validBits: 18,
	channelMask: 20,
	subformat: 24,
} as const;

/** Reads a format chunk and checks that its fields agree with each other. */
export function parseFormatChunk(view: DataView, chunk: ChunkSpan): StoredFormat | { ok: false; error: WavError } {
	const base = chunk.byteOffset;
	if (chunk.sizeBytes < FORMAT_CHUNK_BYTES) {
		return refuse(
			'format-chunk',
			base,
			`The "fmt " chunk has ${chunk.sizeBytes} bytes; it needs at least ${FORMAT_CHUNK_BYTES}.`,
		);
	}
	const channelCount = view.getUint16(base + FIELD.channelCount, true);
	const sampleRate = view.getUint32(base + FIELD.sampleRate, true);
	const byteRate = view.getUint32(base + FIELD.byteRate, true);
	const blockAlign = view.getUint16(base + FIELD.blockAlign, true);
	const bitsPerSample = view.getUint16(base + FIELD.bitsPerSample, true);
	const isExtensible = view.getUint16(base + FIELD.formatTag, true) === FORMAT_TAG_EXTENSIBLE;
	if (isExtensible && chunk.sizeBytes < EXTENSIBLE_CHUNK_BYTES) {
		const message = `The extensible "fmt " chunk has ${chunk.sizeBytes} bytes; it needs ${EXTENSIBLE_CHUNK_BYTES}.`;
		return refuse('format-chunk', base, message);
	}
	const tagOffset = base + (isExtensible ? FIELD.subformat : FIELD.formatTag);
	const formatTag = view.getUint16(tagOffset, true);
	if (isExtensible && SUBFORMAT_GUID_TAIL.some((byte, i) => view.getUint8(tagOffset + 2 + i) !== byte)) {
		return refuse('unsupported-encoding', tagOffset, 'The extensible "fmt " chunk names a private sub-format.');
	}
	const encoding = findEncoding(formatTag, bitsPerSample);
	if (encoding === undefined) {
		return refuse('unsupported-encoding', tagOffset, `The samples are stored as ${describeEncoding(formatTag, bitsPerSample)}.`);
	}
	if (channelCount === 0) return refuse('channel-count', base + FIELD.channelCount, 'The file says that it has no channels.');
	if (sampleRate === 0) return refuse('sample-rate', base + FIELD.sampleRate, 'The file gives a sample rate of 0 Hz.');

	const sampleBytes = SAMPLE_LAYOUTS[encoding].sizeBytes;
	const frameBytes = channelCount * sampleBytes;
	if (blockAlign !== frameBytes) {
		const message = `A frame is said to take ${blockAlign} bytes, but ${channelCount} × ${bitsPerSample} bits take ${frameBytes}.`;
		return refuse('block-align', base + FIELD.blockAlign, message);
	}
	// Some writers leave the field of valid bits at 0 to say "all of them".
	const validBits = (isExtensible && view.getUint16(base + FIELD.validBits, true)) || bitsPerSample;
	if (validBits > bitsPerSample) {
		const message = `Samples of ${bitsPerSample} bits are said to hold ${validBits} valid bits.`;
		return refuse('format-chunk', base + FIELD.validBits, message);
	}
	const warnings: WavWarning[] = [];
	if (byteRate !== sampleRate * frameBytes) {
		const message = `The byte rate is given as ${byteRate}, but ${sampleRate} Hz × ${frameBytes} bytes make ${sampleRate * frameBytes}.`;
		warnings.push({ code: 'byte-rate', byteOffset: base + FIELD.byteRate, message });
	}
	const channelMask = isExtensible ? view.getUint32(base + FIELD.channelMask, true) : 0;
	const format = { encoding, validBits, isExtensible, channelMask };
	return { ok: true, sampleRate, channelCount, sampleBytes, frameBytes, format, warnings };
}

function findEncoding(formatTag: number, bitsPerSample: number): SampleEncoding | undefined {
	for (const encoding of Object.keys(SAMPLE_LAYOUTS) as SampleEncoding[]) {
		const layout = SAMPLE_LAYOUTS[encoding];
		if (layout.formatTag === formatTag && layout.sizeBytes * 8 === bitsPerSample) return encoding;
	}
	return undefined;
}

function describeEncoding(formatTag: number, bitsPerSample: number): string {
	const foreign = FOREIGN_FORMAT_NAMES.get(formatTag);
	if (foreign !== undefined) return foreign;
	const kind = Object.entries(SAMPLE_LAYOUTS).find(([, layout]) => layout.formatTag === formatTag)?.[0];
	if (kind !== undefined) return `${bitsPerSample} bit ${kind.startsWith('float') ? 'float' : 'PCM'}`;
	return `format 0x${formatTag.toString(16).padStart(4, '0')}`;
}
