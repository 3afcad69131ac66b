import { describe, expect, it } from 'vitest';
import { INITIAL_SETTINGS } from '../../src/bridge/engine-parameters.ts';
import type { FirmwareImage } from '../../src/bridge/firmware-image.ts';
import { renderOffline } from '../../src/offline/render.ts';
import { buildFirmware } from '../../src/toolchain/build-firmware.ts';
import { ownFirmware, TickBench } from './tick-bench.testing.ts';

const RING = ownFirmware('ring-modulator');
const FULL_TURN = 2 ** 32;

/** What the firmware documents: half the 16 bits of operand 1, squared, in steps of 116; 4000 for each step of the lead. */
function carrierStep(operand1: number, lead = 0): number {
	const half = operand1 >> 1;
	return ((half * half) >> 8) * 116 + lead * 4000;
}

function operandsOf(operand1: number, depth: number, lead = 0) {
	return { operand1High: operand1 >> 8, operand1Low: operand1 & 0xff, operand2High: depth, operand2Low: lead };
}

/** Depth as a factor: 255 stands for all of it. */
function depthFactor(depth: number): number {
	return (depth + (depth >> 7)) / 256;
}

const build = buildFirmware({ id: 1, name: 'ring-modulator', code: RING, config: '', debug: false });
if (!build.ok) throw new Error(build.diagnostics[0].message);
const RING_IMAGE = build.image;

/** Renders at 44.1 kHz, where the clock ticks once a frame. */
function renderLeft(firmware: FirmwareImage | null, input: Float32Array, settings = {}): Float32Array {
	const request = { sampleRate: 44100, frames: input.length, input: [input, input] as const, firmware };
	return renderOffline({ ...request, settings: { ...INITIAL_SETTINGS, ...settings } }).output[0];
}

/** Amplitude of the sine at a bin of a DFT over all of `signal`, which is taken out of it. */
function takeBin(signal: Float64Array, bin: number): number {
	const step = (2 * Math.PI * bin) / signal.length;
	let cosine = 0;
	let sine = 0;
	for (let n = 0; n < signal.length; n++) {
		cosine += (2 / signal.length) * signal[n] * Math.cos(step * n);
		sine += (2 / signal.length) * signal[n] * Math.sin(step * n);
	}
	for (let n = 0; n < signal.length; n++) signal[n] -= cosine * Math.cos(step * n) + sine * Math.sin(step * n);
	return Math.hypot(cosine, sine);
}

const db = (ratio: number): number => 20 * Math.log10(ratio);

describe('the ring modulator', () => {
	// Operand 8000 makes a step of 464 turns in 16384 ticks, so every product is exactly at a bin.
	const BINS = 16384;
	const CARRIER_BIN = 464;

	it.each([37, 1000, 3000])(
		'turns a sine at bin %i into the sum and the difference with the carrier, and nothing else',
		(bin) => {
			expect(carrierStep(0x8000) * BINS).toBe(CARRIER_BIN * FULL_TURN);
			const amplitude = 0.45;
			const input = Float32Array.from({ length: 2 * BINS }, (_, n) => amplitude * Math.sin((2 * Math.PI * bin * n) / BINS));
			const product = Float64Array.from(renderLeft(RING_IMAGE, input, operandsOf(0x8000, 255)).subarray(BINS));
			for (const sideband of [bin + CARRIER_BIN, Math.abs(bin - CARRIER_BIN)]) {
				// Up to 0.7 dB go with the hold of the converter at the highest of these bins.
				expect(Math.abs(db(takeBin(product, sideband) / (amplitude / 2)))).toBeLessThan(0.8);
			}
			const rest = Math.sqrt(product.reduce((power, sample) => power + sample * sample, 0) / BINS);
			expect(db(rest / (amplitude / 2))).toBeLessThan(-50);
		},
	);

	it('passes the sound unchanged at depth 0, whatever the carrier', () => {
		const input = Float32Array.from({ length: 4000 }, (_, n) => 0.9 * Math.sin(n * n * 0.0001));
		expect(renderLeft(RING_IMAGE, input, operandsOf(0xbeef, 0, 99))).toEqual(renderLeft(null, input));
	});

	it.each([
		[0x8000, 255, 0, 2047],
		[0xffff, 255, 255, -2047],
		[0x4bfb, 128, 10, 2047],
		[0x0c00, 1, 255, -1500],
		[0x0000, 255, 0, 2047],
	])(
		'multiplies by 1 + depth * (carrier - 1) within 2 words: pitch %i, depth %i, lead %i, input %i',
		(pitch, depth, lead, input) => {
			const bench = new TickBench(RING, operandsOf(pitch, depth, lead));
			let worst = 0;
			for (let n = 1; n <= 1000; n++) {
				bench.tick(input);
				const factorAt = (step: number) => 1 + depthFactor(depth) * (Math.cos((2 * Math.PI * n * step) / FULL_TURN) - 1);
				worst = Math.max(worst, Math.abs(bench.slot.cpu.left - input * factorAt(carrierStep(pitch))));
				worst = Math.max(worst, Math.abs(bench.slot.cpu.right - input * factorAt(carrierStep(pitch, lead))));
			}
			expect(worst).toBeLessThanOrEqual(2);
		},
	);

	it('adds no DC, as its products are rounded and not cut', () => {
		const bench = new TickBench(RING, operandsOf(0x8000, 255));
		const output = bench.play(BINS, (n) => Math.round(1500 * Math.sin((2 * Math.PI * 1000 * n) / BINS)));
		expect(Math.abs(output.reduce((sum, word) => sum + word, 0) / BINS)).toBeLessThan(0.05);
	});

	it('does not click when its knobs are turned', () => {
		const amplitude = 2000;
		const step = 2 * Math.PI * 0.002;
		const bench = new TickBench(RING, operandsOf(0x0800, 0));
		const knobs = [operandsOf(0x0800, 255), operandsOf(0x0100, 255), operandsOf(0x0c00, 0, 255), operandsOf(0x0c00, 200)];
		// A tick turns the fastest of these carriers by this much, and brings the depth on by a 1024th of its way, twice as loud.
		const own = step + (2 * Math.PI * carrierStep(0x0c00, 255)) / FULL_TURN + 2 / 1024;
		let last = 0;
		let largest = 0;
		for (let n = 0; n < 12_000; n++) {
			if (n % 1500 === 1499) bench.turn(knobs[Math.floor(n / 1500) % knobs.length]);
			const word = bench.tick(Math.round(amplitude * Math.sin(step * n)));
			largest = Math.max(largest, Math.abs(word - last));
			last = word;
		}
		expect(largest).toBeLessThanOrEqual(amplitude * own + 3);
	});
});
