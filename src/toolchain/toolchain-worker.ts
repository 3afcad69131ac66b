import type { FirmwareSource } from './build-firmware.ts';
import { FirmwareBuilder } from './firmware-builder.ts';
import { BrowserModuleStore } from './module-store.ts';
import type { ToolchainAnswer } from './toolchain-answer.ts';

const builder = new FirmwareBuilder(new BrowserModuleStore());

/** What is being built, and what waits behind it: answers go out in the order in which sources came in. */
let queue = Promise.resolve();

async function answer(source: FirmwareSource): Promise<ToolchainAnswer> {
	try {
		return { build: await builder.build(source) };
	} catch (reason) {
		return { failure: reason instanceof Error ? reason.message : String(reason) };
	}
}

/** Builds firmware off the page's thread: every message is a source, every answer its build, in the same order. */
addEventListener('message', ({ data }: MessageEvent<FirmwareSource>) => {
	queue = queue.then(async () => postMessage(await answer(data)));
});
