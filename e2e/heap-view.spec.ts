import { expect, type Locator, type Page } from '@playwright/test';
import { findColourViolations, findViolations } from './support/axe.ts';
import { Instrument } from './support/page-object.ts';
import { test as base } from './support/test.ts';

/**
 * A firmware that allocates a known set. In L1: three buffers of 50, 60 and 64 words, of which the second is freed; a pool of 8 items of 4 words, of which
 * three are taken and one is given back. 20000 words of L2, which has no chunk as large, so that they come from Lext. A ring of 64 words with five in
 * it. In each tick 5 words of the frame.
 */
const KNOWN = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
const int L1 = 1
const int L2 = 2

extern native adiAlloc
extern native adiFree
extern native frameAlloc
extern native poolCreate
extern native poolAlloc
extern native poolFree
extern native ringCreate
extern native ringWrite

global array signal[2]
global pointer tape = null
global int ring = 0

function init()
locals pointer second, int grains, pointer item, int i
{
	adiAlloc(50, L1, "voice");
	second = (pointer) adiAlloc(60, L1, "voice");
	adiAlloc(64, L1, "table");
	adiFree(second);
	global tape = (pointer) adiAlloc(20000, L2, "tape");
	grains = (int) poolCreate("grain", 4, 8, L1);
	poolAlloc(grains);
	item = (pointer) poolAlloc(grains);
	poolAlloc(grains);
	poolFree(grains, item);
	global ring = (int) ringCreate(64);
	for (i = 0 to 5) ringWrite(global ring, i);
}

function process()
locals pointer scratch
{
	scratch = (pointer) frameAlloc(5);
	if (scratch != null) scratch[0] = (int) global signal[0];
}
`;

const NO_HEAP =
	'const int PRAWN_FIRMWARE_PATCH_FORMAT = 2\nglobal array signal[2]\nfunction process() { global signal[0] = 0; }\n';

/** Words that bins hand out, by the chunks of each; every bin's are twice those of the one before. */
function wordsOfBins(smallestWords: number, chunks: readonly number[]): number {
	return chunks.reduce((words, count, bin) => words + count * smallestWords * 2 ** bin, 0);
}

/** The tab Heap as its user finds it. */
class HeapPage {
	readonly page: Page;
	readonly instrument: Instrument;
	readonly dock: Locator;

	constructor(instrument: Instrument) {
		this.page = instrument.page;
		this.instrument = instrument;
		this.dock = this.page.getByRole('region', { name: 'Heap', exact: true });
	}

	/** Shows the tab. */
	async show(): Promise<void> {
		await this.page.getByRole('tab', { name: 'Heap', exact: true }).click();
	}

	/** Plays the firmware that allocates a known set, from its beginning, and shows the levels of its heap. */
	async playKnown(): Promise<void> {
		await this.instrument.playAnew('known', KNOWN);
		await this.show();
		// Where there is room for it, the table stands beside the panes.
		const levels = this.dock.getByRole('tab', { name: 'Levels', exact: true });
		await expect(this.table('Levels').or(levels).first()).toBeVisible();
		if (await levels.isVisible()) await levels.click();
		await expect(this.table('Levels')).toBeVisible();
	}

	async choosePane(name: string): Promise<void> {
		await this.dock.getByRole('tab', { name, exact: true }).click();
	}

	table(name: string): Locator {
		return this.dock.getByRole('table', { name, exact: true });
	}

	/** What a row says, found by its first cells: the figures in their order, without the spaces in them. */
	async row(table: string, ...beginning: readonly string[]): Promise<string> {
		const rows = await this.table(table)
			.locator('tbody tr')
			.evaluateAll((elements) =>
				elements.map((element) =>
					[...element.querySelectorAll('[data-figure]')].map((cell) => (cell.textContent ?? '').replaceAll('\u2009', '')),
				),
			);
		return rows.find((cells) => beginning.every((text, index) => cells[index] === text))?.join(' ') ?? '';
	}

	get document(): Locator {
		return this.dock.getByRole('textbox', { name: 'Configuration document' });
	}

	async chooseAllocator(name: string): Promise<void> {
		await this.dock.getByRole('button', { name: /^Allocator/ }).click();
		await this.page.getByRole('option', { name }).click();
		await this.apply.click();
	}

	get apply(): Locator {
		return this.dock.getByRole('button', { name: 'Apply', exact: true });
	}

	/** Puts the configuration back that a first visit has. */
	async applyDefault(): Promise<void> {
		await this.choosePane('Set-up');
		await this.dock.getByRole('button', { name: 'Default', exact: true }).click();
		await this.apply.click();
		await expect(this.dock.getByText('Applied: the firmware begins again.')).toBeVisible();
	}
}

/** A test with the heap of a page that the tests of a worker share: each plays its firmware anew, with the configuration of a first visit. */
const test = base.extend<{ heap: HeapPage }>({
	heap: async ({ sharedInstrument }, use) => use(new HeapPage(sharedInstrument)),
});

test('a firmware without a heap leads to one that has one', async ({ page }) => {
	const heap = new HeapPage(new Instrument(page));
	await heap.instrument.open();
	await heap.show();
	await expect(heap.dock.getByText('This firmware asks for no heap.')).toBeVisible();
	await heap.dock.getByRole('button', { name: 'Play an example with a heap' }).click();
	await expect(heap.dock.getByText('the heap is made by the first START')).toBeVisible();
	await heap.instrument.start();
	await expect(heap.table('Levels')).toBeVisible();
	await heap.choosePane('Pools & rings');
	await expect.poll(() => heap.row('Pools', 'echo')).toMatch(/^echo 1 12 1 /);
});

test('levels, bins, pools, rings and frame tell exactly what a firmware has allocated', async ({ heap }) => {
	const { page } = heap;
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	await heap.playKnown();

	// Granted and asked; peak and size; free and largest; blocks and requests; passed on and taken in; unserved and refused.
	const freeOfL1 = wordsOfBins(16, [48, 31, 14, 8, 4, 2, 2]);
	const freeOfL2 = wordsOfBins(32, [64, 64, 44, 16, 16, 8, 4, 2, 2]);
	// Five requests came to L1: three buffers, the pool, and the tape on its way from L2 to Lext.
	await expect.poll(() => heap.row('Levels', 'L1')).toBe(`L1 160 146 192 8192 ${freeOfL1} 1024 3 5 0 0 0 0`);
	expect(await heap.row('Levels', 'L2')).toBe(`L2 0 0 0 65536 ${freeOfL2} 8192 0 1 1 0 0 0`);
	expect(await heap.row('Levels', 'Lext')).toMatch(/^Lext 32768 20000 32768 1048576 .* 1 1 0 1 0 0$/);

	await heap.choosePane('Bins');
	await expect.poll(() => heap.row('Bins', 'L1', '64')).toBe('L1 64 2 16 3 0 3 0 114 128 14');
	expect(await heap.row('Bins', 'L1', '32')).toBe('L1 32 1 32 1 0 1 0 32 32 0');
	expect(await heap.row('Bins', 'Lext', '32768')).toBe('Lext 32768 1 4 1 0 1 0 20000 32768 12768');

	await heap.choosePane('Pools & rings');
	await expect.poll(() => heap.row('Pools', 'grain')).toBe('grain 2 8 3 3 1 0 0 4 L1');
	expect(await heap.row('Rings', 'ring 1')).toBe('ring 1 5 64 5 5 0 idle 0 0');
	expect(await heap.row('Frame', 'STACK')).toMatch(/^STACK \d+ 6 2048 /);

	await heap.dock.getByRole('button', { name: 'Copy levels, bins, pools and rings as tables' }).click();
	await expect(heap.dock.getByText('copied', { exact: true })).toBeVisible();
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	expect(copied).toContain('\nL1\t64\t2\t16\t3\t0\t3\t0\t114\t128\t14\n');
	expect(copied).toContain('\ngrain\t2\t8\t3\t3\t1\t0\t0\t4\tL1\n');
	await page.context().clearPermissions();
});

test('the last minute is read by keys', async ({ page }) => {
	// In a page of its own, in which nothing has been recorded a minute ago.
	const heap = new HeapPage(new Instrument(page));
	await heap.instrument.open();
	await heap.playKnown();
	const timeline = heap.dock.getByRole('slider', { name: 'Occupancy over the last minute' });
	await timeline.focus();
	await expect
		.poll(async () => {
			await page.keyboard.press('Escape');
			await page.keyboard.press('ArrowLeft');
			return timeline.getAttribute('aria-valuetext');
		})
		.toMatch(
			/^0\.\d seconds ago: STACK \d+ words in \d blocks?, L1 160 words in 3 blocks, L2 0 words in 0 blocks, Lext 32768 words in 1 block$/,
		);
	await page.keyboard.press('Home');
	await expect(timeline).toHaveAttribute('aria-valuetext', /: nothing recorded$/);
	await page.keyboard.press('Escape');
	await expect(timeline).toHaveAttribute('aria-valuetext', 'no moment chosen');
	await page.keyboard.press('f');
	// With the window to itself it shows levels, bins and a third pane at once.
	await expect(heap.table('Bins')).toBeVisible();
	await expect(heap.table('Levels')).toBeVisible();
	await heap.dock.getByRole('tab', { name: 'Pools & rings' }).focus();
	await page.keyboard.press('ArrowRight');
	await expect(heap.dock.getByRole('tab', { name: 'Buffers' })).toBeFocused();
	await expect(heap.table('Levels of the buffers')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(heap.table('Bins')).toBeHidden();
});

test('another allocator takes over, and the same firmware shows what it makes of it', async ({ heap }) => {
	await heap.playKnown();
	await heap.choosePane('Set-up');
	for (const [name, label] of [
		['First fit', 'firstFit'],
		['TLSF', 'tlsf'],
	] as const) {
		await heap.chooseAllocator(name);
		await expect(heap.document).toHaveValue(new RegExp(`"allocator": "${label}"`));
		// Of 50, 64 and 32 words; of L2, which need not be cut into chunks, also the 20000.
		await expect.poll(() => heap.row('Levels', 'L1')).toMatch(/^L1 146 146 /);
		expect(await heap.row('Levels', 'L2')).toMatch(/^L2 20000 20000 /);
	}
	await heap.choosePane('Bins');
	await expect.poll(() => heap.row('Blocks by size', 'L2', '16384–32767')).toBe('L2 16384–32767 1 20000 20000 0 0 0');
	await heap.choosePane('Set-up');
	await heap.chooseAllocator('ADIalloc');
	await expect.poll(() => heap.row('Levels', 'L1')).toMatch(/^L1 160 146 /);
});

test('a configuration that does not fit is refused with the words missing, and the old one stays', async ({ heap }) => {
	await heap.playKnown();
	await heap.choosePane('Set-up');
	await heap.document.fill('{ "levels": { "L1": { "bins": [{ "words": 64, "chunks": 200 }] } } }');
	const needed = 200 * 66;
	await expect(
		heap.dock.getByText(`levels.L1.bins take ${needed} words with their headers and L1 has 8192: ${needed - 8192} missing`),
	).toBeVisible();
	await expect(heap.apply).toBeDisabled();
	expect(await heap.row('Levels', 'L1')).toMatch(/^L1 160 /);
	// Figures that are wrong are not calculated with.
	await heap.document.fill('{ "allocator": "magic", "levels": { "L1": { "bins": [{ "words": -3, "chunks": 1e12 }] } } }');
	const fits = heap.table('Words that bins take in each level');
	await expect(fits.getByRole('row', { name: 'L1 – – –' })).toBeVisible();
	await expect(fits.getByRole('row', { name: /^L2 .* left$/ })).toBeVisible();
	await expect(fits.getByRole('caption')).toHaveCount(0);
	await expect(heap.apply).toBeDisabled();
	await heap.document.fill('{ "levels": { "L1": { "bins": [{ "words": 64, "chunks": 100 }] } } }');
	await heap.apply.click();
	// The pool takes a chunk of 64 now, too.
	await expect.poll(() => heap.row('Levels', 'L1')).toMatch(/^L1 192 /);
	await heap.choosePane('Bins');
	await expect.poll(() => heap.row('Bins', 'L1', '64')).toMatch(/^L1 64 3 100 /);
	await heap.applyDefault();
});

test('a buffer is given another level by its name', async ({ heap }) => {
	const { page } = heap;
	await heap.playKnown();
	await heap.choosePane('Buffers');
	const buffers = heap.table('Levels of the buffers');
	await expect(buffers.getByRole('row', { name: /^voice/ })).toContainText('L12');
	await buffers.getByRole('button', { name: 'Level of table: as the call says' }).click();
	await page.getByRole('option', { name: 'Lext' }).click();
	await expect(buffers.getByRole('button', { name: 'Level of table: Lext' })).toBeVisible();
	// It is allocated in init(), so it moves when the firmware begins again.
	await heap.choosePane('Set-up');
	await heap.chooseAllocator('First fit');
	await expect.poll(() => heap.row('Levels', 'L1')).toMatch(/^L1 82 82 /);
	expect(await heap.row('Levels', 'Lext')).toMatch(/^Lext 64 64 /);
	await heap.choosePane('Buffers');
	await buffers.getByRole('button', { name: 'Level of table: Lext' }).click();
	await page.getByRole('option', { name: 'as the call says' }).click();
	await heap.applyDefault();
});

test('axe finds nothing in the heap at 1024×768, in either theme', async ({ heap }) => {
	test.slow();
	const { page } = heap;
	await page.setViewportSize({ width: 1024, height: 768 });
	await heap.instrument.drop({ name: 'plain.impala', content: NO_HEAP });
	await heap.show();
	await expect(heap.dock.getByText('This firmware asks for no heap.')).toBeVisible();
	const analyse = async (theme: 'dark' | 'daylight') => {
		await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
		expect(await findViolations(page, 'section[aria-label="Heap"]')).toEqual([]);
	};
	await analyse('dark');
	await heap.playKnown();
	for (const [pane, theme] of [
		['Bins', 'daylight'],
		['Pools & rings', 'dark'],
		['Buffers', 'daylight'],
		['Set-up', 'dark'],
	] as const) {
		await heap.choosePane(pane);
		await analyse(theme);
	}
	await heap.document.fill('{ "levels": 3 }');
	await analyse('dark');
	await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'daylight'));
	expect(await findColourViolations(page, 'section[aria-label="Heap"]')).toEqual([]);
	await heap.dock.getByRole('button', { name: 'Revert', exact: true }).click();
});
