import type { FirmwareBuild, FirmwareSource } from './build-firmware.ts';

/** The page's end of the toolchain worker. */
export class Toolchain {
	readonly #worker = new Worker(new URL('./toolchain-worker.ts', import.meta.url), { type: 'module', name: 'toolchain' });
	/** Those who wait, in the order in which they asked; the worker answers in that order. */
	#waiting: { resolve: (build: FirmwareBuild) => void; reject: (reason: Error) => void }[] = [];

	constructor() {
		this.#worker.onmessage = ({ data }: MessageEvent<FirmwareBuild>) => this.#waiting.shift()?.resolve(data);
		this.#worker.onerror = (event) => {
			const reason = new Error(`The toolchain worker failed: ${event.message || 'it could not be loaded'}. Reload the page.`);
			for (const { reject } of this.#waiting.splice(0)) reject(reason);
		};
	}

	/** Assembles and checks a firmware. Rejects when the worker itself fails. */
	build(source: FirmwareSource): Promise<FirmwareBuild> {
		return new Promise((resolve, reject) => {
			this.#waiting.push({ resolve, reject });
			this.#worker.postMessage(source);
		});
	}

	/** Ends the worker; what is still asked for never comes. */
	dispose(): void {
		this.#worker.terminate();
	}
}
