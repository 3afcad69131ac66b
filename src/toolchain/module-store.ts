import { createStore, delMany, get, set, type UseStore, update } from 'idb-keyval';

/** Where bytes of compiled modules are kept from one visit to the next. Any method may reject, which costs the kept modules only. */
export interface ModuleStore {
	/** The bytes kept under a key, or undefined. */
	read(key: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
	/** Keeps bytes under a key, instead of what was there. */
	write(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** Modules that a browser keeps, some tens of kilobytes each. */
const KEPT_MODULES = 64;

/** Key of the list of all other keys, in the order in which they were written. */
const ORDER_KEY = 'order';

/**
 * The store of a browser: a database of its own in IndexedDB, with the modules written last. It holds bytes because browsers refuse to
 * keep a WebAssembly.Module (DataCloneError).
 */
export class BrowserModuleStore implements ModuleStore {
	readonly #compiler: string;
	readonly #store: UseStore = createStore('permut8 modules', 'modules');

	/** @param compiler name of the compiler that the modules are made by, another for each of its versions */
	constructor(compiler: string) {
		this.#compiler = compiler;
	}

	async read(key: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
		return await get(this.#keyOf(key), this.#store);
	}

	async write(programKey: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
		const key = this.#keyOf(programKey);
		let dropped: string[] = [];
		// The list comes first: a key without bytes does no harm, bytes without a key would stay for ever.
		await update<string[]>(
			ORDER_KEY,
			(order = []) => {
				const next = [...order.filter((known) => known !== key), key];
				dropped = next.splice(0, Math.max(0, next.length - KEPT_MODULES));
				return next;
			},
			this.#store,
		);
		await set(key, bytes, this.#store);
		await delMany(dropped, this.#store);
	}

	#keyOf(programKey: string): string {
		return `${programKey} ${this.#compiler}`;
	}
}
