/** Characters of a chunk identifier as bytes. */
export const ascii = (text: string): number[] => [...text].map((c) => c.charCodeAt(0));

/** A number as little-endian bytes. */
export const le = (value: number, sizeBytes: number): number[] =>
	Array.from({ length: sizeBytes }, (_, i) => Math.floor(value / 256 ** i) % 256);

/** A chunk with its pad byte. */
export const chunk = (id: string, body: readonly number[]): number[] => [
	...ascii(id),
	...le(body.length, 4),
	...body,
	...(body.length % 2 ? [0] : []),
];

/** A file around chunks, with a size field that is right unless it is given. */
export const riff = (chunks: readonly number[], id = 'RIFF', sizeField = chunks.length + 4): Uint8Array<ArrayBuffer> =>
	Uint8Array.from([...ascii(id), ...le(sizeField, 4), ...ascii('WAVE'), ...chunks]);

/** Fields of a format chunk; those that follow from others are filled in. */
export interface FormatFields {
	tag?: number;
	channelCount?: number;
	sampleRate?: number;
	bits?: number;
	byteRate?: number;
	blockAlign?: number;
}

/** The 16 bytes of a plain format chunk's body: mono, 16 bit PCM, 44.1 kHz unless told. */
export function formatBody(fields: FormatFields = {}): number[] {
	const { tag = 1, channelCount = 1, sampleRate = 44_100, bits = 16 } = fields;
	const { blockAlign = (channelCount * bits) / 8 } = fields;
	const { byteRate = sampleRate * blockAlign } = fields;
	return [...le(tag, 2), ...le(channelCount, 2), ...le(sampleRate, 4), ...le(byteRate, 4), ...le(blockAlign, 2), ...le(bits, 2)];
}

/** A file with one format chunk and one data chunk. */
export const wavOf = (fields: FormatFields, sound: readonly number[]): Uint8Array<ArrayBuffer> =>
	riff([...chunk('fmt ', formatBody(fields)), ...chunk('data', sound)]);

/** IEEE bytes of a 32-bit float. */
export const float32Bytes = (value: number): number[] => [...new Uint8Array(Float32Array.of(value).buffer)];

/** IEEE bytes of a 64-bit float. */
export const float64Bytes = (value: number): number[] => [...new Uint8Array(Float64Array.of(value).buffer)];
