import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWav, type WavSound } from '../../src/offline/wav/wav-reader.ts';
import { CLIPS, renderClip } from './clips.ts';
import { DRUM_PATTERN, DRUM_SWING } from './drums.ts';
import { StateVariableFilter } from './filters.ts';
import { beatFrame, stepBeat } from './music.ts';

const clipFolder = join(import.meta.dirname, '../../public/clips');
const frameCount = 176_400;

function read(file: Uint8Array): WavSound {
	const wav = readWav(file);
	if (!wav.ok) throw new Error(wav.error.message);
	return wav;
}

const files = new Map(CLIPS.map((clip) => [clip.name, renderClip(clip)]));

function fileOf(name: string): Uint8Array {
	const file = files.get(name);
	if (!file) throw new Error(`There is no clip "${name}".`);
	return file;
}

const db = (amplitude: number): number => 20 * Math.log10(amplitude);
const rms = (samples: readonly number[] | Float32Array): number => {
	let power = 0;
	for (const sample of samples) power += sample * sample;
	return Math.sqrt(power / samples.length);
};

describe.each(CLIPS.map((clip) => clip.name))('the clip %s', (name) => {
	const wav = read(fileOf(name));

	it('lasts two bars at 120 beats per minute, in 16 bit stereo at 44.1 kHz', () => {
		expect(wav.sampleRate).toBe(44_100);
		expect(wav.format.encoding).toBe('pcm16');
		expect(wav.channels.map((samples) => samples.length)).toEqual([frameCount, frameCount]);
	});

	it('peaks at -3 dBFS and is neither faint nor squashed', () => {
		const peak = Math.max(
			...wav.channels.map((samples) => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)),
		);
		expect(db(peak)).toBeCloseTo(-3, 2);
		for (const samples of wav.channels) {
			expect(db(rms(samples))).toBeGreaterThan(-20);
			expect(db(rms(samples))).toBeLessThan(-10);
		}
	});

	it('has no DC', () => {
		for (const samples of wav.channels) {
			const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
			expect(db(Math.abs(mean))).toBeLessThan(-50);
		}
	});

	it('joins its start with a step, and a change of slope, that it has elsewhere too', () => {
		for (const samples of wav.channels) {
			const at = (frame: number) => samples[(frame + frameCount) % frameCount];
			const step = (frame: number) => Math.abs(at(frame) - at(frame - 1));
			const bend = (frame: number) => Math.abs(at(frame + 1) - 2 * at(frame) + at(frame - 1));
			let largestStep = 0;
			let largestBend = 0;
			for (let frame = 2; frame < frameCount - 2; frame++) {
				largestStep = Math.max(largestStep, step(frame));
				largestBend = Math.max(largestBend, bend(frame));
			}
			expect(step(0)).toBeLessThanOrEqual(largestStep);
			expect(Math.max(bend(-1), bend(0))).toBeLessThanOrEqual(largestBend);
		}
	});

	it('is in the public folder, the same as the sources make it each time', () => {
		const published = read(readFileSync(join(clipFolder, `${name}.wav`)));
		for (const [channel, samples] of wav.channels.entries()) {
			// One step of leeway: engines may differ in the last bit of a sine.
			const furthest = samples.reduce((most, sample, i) => Math.max(most, Math.abs(sample - published.channels[channel][i])), 0);
			expect(furthest).toBeLessThanOrEqual(2 ** -15);
		}
	});
});

describe('the listing', () => {
	it('names at least five clips whose files are there', () => {
		const listing: unknown = JSON.parse(readFileSync(join(clipFolder, 'clips.json'), 'utf8'));
		expect(listing).toEqual(CLIPS.map(({ name, title }) => ({ name, title, file: `${name}.wav`, bpm: 120, seconds: 4 })));
		expect(CLIPS.length).toBeGreaterThanOrEqual(5);
		for (const { name } of CLIPS) expect(existsSync(join(clipFolder, `${name}.wav`))).toBe(true);
	});
});

describe('the drums', () => {
	it('have a kick on each step that says so and on no other', () => {
		const [left] = read(fileOf('drums')).channels;
		const first = new StateVariableFilter();
		const second = new StateVariableFilter();
		const lows = Array.from(left, (sample) => {
			first.step(sample, 110, 0.54);
			second.step(first.low, 110, 1.31);
			return second.low;
		});
		const levelDb = (from: number, to: number) => db(rms(lows.slice(Math.max(from, 0), to)) + 1e-6);
		const heard: number[] = [];
		for (let step = 0; step < 32; step++) {
			const onset = beatFrame(stepBeat(step, DRUM_SWING));
			const after = levelDb(onset + 200, onset + 2600);
			const before = onset === 0 ? -60 : levelDb(onset - 1000, onset);
			if (after > -30 && after - before > 5) heard.push(step);
		}
		const written = [...DRUM_PATTERN.kick].flatMap((mark, step) => (mark === '.' ? [] : [step]));
		expect(heard).toEqual(written);
	});
});
