import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { openHeatViews } from './support/heat-views.ts';

for (const [width, height] of [
	[1440, 900],
	[1024, 768],
] as const) {
	test(`axe finds nothing in heat at ${width}×${height}, in either theme`, async ({ page }) => {
		test.slow();
		await page.setViewportSize({ width, height });
		const { views } = await openHeatViews(page);
		await views.openDock('Listing');
		await views.dock.getByRole('button', { name: 'Heat', exact: true }).click();
		await expect(views.dock.getByText('counting', { exact: true })).toBeVisible();
		const violations = async (): Promise<string[]> => {
			const { violations: found } = await new AxeBuilder({ page }).analyze();
			return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
		};
		const hatch = page.getByRole('button', { name: /^Memory/ });
		for (const theme of ['dark', 'daylight']) {
			await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
			expect(await violations()).toEqual([]);
			if (width >= 1280) continue;
			await hatch.click();
			await expect(views.counting).toBeVisible();
			expect(await violations()).toEqual([]);
			await hatch.click();
		}
	});
}
