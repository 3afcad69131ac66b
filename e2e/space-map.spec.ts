import { expect, type Locator, type Page } from '@playwright/test';
import { findViolations, stillPage } from './support/axe.ts';
import { type GivenFile, Instrument } from './support/page-object.ts';
import { test } from './support/test.ts';

const MEMORY = 'section[aria-label="Firmware memory"]';

/** A firmware whose global `goal`, word 16, is what its first LED shows, word 9, as the device reads it in every tick. */
const GOAL = `PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2
params:	GLOB *8
clock:	GLOB *1
displayLEDs:	GLOB *4
signal:	GLOB *2
pause:	GLOB *1
goal:	GLOB *1
limit:	CNST *1
	DATi #77
process:	FUNC
	PARA *1
.tick:	PEEK %0 &goal
	POKE &displayLEDs %0
	CALL ^yield %0 *1
	GOTO @.tick
`;

/** A firmware with a heap, as docs/memory-for-firmware.md has it: a recording of 20000 words, for which L2 has no block. */
const TAPE = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
const int L2 = 2
const int LENGTH = 20000

extern native adiAlloc

global array signal[2]
global pointer tape = null
global int place = 0

function init()
{
	global tape = (pointer) adiAlloc(LENGTH, L2, "tape");
}

function process()
{
	if (global tape != null) {
		*(global tape + global place) = (int) global signal[0];
		global place = (global place + 1) % LENGTH;
	}
}
`;

/** The map of all memory, with what stands about it. */
class SpaceMap {
	readonly page: Page;
	readonly memory: Locator;

	constructor(page: Page) {
		this.page = page;
		this.memory = page.getByRole('region', { name: 'Firmware memory', exact: true });
	}

	get map(): Locator {
		return this.memory.getByRole('application', { name: /^All memory of the engine/ });
	}

	get crumbs(): Locator {
		return this.memory.getByRole('navigation', { name: 'Place in memory' }).getByRole('button');
	}

	get editor(): Locator {
		return this.memory.getByRole('textbox', { name: /^New value of/ });
	}

	/** What is said of the keyboard's cursor to those who do not see it. */
	get spoken(): Locator {
		return this.memory.locator('[aria-live=polite]').first();
	}

	async open(): Promise<void> {
		await this.memory.getByRole('tab', { name: 'Space', exact: true }).click();
		// It is drawn.
		await expect(this.crumbs.first()).toBeVisible();
		await this.map.focus();
	}

	/** Goes down as one sees it until the inspector says a text. */
	async goDownTo(text: RegExp): Promise<void> {
		for (let step = 0; step < 60; ++step) {
			await this.page.keyboard.press('ArrowDown');
			if (text.test((await this.spoken.textContent()) ?? '')) break;
		}
		await expect(this.spoken).toHaveText(text);
	}

	async press(key: string, times = 1): Promise<void> {
		for (let i = 0; i < times; ++i) await this.page.keyboard.press(key);
	}

	/** Goes from block to block until the inspector says a text. */
	async goTo(text: string): Promise<void> {
		const found = this.memory.getByText(text, { exact: true });
		for (let step = 0; step < 80; ++step) {
			await this.page.keyboard.press('PageDown');
			if ((await this.spoken.textContent())?.startsWith(`${text},`)) break;
		}
		await expect(found).toBeVisible();
	}
}

async function openSpace(page: Page, ...files: readonly GivenFile[]): Promise<{ instrument: Instrument; space: SpaceMap }> {
	const instrument = new Instrument(page);
	await instrument.open();
	await instrument.start();
	await expect(instrument.console).toContainText('is running');
	for (const file of files) {
		await instrument.drop(file);
		await expect(instrument.console).toContainText(`firmware ${file.name.replace(/\.\w+$/, '')} is running`);
	}
	const space = new SpaceMap(page);
	await space.open();
	return { instrument, space };
}

test('the map goes from all memory to a word and back by keys, and tells of words by key and pointer', async ({ page }) => {
	const { space } = await openSpace(page, { name: 'knob.gazl', content: GOAL });
	await expect(space.crumbs).toHaveText(['All memory']);
	await space.goTo('clock');
	await expect(space.memory.getByText('global · 1 word · knob.gazl:3 · word 8 · pointer 0x12345680')).toBeVisible();
	await expect(space.spoken).toContainText('clock,');
	await space.goTo('displayLEDs[0]');
	await expect(space.memory.getByText('global · 4 words · knob.gazl:4 · word 9 · pointer 0x12345681')).toBeVisible();
	// Pinned, then in: firmware, globals, symbol.
	await space.press('Enter', 4);
	await expect(space.crumbs).toHaveText(['All memory', 'Firmware', 'globals', 'displayLEDs']);
	await space.press('ArrowRight');
	await expect(space.memory.getByText('displayLEDs[1]', { exact: true })).toBeVisible();

	// The same word under the pointer says the same.
	const cursor = await space.map.locator('div').boundingBox();
	if (cursor === null) throw new Error('the cursor is not to be seen');
	await space.press('Escape');
	await expect(space.memory.getByText('displayLEDs[1]', { exact: true })).toHaveCount(0);
	await page.mouse.move(cursor.x + cursor.width / 2, cursor.y + cursor.height / 2);
	await expect(space.memory.getByText('displayLEDs[1]', { exact: true })).toBeVisible();

	// Out of the symbol, the globals, the firmware.
	await space.press('Escape', 3);
	await expect(space.crumbs).toHaveText(['All memory']);
	await space.press('+', 4);
	await expect(space.crumbs).not.toHaveText(['All memory']);
	await space.press('Home');
	await expect(space.crumbs).toHaveText(['All memory']);
});

test('wheel, buttons, dragging and the breadcrumb move about, and a click pins', async ({ page }) => {
	const { space } = await openSpace(page, { name: 'knob.gazl', content: GOAL });
	const box = await space.map.boundingBox();
	if (box === null) throw new Error('the map is not to be seen');
	// Inside the data stack, which is by far the largest area of a firmware without a heap.
	const [x, y] = [box.x + box.width / 2, box.y + 40];
	await page.mouse.move(x, y);
	await expect(space.memory.getByText(/^stack \+ \d+$/)).toBeVisible();
	const under = await space.memory.getByText(/^stack \+ \d+$/).textContent();
	await page.mouse.wheel(0, -1000);
	await expect(space.crumbs.last()).toHaveText('data stack');
	await expect(space.memory.getByText(/^stack \+ \d+$/)).toHaveText(under ?? '');

	await page.mouse.down();
	await page.mouse.move(x + 120, y, { steps: 4 });
	await page.mouse.up();
	await expect(space.editor).toHaveCount(0);
	await page.mouse.click(x, y);
	await expect(space.editor).toBeVisible();
	await space.memory.getByRole('button', { name: 'Zoom out (−)' }).click();
	await space.crumbs.first().click();
	await expect(space.crumbs).toHaveText(['All memory']);
	await space.memory.getByRole('button', { name: 'Zoom in (+)' }).click();
	await space.memory.getByRole('button', { name: 'All memory (Home)' }).click();
	await expect(space.crumbs).toHaveText(['All memory']);
});

test('a global is edited while the firmware plays and while it stands still', async ({ page }) => {
	const { instrument, space } = await openSpace(page, { name: 'knob.gazl', content: GOAL });
	await space.goTo('goal');
	await space.press('Enter');
	await expect(space.editor).toHaveAccessibleName('New value of goal');
	await space.editor.fill('12 apples');
	await page.keyboard.press('Enter');
	await expect(space.memory.getByText('“12 apples” is no word.')).toBeVisible();
	await space.editor.fill('0x1E');
	await page.keyboard.press('Enter');
	await expect(space.memory.getByText('0x0000001E written (30)')).toBeVisible();
	await expect(space.memory.getByText(/^0x0000001E +30 /)).toBeVisible();

	// The firmware has read it.
	await space.map.focus();
	await space.press('PageUp', 3);
	await expect(space.memory.getByText('displayLEDs[0]', { exact: true })).toBeVisible();
	await expect(space.memory.getByText(/^0x0000001E /)).toBeVisible();

	await space.press('PageUp');
	await expect(space.editor).toHaveAccessibleName('New value of clock');
	await expect(space.memory.getByText('the host writes it in each tick')).toBeVisible();
	await space.editor.fill('-7');
	await page.keyboard.press('Enter');
	await expect(space.memory.getByText('−7 written, until the next tick')).toBeVisible();

	await instrument.stopButton.click();
	await expect(instrument.startButton).toBeVisible();
	await space.map.focus();
	await space.goTo('goal');
	await space.editor.fill('0.5');
	await page.keyboard.press('Enter');
	// binary32: a half is 0x3F000000.
	await expect(space.memory.getByText('0.5 written (0x3F000000)')).toBeVisible();
	await expect(space.memory.getByText(/^0x3F000000 /)).toBeVisible();

	await space.map.focus();
	await space.goTo('limit');
	await expect(space.memory.getByText('a constant: the code counts on it')).toBeVisible();
});

test('a firmware with a heap shows first on this map, and a block tells whose it is', async ({ page }) => {
	const instrument = new Instrument(page);
	await instrument.open();
	const space = new SpaceMap(page);
	await expect(space.memory.getByRole('tab', { name: 'Map', exact: true })).toHaveAttribute('aria-selected', 'true');
	await instrument.start();
	await instrument.drop({ name: 'tape.impala', content: TAPE });
	await expect(instrument.console).toContainText('firmware tape is running');
	await expect(space.memory.getByRole('tab', { name: 'Space', exact: true })).toHaveAttribute('aria-selected', 'true');
	await space.map.focus();
	await space.goDownTo(/, L2 bin \d, /);
	await space.goTo('tape + 0');
	await expect(space.memory.getByText(/^Lext bin \d+ · 20.000 words asked, 32.768 granted · word \d+/)).toBeVisible();
	// Pinned, then in: firmware, level, bin, block.
	await space.press('Enter', 5);
	await expect(space.crumbs.last()).toHaveText(/^block \d+$/);
	await space.press('+', 12);
	await space.press('ArrowRight', 2);
	await expect(space.memory.getByText('tape + 2', { exact: true })).toBeVisible();
});

test('what the engine does with its own memory is alive with any firmware', async ({ page }) => {
	const { space } = await openSpace(page);
	await space.goDownTo(/^delay line [AB], frame \d+ (left|right), /);
	const values = space.memory.getByText(/^0x[0-9A-F]{8} /);
	const before = await values.textContent();
	await expect.poll(() => values.textContent()).not.toBe(before);
});

test('axe finds nothing in the map at 1024×768, in either theme, with a word pinned', async ({ page }) => {
	test.slow();
	await page.setViewportSize({ width: 1024, height: 768 });
	await stillPage(page);
	const instrument = new Instrument(page);
	await instrument.open();
	await instrument.start();
	await expect(instrument.console).toContainText('is running');
	// Where the page is narrow the memory is behind a hatch.
	await page.getByRole('button', { name: /^Memory/ }).click();
	const space = new SpaceMap(page);
	await space.open();
	await space.goTo('clock');
	await space.press('Enter');
	await expect(space.editor).toBeVisible();
	for (const theme of ['dark', 'daylight']) {
		await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
		expect(await findViolations(page, MEMORY)).toEqual([]);
	}
});
