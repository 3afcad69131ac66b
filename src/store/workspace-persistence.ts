/**
 * What is kept of the workspace across reloads, crashes and several tabs of the page:
 *
 * - every file under a key of its own in the browser's database, written within 300 ms of an edit by the tab that made it;
 *   `resolveChange` says what happens when two tabs have worked on the same file: no text is lost;
 * - the arrangement in the browser's small store, that of the last tab that changed it;
 * - what a page has not written yet when it goes, in the small store too, which is written at once; the next page puts it where it
 *   belongs.
 */

import { drop, keep, recall, SETTLE_MS, StoreReport } from './browser-store.ts';
import type { WorkspaceState } from './workspace.ts';
import { workspaceStore } from './workspace.ts';
import { forgetHandle } from './workspace-handles.ts';
import { WorkspaceKeeper } from './workspace-keeper.ts';
import type { KeptChange } from './workspace-kept.ts';
import { readKeptChanges } from './workspace-kept.ts';
import { databaseShelf } from './workspace-shelf.ts';

/** Database of the files. A new layout of what is kept gets new names. */
const SHELF_NAME = 'permut8 workspace 1';

const ARRANGEMENT_KEY = 'permut8 arrangement 1';

/** Behind it stands a name of the tab that wrote it. */
const RESCUE_KEY = 'permut8 rescue 1 ';

const report = new StoreReport('source files');
const keeper = new WorkspaceKeeper(workspaceStore, databaseShelf(SHELF_NAME), report, forgetHandle);

/** Brings back the files as they were left. To be called once, before `keepWorkspace`. */
export async function recallWorkspace(): Promise<void> {
	const { order, shownId, liveId, keepGlobals } = readArrangement(recall<unknown>(ARRANGEMENT_KEY));
	const rescues = rescueKeys();
	const rescued = rescues.flatMap((key) => readKeptChanges(recall<unknown>(key)));
	if (await keeper.recall(order, rescued)) for (const key of rescues) drop(key);
	workspaceStore.setState((state) => {
		const isOpen = (id: string | null): boolean => state.files.some((file) => file.id === id);
		return {
			shownId: state.shownId ?? (isOpen(shownId) ? shownId : (state.files[0]?.id ?? null)),
			liveId: state.liveId ?? (isOpen(liveId) ? liveId : null),
			keepGlobals,
		};
	});
}

/** Writes down every change from now on. */
export function keepWorkspace(): void {
	const rescueKey = RESCUE_KEY + crypto.randomUUID();
	let timer = 0;
	let rescued = false;
	const write = async (): Promise<void> => {
		window.clearTimeout(timer);
		timer = 0;
		keepArrangement(workspaceStore.getState());
		await keeper.write();
		if (!rescued || keeper.unwritten().length > 0) return;
		drop(rescueKey);
		rescued = false;
	};
	// From the first of many edits on, so that one who types without a pause loses no more than one who pauses.
	const changed = (): void => {
		if (timer === 0) timer = window.setTimeout(write, SETTLE_MS);
	};
	workspaceStore.subscribe(changed);
	// A page that goes is not given the time that a database takes; one that comes back from the browser's cache goes on.
	window.addEventListener('pagehide', () => {
		const unwritten: readonly KeptChange[] = keeper.unwritten();
		if (unwritten.length > 0) {
			rescued = true;
			keep(rescueKey, unwritten, report);
		}
		if (timer !== 0) void write();
	});
	// What was open before anything was kept, such as a file that was dropped on a page that still opened.
	if (keeper.unwritten().length > 0) changed();
}

/** How the files are arranged; what is kept of it besides the files. */
interface Arrangement extends Omit<WorkspaceState, 'files'> {
	/** Ids of the files, in the order of their tabs. */
	readonly order: readonly string[];
}

function keepArrangement({ files, shownId, liveId, keepGlobals }: WorkspaceState): void {
	const arrangement: Arrangement = { order: files.map(({ id }) => id), shownId, liveId, keepGlobals };
	keep(ARRANGEMENT_KEY, arrangement, report);
}

/** Reads a value of any origin; what is not as it has to be is as on a first visit. */
function readArrangement(value: unknown): Arrangement {
	const { order, shownId, liveId, keepGlobals } = (typeof value === 'object' && value !== null ? value : {}) as Record<
		string,
		unknown
	>;
	return {
		order: Array.isArray(order) ? order.filter((id) => typeof id === 'string') : [],
		shownId: typeof shownId === 'string' ? shownId : null,
		liveId: typeof liveId === 'string' ? liveId : null,
		keepGlobals: keepGlobals !== false,
	};
}

/** Keys of what pages left when they went. */
function rescueKeys(): readonly string[] {
	try {
		return Object.keys(localStorage).filter((key) => key.startsWith(RESCUE_KEY));
	} catch {
		return [];
	}
}
