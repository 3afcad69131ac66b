import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascii, float32Bytes, le } from './wav-bytes.testing.ts';
import { readWav } from './wav-reader.ts';
import { type WritableEncoding, writeWav } from './wav-writer.ts';

/** The bytes of the sound in a written file. */
const soundBytes = (file: Uint8Array, headerBytes: number): number[] => [...file.subarray(headerBytes)];

describe('bytes', () => {
	it('writes a stereo 16 bit file with a header of 44 bytes and interleaved frames', () => {
		const file = writeWav(44_100, [Float32Array.of(0.5, -1), Float32Array.of(-0.5, 0)], 'pcm16');
		expect([...file]).toEqual([
			...[...ascii('RIFF'), ...le(44, 4), ...ascii('WAVE')],
			...[
				...ascii('fmt '),
				...le(16, 4),
				...le(1, 2),
				...le(2, 2),
				...le(44_100, 4),
				...le(176_400, 4),
				...le(4, 2),
				...le(16, 2),
			],
			...[...ascii('data'), ...le(8, 4)],
			...[...le(0x4000, 2), ...le(0xc000, 2), ...le(0x8000, 2), ...le(0, 2)],
		]);
	});

	it('pads an odd amount of 24 bit sound and counts the pad byte in the file only', () => {
		const file = writeWav(48_000, [Float32Array.of(0x123456 / 2 ** 23)], 'pcm24');
		expect([...file]).toEqual([
			...[...ascii('RIFF'), ...le(40, 4), ...ascii('WAVE')],
			...[
				...ascii('fmt '),
				...le(16, 4),
				...le(1, 2),
				...le(1, 2),
				...le(48_000, 4),
				...le(144_000, 4),
				...le(3, 2),
				...le(24, 2),
			],
			...[...ascii('data'), ...le(3, 4), 0x56, 0x34, 0x12, 0],
		]);
	});

	it('writes floats with an extension size and a fact chunk, in a header of 58 bytes', () => {
		const file = writeWav(8000, [Float32Array.of(1.5, -0.1)], 'float32');
		expect([...file]).toEqual([
			...[...ascii('RIFF'), ...le(58, 4), ...ascii('WAVE')],
			...[...ascii('fmt '), ...le(18, 4), ...le(3, 2), ...le(1, 2), ...le(8000, 4), ...le(32_000, 4), ...le(4, 2), ...le(32, 2)],
			...[...le(0, 2), ...ascii('fact'), ...le(4, 4), ...le(2, 4)],
			...[...ascii('data'), ...le(8, 4), ...float32Bytes(1.5), ...float32Bytes(-0.1)],
		]);
	});

	it('rounds to the nearest integer, halves away from zero', () => {
		const steps = [0.49, 0.5, 1.5, 2.5, -0.49, -0.5, -1.5, -2.5];
		const file = writeWav(1, [Float32Array.from(steps, (step) => step / 2 ** 15)], 'pcm16');
		expect([...new Int16Array(file.slice(44).buffer)]).toEqual([0, 1, 2, 3, 0, -1, -2, -3]);
	});

	it('clamps integers to their range', () => {
		const loud = [Float32Array.of(1, 7, -1, -7)];
		expect(soundBytes(writeWav(1, loud, 'pcm16'), 44)).toEqual([0x7fff, 0x7fff, 0x8000, 0x8000].flatMap((v) => le(v, 2)));
		expect(soundBytes(writeWav(1, loud, 'pcm24'), 44)).toEqual([0x7fffff, 0x7fffff, 0x800000, 0x800000].flatMap((v) => le(v, 3)));
		const widest = [0x7fffffff, 0x7fffffff, 0x80000000, 0x80000000];
		expect(soundBytes(writeWav(1, loud, 'pcm32'), 44)).toEqual(widest.flatMap((v) => le(v, 4)));
	});

	it.each<WritableEncoding>(['pcm16', 'pcm24', 'pcm32', 'float32'])(
		'writes samples that are no finite number as 0 in %s',
		(encoding) => {
			const strange = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
			expect([...writeWav(1, [strange], encoding)]).toEqual([...writeWav(1, [new Float32Array(3)], encoding)]);
		},
	);
});

describe('round trips', () => {
	const sampleRates = fc.integer({ min: 1, max: 192_000 });
	const float = fc.float({ noNaN: true, noDefaultInfinity: true, min: -2, max: 2 });
	const channelsOf = (samples: fc.Arbitrary<number>) =>
		fc
			.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(12))
			.chain(([channelCount, frameCount]) =>
				fc.array(fc.array(samples, { minLength: frameCount, maxLength: frameCount }), {
					minLength: channelCount,
					maxLength: channelCount,
				}),
			)
			.map((channels) => channels.map((samples) => Float32Array.from(samples)));

	function roundTrip(sampleRate: number, channels: Float32Array[], encoding: WritableEncoding): number[][] {
		const wav = readWav(writeWav(sampleRate, channels, encoding));
		if (!wav.ok) throw new Error(wav.error.message);
		expect(wav.sampleRate).toBe(sampleRate);
		expect(wav.format.encoding).toBe(encoding);
		expect(wav.warnings).toEqual([]);
		expect(wav.channels).toHaveLength(channels.length);
		return wav.channels.map((samples) => [...samples]);
	}

	it('gives floats back bit for bit', () => {
		fc.assert(
			fc.property(sampleRates, channelsOf(float), (sampleRate, channels) => {
				expect(roundTrip(sampleRate, channels, 'float32')).toEqual(channels.map((samples) => [...samples]));
			}),
		);
	});

	it.each([
		['pcm16', 15],
		['pcm24', 23],
	] as const)('gives every multiple of a %s step back exactly', (encoding, bits) => {
		const steps = fc.integer({ min: -(2 ** bits), max: 2 ** bits - 1 }).map((step) => step / 2 ** bits);
		fc.assert(
			fc.property(sampleRates, channelsOf(steps), (sampleRate, channels) => {
				expect(roundTrip(sampleRate, channels, encoding)).toEqual(channels.map((samples) => [...samples]));
			}),
		);
	});

	it.each([
		['pcm16', 15],
		['pcm24', 23],
		['pcm32', 31],
	] as const)('stays within half a %s step of any sample in range', (encoding, bits) => {
		const step = 2 ** -bits;
		// The largest 32 bit integer has no 32 bit float of its own and reads as 1.
		const largest = Math.fround(1 - step);
		fc.assert(
			fc.property(sampleRates, channelsOf(float), (sampleRate, channels) => {
				for (const [channel, samples] of roundTrip(sampleRate, channels, encoding).entries()) {
					for (const [frame, sample] of samples.entries()) {
						const clamped = Math.min(Math.max(channels[channel]?.[frame] ?? Number.NaN, -1), largest);
						expect(Math.abs(sample - clamped)).toBeLessThanOrEqual(step / 2);
					}
				}
			}),
		);
	});
});

describe('arguments', () => {
	const mono = [new Float32Array(1)];

	it('refuses what a WAV file cannot hold', () => {
		expect(() => writeWav(44_100, [], 'pcm16')).toThrow(/at least one channel/);
		expect(() => writeWav(44_100, [new Float32Array(1), new Float32Array(2)], 'pcm16')).toThrow(/differ in length/);
		expect(() => writeWav(0, mono, 'pcm16')).toThrow(/0 Hz is too low/);
		expect(() => writeWav(44_100.5, mono, 'pcm16')).toThrow(/44100\.5.*whole numbers/);
		expect(() => writeWav(2 ** 31, mono, 'pcm16')).toThrow(/byte rate/);
		expect(() => writeWav(44_100, new Array(16_384).fill(mono[0]), 'pcm32')).toThrow(/frame size/);
	});
});
