import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * Brings a page to where it can be analysed: with reduced motion nothing is caught half faded in. To be called before the page is
 * opened or changed.
 */
export async function stillPage(page: Page): Promise<void> {
	await page.emulateMedia({ reducedMotion: 'reduce' });
}

/** The rules of axe that look at colours, which are all that a theme changes. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds wrong: the rule and the element, each as a line. Analyses the whole page, or only what `selectors` match.
 *
 * It runs in the page itself ("legacy mode"): the other mode opens a second page to put the results of frames together, and there are
 * none. Elements that pass are not described. Together that takes a third of the time.
 */
export async function findViolations(page: Page, ...selectors: readonly string[]): Promise<readonly string[]> {
	return await analyse(page, selectors, {});
}

/** What {@link findViolations} finds in another theme, when it has looked at the same elements in one. */
export async function findColourViolations(page: Page, ...selectors: readonly string[]): Promise<readonly string[]> {
	return await analyse(page, selectors, { runOnly: COLOUR_RULES });
}

async function analyse(page: Page, selectors: readonly string[], options: { runOnly?: string[] }): Promise<readonly string[]> {
	const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'], ...options });
	for (const selector of selectors) axe.include(selector);
	const { violations } = await axe.analyze();
	return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
