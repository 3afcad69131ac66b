import { expect } from '@playwright/test';
import { Instrument } from './support/page-object.ts';
import { bundledBank } from './support/project-files.ts';
import {
	contextTime,
	largestStep,
	lateBlocksByChance,
	longestStandstill,
	startRecording,
	stopRecording,
	watchEngine,
} from './support/recorder.ts';
import { ALONE, test } from './support/test.ts';

const SECONDS = 20;
const TONE_HZ = 440;

/** What the sound may do at most from one sample to the next: a full-scale echo of the tone, read at 3/2 of its speed at most. */
function boundOfStep(sampleRate: number): number {
	const loudest = 1;
	const fastest = 1.5;
	const quantization = 2 / 2047;
	return loudest * 2 * Math.PI * ((TONE_HZ * fastest) / sampleRate) + quantization;
}

test(
	'20 s through the echo with turning knobs and two changes of firmware have no gap, no click and no late block of their own',
	ALONE,
	async ({ page }) => {
		await watchEngine(page);
		const instrument = new Instrument(page);
		await instrument.open();
		await instrument.chooseSource('Test tone');
		await instrument.start();
		await expect(instrument.sticker).toHaveAccessibleName(/tape-echo/);
		// The free clock at the host's rate: the echo's pitch is then the tone's.
		await instrument.slider('Sync').focus();
		await page.keyboard.press('Home');
		await instrument.slider('Clock freq').dblclick();

		const ring = bundledBank('ring-modulator');
		const echo = bundledBank('tape-echo');
		const loads = [
			{ at: 7, file: ring },
			{ at: 13, file: echo },
		];
		const knobs = [
			instrument.operand(1, 'high'),
			instrument.operand(2, 'high'),
			instrument.operand(1, 'low'),
			instrument.operand(2, 'low'),
		];
		await startRecording(page, SECONDS + 5);
		const began = await contextTime(page);
		for (let turn = 0; (await contextTime(page)) - began < SECONDS; ++turn) {
			const load = loads[0];
			if (load !== undefined && (await contextTime(page)) - began >= load.at) {
				loads.shift();
				await instrument.drop(load.file);
				await expect(instrument.sticker).toHaveAccessibleName(new RegExp(load.file.name.replace('.p8bank', '')));
			}
			const knob = knobs[turn % knobs.length];
			await knob?.focus();
			for (let i = 0; i < 4; ++i) await page.keyboard.press(turn % 8 < 4 ? 'ArrowUp' : 'ArrowDown');
		}
		const recording = await stopRecording(page);

		expect(loads).toHaveLength(0);
		expect(recording.left.length).toBeGreaterThanOrEqual(SECONDS * recording.sampleRate);
		const bound = boundOfStep(recording.sampleRate);
		for (const channel of [recording.left, recording.right]) {
			expect(largestStep(channel).step).toBeLessThan(bound);
			// Half a period of the tone is 50 samples: what stands still for longer is a gap.
			expect(longestStandstill(channel)).toBeLessThan(recording.sampleRate / TONE_HZ / 2);
		}
		test.info().annotations.push({
			type: 'late blocks',
			description: `${recording.underruns} with the engine, ${recording.emptyUnderruns} with an empty worklet`,
		});
		expect(recording.underruns).toBeLessThanOrEqual(lateBlocksByChance(recording));
	},
);
