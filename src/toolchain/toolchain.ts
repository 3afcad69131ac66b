import type { FirmwareBuild, FirmwareSource } from './build-firmware.ts';
import type { ToolchainAnswer } from './toolchain-answer.ts';

/** The page's end of the toolchain worker. */
export class Toolchain {
	readonly #worker = new Worker(new URL('./toolchain-worker.ts', import.meta.url), { type: 'module', name: 'toolchain' });
	/** Those who wait, in the order in which they asked; the worker answers in that order. */
	#waiting: { resolve: (build: FirmwareBuild) => void; reject: (reason: Error) => void }[] = [];

	constructor() {
		this.#worker.onmessage = ({ data }: MessageEvent<ToolchainAnswer>) => {
			const asker = this.#waiting.shift();
			if ('build' in data) asker?.resolve(data.build);
			else asker?.reject(workerFailure(data.failure));
		};
		this.#worker.onerror = (event) => {
			const reason = workerFailure(event.message || 'it could not be loaded');
			for (const { reject } of this.#waiting.splice(0)) reject(reason);
		};
	}

	/** Assembles, checks, compiles and warms up a firmware. Rejects when the worker itself fails. */
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

function workerFailure(cause: string): Error {
	return new Error(`The toolchain worker failed: ${cause}. Reload the page.`);
}
