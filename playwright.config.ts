import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { ALONE, type PageOptions } from './e2e/support/test.ts';

/** Debian's Chromium; where it is not installed, Playwright uses its own. */
const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** The built page; the page that gives tests the engine without its face; the gallery of controls. */
const PAGE_URL = 'http://localhost:4173/';
const HARNESS = '--config e2e/harness/vite.config.ts';
const SOURCES_URL = 'http://localhost:4174/';
export const HARNESS_URL = `${SOURCES_URL}e2e/harness/index.html`;
export const GALLERY_URL = `${SOURCES_URL}src/controls/gallery/gallery.html`;

/**
 * What Chromium is to go without: parts of its own window, which it would open in a process of their own with every page of a test and which take a
 * third of what it costs to open one; and what Playwright switches off, because a list here replaces its list.
 */
const DISABLED_FEATURES = [
	'WebUIOmniboxPopup',
	'WebUIOmniboxAimPopup',
	'WebUIOmniboxFullPopup',
	'PreloadTopChromeWebUI',
	'AimEnabled',
	'AvoidCorsURLLoaderRestartOnRedirect',
	'AvoidUnnecessaryBeforeUnloadCheckSync',
	'DestroyProfileOnBrowserClose',
	'HttpsFirstBalancedModeAutoEnable',
	'HttpsUpgrades',
	'LensOverlay',
	'MediaRouter',
	'NetworkTimeServiceQuerying',
	'OptimizationHints',
	'PaintHolding',
	'PreconnectToSearch',
	'ThirdPartyStoragePartitioning',
];

const alone = new RegExp(ALONE.tag);

export default defineConfig<object, PageOptions>({
	testDir: 'e2e',
	outputDir: 'test-results',
	workers: 2,
	fullyParallel: true,
	retries: 0,
	forbidOnly: true,
	timeout: 90_000,
	expect: { timeout: 15_000 },
	reporter: [['list'], ['json', { outputFile: '.reports/playwright.json' }]],
	use: {
		baseURL: PAGE_URL,
		viewport: { width: 1440, height: 900 },
		screenshot: 'only-on-failure',
		launchOptions: {
			...(existsSync(DEBIAN_CHROMIUM) && { executablePath: DEBIAN_CHROMIUM }),
			args: [
				'--no-sandbox',
				`--disable-features=${DISABLED_FEATURES.join(',')}`,
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				'--autoplay-policy=no-user-gesture-required',
				'--use-fake-ui-for-media-stream',
				'--use-fake-device-for-media-stream',
			],
		},
	},
	projects: [
		{ name: 'face', grepInvert: alone, use: { framesPerSecond: 10 } },
		// These measure time: two at once on two cores would disturb each other.
		{ name: 'sound', grep: alone, workers: 1, dependencies: ['face'] },
	],
	webServer: [
		{ command: 'npx vite preview --port 4173 --strictPort', url: PAGE_URL, reuseExistingServer: false },
		{
			command: `npx vite build ${HARNESS} --logLevel error && npx vite preview ${HARNESS} --port 4174 --strictPort`,
			url: HARNESS_URL,
			reuseExistingServer: false,
		},
	],
});
