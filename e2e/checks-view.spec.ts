import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { findColourViolations, findViolations, stillPage } from './support/axe.ts';
import { EditorPage } from './support/editor-page.ts';
import { Instrument } from './support/page-object.ts';
import { projectFile } from './support/project-files.ts';
import { test as base } from './support/test.ts';

/** Takes a block in init() and one more every 2000 ticks, which it frees 1000 ticks later; writes a word past the end of the first. */
const FAULTY = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
extern native adiAlloc
extern native adiFree
global array signal[2]
global pointer echo = null
global pointer scratch = null
global int tick = 0
function init()
{
	global echo = (pointer) adiAlloc(100, 1, "echo"); // HERE
}
function process()
{
	global tick = global tick + 1;
	if (global tick == 1000) {
		if (global scratch != null) adiFree(global scratch);
		global scratch = null;
	}
	if (global tick == 2000) {
		global scratch = (pointer) adiAlloc(64, 2, "scratch"); // AGAIN
		global tick = 0;
		global echo[100] = 1; // BUG
	}
}
`;

const lineOf = (mark: string) => FAULTY.split('\n').findIndex((line) => line.includes(mark)) + 1;

const NO_HEAP =
	'const int PRAWN_FIRMWARE_PATCH_FORMAT = 2\nglobal array signal[2]\nfunction process() { global signal[0] = 0; }\n';

/** The checks as their user finds them. */
class Checks {
	readonly page: Page;
	readonly view: Locator;

	constructor(page: Page) {
		this.page = page;
		this.view = page.getByRole('region', { name: 'Checks', exact: true });
	}

	async open(): Promise<void> {
		await this.page.getByRole('tab', { name: /^Checks/ }).click();
		await expect(this.build).toBeVisible();
	}

	async show(pane: string): Promise<void> {
		await this.view.getByRole('tab', { name: new RegExp(`^${pane}`) }).click();
	}

	get build(): Locator {
		return this.view.getByRole('switch', { name: 'Checked build' });
	}

	get violations(): Locator {
		return this.view.getByRole('listbox', { name: 'Violations' }).getByRole('option');
	}

	button(name: string | RegExp): Locator {
		return this.view.getByRole('button', { name });
	}
}

/** A test with a page that the tests of a worker share: each plays its firmware anew, and switches its checks off behind it. */
const test = base.extend<{ instrument: Instrument }>({
	instrument: async ({ sharedInstrument }, use, info) => {
		const checks = new Checks(sharedInstrument.page);
		const editor = new EditorPage(sharedInstrument.page);
		// A file of the same name with another text would give the next one another name.
		await editor.show();
		await editor.closeAll();
		await use(sharedInstrument);
		if (info.status !== info.expectedStatus) return;
		await checks.open();
		if ((await checks.build.getAttribute('aria-checked')) === 'false') return;
		await checks.show('Violations');
		await checks.build.click();
		await expect(checks.view.getByText('This build is not checked.')).toBeVisible();
	},
});

/** Plays a firmware, and switches the checks of it on. */
async function playChecked(instrument: Instrument, code = FAULTY): Promise<{ page: Page; checks: Checks }> {
	const { page } = instrument;
	const checks = new Checks(page);
	await instrument.playAnew('faulty', code);
	await checks.open();
	await checks.show('Violations');
	await expect(checks.view.getByText('This build is not checked.')).toBeVisible();
	await checks.build.click();
	await expect(checks.build).toHaveAttribute('aria-checked', 'true');
	await expect(checks.view.getByText('checked build', { exact: true })).toBeVisible();
	return { page, checks };
}

/** The text of a file that a click has the browser save. */
async function savedBy(page: Page, key: Locator): Promise<{ name: string; text: string }> {
	const [download] = await Promise.all([page.waitForEvent('download'), key.click()]);
	return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

test('a checked build tells of an overflow with its line, and leads to it', async ({ instrument }) => {
	const { page, checks } = await playChecked(instrument);
	await expect(checks.violations).toHaveCount(1);
	await expect(checks.violations).toContainText('buffer overflow');
	await expect(checks.violations).toContainText(`faulty.impala:${lineOf('BUG')}`);
	await expect(checks.violations).toContainText('block "echo" + 100');
	const detail = checks.view.getByRole('region', { name: 'About this buffer overflow' });
	await expect(detail).toContainText(
		`faulty.impala:${lineOf('BUG')}: buffer overflow: process() writes block "echo" + 100, 1 word past the end of its 100 words.`,
	);
	await expect(detail).toContainText(`allocated by init() at faulty.impala:${lineOf('HERE')}`);
	await expect(page.getByRole('tab', { name: /^Checks/ })).toHaveText('Checks1');

	await detail.getByRole('button', { name: 'Show on the map' }).click();
	await expect(page.getByRole('region', { name: 'Firmware memory' })).toContainText('echo + 100');

	const editor = new EditorPage(page);
	await detail.getByRole('button', { name: `Allocated in line ${lineOf('HERE')}` }).click();
	await expect(editor.place).toHaveText(`${lineOf('HERE')}:2`);
	await checks.open();
	await checks.violations.click();
	await page.keyboard.press('Enter');
	await expect(editor.place).toHaveText(`${lineOf('BUG')}:3`);
	await expect(editor.source).toBeFocused();
});

test('a mended version is a clean run, and a look at all words finds nothing in it', async ({ instrument }) => {
	const { page, checks } = await playChecked(instrument);
	await expect(checks.violations).toHaveCount(1);
	await checks.button(/^Go to line/).click();
	await new EditorPage(page).replaceText(FAULTY.replace('echo[100]', 'echo[99]'));
	await checks.open();
	await expect(checks.view.getByText('No violation so far.')).toBeVisible();
	await checks.button('Check all now').click();
	await expect(checks.view.getByText(/^looked at 1.124.352 words, found 0$/)).toBeVisible();
});

test('a firmware is stopped at a violation when that is asked for', async ({ instrument }) => {
	const { checks } = await playChecked(instrument);
	await checks.view.getByRole('switch', { name: 'Stop at a violation' }).click();
	await expect(checks.view.getByText('The firmware was stopped at a violation.')).toBeVisible();
	await expect(checks.violations).toHaveCount(1);
	await checks.view.getByRole('switch', { name: 'Stop at a violation' }).click();
	await checks.button('Begin again').click();
	await expect(checks.view.getByText('The firmware was stopped')).toBeHidden();
	await expect(checks.violations).toHaveCount(1);
});

test('a firmware that was stopped for another reason tells it, with its line', async ({ instrument }) => {
	const { page, checks } = await playChecked(
		instrument,
		FAULTY.replace('global echo[100] = 1', 'global signal[0] = 5 / global tick'),
	);
	await expect(
		checks.view.getByText('The firmware was stopped: it divided by zero (DIVISION_BY_ZERO) in process.'),
	).toBeVisible();
	await checks.button(`Go to line ${lineOf('BUG')}`).click();
	await expect(new EditorPage(page).place).toHaveText(new RegExp(`^${lineOf('BUG')}:`));
});

test('the log tells every allocation, filters and is exported', async ({ instrument }) => {
	const { page, checks } = await playChecked(instrument);
	await checks.show('Log');
	const log = checks.view.getByRole('table', { name: 'Log of allocations' });
	await expect(log.getByRole('row', { name: /allocate block scratch/ }).first()).toBeVisible();
	await checks.button('Pause').click();
	await checks.button(/^Filter by name/).click();
	await page.getByRole('option', { name: 'scratch' }).click();
	await expect(log.getByRole('row', { name: /echo/ })).toHaveCount(0);
	await checks.view.getByRole('textbox', { name: 'Filter by text' }).fill('allocate');
	await expect(log.getByRole('row', { name: /free/ })).toHaveCount(0);

	const csv = await savedBy(page, checks.button('Export as CSV'));
	expect(csv.name).toBe('faulty-allocations.csv');
	const [heading, ...rows] = csv.text.trimEnd().split('\r\n');
	expect(heading).toBe(
		'serial,frame,seconds,operation,kind,name,level,wantedLevel,address,askedWords,grantedWords,cycles,function,line,allocation',
	);
	const lines = (await savedBy(page, checks.button('Export as JSON lines'))).text.trimEnd().split('\n');
	expect(lines).toHaveLength(rows.length);
	expect(rows.length).toBeGreaterThan(0);
	for (const [index, line] of lines.entries()) {
		const record = JSON.parse(line) as Record<string, unknown>;
		expect(record).toMatchObject({ operation: 'allocate', kind: 'block', name: 'scratch', askedWords: 64, function: 'process' });
		expect(record.line).toBe(lineOf('AGAIN'));
		expect(rows[index]?.split(',').slice(0, 6)).toEqual(
			['serial', 'frame', 'seconds', 'operation', 'kind', 'name'].map((key) => String(record[key])),
		);
	}

	await checks.view.getByRole('textbox', { name: 'Filter by text' }).fill('');
	await log
		.getByRole('button', { name: new RegExp(`faulty.impala:${lineOf('AGAIN')}`) })
		.first()
		.click();
	await expect(new EditorPage(page).place).toHaveText(`${lineOf('AGAIN')}:3`);
});

test('what is allocated is listed, and its contents compared', async ({ instrument }) => {
	const { checks } = await playChecked(
		instrument,
		FAULTY.replace('global echo[100] = 1', 'global echo[99] = (int) global echo[99] + 1'),
	);
	await checks.show('Live');
	const row = checks.view.getByRole('table', { name: 'Live allocations' }).getByRole('row', { name: /echo/ });
	await expect(row).toContainText(`init() at faulty.impala:${lineOf('HERE')}`);
	await expect(row).toContainText('100 / 128');
	await checks.button('Take checksums').click();
	await expect(row).toContainText(/[0-9A-F]{8}/);
	await expect
		.poll(async () => {
			await checks.button('Compare').click();
			return await row.textContent();
		})
		.toContain('≠ changed');
});

test('pressure lets allocations fail', async ({ instrument }) => {
	const { checks } = await playChecked(instrument);
	await checks.show('Pressure');
	const every = checks.view.getByRole('textbox', { name: 'Every n-th fails' });
	await every.fill('1.5');
	await every.press('Enter');
	await expect(checks.view.getByRole('alert')).toHaveText('Every n-th fails: type a whole number, such as 2.');
	await every.fill('1');
	await every.press('Enter');
	await expect(checks.view.getByText(/^▲ pressure: [1-9]\d* failed on purpose$/)).toBeVisible();
	await checks.show('Log');
	const log = checks.view.getByRole('table', { name: 'Log of allocations' });
	await expect(log.getByRole('row', { name: /fail block scratch/ }).first()).toBeVisible();
	await checks.show('Pressure');
	await checks.button('No pressure').click();
	await expect(every).toHaveValue('0');
});

test('what no pointer leads to any more is found when asked for, after RESET, and when the next version plays', async ({
	instrument,
}) => {
	const { page, checks } = await playChecked(
		instrument,
		FAULTY.replace('if (global scratch != null) adiFree(global scratch);', ''),
	);
	await checks.show('Forgotten');
	const found = checks.view.getByRole('region', { name: 'What is forgotten' });
	await expect(async () => {
		await checks.button('Look now').click();
		await expect(found).toContainText(`faulty.impala:${lineOf('AGAIN')}: forgotten free`, { timeout: 2000 });
	}).toPass();
	await expect(found).toContainText('block "scratch"');
	const types = checks.view.getByRole('table', { name: 'Types of allocations' });
	await expect(types.getByRole('row', { name: /^scratch [1-9]\d* 0 / })).toBeVisible();

	const report = checks.button(/^Report/);
	await page.getByRole('button', { name: 'Reset', exact: true }).click();
	await expect(report).toContainText('faulty, after RESET');

	await found.getByRole('button', { name: /forgotten free/ }).click();
	await new EditorPage(page).replaceText(FAULTY);
	await checks.open();
	await expect(report).toContainText('faulty, when it was unloaded');
	await expect(found).toContainText('forgotten free');
	await checks.button('Look now').click();
	await expect(found).toContainText('Nothing forgotten.');
	await expect(instrument.stopButton).toBeVisible();
});

test('the guided tour goes from a mistake to its mended version', async ({ page }) => {
	const instrument = new Instrument(page);
	const checks = new Checks(page);
	await instrument.open();
	await checks.open();
	await checks.button('Take the guided tour').press('Enter');
	const tour = checks.view.getByRole('region', { name: 'Guided tour' });
	const mistakes = tour.getByRole('button', { name: 'Mistake: Past the end' });
	await expect(mistakes).toBeVisible();
	// The key that was pressed gives way to the next, which gets the focus, or else what there is to read.
	await expect(tour.getByRole('button', { name: 'Load it' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(tour.getByRole('button', { name: 'Start', exact: true })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(tour.getByRole('region', { name: 'Past the end' })).toBeFocused();
	const { content: source } = await projectFile('public/firmware/mistakes/mistake-overflow.impala');
	const line = source.split('\n').findIndex((text) => text.includes('BUG:')) + 1;
	await expect(tour.getByRole('status')).toContainText(
		`mistake-overflow.impala:${line}: buffer overflow: process() writes block "echo" + 3000`,
	);
	await expect(tour.locator('[aria-current="step"]')).toContainText('Mend it');
	await expect(tour.getByRole('button', { name: `Go to line ${line}` })).toBeInViewport({ ratio: 1 });
	await tour.getByRole('button', { name: 'Fill the window' }).click();
	expect((await tour.boundingBox())?.height).toBeGreaterThan(400);
	await tour.getByRole('button', { name: 'Back to its place' }).click();

	await tour.getByRole('button', { name: `Go to line ${line}` }).click();
	const editor = new EditorPage(page);
	await expect(editor.place).toHaveText(new RegExp(`^${line}:`));
	await editor.replaceText(source.replace('global last = LENGTH;', 'global last = LENGTH - 1;'));
	await checks.open();
	await expect(tour.getByRole('status')).toContainText('Mended: ');
	await mistakes.click();
	await expect(page.getByRole('option', { name: /^Past the end.*mended$/ })).toBeVisible();
	await page.keyboard.press('Escape');
	await tour.getByRole('button', { name: /^Next: / }).press('Enter');
	await expect(tour.getByRole('button', { name: 'Load it' })).toBeFocused();
});

test('a firmware without a heap has nothing to check, and says so', async ({ instrument }) => {
	const checks = new Checks(instrument.page);
	await instrument.drop({ name: 'plain.impala', content: NO_HEAP });
	await expect(instrument.sticker).toContainText('plain');
	await checks.open();
	await expect(checks.view.getByText('This firmware asks for no heap, so there is nothing to check.')).toBeVisible();
	await expect(checks.view.getByText('no heap', { exact: true })).toBeVisible();
});

test('axe finds nothing in the checks at 1024×768, in either theme', async ({ page }) => {
	test.slow();
	await page.setViewportSize({ width: 1024, height: 768 });
	await stillPage(page);
	const instrument = new Instrument(page);
	await instrument.open();
	const { checks } = await playChecked(instrument);
	await expect(checks.violations).toHaveCount(1);
	for (const pane of ['Violations', 'Log', 'Live', 'Forgotten', 'Pressure', 'Guided tour']) {
		await checks.show(pane);
		for (const [theme, find] of [
			['dark', findViolations],
			['daylight', findColourViolations],
		] as const) {
			await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
			expect(await find(page, 'section[aria-label="Checks"]'), `${pane}, ${theme}`).toEqual([]);
		}
	}
});
