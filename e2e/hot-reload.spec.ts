import { expect } from '@playwright/test';
import { INITIAL_SETTINGS } from '../src/bridge/engine-parameters.ts';
import { renderOffline } from '../src/offline/render.ts';
import { buildFirmware } from '../src/toolchain/build-firmware.ts';
import { Instrument } from './support/page-object.ts';
import { projectFile } from './support/project-files.ts';
import { contextTime, startRecording, stopRecording, watchEngine } from './support/recorder.ts';
import { test } from './support/test.ts';

/** Noise that goes on from a global: no stretch of it comes twice, so each tells how many ticks the firmware has played. */
function noise(level: number): string {
	return `const int LEVEL = ${level}
const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
global array signal[2]
global int state = 1

function process()
{
	global state = global state * 1103515245 + 12345;
	global signal[0] = (global state >> 20) * LEVEL >> 11;
	global signal[1] = global signal[0];
}
`;
}

const OFFLINE_SECONDS = 40;
/** Samples that identify a place in the noise. */
const STRETCH = 64;

/** What `p8 render` would make of a version of the firmware. */
function rendered(level: number, sampleRate: number): Float32Array {
	const build = buildFirmware({ id: 1, name: 'noise', code: noise(level), language: 'impala', config: '', debug: false });
	if (!build.ok) throw new Error(build.diagnostics[0].message);
	const frames = OFFLINE_SECONDS * sampleRate;
	const silence = new Float32Array(frames);
	const settings = { ...INITIAL_SETTINGS, clockHz: sampleRate };
	const { output } = renderOffline({ sampleRate, input: [silence, silence], frames, settings, firmware: build.image });
	return output[0];
}

/** Frame of a rendering at which the samples of a recording from frame `at` on stand, bit for bit; −1 for nowhere. */
function placeIn(rendering: Float32Array, recording: Float32Array, at: number): number {
	for (let place = 0; place + STRETCH < rendering.length; place++) {
		let same = 0;
		while (same < STRETCH && rendering[place + same] === recording[at + same]) same++;
		if (same === STRETCH) return place;
	}
	return -1;
}

test('a mistake leaves the old sound; its correction is heard at once, sample for sample as rendered, and goes on where the old one was', async ({
	page,
}) => {
	await watchEngine(page);
	const instrument = new Instrument(page);
	await instrument.open();
	await instrument.drop(await projectFile('../shared/banks/Empty.p8bank'));
	await instrument.start();
	await instrument.drop({ name: 'noise.impala', content: noise(400) });
	await expect(instrument.console).toContainText('firmware noise is running');
	await page.getByRole('tab', { name: 'Editor', exact: true }).click();
	const status = page.getByRole('status').filter({ hasText: /^(playing|not built|edited|compiling|starting)$/ });
	await expect(status).toHaveText('playing');

	await startRecording(page, 20);
	const began = await contextTime(page);
	const secondsIn = async (): Promise<number> => (await contextTime(page)) - began;
	await page.locator('.cm-content').first().click();
	await page.keyboard.press('ControlOrMeta+Home');
	await page.keyboard.press('End');
	await page.keyboard.type(' + (');
	await expect(status).toHaveText('not built');
	await expect(page.getByText(/^noise\.impala:\d+:\d+: error /)).toBeVisible();
	const broken = await secondsIn();
	await expect.poll(secondsIn).toBeGreaterThan(broken + 0.5);

	for (let typed = 0; typed < ' + (00'.length; typed++) await page.keyboard.press('Backspace');
	await page.keyboard.type('44');
	await expect(status).toHaveText('playing');
	await expect(page.getByText(/^compiled in \d+ ms, heard after \d+ ms$/)).toBeVisible();
	const mended = await secondsIn();
	await expect.poll(secondsIn).toBeGreaterThan(mended + 0.5);
	const { left, sampleRate } = await stopRecording(page);

	const oldFrame = Math.round((broken + 0.1) * sampleRate);
	const newFrame = left.length - STRETCH;
	const oldPlace = placeIn(rendered(400, sampleRate), left, oldFrame);
	const newPlace = placeIn(rendered(444, sampleRate), left, newFrame);
	expect(oldPlace).toBeGreaterThan(0);
	expect(newPlace - oldPlace).toBe(newFrame - oldFrame);
	// The fade between two levels of the same noise is no louder than the louder one.
	expect(left.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeLessThanOrEqual(444 / 2047);
});

test('an Impala file that is dropped plays, and one with a mistake says where', async ({ page }) => {
	const instrument = new Instrument(page);
	await instrument.open();
	await instrument.start();
	await instrument.drop({ name: 'noise.impala', content: noise(100) });
	await expect(instrument.sticker).toHaveAccessibleName(/noise/);
	await expect(instrument.console).toContainText('firmware noise is running');
	await instrument.drop({ name: 'broken.impala', content: noise(100).replace('signal[2]', 'signal[') });
	await expect(instrument.console).toContainText(/broken\.impala:\d+:\d+: error /);
	await expect(page.getByRole('alert').getByText(/broken\.impala:\d+:\d+/)).toBeVisible();
	await expect(instrument.sticker).toHaveAccessibleName(/noise/);
});

test('the live file plays again after a reload, with its edits', async ({ page }) => {
	const instrument = new Instrument(page);
	await instrument.open();
	await instrument.drop({ name: 'noise.impala', content: noise(100) });
	await expect(instrument.sticker).toHaveAccessibleName(/noise/);
	await page.getByRole('tab', { name: 'Editor', exact: true }).click();
	await page.locator('.cm-content').first().click();
	await page.keyboard.press('ControlOrMeta+End');
	await page.keyboard.type('// mine');
	await page.reload();
	await expect(instrument.sticker).toHaveAccessibleName(/noise/);
	await expect(page.locator('.cm-content').first()).toContainText('// mine');
	await instrument.start();
	await expect(page.getByText(/^compiled in \d+ ms, heard after \d+ ms$/)).toBeVisible();
});
