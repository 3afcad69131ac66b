import { expect } from '@playwright/test';
import { findViolations, stillPage } from './support/axe.ts';
import { Instrument } from './support/page-object.ts';
import { bundledBank } from './support/project-files.ts';
import { test } from './support/test.ts';

test('a curve that is drawn on the page arrives in the firmware through its ring, and the firmware tells what it plays', async ({
	page,
}) => {
	const instrument = new Instrument(page);
	await stillPage(page);
	await instrument.open();
	await instrument.drop(bundledBank('ring-fed'));
	await expect(instrument.sticker).toHaveAccessibleName(/ring-fed/);
	await instrument.start();
	await page.getByRole('tab', { name: 'Rings', exact: true }).click();
	const curve = page.getByRole('slider', { name: /^Points of the curve/ });
	// The firmware begins with one that ducks on the beat: its first point is nothing, and it has told so.
	await expect(curve).toHaveAttribute('aria-valuetext', 'point 1 of 64: 0 of 4095');
	await page.getByRole('button', { name: 'Ramp', exact: true }).click();
	await curve.focus();
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ArrowUp');
	// A 64th of the way, and a step of 64 on top.
	await expect(curve).toHaveAttribute('aria-valuetext', 'point 2 of 64: 128 of 4095');

	await page.getByRole('tab', { name: 'Symbols', exact: true }).click();
	await page.getByRole('textbox', { name: 'Filter symbols' }).fill('curve');
	await expect(page.getByRole('row', { name: /^curve / })).toContainText('0  128  128  192 …');
	await expect(page.getByRole('spinbutton', { name: 'points' })).toHaveValue('64');
	await page.getByRole('spinbutton', { name: 'points' }).fill('16');
	await page.getByRole('textbox', { name: 'Filter symbols' }).fill('length');
	await expect(page.getByRole('row', { name: /^length / })).toContainText(/16$/);
	expect(await findViolations(page, '[aria-label="Curve of the firmware"]')).toEqual([]);
});
