import { expect, type Locator, type Page } from '@playwright/test';
import { findViolations, stillPage } from './support/axe.ts';
import { Instrument } from './support/page-object.ts';
import { test } from './support/test.ts';

/**
 * Three named buffers in Lext, of which `hot` is read and written in every tick, and `cold` once in 64. Line 24 is the access of `hot`, line 28 that
 * of `cold`.
 */
const BUFFERS = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
const int LEXT = 3

extern native adiAlloc
extern native yield

global array signal[2]
global pointer hot = null
global pointer cold = null
global pointer spare = null
global int tick = 0

function init()
{
	global hot = (pointer) adiAlloc(300, LEXT, "hot");
	global cold = (pointer) adiAlloc(300, LEXT, "cold");
	global spare = (pointer) adiAlloc(300, LEXT, "spare");
}

function process()
{
	if (global hot != null && global cold != null) {
		loop {
			global hot[global tick & 63] = (int) global signal[0];
			global signal[1] = (int) global hot[(global tick + 1) & 63];
			global tick = global tick + 1;
			if ((global tick & 63) == 0) {
				global cold[0] = (int) global signal[0];
			}
			yield();
		}
	}
}
`;

/** The tabs Profile and Search as their user finds them. */
class AnalysisPage {
	readonly page: Page;
	readonly instrument: Instrument;

	constructor(page: Page) {
		this.page = page;
		this.instrument = new Instrument(page);
	}

	async open(tab: 'Profile' | 'Search'): Promise<void> {
		await this.instrument.open();
		await this.instrument.drop({ name: 'buffers.impala', content: BUFFERS });
		await expect(this.instrument.sticker).toHaveAccessibleName(/buffers/);
		await this.openTab(tab);
	}

	async openTab(tab: 'Profile' | 'Search' | 'Heap'): Promise<void> {
		await this.page.getByRole('tab', { name: tab, exact: true }).click();
	}

	/** Words in use of a level, as the tab Heap shows it: those that the firmware asked for, behind the level's name and the words granted. */
	async askedWords(level: string): Promise<number> {
		const rows = this.table('Levels').locator('tbody tr');
		const figures = await rows
			.filter({ has: this.page.getByText(level, { exact: true }) })
			.locator('[data-figure]')
			.allTextContents();
		return Number(figures[2]);
	}

	table(name: string): Locator {
		return this.page.getByRole('table', { name, exact: true });
	}

	/** What a column says, row by row. */
	async column(table: string, heading: string): Promise<readonly string[]> {
		return await this.table(table).evaluate((element, title) => {
			const rows = [...(element as HTMLTableElement).rows];
			const at = [...(rows[0]?.cells ?? [])].findIndex((cell) => cell.textContent?.replace(/[▲▼]/g, '') === title);
			return rows.slice(1).map((row) => row.cells[at]?.textContent ?? '');
		}, heading);
	}
}

test('a profile says what functions and lines cost, shows it beside the lines, and advises on bins', async ({ page }) => {
	const analysis = new AnalysisPage(page);
	await stillPage(page);
	await analysis.open('Profile');
	await expect(page.getByText('Nothing of buffers has been counted yet.')).toBeVisible();
	await page.getByRole('button', { name: 'Profile', exact: true }).click();
	await expect(analysis.table('Cycles by function')).toBeVisible();
	expect(await analysis.column('Cycles by function', 'function')).toEqual(['process', 'init']);

	await page.getByRole('tab', { name: 'Lines', exact: true }).click();
	const byCost = await analysis.column('Cycles by line', 'line');
	// Two accesses of Lext in each tick, 40 cycles each, are most of it.
	expect(byCost.slice(0, 2).toSorted()).toEqual(['24', '25']);
	await analysis.table('Cycles by line').getByRole('button', { name: 'line', exact: true }).click();
	await analysis.table('Cycles by line').getByRole('button', { name: 'line', exact: true }).click();
	const inOrder = (await analysis.column('Cycles by line', 'line')).map(Number);
	expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));

	await page.getByRole('tab', { name: 'Types', exact: true }).click();
	expect((await analysis.column('Allocations by type', 'type')).toSorted()).toEqual(['cold', 'hot', 'spare']);
	expect(await analysis.column('Allocations by type', 'words')).toEqual(['300', '300', '300']);

	await page.getByRole('tab', { name: 'Bin advice', exact: true }).click();
	await page.getByRole('button', { name: 'Apply the bins “Direct”' }).click();
	await expect(page.getByRole('button', { name: 'Apply the bins “Direct”' })).toBeDisabled();
	expect(await findViolations(page, '[aria-label="Profile"]')).toEqual([]);

	await page.getByRole('tab', { name: 'Lines', exact: true }).click();
	await analysis.table('Cycles by line').getByRole('button', { name: '24', exact: true }).click();
	await expect(page.getByRole('textbox', { name: 'Source of buffers.impala' })).toBeVisible();
	await expect(page.locator('.cm-cost').filter({ visible: true }).first()).toBeVisible();
});

test('a search finds that the busy buffer belongs into L1, and puts it there', async ({ page }) => {
	const analysis = new AnalysisPage(page);
	await stillPage(page);
	await analysis.open('Search');
	await page.getByRole('button', { name: 'Seconds of sound' }).click();
	await page.getByRole('option', { name: '0.5 s' }).click();
	await page.getByRole('button', { name: 'Search', exact: true }).click();
	await expect(page.getByText(/: 27 assignments of 3 buffers$/)).toBeVisible();
	// Rows out of sight are not in the page.
	const inSight = (await analysis.column('Assignments', 'output')).filter((verdict) => verdict !== '');
	expect(new Set(inSight)).toEqual(new Set(['PASS']));
	expect((await analysis.column('Assignments', 'hot'))[0]).toBe('L1');
	const remarks = analysis.table('Assignments').getByRole('button', { name: 'remark' });
	await remarks.click();
	await remarks.click();
	expect((await analysis.column('Assignments', 'remark'))[0]).toBe('as it is now');
	expect((await analysis.column('Assignments', 'cycles/s'))[0]).toBe('0');

	// Until then the firmware plays with its buffers where it asks for them.
	await analysis.instrument.start();
	await analysis.openTab('Heap');
	await expect.poll(() => analysis.askedWords('Lext')).toBe(900);
	await analysis.openTab('Search');

	// A budget for one buffer of 300 words, which takes a chunk of 512.
	await page.getByRole('textbox', { name: 'Words of L1' }).fill('512');
	await expect(page.getByText(/hot L1, cold L2/)).toBeVisible();
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Export the matrix as CSV' }).click();
	expect((await download).suggestedFilename()).toBe('levels.csv');
	await page.getByRole('button', { name: 'Put into the table' }).click();
	await expect(page.getByRole('button', { name: 'In the table' })).toBeDisabled();

	// It has begun anew, and its heap is as the search has found it.
	await analysis.openTab('Heap');
	await expect.poll(() => analysis.askedWords('L1')).toBe(300);
	expect(await analysis.askedWords('L2')).toBeGreaterThanOrEqual(300);
	await page.getByRole('region', { name: 'Heap', exact: true }).getByRole('tab', { name: 'Buffers', exact: true }).click();
	await expect(page.getByRole('button', { name: 'Level of hot: L1' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Level of cold: L2' })).toBeVisible();
	await analysis.openTab('Search');

	// What was found is for one firmware only.
	await page.getByRole('textbox', { name: 'Words of L1' }).fill('1024');
	await expect(page.getByRole('button', { name: 'Put into the table' })).toBeEnabled();
	await analysis.instrument.drop({ name: 'other.impala', content: BUFFERS });
	await expect(page.getByText('other plays now; the table would be for buffers.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Put into the table' })).toBeDisabled();
	await expect(page.getByText(/^buffers, 0.5 s of .*: 27 assignments of 3 buffers$/)).toBeVisible();
	expect(await findViolations(page, '[aria-label="Search"]')).toEqual([]);
});

test('a firmware without a heap has nothing to search, and says so', async ({ page }) => {
	const instrument = new Instrument(page);
	await instrument.open();
	await page.getByRole('tab', { name: 'Search', exact: true }).click();
	await expect(page.getByText(/asks for no heap, so it has no buffers to assign/)).toBeVisible();
	await expect(page.getByRole('button', { name: 'Search', exact: true })).toBeDisabled();
});
