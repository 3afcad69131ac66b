import { FirmwareBuilder } from './firmware-builder.ts';
import { BrowserModuleStore } from './module-store.ts';
import type { ToolchainAnswer, ToolchainRequest } from './toolchain-answer.ts';

/**
 * Where this file comes from names the compiler in it: the page's build puts a hash of the content into the address. A development
 * server does not, so there nothing is kept.
 */
const store = import.meta.env.DEV ? null : new BrowserModuleStore(import.meta.url);
const builder = new FirmwareBuilder(store);

/** What is being built, and what waits behind it: answers go out in the order in which sources came in. */
let queue = Promise.resolve();

async function answer(request: ToolchainRequest): Promise<ToolchainAnswer> {
	try {
		if ('build' in request) return { build: await builder.build(request.build) };
		return { instrumented: await builder.instrument(request.instrument) };
	} catch (reason) {
		return { failure: reason instanceof Error ? reason.message : String(reason) };
	}
}

/** Works off the page's thread: every message is a request and has its answer, in the same order. */
addEventListener('message', ({ data }: MessageEvent<ToolchainRequest>) => {
	queue = queue.then(async () => postMessage(await answer(data)));
});
