import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { BuiltPage } from '../built-page.ts';
import { quantile } from '../distribution.ts';
import { digits, figuresTable } from '../figures-table.ts';
import type { Section } from '../section.ts';
import { browserOf, type FrameRecord, recordFrames } from './frame-costs.ts';

const ROOT = join(import.meta.dirname, '../..');

/** How long each subject is recorded. */
const SECONDS = 10;

/** How long it plays before: nothing on the page tells when V8 has optimised what a frame runs and the map has gone once over all words. */
const SETTLING_MS = 3000;

interface NamedRecord extends FrameRecord {
	readonly name: string;
}

/** `map`: what a frame of the map of all memory costs. */
export const MAP_SECTION: Section = {
	name: 'map',
	summary: 'main-thread work per frame of the map of all memory, with a million words in view, in Chromium',
	async measure() {
		const built = await BuiltPage.open(ROOT);
		if (typeof built === 'string') return { text: built, figures: { skipped: built } };
		try {
			const records = await measureMap(built.page);
			const text = [
				`milliseconds of the main thread's processor time per frame, 1440 × 900, ${SECONDS} s each; Chromium ${built.version}`,
				figuresTable(['map', 'frames/s', 'all p50', 'p90', 'p99', 'page’s code p50', 'p90', 'p99'], records.map(row)),
			].join('\n');
			return { text, figures: { unit: 'ms', seconds: SECONDS, chromium: built.version, records } };
		} finally {
			await built.close();
		}
	},
};

async function measureMap(page: Page): Promise<readonly NamedRecord[]> {
	const records: NamedRecord[] = [];
	const record = async (name: string, recorded: Page) => {
		await recorded.waitForTimeout(SETTLING_MS);
		records.push({ name, ...(await recordFrames(recorded, SECONDS)) });
	};

	const idle = await browserOf(page).newPage({ viewport: page.viewportSize() });
	await record('an empty page', idle);
	await idle.close();

	await page.getByRole('button', { name: 'Start', exact: true }).click();
	await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
	await play(page, 'multi-tap');
	const memory = page.getByRole('region', { name: 'Firmware memory', exact: true });
	await memory.getByRole('tab', { name: 'Space', exact: true }).click();
	await fillWindow(memory, true);
	await record('playing', page);

	const heat = memory.getByRole('button', { name: 'Heat', exact: true });
	await heat.click();
	await record('playing, Heat', page);

	await fillWindow(memory, false);
	await play(page, 'grain-cloud');
	await page.getByRole('tab', { name: 'Checks', exact: true }).click();
	await page.getByRole('switch', { name: 'Checked build' }).click();
	await page.getByText('checked build', { exact: true }).first().waitFor();
	await fillWindow(memory, true);
	await record('playing, Heat, checked build', page);

	await fillWindow(memory, false);
	await record('the same, window not filled', page);
	return records;
}

/** Drops one of the project's firmwares on the page. */
async function play(page: Page, name: string): Promise<void> {
	const file = `${name}.impala`;
	const source = readFileSync(join(ROOT, 'public/firmware', file), 'utf8');
	await page.evaluate(
		([text, fileName]) => {
			const bag = new DataTransfer();
			bag.items.add(new File([text], fileName));
			document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: bag, bubbles: true, cancelable: true }));
		},
		[source, file] as const,
	);
	await page.getByText(`firmware ${name} is running`).first().waitFor({ state: 'attached' });
}

async function fillWindow(memory: Locator, filled: boolean): Promise<void> {
	await memory.getByRole('button', { name: filled ? 'Fill the window (F)' : 'Back to its place (Escape)' }).click();
}

function row({ name, framesPerSecond, costs }: NamedRecord): string[] {
	const cells = (figures: readonly number[]) => {
		const sorted = [...figures].sort((a, b) => a - b);
		return [0.5, 0.9, 0.99].map((share) => digits(quantile(sorted, share)));
	};
	return [name, digits(framesPerSecond), ...cells(costs.map(({ allMs }) => allMs)), ...cells(costs.map(({ codeMs }) => codeMs))];
}
