import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { Instrument } from './support/page-object.ts';

for (const [width, height] of [
	[1440, 900],
	[1024, 768],
] as const) {
	test(`axe finds nothing at ${width}×${height}, stopped, playing, in each tab and in daylight`, async ({ page }) => {
		// Eight analyses of the whole page take their time.
		test.slow();
		await page.setViewportSize({ width, height });
		const instrument = new Instrument(page);
		await instrument.open();
		const violations = async (): Promise<string[]> => {
			const { violations: found } = await new AxeBuilder({ page }).analyze();
			return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
		};
		expect(await violations()).toEqual([]);
		await instrument.start();
		await expect(instrument.console).toContainText('is running');
		expect(await violations()).toEqual([]);
		for (const tab of ['Listing', 'Rings', 'Scope', 'Console']) {
			await page.getByRole('tab', { name: tab }).click();
			expect(await violations()).toEqual([]);
		}
		await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'daylight'));
		expect(await violations()).toEqual([]);
	});
}

test('every control is reached and worked by keyboard alone', async ({ page }) => {
	const instrument = new Instrument(page);
	await instrument.open();
	const controls = page.locator(
		':is(button, [role=slider], [role=switch], [role=spinbutton], [role=tab], [role=separator], [role=application], [role=listbox]):not([disabled], [aria-disabled=true]):visible',
	);
	// A group with a roving tab stop is one stop: its other members are reached by arrows.
	const stops = await controls.evaluateAll((all) => all.filter((control) => (control as HTMLElement).tabIndex >= 0).length);
	const reached = new Set<string>();
	await page.locator('body').focus();
	for (let i = 0; i < stops + 20; ++i) {
		await page.keyboard.press('Tab');
		const name = await page.evaluate(() => {
			const element = document.activeElement;
			if (element === null || element === document.body) return '';
			element.setAttribute('data-reached', 'yes');
			return element.getAttribute('aria-label') ?? element.textContent ?? '';
		});
		reached.add(name);
	}
	const missed = await controls.evaluateAll((all) =>
		all
			.filter((control) => (control as HTMLElement).tabIndex >= 0 && !control.hasAttribute('data-reached'))
			.map((control) => control.getAttribute('aria-label') ?? control.textContent),
	);
	expect(missed).toEqual([]);

	await instrument.startButton.focus();
	await page.keyboard.press('Enter');
	await expect(instrument.stopButton).toBeVisible();
	const clock = instrument.slider('Clock freq');
	await clock.focus();
	const before = await clock.getAttribute('aria-valuetext');
	await page.keyboard.press('ArrowDown');
	expect(await clock.getAttribute('aria-valuetext')).not.toBe(before);
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
