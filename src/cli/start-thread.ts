import { Worker } from 'node:worker_threads';

/**
 * Starts a worker thread from a module of ours. Node 20 takes no loader for a worker's own entry, so the entry is a line of JavaScript that
 * registers tsx, with which all of `p8` runs, and imports the module.
 *
 * @param module URL of the module
 * @param workerData what the module finds as `workerData`
 */
export function startThread(module: URL, workerData: unknown): Worker {
	const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
	const entry = `import { register } from ${loader}; register(); await import(${JSON.stringify(module.href)});`;
	return new Worker(new URL(`data:text/javascript,${encodeURIComponent(entry)}`), { workerData, execArgv: [] });
}
