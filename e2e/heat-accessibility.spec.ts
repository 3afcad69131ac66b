import { expect } from '@playwright/test';
import { findColourViolations, findViolations, stillPage } from './support/axe.ts';
import { openHeatViews } from './support/heat-views.ts';
import { test } from './support/test.ts';

/** The two views that heat changes; the rest of the page is analysed without heat. */
const MEMORY = 'section[aria-label="Firmware memory"]';
const LISTING = 'section[aria-label="Listing"]';

test('axe finds nothing in heat at 1024×768, in either theme', async ({ page }) => {
	test.slow();
	await page.setViewportSize({ width: 1024, height: 768 });
	await stillPage(page);
	const { views } = await openHeatViews(page);
	await views.openDock('Listing');
	await views.dock.getByRole('button', { name: 'Heat', exact: true }).click();
	await expect(views.dock.getByText('counting', { exact: true })).toBeVisible();
	// Where the page is narrow the memory is behind a hatch.
	await page.getByRole('button', { name: /^Memory/ }).click();
	await expect(views.counting).toBeVisible();
	expect(await findViolations(page, MEMORY, LISTING)).toEqual([]);
	await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'daylight'));
	expect(await findColourViolations(page, MEMORY, LISTING)).toEqual([]);
});
