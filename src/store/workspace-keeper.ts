import type { StoreApi } from 'zustand/vanilla';
import type { StoreReport } from './browser-store.ts';
import { print } from './console-store.ts';
import type { WorkspaceFile, WorkspaceState } from './workspace.ts';
import { languageOf, uniqueName } from './workspace.ts';
import type { KeptChange, KeptFile, ReadKeptFile } from './workspace-kept.ts';
import { keptFile, openedFile, readKeptFile, resolveChange } from './workspace-kept.ts';
import type { Shelf } from './workspace-shelf.ts';

/** A file as this tab knows the shelf to have it. */
interface Known {
	/** null until the first write of it has gone well. */
	readonly file: WorkspaceFile | null;
	readonly seen: readonly string[];
}

/** Writes the files of one tab's workspace to the shelf of all tabs, each by itself and only when this tab has changed it. */
export class WorkspaceKeeper {
	readonly #store: StoreApi<WorkspaceState>;
	readonly #shelf: Shelf;
	readonly #report: StoreReport;
	readonly #forget: (id: string) => unknown;
	readonly #known = new Map<string, Known>();
	readonly #revisions = new WeakMap<WorkspaceFile, string>();
	/** The last write that was asked for; they go one after the other. */
	#turn: Promise<void> = Promise.resolve();

	/** `forget` is told the ids of files that are kept no more. */
	constructor(store: StoreApi<WorkspaceState>, shelf: Shelf, report: StoreReport, forget: (id: string) => unknown = () => {}) {
		this.#store = store;
		this.#shelf = shelf;
		this.#report = report;
		this.#forget = forget;
	}

	/**
	 * Opens the kept files before those that are open already, in the order of `order` and those that it does not name behind them.
	 *
	 * @param rescued changes that a page had not written when it went
	 * @returns whether the shelf could be read
	 */
	async recall(order: readonly string[], rescued: readonly KeptChange[]): Promise<boolean> {
		try {
			if (rescued.length > 0) await this.#apply(rescued);
			const kept = await this.#readAll();
			const place = new Map(order.map((id, at) => [id, at] as const));
			const placeOf = ({ file }: ReadKeptFile & { file: KeptFile }) => place.get(file.id) ?? order.length;
			kept.sort((a, b) => placeOf(a) - placeOf(b) || (a.file.name < b.file.name ? -1 : 1));
			const recalled = kept.map(({ file, problem }) => {
				const opened = openedFile(file);
				// What was mended is written again.
				this.#known.set(file.id, { file: problem === '' ? opened : null, seen: [file.revision] });
				return opened;
			});
			this.#store.setState(({ files }) => ({ files: withUniqueNames([...recalled, ...files]) }));
			return true;
		} catch (reason) {
			this.#report.failed(reason);
			return false;
		}
	}

	/** What the shelf does not have yet as it is in this tab. */
	unwritten(): readonly KeptChange[] {
		const { files } = this.#store.getState();
		const open = new Set(files.map(({ id }) => id));
		const edited = files.filter((file) => this.#known.get(file.id)?.file !== file);
		const closed = [...this.#known].filter(([id]) => !open.has(id));
		return [
			...edited.map((file) => ({ id: file.id, file: keptFile(file, this.#revision(file)), seen: this.#seen(file.id) })),
			...closed.map(([id, { seen }]) => ({ id, file: null, seen })),
		];
	}

	/** Writes it. What cannot be written is reported and tried again with the next write. */
	write(): Promise<void> {
		this.#turn = this.#turn.then(() => this.#write());
		return this.#turn;
	}

	async #write(): Promise<void> {
		const { files } = this.#store.getState();
		const changes = this.unwritten();
		if (changes.length === 0) return;
		// Whether a write that fails has come through is not known, nor is it when the page goes meanwhile.
		for (const { id, file, seen } of changes) {
			if (file !== null)
				this.#known.set(id, { file: this.#known.get(id)?.file ?? null, seen: [...new Set([...seen, file.revision])] });
		}
		try {
			const displaced = await this.#apply(changes);
			for (const { id, file } of changes) {
				if (file === null) this.#known.delete(id);
				else this.#known.set(id, { file: files.find((open) => open.id === id) ?? null, seen: [file.revision] });
			}
			this.#report.worked();
			this.#openDisplaced(displaced);
		} catch (reason) {
			this.#report.failed(reason);
		}
	}

	/** Answers what was put into files of its own. */
	async #apply(changes: readonly KeptChange[]): Promise<readonly KeptFile[]> {
		const displaced: KeptFile[] = [];
		const removed: string[] = [];
		await this.#shelf.change(async ({ get, put, remove }) => {
			for (const change of changes) {
				const resolution = resolveChange(readKeptFile(await get(change.id)).file, change);
				if (resolution.file !== null) put(change.id, resolution.file);
				else {
					remove(change.id);
					removed.push(change.id);
				}
				if (resolution.displaced === null) continue;
				const moved = { ...resolution.displaced, id: crypto.randomUUID(), savedText: null };
				put(moved.id, moved);
				displaced.push(moved);
			}
		});
		for (const id of removed) void this.#forget(id);
		return displaced;
	}

	/** Everything on the shelf that is a file; the rest is reported and thrown away. */
	async #readAll(): Promise<(ReadKeptFile & { file: KeptFile })[]> {
		const files: (ReadKeptFile & { file: KeptFile })[] = [];
		const unusable: string[] = [];
		for (const [id, value] of await this.#shelf.readAll()) {
			const { file, problem } = readKeptFile(value);
			if (problem !== '') print('warning', problem);
			if (file?.id === id) files.push({ file, problem });
			else unusable.push(id);
		}
		if (unusable.length > 0) await this.#shelf.change(async ({ remove }) => unusable.forEach(remove));
		return files;
	}

	#openDisplaced(displaced: readonly KeptFile[]): void {
		for (const kept of displaced) {
			const opened = openedFile(kept);
			this.#known.set(kept.id, { file: opened, seen: [kept.revision] });
			this.#store.setState(({ files }) => ({ files: withUniqueNames([...files, opened]) }));
			const name = this.#store.getState().files.at(-1)?.name;
			print('warning', `Another tab of this page has worked on "${kept.name}" too. Its text is open as "${name}".`);
		}
	}

	#seen(id: string): readonly string[] {
		return this.#known.get(id)?.seen ?? [];
	}

	/** The same for the same text and config string, so that a change of name or place alone displaces nobody's text. */
	#revision(file: WorkspaceFile): string {
		let revision = this.#revisions.get(file);
		if (revision === undefined) {
			const known = this.#known.get(file.id);
			const before = known?.file;
			const same = before?.text === file.text && before.config === file.config;
			revision = (same ? known?.seen[0] : undefined) ?? crypto.randomUUID();
			this.#revisions.set(file, revision);
		}
		return revision;
	}
}

/** Files of the same name get numbers, from the second on. */
function withUniqueNames(files: readonly WorkspaceFile[]): readonly WorkspaceFile[] {
	const named: WorkspaceFile[] = [];
	for (const file of files) {
		const name = uniqueName(file.name, named);
		named.push(name === file.name ? file : { ...file, name, language: languageOf(name) ?? file.language });
	}
	return named;
}
