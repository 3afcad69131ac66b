import type { BenchFirmware } from '../../bench-firmware.ts';
import { BuiltPage } from '../../built-page.ts';
import type { CompileFigures } from '../measure-compile.ts';
import type { TickFigures } from '../measure-ticks.ts';

/** A Chromium with the page that measures firmware in its worklet and its workers. */
export class ChromiumBench {
	readonly #built: BuiltPage;

	private constructor(built: BuiltPage) {
		this.#built = built;
	}

	/** Opens it; a message for people when there is no Chromium. */
	static async open(): Promise<ChromiumBench | string> {
		const built = await BuiltPage.open(import.meta.dirname);
		if (typeof built === 'string') return built;
		await built.page.waitForFunction(() => window.benchPage !== undefined);
		return new ChromiumBench(built);
	}

	/** The browser's version. */
	get version(): string {
		return this.#built.version;
	}

	/** Measures a firmware in the worklet of an OfflineAudioContext. */
	async measureTicks(firmware: BenchFirmware): Promise<TickFigures> {
		return this.#built.page.evaluate((measured) => {
			if (window.benchPage === undefined) throw new Error('the bench page has gone');
			return window.benchPage.measureTicks(measured);
		}, firmware);
	}

	/** Measures the compilation of a firmware in a new worker. */
	async measureCompile({ name, code }: BenchFirmware): Promise<CompileFigures> {
		const task = { name, code };
		return this.#built.page.evaluate((measured) => {
			if (window.benchPage === undefined) throw new Error('the bench page has gone');
			return window.benchPage.measureCompile(measured.name, measured.code);
		}, task);
	}

	async close(): Promise<void> {
		await this.#built.close();
	}
}
