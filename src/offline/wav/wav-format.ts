/** How one sample is stored: integers are little-endian, 8 bits unsigned and wider ones signed; floats are IEEE 754. */
export type SampleEncoding = 'pcm8' | 'pcm16' | 'pcm24' | 'pcm32' | 'float32' | 'float64';

/** Where an encoding stands in a format chunk. */
export interface SampleLayout {
	/** The registered wave format tag: `FORMAT_TAG_PCM` or `FORMAT_TAG_FLOAT`. */
	readonly formatTag: number;
	/** Bytes that one sample of one channel takes. */
	readonly sizeBytes: number;
}

/** Tag of linear integer PCM (RIFF multimedia registrations, RFC 2361). */
export const FORMAT_TAG_PCM = 0x0001;
/** Tag of IEEE floating point PCM. */
export const FORMAT_TAG_FLOAT = 0x0003;
/** Tag of WAVE_FORMAT_EXTENSIBLE: the real tag is the first two bytes of the sub-format GUID. */
export const FORMAT_TAG_EXTENSIBLE = 0xfffe;

/** Every encoding that the reader takes. */
export const SAMPLE_LAYOUTS: Readonly<Record<SampleEncoding, SampleLayout>> = {
	pcm8: { formatTag: FORMAT_TAG_PCM, sizeBytes: 1 },
	pcm16: { formatTag: FORMAT_TAG_PCM, sizeBytes: 2 },
	pcm24: { formatTag: FORMAT_TAG_PCM, sizeBytes: 3 },
	pcm32: { formatTag: FORMAT_TAG_PCM, sizeBytes: 4 },
	float32: { formatTag: FORMAT_TAG_FLOAT, sizeBytes: 4 },
	float64: { formatTag: FORMAT_TAG_FLOAT, sizeBytes: 8 },
};

/** Names of encodings that turn up in WAV files and are not ours to decode, for messages. */
export const FOREIGN_FORMAT_NAMES: ReadonlyMap<number, string> = new Map([
	[0x0002, 'Microsoft ADPCM'],
	[0x0006, 'A-law'],
	[0x0007, 'mu-law'],
	[0x0011, 'IMA ADPCM'],
	[0x0031, 'GSM 6.10'],
	[0x0050, 'MPEG layer 1 or 2'],
	[0x0055, 'MP3'],
	[0x00ff, 'AAC'],
]);

/** What follows the two tag bytes in the GUID of a sub-format that is a plain wave format tag. */
export const SUBFORMAT_GUID_TAIL: readonly number[] = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];

/** Bytes of an identifier and a size, in front of every chunk's body. */
export const CHUNK_HEADER_BYTES = 8;
/** Bytes of the file's own header: `RIFF`, size, `WAVE`. */
export const RIFF_HEADER_BYTES = 12;
/** Body of the shortest format chunk. */
export const FORMAT_CHUNK_BYTES = 16;
/** Body of a format chunk that carries the extensible fields. */
export const EXTENSIBLE_CHUNK_BYTES = 40;
/** A size field that says "see the ds64 chunk" in RF64, and "was never filled in" in RIFF. */
export const SIZE_UNKNOWN = 0xffff_ffff;

/** Longest file that the reader takes, in seconds of sound. */
export const LONGEST_WAV_SECONDS = 30 * 60;

/** How the samples of a file were stored. */
export interface WavFormat {
	readonly encoding: SampleEncoding;
	/** Bits of a sample that carry sound; below the stored width only in extensible files. */
	readonly validBits: number;
	/** The file used WAVE_FORMAT_EXTENSIBLE. */
	readonly isExtensible: boolean;
	/** Loudspeaker positions, one bit per channel; 0 where the file does not say. */
	readonly channelMask: number;
}

/** What can be wrong with a file, and what its owner can do about it. */
export const WAV_REMEDIES = {
	'not-a-wav': 'Choose a WAV file, or convert the file to WAV first.',
	'big-endian': 'Save the file again as ordinary (little-endian) WAV.',
	truncated: 'Get the file again: it was cut off, or its header is damaged.',
	'no-format-chunk': 'Save the file again from an audio editor: its "fmt " chunk is missing.',
	'no-data-chunk': 'Save the file again from an audio editor: its "data" chunk is missing.',
	'format-chunk': 'Save the file again from an audio editor: its "fmt " chunk is damaged.',
	'unsupported-encoding': 'Convert the file to 8, 16, 24 or 32 bit PCM, or to 32 or 64 bit float.',
	'channel-count': 'Save the file again with at least one channel.',
	'sample-rate': 'Save the file again with its true sample rate.',
	'block-align': 'Save the file again from an audio editor: the fields of its "fmt " chunk contradict each other.',
	'too-long': `Cut the file to at most ${LONGEST_WAV_SECONDS / 60} minutes.`,
	'out-of-memory': 'Close other tabs, or cut the file to the part that you need.',
} as const;

/** Why a file was refused. */
export type WavErrorCode = keyof typeof WAV_REMEDIES;

/** Why a file was refused, where, and what to do. */
export interface WavError {
	readonly code: WavErrorCode;
	/** Where in the file the fault shows, in bytes from its start. */
	readonly byteOffset: number;
	/** One sentence with the values found. */
	readonly message: string;
	/** What the owner of the file can do. */
	readonly remedy: string;
}

/**
 * What was odd about a file that was read all the same.
 * - `data-truncated`: the file ends before its data chunk; the frames that are there were read
 * - `unfinished-header`: the recorder never filled in the size; everything up to the end of the file was read
 * - `partial-frame`: bytes of an incomplete last frame were left out
 * - `byte-rate`: the declared byte rate is wrong; nothing depends on it
 * - `non-finite`: NaN, infinite or unrepresentable floats became 0
 */
export type WavWarningCode = 'data-truncated' | 'unfinished-header' | 'partial-frame' | 'byte-rate' | 'non-finite';

/** One oddity, and where it shows in bytes from the file's start. */
export interface WavWarning {
	readonly code: WavWarningCode;
	readonly byteOffset: number;
	readonly message: string;
}
