import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { StoreReport } from './browser-store.ts';
import { clearConsole, consoleStore } from './console-store.ts';
import type { WorkspaceFile, WorkspaceState } from './workspace.ts';
import { WorkspaceKeeper } from './workspace-keeper.ts';
import { readKeptChanges } from './workspace-kept.ts';
import type { Shelf, ShelfAccess } from './workspace-shelf.ts';

/** A shelf that keeps structured clones, as a database does, and can be full. */
class MemoryShelf implements Shelf {
	readonly values = new Map<string, unknown>();
	full = false;
	#turn: Promise<unknown> = Promise.resolve();

	async readAll() {
		return structuredClone([...this.values]);
	}

	/** One transaction after the other, as a database has it. */
	change<T>(work: (access: ShelfAccess) => Promise<T>): Promise<T> {
		const change = this.#turn.then(() => this.#transaction(work));
		this.#turn = change.catch(() => {});
		return change;
	}

	async #transaction<T>(work: (access: ShelfAccess) => Promise<T>): Promise<T> {
		const draft = new Map(this.values);
		const answer = await work({
			get: async (id) => structuredClone(draft.get(id)),
			put: (id, value) => draft.set(id, structuredClone(value)),
			remove: (id) => draft.delete(id),
		});
		if (this.full) throw new DOMException('', 'QuotaExceededError');
		this.values.clear();
		for (const [id, value] of draft) this.values.set(id, value);
		return answer;
	}

	texts(): string[] {
		return [...this.values.values()].map((value) => (value as WorkspaceFile).text).sort();
	}
}

/** A tab of the page with a workspace of its own. */
class Tab {
	readonly store = createStore<WorkspaceState>(() => ({ files: [], shownId: null, liveId: null, keepGlobals: true }));
	readonly forgotten: string[] = [];
	readonly keeper: WorkspaceKeeper;

	constructor(shelf: Shelf) {
		this.keeper = new WorkspaceKeeper(this.store, shelf, new StoreReport('source files'), (id) => this.forgotten.push(id));
	}

	get names() {
		return this.store.getState().files.map(({ name }) => name);
	}

	get texts() {
		return this.store.getState().files.map(({ text }) => text);
	}

	add(id: string, text: string, name = `${id}.impala`) {
		const file: WorkspaceFile = { id, name, language: 'impala', text, config: '', savedText: null, lineEnd: '\n' };
		this.store.setState(({ files }) => ({ files: [...files, file] }));
	}

	change(id: string, change: Partial<WorkspaceFile>) {
		this.store.setState(({ files }) => ({ files: files.map((file) => (file.id === id ? { ...file, ...change } : file)) }));
	}

	close(id: string) {
		this.store.setState(({ files }) => ({ files: files.filter((file) => file.id !== id) }));
	}

	async recall(order: readonly string[] = []) {
		await this.keeper.recall(order, []);
		return this;
	}
}

const printed = () => consoleStore.getState().lines.map(({ text }) => text);

let shelf = new MemoryShelf();

beforeEach(() => {
	shelf = new MemoryShelf();
	clearConsole();
});

describe('one tab', () => {
	it('finds its files again as they were', async () => {
		const tab = new Tab(shelf);
		tab.add('a', 'A');
		tab.add('b', 'B', 'b.gazl');
		tab.change('b', { language: 'gazl', savedText: 'saved', lineEnd: '\r\n', config: 'slow' });
		await tab.keeper.write();
		const again = await new Tab(shelf).recall(['b', 'a']);
		expect(again.store.getState().files).toEqual([...tab.store.getState().files].reverse());
		expect(again.keeper.unwritten()).toEqual([]);
	});

	it('writes only the files that have changed', async () => {
		const tab = new Tab(shelf);
		tab.add('a', 'A');
		tab.add('b', 'B');
		await tab.keeper.write();
		tab.change('b', { text: 'B2' });
		expect(tab.keeper.unwritten().map(({ id }) => id)).toEqual(['b']);
	});

	it('forgets a file that is closed, with its place on the disk', async () => {
		const tab = new Tab(shelf);
		tab.add('a', 'A');
		await tab.keeper.write();
		tab.close('a');
		await tab.keeper.write();
		expect([shelf.values.size, tab.forgotten, tab.keeper.unwritten()]).toEqual([0, ['a'], []]);
	});

	it('reports a full store once, goes on, and writes everything when there is room again', async () => {
		const tab = new Tab(shelf);
		shelf.full = true;
		for (const text of ['one', 'two', 'three']) {
			if (tab.texts.length === 0) tab.add('a', text);
			else tab.change('a', { text });
			await tab.keeper.write();
		}
		expect(printed()).toEqual(['This browser does not keep the source files: QuotaExceededError.']);
		shelf.full = false;
		await tab.keeper.write();
		expect(shelf.texts()).toEqual(['three']);
	});

	it('displaces nothing of its own, however its writes overlap', async () => {
		const tab = new Tab(shelf);
		tab.add('a', '0');
		const writes = Array.from({ length: 10 }, (_, at) => {
			tab.change('a', { text: String(at + 1) });
			return tab.keeper.write();
		});
		await Promise.all(writes);
		expect([shelf.texts(), tab.names]).toEqual([['10'], ['a.impala']]);
	});

	it('gets back what the page had not written when it went, whether an older write came through or not', async () => {
		for (const cameThrough of [false, true]) {
			shelf = new MemoryShelf();
			const tab = new Tab(shelf);
			tab.add('a', 'first');
			tab.add('b', 'closed soon');
			await tab.keeper.write();
			tab.change('a', { text: 'second' });
			shelf.full = !cameThrough;
			const writing = tab.keeper.write();
			// The page goes while that write is under way, after one more edit.
			await Promise.resolve();
			tab.change('a', { text: 'third' });
			tab.close('b');
			const rescued = readKeptChanges(JSON.parse(JSON.stringify(tab.keeper.unwritten())));
			await writing;
			shelf.full = false;
			const next = new Tab(shelf);
			await next.keeper.recall([], rescued);
			expect(next.texts).toEqual(['third']);
		}
	});

	it('opens kept files before those that are open already, all with names of their own', async () => {
		const before = new Tab(shelf);
		before.add('a', 'kept', 'echo.impala');
		await before.keeper.write();
		const tab = new Tab(shelf);
		tab.add('b', 'dropped', 'echo.impala');
		await tab.recall();
		expect(tab.store.getState().files.map(({ name, text }) => [name, text])).toEqual([
			['echo.impala', 'kept'],
			['echo 2.impala', 'dropped'],
		]);
	});

	it('drops what is no file with a word, once, and mends what can be mended', async () => {
		shelf.values.set('x', 'not a file');
		shelf.values.set('y', { id: 'other', text: 'under a wrong key' });
		shelf.values.set('z', { id: 'z', name: 'z.impala', text: 'Z', config: 1, savedText: null, lineEnd: '\n', revision: 'r' });
		const tab = await new Tab(shelf).recall();
		await tab.keeper.write();
		expect(tab.texts).toEqual(['Z']);
		expect(printed()).toContain('A kept source file has no text; it was dropped.');
		expect(printed()).toContain('What was kept of "z.impala" is damaged: its config could not be used.');
		clearConsole();
		expect((await new Tab(shelf).recall()).texts).toEqual(['Z']);
		expect(printed()).toEqual([]);
	});
});

describe('two tabs', () => {
	async function twoTabs() {
		const one = new Tab(shelf);
		one.add('a', 'start');
		await one.keeper.write();
		return { one, two: await new Tab(shelf).recall() };
	}

	it('keep the files of both', async () => {
		const { one, two } = await twoTabs();
		one.add('b', 'of one');
		two.add('c', 'of two');
		await Promise.all([one.keeper.write(), two.keeper.write()]);
		expect(shelf.texts()).toEqual(['of one', 'of two', 'start']);
	});

	it('lose neither text of a file that both have edited', async () => {
		const { one, two } = await twoTabs();
		one.change('a', { text: 'one' });
		await one.keeper.write();
		two.change('a', { text: 'two' });
		await two.keeper.write();
		expect(two.store.getState().files.map(({ name, text }) => [name, text])).toEqual([
			['a.impala', 'two'],
			['a 2.impala', 'one'],
		]);
		expect(printed()).toEqual(['Another tab of this page has worked on "a.impala" too. Its text is open as "a 2.impala".']);
		await two.keeper.write();
		expect((await new Tab(shelf).recall(['a'])).names).toEqual(['a.impala', 'a 2.impala']);
	});

	it('do not undo each other’s edits by a new name', async () => {
		const { one, two } = await twoTabs();
		one.change('a', { text: 'edited' });
		await one.keeper.write();
		two.change('a', { name: 'renamed.impala' });
		await two.keeper.write();
		const again = await new Tab(shelf).recall();
		expect([again.names, again.texts]).toEqual([['renamed.impala'], ['edited']]);
		// Tab two still shows the old text; an edit of that does not cost the other one.
		two.change('a', { text: 'edited here' });
		await two.keeper.write();
		expect(shelf.texts()).toEqual(['edited', 'edited here']);
	});

	it('do not close what the other has worked on, nor lose what was closed there', async () => {
		const { one, two } = await twoTabs();
		one.change('a', { text: 'edited' });
		await one.keeper.write();
		two.close('a');
		await two.keeper.write();
		expect([shelf.texts(), two.forgotten]).toEqual([['edited'], []]);
		one.close('a');
		await one.keeper.write();
		expect(shelf.texts()).toEqual([]);
	});

	it('keep an edit of a file that the other has closed', async () => {
		const { one, two } = await twoTabs();
		two.close('a');
		await two.keeper.write();
		one.change('a', { text: 'still here' });
		await one.keeper.write();
		expect(shelf.texts()).toEqual(['still here']);
	});
});
