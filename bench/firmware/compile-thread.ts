import { parentPort, workerData } from 'node:worker_threads';
import { measureCompile } from './measure-compile.ts';

/** What the thread is started with; it answers with `CompileFigures`, and an error that is thrown here is the thread's `error` event. */
export interface CompileTask {
	readonly name: string;
	readonly code: string;
}

const { name, code } = workerData as CompileTask;
parentPort?.postMessage(await measureCompile(name, code));
