import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** A file as a test gives it to the page. */
export interface GivenFile {
	readonly name: string;
	/** One character a byte. */
	readonly content: string;
}

/** The instrument as a user finds it: by roles and names. */
export class Instrument {
	readonly page: Page;

	constructor(page: Page) {
		this.page = page;
	}

	/** Opens the page as at a first visit. */
	async open(): Promise<void> {
		await this.page.goto('/');
		await expect(this.startButton).toBeVisible();
		// The first bank is fetched; a change made before would be lost with the empty one.
		await expect(this.sticker).toBeVisible();
	}

	get startButton(): Locator {
		return this.page.getByRole('button', { name: 'Start', exact: true });
	}

	get stopButton(): Locator {
		return this.page.getByRole('button', { name: 'Stop', exact: true });
	}

	get console(): Locator {
		return this.page.getByRole('log', { name: 'Console' });
	}

	/** The sticker with the name of what plays. */
	get sticker(): Locator {
		return this.page.getByRole('button', { name: /^Firmware / });
	}

	operand(instruction: 1 | 2, half: 'high' | 'low'): Locator {
		return this.page.getByRole('spinbutton', { name: `Instruction ${instruction}, ${half} operand` });
	}

	slider(name: string): Locator {
		return this.page.getByRole('slider', { name, exact: true });
	}

	async start(): Promise<void> {
		await this.startButton.click();
		await expect(this.stopButton).toBeVisible();
	}

	/** Drops a firmware and starts it from its beginning, whatever has played before. @param name that of the file, without its extension */
	async playAnew(name: string, content: string): Promise<void> {
		await this.page.getByRole('tab', { name: 'Console', exact: true }).click();
		const clear = this.page.getByRole('button', { name: 'Clear the console' });
		if (await clear.isEnabled()) await clear.click();
		await this.drop({ name: `${name}.impala`, content });
		await expect(this.sticker).toContainText(name);
		await this.start();
		await expect(this.console).toContainText(`firmware ${name} is running`);
	}

	async chooseSource(title: string): Promise<void> {
		await this.page.getByRole('button', { name: /^Source: / }).click();
		await this.page.getByRole('option', { name: title }).click();
		await expect(this.page.getByRole('button', { name: `Source: ${title}` })).toBeVisible();
	}

	/** Drops files on the page. */
	async drop(...files: readonly GivenFile[]): Promise<void> {
		const transfer = await this.page.evaluateHandle(
			(given) => {
				const bag = new DataTransfer();
				for (const { name, base64 } of given) {
					bag.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name));
				}
				return bag;
			},
			files.map(({ name, content }) => ({ name, base64: Buffer.from(content, 'latin1').toString('base64') })),
		);
		await this.page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
		await this.page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
		await this.page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
	}
}
