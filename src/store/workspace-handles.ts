import { createStore, del, get, set } from 'idb-keyval';
import { StoreReport } from './browser-store.ts';
import type { DiskFileHandle } from './workspace-file-system.ts';

const DATABASE = 'permut8 file handles 1';

const report = new StoreReport('places of files on the disk');

/** Handles of this visit, by the ids of the workspace's files; the database may be closed to us. */
const handles = new Map<string, DiskFileHandle>();

let database: ReturnType<typeof createStore> | null = null;

/** Opened when it is needed first. */
function shelf(): ReturnType<typeof createStore> {
	database ??= createStore(DATABASE, 'handles');
	return database;
}

/** Where on the disk a file of the workspace lies; null when it has no place there or the browser has forgotten it. */
export async function handleOf(id: string): Promise<DiskFileHandle | null> {
	const known = handles.get(id);
	if (known !== undefined) return known;
	try {
		const kept: unknown = await get(id, shelf());
		if (!isHandle(kept)) return null;
		handles.set(id, kept);
		return kept;
	} catch {
		return null;
	}
}

/** Notes where a file lies, for this visit and the next ones. */
export async function keepHandle(id: string, handle: DiskFileHandle): Promise<void> {
	handles.set(id, handle);
	try {
		await set(id, handle, shelf());
		report.worked();
	} catch (reason) {
		report.failed(reason);
	}
}

/** Forgets where a file lay. What stays in a database that cannot be used does no harm. */
export async function forgetHandle(id: string): Promise<void> {
	handles.delete(id);
	try {
		await del(id, shelf());
	} catch {}
}

function isHandle(value: unknown): value is DiskFileHandle {
	return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'file' && 'createWritable' in value;
}
