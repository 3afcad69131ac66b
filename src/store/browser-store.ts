import { get, set } from 'idb-keyval';
import { print } from './console-store.ts';

/** Time after a change at which it is written down, milliseconds. */
export const SETTLE_MS = 300;

/** Tells once, and again only after it has worked in between, that the browser's store is full or forbidden. */
export class StoreReport {
	readonly #what: string;
	#failing = false;

	/** `what` is kept in that store, in the plural. */
	constructor(what: string) {
		this.#what = what;
	}

	worked(): void {
		this.#failing = false;
	}

	failed(reason: unknown): void {
		if (!this.#failing) {
			print('warning', `This browser does not keep the ${this.#what}: ${reasonOf(reason)}.`);
		}
		this.#failing = true;
	}
}

/** Browsers leave some of these messages empty. */
function reasonOf(reason: unknown): string {
	if (!(reason instanceof Error)) return String(reason);
	return (reason.message || reason.name).replace(/\.$/, '');
}

const settingsReport = new StoreReport('settings');

/** Reads one thing from the browser's store; undefined when it is not there or the store cannot be used. */
export function recall<T>(key: string): T | undefined {
	try {
		const text = localStorage.getItem(key);
		return text === null ? undefined : (JSON.parse(text) as T);
	} catch {
		return undefined;
	}
}

/** Writes one thing at once; what cannot be written is reported, and the page goes on. */
export function keep(key: string, value: unknown, report = settingsReport): void {
	try {
		localStorage.setItem(key, JSON.stringify(value));
		report.worked();
	} catch (reason) {
		report.failed(reason);
	}
}

/** Forgets one thing; what cannot be forgotten does no harm. */
export function drop(key: string): void {
	try {
		localStorage.removeItem(key);
	} catch {}
}

/** Reads what is too large for that store: it lies in the browser's database. */
export async function recallLarge<T>(key: string): Promise<T | null> {
	try {
		return (await get<T>(key)) ?? null;
	} catch {
		return null;
	}
}

/** Writes what is too large for that store. */
export async function keepLarge(key: string, value: unknown): Promise<void> {
	try {
		await set(key, value);
		settingsReport.worked();
	} catch (reason) {
		settingsReport.failed(reason);
	}
}

/** Calls `write` a moment after the last of many calls, and at the latest when the page goes. */
export function settled(write: () => void): () => void {
	let timer = 0;
	const flush = (): void => {
		if (timer === 0) return;
		window.clearTimeout(timer);
		timer = 0;
		write();
	};
	window.addEventListener('pagehide', flush);
	return () => {
		window.clearTimeout(timer);
		timer = window.setTimeout(flush, SETTLE_MS);
	};
}
