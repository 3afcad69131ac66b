import { join } from 'node:path';
import type { Page } from 'playwright';
import { largeFirmware } from '../../src/impala/large-source.testing.ts';
import { BuiltPage } from '../built-page.ts';
import { type Distribution, distributionOf } from '../distribution.ts';
import { digits, figuresTable } from '../figures-table.ts';
import type { Section } from '../section.ts';

/** Length of the firmware that is edited, and how often; the first edits find a cold compiler. */
const LINES = 1000;
const EDITS = 30;
const COLD_EDITS = 5;

/** An author looks at the text before the first edit; meanwhile the page gets its compiler ready. */
const READING_MS = 5000;

/** Between two edits, so that what the page does behind one is not in the way of the next. */
const REST_MS = 600;

/** Milliseconds from the end of the pause behind an edit. */
interface EditTimes {
	readonly built: number;
	readonly heard: number;
}

/** What the status bar says when an edit is heard. */
const TIMES = /^compiled in (\d+) ms, heard after (\d+) ms$/;

declare global {
	interface Window {
		/** What the status bar said, each time that an edit was heard. */
		heardEdits?: string[];
	}
}

/** `editing`: how soon an edit is heard. */
export const EDITING_SECTION: Section = {
	name: 'editing',
	summary: `from the pause behind a keystroke to the new sound, for a firmware of ${LINES} lines, in Chromium`,
	async measure() {
		const built = await BuiltPage.open(join(import.meta.dirname, '../..'));
		if (typeof built === 'string') return { text: built, figures: { skipped: built } };
		try {
			const edits = await measureEdits(built.page);
			const warm = edits.slice(COLD_EDITS);
			const rows = [
				row('first', edits.slice(0, 1)),
				row(`2 to ${COLD_EDITS}`, edits.slice(1, COLD_EDITS)),
				row(`${COLD_EDITS + 1} to ${EDITS}`, warm),
			];
			const text = [
				`milliseconds from the end of the pause, as the status bar of the page shows them; Chromium ${built.version}`,
				figuresTable(['edit', 'compiled', 'heard', 'quartiles', 'highest'], rows),
			].join('\n');
			return { text, figures: { unit: 'ms', lines: LINES, chromium: built.version, edits } };
		} finally {
			await built.close();
		}
	},
};

/** Plays the firmware on the page and types into it, as its author would. */
async function measureEdits(page: Page): Promise<readonly EditTimes[]> {
	const source = largeFirmware(LINES);
	const place = /const int MASTER_GAIN = \d+/.exec(source);
	if (place === null) throw new Error('The firmware has no MASTER_GAIN to edit.');
	await page.getByRole('button', { name: 'Start', exact: true }).click();
	await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
	await page.getByRole('tab', { name: 'Editor', exact: true }).click();
	await page.evaluate((text) => {
		const bag = new DataTransfer();
		bag.items.add(new File([text], 'large.impala'));
		document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: bag, bubbles: true, cancelable: true }));
	}, source);
	const status = page.getByText(TIMES);
	await status.waitFor();
	await page.locator('.cm-content').first().click();
	await page.keyboard.press('ControlOrMeta+Home');
	const line = source.slice(0, place.index).split('\n').length;
	for (let down = 1; down < line; down++) await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Home');
	for (let right = 0; right < place[0].length; right++) await page.keyboard.press('ArrowRight');
	await watchStatusBar(page);
	await page.waitForTimeout(READING_MS);
	const edits: EditTimes[] = [];
	for (let edit = 0; edit < EDITS; edit++) {
		await page.keyboard.press('Backspace');
		await page.keyboard.type(String(edit % 10));
		await page.waitForFunction((count) => (window.heardEdits?.length ?? 0) > count, edit);
		const text = await page.evaluate(() => window.heardEdits?.at(-1) ?? '');
		const [, builtText, heardText] = TIMES.exec(text) ?? [];
		edits.push({ built: Number(builtText), heard: Number(heardText) });
		await page.waitForTimeout(REST_MS);
	}
	return edits;
}

/** Writes down what the status bar says whenever an edit is heard; in between it says something else. */
async function watchStatusBar(page: Page): Promise<void> {
	const status = await page.getByText(TIMES).elementHandle();
	await page.evaluate(
		([element, pattern]) => {
			if (element === null) throw new Error('The status bar has gone.');
			const heardEdits: string[] = [];
			window.heardEdits = heardEdits;
			let wasHeard = true;
			new MutationObserver(() => {
				const text = element.textContent ?? '';
				const isHeard = new RegExp(pattern).test(text);
				if (isHeard && !wasHeard) heardEdits.push(text);
				wasHeard = isHeard;
			}).observe(element, { childList: true, characterData: true, subtree: true });
		},
		[status, TIMES.source] as const,
	);
}

function row(name: string, edits: readonly EditTimes[]): string[] {
	const of = (pick: (times: EditTimes) => number): Distribution => distributionOf(edits.map(pick));
	const heard = of((times) => times.heard);
	return [
		name,
		digits(of((times) => times.built).median),
		digits(heard.median),
		`${digits(heard.lowerQuartile)}–${digits(heard.upperQuartile)}`,
		digits(heard.highest),
	];
}
