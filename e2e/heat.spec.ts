import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { Instrument } from './support/page-object.ts';
import { contextTime, largestStep, longestStandstill, startRecording, stopRecording, watchEngine } from './support/recorder.ts';

const TONE_HZ = 440;

/**
 * What tape-echo does in a tick with words 0 to 15, where params, clock, displayLEDs, signal and the first of goals lie: it reads clock
 * three times, signal twice and the goal once; it writes signal twice and two LEDs.
 */
const READS_PER_TICK = 6;
const WRITES_PER_TICK = 4;
const SIGNAL_WORD = 13;

/** Three digits are printed, and a look comes up to a control period of 64 frames early or late. */
const TOLERANCE = 0.03;

const PREFIXES: Readonly<Record<string, number>> = { '': 1, k: 1e3, M: 1e6 };

/** All counts per second that a text has, such as `44.1 k/s`. */
function ratesIn(text: string): readonly number[] {
	return [...text.matchAll(/([\d.]+) ([kM]?)\/s/g)].map(
		([, figures, prefix]) => Number(figures) * (PREFIXES[prefix ?? ''] ?? Number.NaN),
	);
}

/** How far counts per second are from what they should be, as a share; infinite while there are fewer or more of them. */
function deviation(rates: readonly number[], expected: readonly number[]): number {
	if (rates.length !== expected.length) return Number.POSITIVE_INFINITY;
	return Math.max(...rates.map((rate, i) => Math.abs(rate / (expected[i] ?? Number.NaN) - 1)));
}

/** The views that show heat. */
class HeatViews {
	readonly page: Page;
	readonly memory: Locator;
	readonly dock: Locator;

	constructor(page: Page) {
		this.page = page;
		this.memory = page.getByRole('region', { name: 'Firmware memory', exact: true });
		this.dock = page.getByRole('region', { name: 'Listing', exact: true });
	}

	/** The key in the memory's heading. */
	get key(): Locator {
		return this.memory.getByRole('button', { name: 'Heat', exact: true });
	}

	/** What the heading says while the instrumented form runs, and while the plain one does. */
	get counting(): Locator {
		return this.memory.getByText('counting', { exact: true });
	}

	get plain(): Locator {
		return this.memory.getByText('live · plain');
	}

	async openDock(tab: string): Promise<void> {
		await this.page.getByRole('tab', { name: tab, exact: true }).click();
	}

	/** Pins the first word of `signal`, by keys. */
	async pinSignal(): Promise<void> {
		await this.memory.getByRole('application').focus();
		await this.page.keyboard.press('End');
		await this.page.keyboard.press('Home');
		for (let word = 0; word < SIGNAL_WORD; ++word) await this.page.keyboard.press('ArrowRight');
		await expect(this.memory.getByText('signal[0]', { exact: true })).toBeVisible();
	}

	/** What the inspector says of the words about the pinned one, and the clock beside it, hertz. */
	async inspected(): Promise<{ rates: readonly number[]; clockHz: number }> {
		const [inspector = '', clock = ''] = await Promise.all([
			this.memory.getByText(/^reads /).textContent(),
			this.page.getByText(/^clock .* kHz/).textContent(),
		]).then((texts) => texts.map((text) => text ?? ''));
		return { rates: ratesIn(inspector), clockHz: Number(/clock\s+([\d.]+) kHz/.exec(clock)?.[1]) * 1000 };
	}

	/** How often the line with a text is executed. */
	async lineRates(text: string): Promise<readonly number[]> {
		const row = this.dock.locator('section > div > div > div', { hasText: text }).first();
		return ratesIn((await row.textContent()) ?? '');
	}

	/** Scrolls the listing to its end, where `process` is. */
	async scrollToEnd(): Promise<void> {
		await this.dock.getByRole('region', { name: /^Listing of/ }).focus();
		await this.page.keyboard.press('End');
		await expect(this.dock.getByText('@.tick')).toBeVisible();
	}
}

async function open(page: Page): Promise<{ instrument: Instrument; views: HeatViews }> {
	const instrument = new Instrument(page);
	await instrument.open();
	await instrument.start();
	await expect(instrument.console).toContainText('is running');
	return { instrument, views: new HeatViews(page) };
}

test('heat counts accesses and lines at the rate of the clock, and freezes', async ({ page }) => {
	const { instrument, views } = await open(page);
	await expect(views.plain).toBeVisible();
	await views.openDock('Listing');
	await views.key.focus();
	await page.keyboard.press('Space');
	await expect(views.key).toHaveAttribute('aria-pressed', 'true');
	await expect(views.counting).toBeVisible();

	await views.pinSignal();
	await expect
		.poll(async () => {
			const { rates, clockHz } = await views.inspected();
			return deviation(rates, [READS_PER_TICK * clockHz, WRITES_PER_TICK * clockHz]);
		})
		.toBeLessThan(TOLERANCE);
	await views.scrollToEnd();
	const { clockHz } = await views.inspected();
	for (const line of ['POKE &displayLEDs:1', 'CALL ^yield', 'GOTO @.tick']) {
		await expect.poll(async () => deviation(await views.lineRates(line), [clockHz])).toBeLessThan(TOLERANCE);
	}

	await views.memory.getByRole('button', { name: 'Freeze' }).click();
	const frozen = await views.inspected();
	await instrument.stopButton.click();
	await expect.poll(() => views.lineRates('GOTO @.tick')).toEqual([]);
	expect((await views.inspected()).rates).toEqual(frozen.rates);
	await views.memory.getByRole('button', { name: 'Freeze' }).click();
	await expect.poll(async () => (await views.inspected()).rates).toEqual([]);
});

test('firmware runs in the form that counts only while heat can be seen', async ({ page }) => {
	const { views } = await open(page);
	await views.key.click();
	await expect(views.counting).toBeVisible();
	await views.key.click();
	await expect(views.plain).toBeVisible();
	await views.key.click();
	await expect(views.counting).toBeVisible();
	await views.memory.getByRole('tab', { name: 'Symbols' }).click();
	await expect(views.plain).toBeVisible();
	await views.openDock('Listing');
	await expect(views.counting).toBeVisible();
	await views.openDock('Scope');
	await expect(views.plain).toBeVisible();
	await views.memory.getByRole('tab', { name: 'Map' }).click();
	await expect(views.counting).toBeVisible();
	for (const [state, lamp] of [
		['hidden', views.plain],
		['visible', views.counting],
	] as const) {
		await page.evaluate((visibility) => {
			Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
			document.dispatchEvent(new Event('visibilitychange'));
		}, state);
		await expect(lamp).toBeVisible();
	}
	await page.getByRole('button', { name: /^Half-life of heat/ }).click();
	await page.getByRole('option', { name: '4 s' }).click();
	await page.reload();
	await expect(page.getByRole('button', { name: 'Half-life of heat: 4 s' })).toBeVisible();
	await expect(views.key).toHaveAttribute('aria-pressed', 'true');
});

test('going from one form to the other does not click', async ({ page }) => {
	await watchEngine(page);
	const instrument = new Instrument(page);
	await instrument.open();
	await instrument.chooseSource('Test tone');
	await instrument.start();
	await expect(instrument.console).toContainText('is running');
	await instrument.slider('Sync').focus();
	await page.keyboard.press('Home');
	await instrument.slider('Clock freq').dblclick();
	const views = new HeatViews(page);
	// Begins with the echo under way: what the clock's turn bent is then behind.
	const steady = (await contextTime(page)) + 2;
	await expect.poll(() => contextTime(page)).toBeGreaterThan(steady);

	await startRecording(page, 30);
	for (let swap = 0; swap < 4; ++swap) {
		await views.key.click();
		await expect(views.counting).toBeVisible();
		await views.key.click();
		await expect(views.plain).toBeVisible();
	}
	const { sampleRate, left, right } = await stopRecording(page);
	// A full-scale tone, and the steps of its 12 bits.
	const bound = (2 * Math.PI * TONE_HZ) / sampleRate + 2 / 2047;
	for (const channel of [left, right]) {
		expect(channel.length).toBeGreaterThan(sampleRate / 2);
		expect(largestStep(channel).step).toBeLessThan(bound);
		expect(longestStandstill(channel)).toBeLessThan(sampleRate / TONE_HZ / 2);
	}
});

for (const [width, height] of [
	[1440, 900],
	[1024, 768],
] as const) {
	test(`axe finds nothing in heat at ${width}×${height}, in either theme`, async ({ page }) => {
		test.slow();
		await page.setViewportSize({ width, height });
		const { views } = await open(page);
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
