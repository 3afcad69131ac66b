import { Worker } from 'node:worker_threads';

/**
 * Starts a worker thread from a TypeScript module. Node 20 takes no loader for a worker's own entry, so the entry is a line of
 * JavaScript that registers tsx and imports the module.
 *
 * @param module URL of the module
 * @param workerData what the module finds as `workerData`
 */
export function startThread(module: URL, workerData: unknown): Worker {
	const registerTsx = `import { register } from ${JSON.stringify(import.meta.resolve('tsx/esm/api'))}; register();`;
	const entry = `${registerTsx} await import(${JSON.stringify(module.href)});`;
	return new Worker(new URL(`data:text/javascript,${encodeURIComponent(entry)}`), { workerData, execArgv: [] });
}
