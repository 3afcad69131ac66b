import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { build, mergeConfig, type PreviewServer, preview } from 'vite';
import config from '../vite.config.ts';

/** Debian's Chromium; where it is not installed, Playwright uses its own. */
const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** See platform.md. */
const CHROMIUM_FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** A page of this project, built as the emulator's is into a folder of its own, served and open in Chromium. */
export class BuiltPage {
	/** The browser's version. */
	readonly version: string;
	readonly page: Page;
	readonly #browser: Browser;
	readonly #server: PreviewServer;
	readonly #folder: string;

	private constructor(browser: Browser, server: PreviewServer, folder: string, page: Page) {
		this.version = browser.version();
		this.page = page;
		this.#browser = browser;
		this.#server = server;
		this.#folder = folder;
	}

	/** Opens the `index.html` of a folder; a message for people when there is no Chromium. */
	static async open(root: string): Promise<BuiltPage | string> {
		let browser: Browser;
		try {
			const executable = existsSync(DEBIAN_CHROMIUM) ? { executablePath: DEBIAN_CHROMIUM } : {};
			browser = await chromium.launch({ ...executable, args: CHROMIUM_FLAGS });
		} catch (reason) {
			const [firstLine] = String(reason).split('\n');
			return `Chromium does not start (${firstLine}); node scripts/install-chromium.mjs installs it`;
		}
		const folder = await mkdtemp(join(tmpdir(), 'permut8-bench-'));
		try {
			const server = await serveBuilt(root, folder);
			const [url] = server.resolvedUrls?.local ?? [];
			if (url === undefined) throw new Error('the server of the bench page has no address');
			const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
			await page.goto(url);
			return new BuiltPage(browser, server, folder, page);
		} catch (reason) {
			// What is left open keeps the process alive.
			await browser.close();
			throw reason;
		}
	}

	async close(): Promise<void> {
		await this.#browser.close();
		await this.#server.close();
		await rm(this.#folder, { recursive: true });
	}
}

/** Builds a page into a folder and serves it, with the emulator's own settings. */
async function serveBuilt(root: string, folder: string): Promise<PreviewServer> {
	const settings = mergeConfig(config, {
		configFile: false,
		root,
		logLevel: 'warn',
		build: { outDir: folder, emptyOutDir: true },
		preview: { port: 0 },
	});
	await build(settings);
	return preview(settings);
}
