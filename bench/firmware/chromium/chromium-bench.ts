import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { build, mergeConfig, type PreviewServer, preview } from 'vite';
import page from '../../../vite.config.ts';
import type { BenchFirmware } from '../../bench-firmware.ts';
import type { CompileFigures } from '../measure-compile.ts';
import type { TickFigures } from '../measure-ticks.ts';

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

/** A Chromium with the page that measures firmware in its worklet and its workers. */
export class ChromiumBench {
	/** The browser's version. */
	readonly version: string;
	readonly #browser: Browser;
	readonly #server: PreviewServer;
	readonly #folder: string;
	readonly #page: Page;

	private constructor(browser: Browser, server: PreviewServer, folder: string, page: Page) {
		this.version = browser.version();
		this.#browser = browser;
		this.#server = server;
		this.#folder = folder;
		this.#page = page;
	}

	/** Opens it; a message for people when there is no Chromium. The page is built as the emulator's is, into a folder of its own. */
	static async open(): Promise<ChromiumBench | string> {
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
			const server = await serveBuilt(folder);
			const [url] = server.resolvedUrls?.local ?? [];
			if (url === undefined) throw new Error('the server of the bench page has no address');
			const tab = await browser.newPage();
			await tab.goto(url);
			await tab.waitForFunction(() => window.benchPage !== undefined);
			return new ChromiumBench(browser, server, folder, tab);
		} catch (reason) {
			// What is left open keeps the process alive.
			await browser.close();
			throw reason;
		}
	}

	/** Measures a firmware in the worklet of an OfflineAudioContext. */
	async measureTicks(firmware: BenchFirmware): Promise<TickFigures> {
		return this.#page.evaluate((measured) => {
			if (window.benchPage === undefined) throw new Error('the bench page has gone');
			return window.benchPage.measureTicks(measured);
		}, firmware);
	}

	/** Measures the compilation of a firmware in a new worker. */
	async measureCompile({ name, code }: BenchFirmware): Promise<CompileFigures> {
		const task = { name, code };
		return this.#page.evaluate((measured) => {
			if (window.benchPage === undefined) throw new Error('the bench page has gone');
			return window.benchPage.measureCompile(measured.name, measured.code);
		}, task);
	}

	async close(): Promise<void> {
		await this.#browser.close();
		await this.#server.close();
		await rm(this.#folder, { recursive: true });
	}
}

/** Builds the page into a folder and serves it, with the emulator's own settings. */
async function serveBuilt(folder: string): Promise<PreviewServer> {
	const config = mergeConfig(page, {
		configFile: false,
		root: import.meta.dirname,
		logLevel: 'warn',
		build: { outDir: folder, emptyOutDir: true },
		preview: { port: 0 },
	});
	await build(config);
	return preview(config);
}
