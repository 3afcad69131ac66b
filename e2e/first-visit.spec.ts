import { expect } from '@playwright/test';
import { Instrument } from './support/page-object.ts';
import { bundledBank, projectFile } from './support/project-files.ts';
import { contextTime, startRecording, stopRecording, watchEngine } from './support/recorder.ts';
import { test } from './support/test.ts';

test('one press of START on a first visit gives sound through the echo and moving memory', async ({ page }) => {
	await watchEngine(page);
	const instrument = new Instrument(page);
	await instrument.open();
	await expect(page.getByRole('button', { name: 'Source: Drums' })).toBeVisible();
	await expect(instrument.sticker).toHaveAccessibleName(/tape-echo/);
	await instrument.start();
	await startRecording(page, 4);
	const began = await contextTime(page);
	const map = page
		.getByRole('application', { name: /^Firmware memory/ })
		.locator('canvas')
		.first();
	const before = await map.screenshot();
	await expect.poll(async () => (await contextTime(page)) - began).toBeGreaterThan(2);
	await expect.poll(async () => (await map.screenshot()).equals(before)).toBe(false);
	const { left } = await stopRecording(page);
	expect(left.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeGreaterThan(0.3);
	await expect(instrument.console).toContainText('firmware tape-echo is running');
});

test('operands set by switches, digits and keys are the same value everywhere', async ({ page }) => {
	const instrument = new Instrument(page);
	await instrument.open();
	const high = instrument.operand(1, 'high');
	await high.focus();
	await page.keyboard.type('A5');
	await expect(high).toHaveAttribute('aria-valuetext', /0xA5, 165/);
	const bits = page.getByRole('group', { name: 'Instruction 1, high operand bits' }).getByRole('switch');
	await expect(bits).toHaveCount(8);
	for (const [index, up] of [1, 0, 1, 0, 0, 1, 0, 1].entries()) {
		await expect(bits.nth(index)).toBeChecked({ checked: up === 1 });
	}
	await bits.nth(7).focus();
	await page.keyboard.press('Space');
	await expect(high).toHaveAttribute('aria-valuetext', /0xA4, 164/);
});

test('a bank, a firmware and a sound dropped on the page are each taken for what they are', async ({ page }) => {
	const instrument = new Instrument(page);
	await instrument.open();
	await instrument.start();
	await instrument.drop(bundledBank('ring-modulator'));
	await expect(instrument.console).toContainText('firmware ring-modulator is running');
	await instrument.drop(await projectFile('public/firmware/grain-mirror.impala'));
	await expect(instrument.console).toContainText('firmware grain-mirror is running');
	await instrument.drop(await projectFile('public/clips/keys.wav'));
	await expect(page.getByRole('button', { name: /^Source: keys\.wav/ })).toBeVisible();
	await instrument.drop(await projectFile('../shared/banks/Sonic Charge Factory.p8bank'));
	await expect(instrument.console).toContainText('stock CPU restored');
	await page.getByRole('button', { name: /^Program: / }).click();
	await expect(page.getByRole('option')).toHaveCount(30);
});

test('programs are chosen from the list and by the rocker, and their operands show', async ({ page }) => {
	const instrument = new Instrument(page);
	await instrument.open();
	await page.getByRole('button', { name: 'Next program' }).click();
	await expect(page.getByRole('button', { name: /^Program: \[A1\]/ })).toBeVisible();
	await page.getByRole('button', { name: /^Program: / }).click();
	await page.getByRole('option').nth(0).click();
	await expect(page.getByRole('button', { name: /^Program: \[A0\]/ })).toBeVisible();
});

test('what was set is there again after a reload', async ({ page }) => {
	const instrument = new Instrument(page);
	await instrument.open();
	await instrument.drop(bundledBank('ring-modulator'));
	await expect(instrument.sticker).toHaveAccessibleName(/ring-modulator/);
	await instrument.chooseSource('Pad');
	await page.getByRole('button', { name: 'Next program' }).click();
	await instrument.operand(2, 'low').focus();
	await page.keyboard.type('3C');
	await page.getByRole('switch', { name: 'Write protect' }).click();
	await page.reload();
	await expect(instrument.operand(2, 'low')).toHaveAttribute('aria-valuetext', /0x3C/);
	await expect(instrument.sticker).toHaveAccessibleName(/ring-modulator/);
	await expect(page.getByRole('button', { name: 'Source: Pad' })).toBeVisible();
	await expect(page.getByRole('button', { name: /^Program: \[A1\]/ })).toBeVisible();
	await expect(page.getByRole('switch', { name: 'Write protect' })).toBeChecked();
});

test('the microphone plays through the device, and its refusal is said beside the source', async ({ page, context }) => {
	await context.grantPermissions(['microphone']);
	const instrument = new Instrument(page);
	await instrument.open();
	await instrument.start();
	await instrument.chooseSource('Microphone');
	await expect(page.getByRole('status').filter({ hasText: /microphone/i })).toBeVisible();
});

test('a write-protected memory is there again after a reload', async ({ page }) => {
	await watchEngine(page);
	const instrument = new Instrument(page);
	await instrument.open();
	await instrument.drop(await projectFile('../shared/banks/Empty.p8bank'));
	await instrument.start();
	await startRecording(page, 3);
	const began = await contextTime(page);
	// One pass over the memory takes 65536 ticks at 44.1 kHz: 1.49 s.
	await expect.poll(async () => (await contextTime(page)) - began).toBeGreaterThan(1.6);
	await page.getByRole('switch', { name: 'Write protect' }).click();
	// Opening a database that is not there would make one without a store.
	const databases = async (): Promise<readonly (string | undefined)[]> =>
		await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
	await expect.poll(databases).toContain('keyval-store');
	await expect
		.poll(
			async () =>
				await page.evaluate(
					() =>
						new Promise<number>((resolve) => {
							const opening = indexedDB.open('keyval-store');
							opening.onsuccess = () => {
								const request = opening.result.transaction('keyval').objectStore('keyval').get('permut8 delay line 1');
								request.onsuccess = () => resolve(request.result?.length ?? 0);
							};
						}),
				),
		)
		.toBe(131072);
	await page.reload();
	await expect(page.getByRole('switch', { name: 'Write protect' })).toBeChecked();
	await instrument.chooseSource('None');
	await instrument.start();
	await startRecording(page, 3);
	const again = await contextTime(page);
	await expect.poll(async () => (await contextTime(page)) - again).toBeGreaterThan(1.5);
	const { left } = await stopRecording(page);
	expect(left.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeGreaterThan(0.3);
});
