import { type BrowserContext, test as base, type Page } from '@playwright/test';

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

/** What tests of one worker may share. */
interface Shared extends PageOptions {
	/** A page that is not opened yet, for tests that leave nothing which another one trips over: opening one takes longer than many a test. */
	readonly sharedPage: Page;
}

/** A test with {@link PageOptions}. */
export const test = base.extend<object, Shared>({
	framesPerSecond: [null, { option: true, scope: 'worker' }],
	sharedPage: [
		async ({ browser, framesPerSecond }, use, { project }) => {
			const { baseURL, viewport } = project.use;
			const context = await browser.newContext({ ...(baseURL !== undefined && { baseURL }), viewport: viewport ?? null });
			await limitFrames(context, framesPerSecond);
			await use(await context.newPage());
			await context.close();
		},
		{ scope: 'worker' },
	],
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
