import { type BrowserContext, test as base } from '@playwright/test';
import { stillPage } from './axe.ts';
import { Instrument } from './page-object.ts';

/** What a project says of the pages of its tests. */
export interface PageOptions {
	/**
	 * How often a page draws in a second, at most; null for as often as it can. Without a graphics card, drawing takes a page that plays a core of its
	 * own, for nothing but pictures between those that a test looks at.
	 */
	readonly framesPerSecond: number | null;
}

/** Marks a test that measures time, such as late blocks: it has the machine to itself, and draws as often as it can. */
export const ALONE = { tag: '@alone' };

/** What tests of one worker share. */
interface Shared extends PageOptions {
	/** An open page, as the last test has left it. */
	readonly openInstrument: Instrument;
}

/** What each test is given. */
interface Given {
	/**
	 * The page that tests of one worker share: opening one takes longer than many a test. It is still, stopped, in the dark, of the size that the project
	 * says and without a view that fills it. What else an earlier test has changed, such as the files that are open and the firmware, a test sets itself;
	 * settings that another one does not expect, such as another allocator, it puts back. A test that fails ends its worker, and the page with it.
	 */
	readonly sharedInstrument: Instrument;
}

/** A test with {@link PageOptions}. */
export const test = base.extend<Given, Shared>({
	framesPerSecond: [null, { option: true, scope: 'worker' }],
	openInstrument: [
		async ({ browser, framesPerSecond }, use, { project }) => {
			const { baseURL, viewport } = project.use;
			const context = await browser.newContext({ ...(baseURL !== undefined && { baseURL }), viewport: viewport ?? null });
			await limitFrames(context, framesPerSecond);
			const instrument = new Instrument(await context.newPage());
			await stillPage(instrument.page);
			await instrument.open();
			await use(instrument);
			await context.close();
		},
		{ scope: 'worker' },
	],
	sharedInstrument: async ({ openInstrument, viewport }, use, info) => {
		const { page, startButton, stopButton } = openInstrument;
		await use(openInstrument);
		if (info.status !== info.expectedStatus) return;
		// Behind the test, so that its page takes nothing of the machine while tests with pages of their own run.
		if (await stopButton.isVisible()) await stopButton.click();
		await startButton.waitFor();
		const back = page.getByRole('button', { name: 'Back to its place' }).filter({ visible: true }).first();
		if (await back.isVisible()) await back.click();
		await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
		if (viewport) await page.setViewportSize(viewport);
	},
	context: async ({ context, framesPerSecond }, use) => {
		await limitFrames(context, framesPerSecond);
		await use(context);
	},
});

async function limitFrames(context: BrowserContext, framesPerSecond: number | null): Promise<void> {
	if (framesPerSecond !== null) await context.addInitScript(slowDown, 1000 / framesPerSecond);
}

/** Runs in the page: gives it the animation frames of a display that is `periodMs` slow. */
function slowDown(periodMs: number): void {
	const request = window.requestAnimationFrame.bind(window);
	const cancel = window.cancelAnimationFrame.bind(window);
	/** How to cancel what a handle stands for: first the wait for the next frame, then that frame. */
	const pending = new Map<number, () => void>();
	let lastHandle = 0;
	window.requestAnimationFrame = (draw) => {
		const handle = ++lastHandle;
		const timer = setTimeout(
			() => {
				const frame = request((nowMs) => {
					pending.delete(handle);
					draw(nowMs);
				});
				pending.set(handle, () => cancel(frame));
			},
			periodMs - (performance.now() % periodMs),
		);
		pending.set(handle, () => clearTimeout(timer));
		return handle;
	};
	window.cancelAnimationFrame = (handle) => {
		pending.get(handle)?.();
		pending.delete(handle);
	};
}
