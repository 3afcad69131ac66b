import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { Instrument } from './page-object.ts';

/** Word of the firmware’s `signal` that is looked at. */
const SIGNAL_WORD = 13;

const PREFIXES: Readonly<Record<string, number>> = { '': 1, k: 1e3, M: 1e6 };

/** All counts per second that a text has, such as `44.1 k/s`. */
function ratesIn(text: string): readonly number[] {
	return [...text.matchAll(/([\d.]+) ([kM]?)\/s/g)].map(
		([, figures, prefix]) => Number(figures) * (PREFIXES[prefix ?? ''] ?? Number.NaN),
	);
}

/** The views that show heat. */
export class HeatViews {
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
		await this.memory.getByRole('tab', { name: 'Map' }).click();
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

/** Opens the page with heat's views, playing. */
export async function openHeatViews(page: Page): Promise<{ instrument: Instrument; views: HeatViews }> {
	const instrument = new Instrument(page);
	await instrument.open();
	await instrument.start();
	await expect(instrument.console).toContainText('is running');
	return { instrument, views: new HeatViews(page) };
}
