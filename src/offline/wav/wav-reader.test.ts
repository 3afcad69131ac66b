import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascii, chunk, type FormatFields, float32Bytes, float64Bytes, formatBody, le, riff, wavOf } from './wav-bytes.testing.ts';
import { WAV_REMEDIES, type WavErrorCode } from './wav-format.ts';
import { readWav, type WavSound } from './wav-reader.ts';

function readSound(file: Uint8Array): WavSound {
	const result = readWav(file);
	if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
	return result;
}

const samplesOf = (file: Uint8Array): number[][] => readSound(file).channels.map((samples) => [...samples]);
const warningsOf = (file: Uint8Array): string[] => readSound(file).warnings.map((warning) => warning.code);

function extensibleBody(fields: FormatFields, validBits: number, channelMask: number, subformatTag: number): number[] {
	const guidTail = [0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71];
	return [
		...formatBody({ ...fields, tag: 0xfffe }),
		...le(22, 2),
		...le(validBits, 2),
		...le(channelMask, 4),
		...le(subformatTag, 2),
		...guidTail,
	];
}

describe('encodings', () => {
	it('reads 8 bit samples as unsigned with 128 as silence', () => {
		expect(samplesOf(wavOf({ bits: 8 }, [0, 64, 128, 192, 255]))).toEqual([[-1, -0.5, 0, 0.5, 127 / 128]]);
	});

	it('reads 16 bit samples as signed fractions of 2^15', () => {
		const sound = [...le(0x8000, 2), ...le(0xffff, 2), ...le(0, 2), ...le(1, 2), ...le(0x7fff, 2)];
		expect(samplesOf(wavOf({ bits: 16 }, sound))).toEqual([[-1, -(2 ** -15), 0, 2 ** -15, 1 - 2 ** -15]]);
	});

	it('reads 24 bit samples as signed fractions of 2^23', () => {
		const sound = [0x800000, 0xffffff, 0, 1, 0x7fffff, 0x123456].flatMap((value) => le(value, 3));
		const expected = [-1, -(2 ** -23), 0, 2 ** -23, 1 - 2 ** -23, 0x123456 / 2 ** 23];
		expect(samplesOf(wavOf({ bits: 24 }, sound))).toEqual([expected]);
	});

	it('reads 32 bit samples as signed fractions of 2^31, rounded to a 32 bit float', () => {
		const sound = [0x80000000, 0xffffffff, 0, 1, 0x7fffffff, 0x40000000].flatMap((value) => le(value, 4));
		expect(samplesOf(wavOf({ bits: 32 }, sound))).toEqual([[-1, -(2 ** -31), 0, 2 ** -31, 1, 0.5]]);
	});

	it('keeps floats as they are, beyond full scale too', () => {
		const values = [0, -1, 0.1, 3.5, -1e-30];
		expect(samplesOf(wavOf({ tag: 3, bits: 32 }, values.flatMap(float32Bytes)))).toEqual([values.map(Math.fround)]);
		expect(samplesOf(wavOf({ tag: 3, bits: 64 }, values.flatMap(float64Bytes)))).toEqual([values.map(Math.fround)]);
	});

	it('turns floats that are not finite, or that overflow 32 bits, into 0 and says how many and where', () => {
		const sound = [0.25, Number.NaN, Number.POSITIVE_INFINITY, 1e300, -0.25].flatMap(float64Bytes);
		const wav = readSound(wavOf({ tag: 3, bits: 64 }, sound));
		expect([...(wav.channels[0] ?? [])]).toEqual([0.25, 0, 0, 0, -0.25]);
		expect(wav.warnings).toEqual([
			{ code: 'non-finite', byteOffset: 44 + 8, message: '3 samples are no finite number and became 0.' },
		]);
	});

	it('deals interleaved samples out to any number of channels at any sample rate', () => {
		const sound = Array.from({ length: 5 * 3 }, (_, i) => 128 + i);
		const wav = readSound(wavOf({ bits: 8, channelCount: 5, sampleRate: 11_127 }, sound));
		expect(wav.sampleRate).toBe(11_127);
		expect(wav.channels.map((samples) => [...samples])).toEqual(
			[0, 1, 2, 3, 4].map((channel) => [0, 1, 2].map((frame) => (frame * 5 + channel) / 128)),
		);
	});

	it('reads extensible files by their sub-format and reports valid bits and loudspeakers', () => {
		const fields = { channelCount: 2, bits: 24 };
		const body = extensibleBody(fields, 20, 0x3, 1);
		const wav = readSound(riff([...chunk('fmt ', body), ...chunk('data', [...le(0x400000, 3), ...le(0xc00000, 3)])]));
		expect(wav.channels.map((samples) => [...samples])).toEqual([[0.5], [-0.5]]);
		expect(wav.format).toEqual({ encoding: 'pcm24', validBits: 20, isExtensible: true, channelMask: 3 });

		const float = extensibleBody({ bits: 32 }, 0, 4, 3);
		const format = readSound(riff([...chunk('fmt ', float), ...chunk('data', float32Bytes(0.5))])).format;
		expect(format).toEqual({ encoding: 'float32', validBits: 32, isExtensible: true, channelMask: 4 });
	});
});

describe('chunks', () => {
	const format = chunk('fmt ', formatBody({ bits: 8 }));
	const data = chunk('data', [128, 192]);

	it('skips unknown chunks, with a pad byte after odd ones, before, between and after its own', () => {
		const junk = [...chunk('JUNK', [1, 2, 3]), ...chunk('LIST', []), ...chunk('bext', [9])];
		expect(samplesOf(riff([...junk, ...format, ...junk, ...data, ...junk]))).toEqual([[0, 0.5]]);
	});

	it('finds a format chunk that stands after the data', () => {
		expect(samplesOf(riff([...data, ...format]))).toEqual([[0, 0.5]]);
	});

	it('takes the first of two data chunks', () => {
		expect(samplesOf(riff([...format, ...data, ...chunk('data', [0])]))).toEqual([[0, 0.5]]);
	});

	it('ignores a wrong size in the file header', () => {
		expect(samplesOf(riff([...format, ...data], 'RIFF', 3))).toEqual([[0, 0.5]]);
	});

	it('reads a file that lies in the middle of a larger buffer', () => {
		const file = riff([...format, ...data]);
		const buffer = new Uint8Array(file.length + 20).fill(0xee);
		buffer.set(file, 7);
		expect(samplesOf(buffer.subarray(7, 7 + file.length))).toEqual([[0, 0.5]]);
	});

	it.each(['RF64', 'BW64'])('takes the size of the sound from the ds64 chunk of %s', (id) => {
		const ds64 = chunk('ds64', [...le(0, 8), ...le(2, 8), ...le(2, 8), ...le(0, 4)]);
		const openEnded = [...ascii('data'), ...le(0xffffffff, 4), 128, 192, 1, 2, 3, 4];
		const file = riff([...ds64, ...format, ...openEnded], id, 0xffffffff);
		expect(samplesOf(file)).toEqual([[0, 0.5]]);
		expect(warningsOf(file)).toEqual([]);
	});

	it('reads a file without sound as channels of no samples', () => {
		expect(samplesOf(wavOf({ channelCount: 2 }, []))).toEqual([[], []]);
		expect(warningsOf(wavOf({ channelCount: 2 }, []))).toEqual([]);
	});
});

describe('files that are odd and readable', () => {
	const format = chunk('fmt ', formatBody({ bits: 8 }));

	it('reads the frames that are there when the sound is cut off', () => {
		const file = riff([...format, ...ascii('data'), ...le(1000, 4), 128, 192]);
		expect(samplesOf(file)).toEqual([[0, 0.5]]);
		expect(readSound(file).warnings).toEqual([
			{ code: 'data-truncated', byteOffset: 46, message: 'The file ends early: 2 of 1000 bytes of sound are there.' },
		]);
	});

	it.each([
		['0xffffffff', 0xffffffff, 0xffffffff],
		['0', 0, 0],
	])('reads to the end of the file when a recorder left the sizes at %s', (_, fileSize, dataSize) => {
		const file = riff([...format, ...ascii('data'), ...le(dataSize, 4), 128, 192], 'RIFF', fileSize);
		expect(samplesOf(file)).toEqual([[0, 0.5]]);
		expect(warningsOf(file)).toEqual(['unfinished-header']);
	});

	it('leaves an incomplete last frame out', () => {
		const file = wavOf({ bits: 16 }, [...le(0x4000, 2), 7]);
		expect(samplesOf(file)).toEqual([[0.5]]);
		expect(readSound(file).warnings).toEqual([
			{
				code: 'partial-frame',
				byteOffset: 46,
				message: 'The sound ends in the middle of a frame: its last 1 of 2 bytes were left out.',
			},
		]);
	});

	it('warns of a byte rate that contradicts the other fields', () => {
		expect(warningsOf(wavOf({ bits: 8, byteRate: 1 }, [128]))).toEqual(['byte-rate']);
	});
});

describe('files that are refused', () => {
	const sound = [0, 0];
	const guardSeconds = 30 * 60;
	const cases: [name: string, file: Uint8Array, code: WavErrorCode, byteOffset: number, message: RegExp][] = [
		['an empty file', new Uint8Array(), 'not-a-wav', 0, /0 bytes/],
		['another kind of file', Uint8Array.from(ascii('OggS........')), 'not-a-wav', 0, /"OggS"/],
		['another kind of RIFF file', Uint8Array.from(ascii('RIFF....AVI ')), 'not-a-wav', 8, /"AVI "/],
		['a big-endian file', Uint8Array.from(ascii('RIFX....WAVE')), 'big-endian', 0, /big-endian/],
		['a header without chunks', riff([]), 'no-format-chunk', 12, /"fmt "/],
		['a file that ends in a chunk header', riff(ascii('fmt ')), 'no-format-chunk', 12, /"fmt "/],
		['a cut format chunk', riff(chunk('fmt ', formatBody()).slice(0, 20)), 'truncated', 12, /claims 16 bytes.* after 12/],
		['a chunk of absurd size', riff([...ascii('LIST'), ...le(0xfffffff0, 4)]), 'truncated', 12, /"LIST" claims 4294967280/],
		['a short format chunk', riff([...chunk('fmt ', [1, 0]), ...chunk('data', sound)]), 'format-chunk', 20, /2 bytes/],
		['a file without sound', riff(chunk('fmt ', formatBody())), 'no-data-chunk', 36, /"data"/],
		['a file without a format', riff(chunk('data', sound)), 'no-format-chunk', 22, /"fmt "/],
		['no channels', wavOf({ channelCount: 0 }, sound), 'channel-count', 22, /no channels/],
		['a sample rate of 0', wavOf({ sampleRate: 0 }, sound), 'sample-rate', 24, /0 Hz/],
		['a contradicting block align', wavOf({ blockAlign: 3 }, sound), 'block-align', 32, /take 3 bytes, but 1 × 16 bits take 2/],
		['a block align of 0', wavOf({ blockAlign: 0 }, sound), 'block-align', 32, /take 0 bytes/],
		['a block align that overflows', wavOf({ channelCount: 0xffff, blockAlign: 0xfffe }, sound), 'block-align', 32, /131070/],
		['12 bit samples', wavOf({ bits: 12, blockAlign: 2 }, sound), 'unsupported-encoding', 20, /12 bit PCM/],
		['16 bit floats', wavOf({ tag: 3, bits: 16 }, sound), 'unsupported-encoding', 20, /16 bit float/],
		['a compressed file', wavOf({ tag: 2, bits: 4, blockAlign: 256 }, sound), 'unsupported-encoding', 20, /Microsoft ADPCM/],
		['an unknown encoding', wavOf({ tag: 0x1234 }, sound), 'unsupported-encoding', 20, /0x1234/],
		[
			'an extensible file without its fields',
			riff([...chunk('fmt ', formatBody({ tag: 0xfffe })), ...chunk('data', sound)]),
			'format-chunk',
			20,
			/16 bytes; it needs 40/,
		],
		[
			'a private sub-format',
			riff([...chunk('fmt ', extensibleBody({}, 16, 0, 1).with(39, 0)), ...chunk('data', sound)]),
			'unsupported-encoding',
			44,
			/private/,
		],
		[
			'more valid bits than bits',
			riff([...chunk('fmt ', extensibleBody({}, 17, 0, 1)), ...chunk('data', sound)]),
			'format-chunk',
			38,
			/17 valid bits/,
		],
		[
			'too long a sound',
			wavOf({ bits: 8, sampleRate: 1 }, new Array(guardSeconds + 1).fill(128)),
			'too-long',
			44,
			/30\.0 minutes/,
		],
	];

	it.each(cases)('refuses %s', (_, file, code, byteOffset, message) => {
		const result = readWav(file);
		expect(result).toMatchObject({ ok: false, error: { code, byteOffset, remedy: WAV_REMEDIES[code] } });
		if (!result.ok) expect(result.error.message).toMatch(message);
	});

	it('takes a sound of exactly the longest duration', () => {
		expect(samplesOf(wavOf({ bits: 8, sampleRate: 1 }, new Array(guardSeconds).fill(128)))[0]).toHaveLength(guardSeconds);
	});
});

describe('hostile files', () => {
	/** What holds for whatever the reader answers. */
	function expectSaneAnswer(file: Uint8Array): void {
		const result = readWav(file);
		const notes = result.ok ? result.warnings : [result.error];
		for (const note of notes) {
			expect(note.byteOffset).toBeGreaterThanOrEqual(0);
			expect(note.byteOffset).toBeLessThanOrEqual(file.length);
			expect(note.message).toMatch(/\.$/);
		}
		if (!result.ok) return;
		expect(result.channels.length).toBeGreaterThan(0);
		const sampleCount = result.channels.reduce((sum, samples) => sum + samples.length, 0);
		expect(sampleCount).toBeLessThanOrEqual(file.length);
		for (const samples of result.channels) expect(samples.every(Number.isFinite)).toBe(true);
	}

	it('never throws on arbitrary bytes after a file header', () => {
		fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => expectSaneAnswer(riff([...bytes]))));
	});

	it('never throws on a good file with bytes changed or cut off', () => {
		const good = riff([
			...chunk('ds64', [...le(0, 8), ...le(16, 8), ...le(2, 8), ...le(0, 4)]),
			...chunk('fmt ', extensibleBody({ channelCount: 2, bits: 32 }, 32, 3, 3)),
			...chunk('LIST', [1, 2, 3]),
			...chunk('data', [0.5, -0.5, 0.25, -0.25].flatMap(float32Bytes)),
		]);
		const changes = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 });
		fc.assert(
			fc.property(changes, fc.nat(good.length), fc.boolean(), (edits, length, is64Bit) => {
				const file = good.slice(0, length);
				if (is64Bit) file.set(ascii('RF64').slice(0, length));
				for (const [at, byte] of edits) if (at < length) file[at] = byte;
				expectSaneAnswer(file);
			}),
			{ numRuns: 2000 },
		);
	});
});
