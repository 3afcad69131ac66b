import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { type Browser, type BrowserContextOptions, expect, type Page, test } from '@playwright/test';

const buildFolder = join(import.meta.dirname, '../dist');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.json': 'application/json',
	'.svg': 'image/svg+xml',
	'.wasm': 'application/wasm',
	'.wav': 'audio/wav',
	'.woff2': 'font/woff2',
};

/** A static host that sends a content type and no other header of its own: what a page gets on the plainest web space. */
class HeaderlessHost {
	/** How often the page itself, not a file of it, was asked for. */
	pageRequests = 0;
	private readonly server: Server;
	private readonly basePath: string;

	/** @param basePath where the build lies, with slashes at both ends */
	constructor(basePath: string) {
		this.basePath = basePath;
		this.server = createServer((request, response) => {
			const { pathname } = new URL(request.url ?? '/', 'http://host');
			const relativePath = pathname.startsWith(basePath) ? pathname.slice(basePath.length) || 'index.html' : undefined;
			if (relativePath === 'index.html') this.pageRequests++;
			const content =
				relativePath === undefined ? Promise.reject(new Error('outside')) : readFile(join(buildFolder, normalize(relativePath)));
			content.then(
				(bytes) => {
					response.setHeader('Content-Type', CONTENT_TYPES[extname(relativePath ?? '')] ?? 'application/octet-stream');
					response.end(bytes);
				},
				() => response.writeHead(404).end(),
			);
		});
	}

	async start(): Promise<void> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
	}

	/** Address of the page. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${this.basePath}`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}

/** Runs a visit to the build on a fresh host in a fresh profile. */
async function visit(
	browser: Browser,
	basePath: string,
	options: BrowserContextOptions,
	look: (page: Page, host: HeaderlessHost) => Promise<void>,
): Promise<void> {
	const host = new HeaderlessHost(basePath);
	await host.start();
	const context = await browser.newContext(options);
	try {
		await look(await context.newPage(), host);
	} finally {
		await context.close();
		await host.stop();
	}
}

test.beforeAll(() => {
	if (!existsSync(join(buildFolder, 'index.html')))
		throw new Error(`There is no build in ${buildFolder}: run "npx vite build" first.`);
});

for (const basePath of ['/', '/tools/permut8/']) {
	test.describe(`on a host without isolation headers, at ${basePath}`, () => {
		test('the page isolates itself with one reload, and with none on the next visit', async ({ browser }) => {
			await visit(browser, basePath, { serviceWorkers: 'allow' }, async (page, host) => {
				await page.goto(host.url);
				await page.waitForFunction(() => crossOriginIsolated);
				expect(await page.evaluate(() => new SharedArrayBuffer(8).byteLength)).toBe(8);
				expect(host.pageRequests).toBe(2);

				await page.goto('about:blank');
				await page.goto(host.url);
				expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
				expect(host.pageRequests).toBe(3);
			});
		});

		test('a forced reload, which goes past the service worker, leaves the page isolated after one more', async ({ browser }) => {
			await visit(browser, basePath, { serviceWorkers: 'allow' }, async (page, host) => {
				await page.goto(host.url);
				await page.waitForFunction(() => crossOriginIsolated);
				const devTools = await page.context().newCDPSession(page);
				await devTools.send('Page.reload', { ignoreCache: true });
				await expect.poll(() => host.pageRequests).toBe(4);
				await page.waitForFunction(() => crossOriginIsolated);
				expect(host.pageRequests).toBe(4);
			});
		});

		test('the page says what is missing where service workers are blocked', async ({ browser }) => {
			await visit(browser, basePath, { serviceWorkers: 'block' }, async (page, host) => {
				await page.goto(host.url);
				const alert = page.getByRole('alert');
				await expect(alert).toBeVisible();
				await expect(alert).toContainText('cross-origin isolation');
				expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
				expect(host.pageRequests).toBe(1);
			});
		});
	});
}
