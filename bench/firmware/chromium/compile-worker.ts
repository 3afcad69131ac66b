import type { CompileTask } from '../compile-thread.ts';
import { type CompileFigures, measureCompile } from '../measure-compile.ts';

/** What the worker answers to a `CompileTask`. */
export type CompileAnswer =
	| { readonly ok: true; readonly figures: CompileFigures }
	| { readonly ok: false; readonly message: string };

async function answerTo({ name, code }: CompileTask): Promise<CompileAnswer> {
	try {
		return { ok: true, figures: await measureCompile(name, code) };
	} catch (reason) {
		return { ok: false, message: String(reason) };
	}
}

addEventListener('message', async ({ data }: MessageEvent<CompileTask>) => {
	// A worker's own postMessage, which takes no origin; the types of the bench have only the page's.
	(globalThis as unknown as MessagePort).postMessage(await answerTo(data));
});
