import { createStore, promisifyRequest } from 'idb-keyval';

/** Reading and writing within one transaction: no other tab comes in between. */
export interface ShelfAccess {
	readonly get: (id: string) => Promise<unknown>;
	readonly put: (id: string, value: unknown) => void;
	readonly remove: (id: string) => void;
}

/** Where values lie by their ids, for all tabs of the page. */
export interface Shelf {
	/** All that lies there. */
	readAll(): Promise<readonly (readonly [string, unknown])[]>;
	/** Does `work` in one transaction, which may wait for nothing but `get`. Rejects when it was not written, and then none of it was. */
	change<T>(work: (access: ShelfAccess) => Promise<T>): Promise<T>;
}

/** A shelf in the browser's database. */
export function databaseShelf(name: string): Shelf {
	const use = createStore(name, 'values');
	return {
		readAll: () =>
			use('readonly', async (store) => {
				const [keys, values] = await Promise.all([promisifyRequest(store.getAllKeys()), promisifyRequest(store.getAll())]);
				return keys.map((key, at) => [String(key), values[at]] as const);
			}),
		change: (work) =>
			use('readwrite', async (store) => {
				const written = promisifyRequest(store.transaction);
				const answer = await work({
					get: (id) => promisifyRequest<unknown>(store.get(id)),
					put: (id, value) => void store.put(value, id),
					remove: (id) => void store.delete(id),
				});
				await written;
				return answer;
			}),
	};
}
