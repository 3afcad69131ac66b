import { expect } from '@playwright/test';
import { Instrument } from './support/page-object.ts';
import { bundledBank, projectFile } from './support/project-files.ts';
import { contextTime, longestStandstill, startRecording, stopRecording, watchEngine } from './support/recorder.ts';
import { test } from './support/test.ts';

const HEAD = `PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2
params: GLOB *PARAM_COUNT
signal: GLOB *2
`;

/** Firmwares that never come to an end, and the line of the loop. `update` loops once operand 1 high is not 0. */
const ENDLESS = {
	process: { line: 6, code: `${HEAD}process: FUNC\n\tPARA *1\n.l:\tGOTO @.l\n` },
	init: { line: 6, code: `${HEAD}init: FUNC\n\tPARA *1\n.l:\tGOTO @.l\nprocess: FUNC\n\tPARA *1\n\tRETU\n` },
	update: {
		line: 8,
		code: `${HEAD}update: FUNC\n\tPARA *1\n\tPEEK %0 &params:3\n\tEQUi %0 #0 @.e\n.l:\tGOTO @.l\n.e:\tRETU\nprocess: FUNC\n\tPARA *1\n\tRETU\n`,
	},
};

for (const [phase, { line, code }] of Object.entries(ENDLESS)) {
	test(`an endless loop in ${phase} leaves the sound and the page alive, is named, and gives way to another firmware`, async ({
		page,
	}) => {
		await watchEngine(page);
		const instrument = new Instrument(page);
		await instrument.open();
		await instrument.drop(await projectFile('../shared/banks/Empty.p8bank'));
		await expect(instrument.sticker).toHaveCount(0);
		await instrument.chooseSource('Test tone');
		await instrument.start();
		await startRecording(page, 8);
		const began = await contextTime(page);
		await instrument.drop({ name: 'endless.gazl', content: code });
		if (phase === 'update') {
			await expect(instrument.console).toContainText('firmware endless is running');
			await instrument.operand(1, 'high').focus();
			await page.keyboard.press('ArrowUp');
		}
		await expect(instrument.console).toContainText(`in ${phase}, line ${line}`, { timeout: 15_000 });

		// The page answers: a frame is drawn and a tab opens.
		await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
		await page.getByRole('tab', { name: 'Rings' }).click();
		await expect(page.getByRole('tab', { name: 'Rings' })).toHaveAttribute('aria-selected', 'true');
		await page.getByRole('tab', { name: 'Console' }).click();

		await instrument.drop(bundledBank('tape-echo'));
		await expect(instrument.console).toContainText('firmware tape-echo is running');
		await expect.poll(async () => (await contextTime(page)) - began).toBeGreaterThan(4);
		const { left, sampleRate } = await stopRecording(page);
		// A cut-off tick holds the output for two control periods and fades the input in over one: 192 frames.
		expect(longestStandstill(left)).toBeLessThan(200);
		expect(left.length).toBeGreaterThan(3 * sampleRate);
	});
}
