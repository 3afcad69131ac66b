import type { CompiledFirmware, FirmwareImage } from '../bridge/firmware-image.ts';
import type { FirmwareBuild, FirmwareSource } from './build-firmware.ts';
import type { ToolchainAnswer, ToolchainRequest } from './toolchain-answer.ts';

/** Somebody who waits for an answer. */
interface Asker {
	readonly take: (answer: ToolchainAnswer) => void;
	readonly reject: (reason: Error) => void;
}

/** The page's end of the toolchain worker. */
export class Toolchain {
	readonly #worker = new Worker(new URL('./toolchain-worker.ts', import.meta.url), { type: 'module', name: 'toolchain' });
	/** Those who wait, in the order in which they asked; the worker answers in that order. */
	#waiting: Asker[] = [];

	constructor() {
		this.#worker.onmessage = ({ data }: MessageEvent<ToolchainAnswer>) => {
			const asker = this.#waiting.shift();
			if ('failure' in data) asker?.reject(workerFailure(data.failure));
			else asker?.take(data);
		};
		this.#worker.onerror = (event) => {
			const reason = workerFailure(event.message || 'it could not be loaded');
			for (const { reject } of this.#waiting.splice(0)) reject(reason);
		};
	}

	/** Assembles, checks, compiles and warms up a firmware. Rejects when the worker itself fails. */
	build(source: FirmwareSource): Promise<FirmwareBuild> {
		return this.#ask({ build: source }, (answer) => ('build' in answer ? answer.build : undefined));
	}

	/** Compiles and warms up the instrumented form of a firmware that was built. Rejects when the worker fails or there can be none. */
	instrument(image: FirmwareImage): Promise<CompiledFirmware> {
		return this.#ask({ instrument: image }, (answer) => ('instrumented' in answer ? answer.instrumented : undefined));
	}

	/** Ends the worker; what is still asked for never comes. */
	dispose(): void {
		this.#worker.terminate();
	}

	#ask<Answer>(request: ToolchainRequest, pick: (answer: ToolchainAnswer) => Answer | undefined): Promise<Answer> {
		return new Promise((resolve, reject) => {
			const take = (answer: ToolchainAnswer): void => {
				const picked = pick(answer);
				if (picked === undefined) reject(workerFailure('it answered something else than it was asked'));
				else resolve(picked);
			};
			this.#waiting.push({ take, reject });
			this.#worker.postMessage(request);
		});
	}
}

function workerFailure(cause: string): Error {
	return new Error(`The toolchain worker failed: ${cause}. Reload the page.`);
}
