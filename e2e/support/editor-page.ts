import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { Instrument } from './page-object.ts';

/** The editor as its user finds it: by roles and names. */
export class EditorPage {
	readonly page: Page;
	readonly instrument: Instrument;

	constructor(page: Page) {
		this.page = page;
		this.instrument = new Instrument(page);
	}

	/** Opens the page as at a first visit, and its editor. */
	async open(): Promise<void> {
		await this.instrument.open();
		await this.show();
	}

	/** Shows the editor in a page that is open. */
	async show(): Promise<void> {
		await this.page.getByRole('tab', { name: 'Editor', exact: true }).click();
		await expect(this.page.getByRole('button', { name: 'New file' })).toBeVisible();
	}

	/** Closes all files, whatever is in them. */
	async closeAll(): Promise<void> {
		const keys = this.dock.getByRole('button', { name: /^Close .*\.(impala|gazl)$/ });
		for (let left = await keys.count(); left > 0; left--) {
			await keys.first().click();
			await expect(keys).toHaveCount(left - 1);
		}
	}

	/** Opens an empty Impala file and puts a text into it. */
	async write(text: string): Promise<void> {
		await this.page.getByRole('button', { name: 'New file' }).click();
		await this.page.getByRole('menuitem', { name: 'Empty Impala file' }).click();
		await this.replaceText(text);
	}

	/** Pastes a text in the place of all that the shown file has. */
	async replaceText(text: string): Promise<void> {
		await this.source.click();
		await this.page.keyboard.press('ControlOrMeta+a');
		await this.source.evaluate((element, pasted) => {
			const clipboardData = new DataTransfer();
			clipboardData.setData('text/plain', pasted);
			element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
		}, text);
		await this.page.keyboard.press('ControlOrMeta+Home');
	}

	/** Gives the editor the window, so that a test sees many lines. */
	async enlarge(): Promise<void> {
		await this.dock.getByRole('button', { name: /^Fill the window/ }).click();
	}

	/** Puts the cursor before a character, both counted from 1. */
	async putCursor(line: number, column: number): Promise<void> {
		await this.source.press('ControlOrMeta+Home');
		for (let i = 1; i < line; i++) await this.page.keyboard.press('ArrowDown');
		for (let i = 1; i < column; i++) await this.page.keyboard.press('ArrowRight');
		await expect(this.place).toHaveText(`${line}:${column}`);
	}

	/** Waits until so many files' histories have been written down for the next page. */
	async historiesKept(files: number): Promise<void> {
		const countHistories = () =>
			this.page.evaluate(
				() =>
					new Promise<number>((resolve, reject) => {
						const opening = indexedDB.open('keyval-store');
						opening.onerror = () => reject(opening.error);
						opening.onsuccess = () => {
							const keys = opening.result.transaction('keyval').objectStore('keyval').getAllKeys();
							keys.onsuccess = () => resolve(keys.result.filter((key) => String(key).includes('editor history')).length);
							opening.result.close();
						};
					}),
			);
		await expect.poll(countHistories).toBe(files);
	}

	async runCommand(title: string): Promise<void> {
		await this.page.getByRole('button', { name: 'Commands' }).click();
		await this.page.getByRole('menuitem', { name: title }).click();
	}

	get dock(): Locator {
		return this.page.getByRole('region', { name: 'Editor', exact: true });
	}

	/** The text of the shown file. */
	get source(): Locator {
		return this.page.getByRole('textbox', { name: /^Source of / });
	}

	/** Its lines that are on the screen. */
	get lines(): Locator {
		return this.source.locator('.cm-line');
	}

	get gazl(): Locator {
		return this.page.getByRole('textbox', { name: 'GAZL of the live file' });
	}

	/** Line and column of the cursor, as the status bar tells them. */
	get place(): Locator {
		return this.dock.getByText(/^\d+:\d+$/);
	}

	get problems(): Locator {
		return this.dock.getByRole('button', { name: /^Problems: / });
	}

	file(name: string): Locator {
		return this.page.getByRole('tab', { name: new RegExp(`^${name.replace('.', '\\.')}`) });
	}

	/** What stands under the marks of problems. */
	marked(severity: 'error' | 'warning'): Locator {
		return this.source.locator(`.cm-lintRange-${severity}`);
	}
}
