import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * Brings a page to where it can be analysed: with reduced motion nothing is caught half faded in. To be called before the page is
 * opened or changed.
 */
export async function stillPage(page: Page): Promise<void> {
	await page.emulateMedia({ reducedMotion: 'reduce' });
}

/**
 * What axe finds wrong: the rule and the element, each as a line. Analyses the whole page, or only what `selectors` match.
 *
 * It runs in the page itself ("legacy mode"): the other mode opens a second page to put the results of frames together, and there are
 * none. Elements that pass are not described. Together that takes a third of the time.
 */
export async function findViolations(page: Page, ...selectors: readonly string[]): Promise<readonly string[]> {
	const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
	for (const selector of selectors) axe.include(selector);
	const { violations } = await axe.analyze();
	return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
