import { CHUNK_HEADER_BYTES, RIFF_HEADER_BYTES, SIZE_UNKNOWN, type WavError, type WavWarning } from './wav-format.ts';
import { refuse } from './wav-refusal.ts';

/** Where a chunk's body lies in a file; always within it. */
export interface ChunkSpan {
	readonly byteOffset: number;
	readonly sizeBytes: number;
}

/** The two chunks that a WAV file cannot do without. */
export interface LocatedChunks {
	readonly ok: true;
	readonly format: ChunkSpan;
	readonly data: ChunkSpan;
	readonly warnings: readonly WavWarning[];
}

/** Identifiers of the file header: the 64-bit ones take the size of the data chunk from a `ds64` chunk (EBU Tech 3306, ITU-R BS.2088). */
const CONTAINERS: ReadonlyMap<string, { readonly has64BitSizes: boolean }> = new Map([
	['RIFF', { has64BitSizes: false }],
	['RF64', { has64BitSizes: true }],
	['BW64', { has64BitSizes: true }],
]);

/** A `ds64` body starts with two 64-bit sizes: of the file, then of the data chunk. */
const DS64_SIZES_BYTES = 16;

/**
 * Walks the chunks of a WAV file up to the first `fmt ` and the first `data`, in either order, and skips all others with their pad
 * byte. The size in the file header is not trusted: the end of the file is the end.
 */
export function locateChunks(view: DataView): LocatedChunks | { ok: false; error: WavError } {
	const container = identifyContainer(view);
	if (!container.ok) return container;

	const warnings: WavWarning[] = [];
	let format: ChunkSpan | undefined;
	let data: ChunkSpan | undefined;
	let dataSize64: number | undefined;
	let headerOffset = RIFF_HEADER_BYTES;
	while (headerOffset + CHUNK_HEADER_BYTES <= view.byteLength && !(format && data)) {
		const id = readFourCC(view, headerOffset);
		const declaredBytes = view.getUint32(headerOffset + 4, true);
		const byteOffset = headerOffset + CHUNK_HEADER_BYTES;
		const availableBytes = view.byteLength - byteOffset;
		let sizeBytes = declaredBytes;
		if (id === 'data' && data === undefined) {
			if (declaredBytes === SIZE_UNKNOWN && dataSize64 !== undefined) sizeBytes = dataSize64;
			const fitted = fitDataSize(sizeBytes, availableBytes, byteOffset, isUnfinished(view));
			if (fitted.warning) warnings.push(fitted.warning);
			sizeBytes = fitted.sizeBytes;
			data = { byteOffset, sizeBytes };
		} else if (sizeBytes > availableBytes) {
			const message = `The chunk "${id}" claims ${sizeBytes} bytes, but the file ends after ${availableBytes}.`;
			return refuse('truncated', headerOffset, message);
		} else if (id === 'fmt ' && format === undefined) {
			format = { byteOffset, sizeBytes };
		} else if (id === 'ds64' && container.has64BitSizes && sizeBytes >= DS64_SIZES_BYTES) {
			dataSize64 = view.getUint32(byteOffset + 8, true) + view.getUint32(byteOffset + 12, true) * 2 ** 32;
		}
		headerOffset = byteOffset + sizeBytes + (sizeBytes % 2);
	}
	const endOffset = Math.min(headerOffset, view.byteLength);
	if (format === undefined)
		return refuse('no-format-chunk', endOffset, 'The file has no "fmt " chunk, which says how its samples are stored.');
	if (data === undefined) return refuse('no-data-chunk', endOffset, 'The file has no "data" chunk, which holds its sound.');
	return { ok: true, format, data, warnings };
}

function identifyContainer(view: DataView): { ok: true; has64BitSizes: boolean } | { ok: false; error: WavError } {
	if (view.byteLength < RIFF_HEADER_BYTES) {
		return refuse(
			'not-a-wav',
			0,
			`The file has ${view.byteLength} bytes; a WAV file starts with a header of ${RIFF_HEADER_BYTES}.`,
		);
	}
	const id = readFourCC(view, 0);
	if (id === 'RIFX') return refuse('big-endian', 0, 'The file is a big-endian WAV file ("RIFX").');
	const container = CONTAINERS.get(id);
	if (container === undefined) return refuse('not-a-wav', 0, `The file starts with "${id}", not with "RIFF".`);
	const kind = readFourCC(view, 8);
	if (kind !== 'WAVE') return refuse('not-a-wav', 8, `The file is a RIFF file of the kind "${kind}", not "WAVE".`);
	return { ok: true, has64BitSizes: container.has64BitSizes };
}

/** True if the size in the file header was left as a placeholder: a recorder that stopped without closing the file. */
function isUnfinished(view: DataView): boolean {
	return view.getUint32(4, true) === 0;
}

/** The bytes of a data chunk that can be read, with a warning where that is not the declared size. */
function fitDataSize(
	declaredBytes: number,
	availableBytes: number,
	byteOffset: number,
	isFileUnfinished: boolean,
): { sizeBytes: number; warning?: WavWarning } {
	if (declaredBytes === SIZE_UNKNOWN || (declaredBytes === 0 && isFileUnfinished && availableBytes > 0)) {
		const message = `The file does not say how long its sound is; all ${availableBytes} bytes up to its end were read.`;
		return { sizeBytes: availableBytes, warning: { code: 'unfinished-header', byteOffset: byteOffset - 4, message } };
	}
	if (declaredBytes > availableBytes) {
		const message = `The file ends early: ${availableBytes} of ${declaredBytes} bytes of sound are there.`;
		return { sizeBytes: availableBytes, warning: { code: 'data-truncated', byteOffset: byteOffset + availableBytes, message } };
	}
	return { sizeBytes: declaredBytes };
}

/** Four characters at an offset; anything that is not printable ASCII shows as `?`. */
function readFourCC(view: DataView, byteOffset: number): string {
	let text = '';
	for (let i = 0; i < 4; i++) {
		const code = view.getUint8(byteOffset + i);
		text += code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '?';
	}
	return text;
}
