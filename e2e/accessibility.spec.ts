import { expect } from '@playwright/test';
import { findColourViolations, findViolations, stillPage } from './support/axe.ts';
import { Instrument } from './support/page-object.ts';
import { test } from './support/test.ts';

for (const [width, height] of [
	[1440, 900],
	[1024, 768],
] as const) {
	test(`axe finds nothing at ${width}×${height}, stopped, playing, in each tab and in daylight`, async ({ page }) => {
		// Eight analyses take their time.
		test.slow();
		await page.setViewportSize({ width, height });
		await stillPage(page);
		const instrument = new Instrument(page);
		await instrument.open();
		expect(await findViolations(page)).toEqual([]);
		await instrument.start();
		await expect(instrument.console).toContainText('is running');
		expect(await findViolations(page)).toEqual([]);
		// A tab changes what is in the dock and nothing around it.
		for (const tab of ['Listing', 'Rings', 'Scope', 'Console']) {
			await page.getByRole('tab', { name: tab }).click();
			await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
			expect(await findViolations(page, `section[aria-label="${tab}"]`, '[role=tablist]')).toEqual([]);
		}
		await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'daylight'));
		expect(await findColourViolations(page)).toEqual([]);
		if (width >= 1280) return;
		// Where the page is narrow the memory is behind a hatch.
		await page.getByRole('button', { name: /^Memory/ }).click();
		await expect(page.getByRole('application', { name: /^Firmware memory/ })).toBeVisible();
		expect(await findViolations(page)).toEqual([]);
	});
}

test('every control is reached and worked by keyboard alone', async ({ page }) => {
	const instrument = new Instrument(page);
	await instrument.open();
	const controls = page.locator(
		':is(button, [role=slider], [role=switch], [role=spinbutton], [role=tab], [role=separator], [role=application], [role=listbox]):not([disabled], [aria-disabled=true]):visible',
	);
	// A group with a roving tab stop is one stop: its other members are reached by arrows.
	const missed = async (): Promise<readonly string[]> =>
		await controls.evaluateAll((all) =>
			all
				.filter((control) => (control as HTMLElement).tabIndex >= 0 && !control.hasAttribute('data-reached'))
				.map((control) => control.getAttribute('aria-label') ?? control.textContent ?? ''),
		);
	await page.evaluate(() => {
		document.addEventListener('focusin', ({ target }) => (target as Element).setAttribute('data-reached', 'yes'));
	});
	expect(await missed()).not.toEqual([]);
	await page.locator('body').focus();
	// In stretches, because controls may still come while the page settles.
	const walkOn = async (): Promise<readonly string[]> => {
		for (let step = 0; step < 25; ++step) await page.keyboard.press('Tab');
		return await missed();
	};
	await expect.poll(walkOn, { timeout: 45_000, intervals: [0] }).toEqual([]);

	await instrument.startButton.focus();
	await page.keyboard.press('Enter');
	await expect(instrument.stopButton).toBeVisible();
	const clock = instrument.slider('Clock freq');
	await clock.focus();
	const before = await clock.getAttribute('aria-valuetext');
	await page.keyboard.press('ArrowDown');
	await expect(clock).not.toHaveAttribute('aria-valuetext', before ?? '');
	const dial = instrument.slider('Instruction 1 operator');
	await dial.focus();
	await page.keyboard.press('End');
	await expect(dial).toHaveAttribute('aria-valuetext', /RND/);
	await page.getByRole('switch', { name: 'Reverse' }).focus();
	await page.keyboard.press('Space');
	await expect(page.getByRole('switch', { name: 'Reverse' })).toBeChecked();
	await page.getByRole('button', { name: 'Reset' }).focus();
	await page.keyboard.press('Enter');
	await page.getByRole('button', { name: /^Source: / }).focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('listbox')).toBeFocused();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: 'Source: Bass' })).toBeVisible();
});
