import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clearConsole, consoleStore } from './console-store.ts';
import { addFile, editFile, fileOf, renameFile, workspaceStore } from './workspace.ts';
import { openFile, openFromDisk, saveAs, saveToDisk } from './workspace-disk.ts';
import type { DiskFileHandle, FilePickers } from './workspace-file-system.ts';

/** A file on a disk in memory, with what the browser and other programs may do to it. */
class DiskFile implements DiskFileHandle {
	readonly kind = 'file';
	readonly name: string;
	bytes: Uint8Array<ArrayBuffer>;
	writes = 0;
	permission: PermissionState = 'prompt';
	answer: PermissionState = 'granted';
	failure = '';

	constructor(name: string, content = '') {
		this.name = name;
		this.bytes = Uint8Array.from(Buffer.from(content, 'latin1'));
	}

	get content(): string {
		return Buffer.from(this.bytes).toString('latin1');
	}

	async getFile() {
		if (this.failure !== '') throw new DOMException('', this.failure);
		return new File([this.bytes], this.name);
	}

	async createWritable() {
		return {
			write: async (bytes: Uint8Array<ArrayBuffer>) => {
				this.bytes = bytes;
				this.writes += 1;
			},
			close: async () => {},
			abort: async () => {},
		};
	}

	async isSameEntry(other: DiskFileHandle): Promise<boolean> {
		return other === this;
	}

	async queryPermission() {
		return this.permission;
	}

	async requestPermission() {
		this.permission = this.answer;
		return this.permission;
	}
}

/** Puts the user's answers to the browser's dialogs; null closes one. */
function answerDialogs(open: readonly DiskFile[] | null, save: DiskFile | null = null): void {
	const cancelled = () => Promise.reject(new DOMException('', 'AbortError'));
	const pickers: FilePickers = {
		showOpenFilePicker: () => (open === null ? cancelled() : Promise.resolve([...open])),
		showSaveFilePicker: () => (save === null ? cancelled() : Promise.resolve(save)),
	};
	for (const [name, picker] of Object.entries(pickers)) vi.stubGlobal(name, picker);
}

async function opened(...files: readonly DiskFile[]): Promise<readonly string[]> {
	answerDialogs(files);
	const result = await openFromDisk();
	return result.kind === 'done' ? result.ids : expect.fail(JSON.stringify(result));
}

async function openedOne(file: DiskFile): Promise<string> {
	const [id] = await opened(file);
	return id ?? expect.fail('nothing was opened');
}

const errors = () =>
	consoleStore
		.getState()
		.lines.filter(({ kind }) => kind === 'error')
		.map(({ text }) => text);
const state = () => workspaceStore.getState();

beforeEach(() => {
	workspaceStore.setState(workspaceStore.getInitialState(), true);
	clearConsole();
	answerDialogs(null);
});

afterEach(() => vi.unstubAllGlobals());

describe('opening', () => {
	it('opens each chosen file, one character per byte', async () => {
		await opened(new DiskFile('a.impala', '\xe5\xff'), new DiskFile('b.gazl', 'x\r\n'));
		expect(state().files).toMatchObject([
			{ name: 'a.impala', language: 'impala', text: '\xe5\xff', savedText: '\xe5\xff' },
			{ name: 'b.gazl', language: 'gazl', text: 'x\n', lineEnd: '\r\n' },
		]);
	});

	it('shows a file that is open already, as the disk has it now', async () => {
		const file = new DiskFile('a.impala', 'old');
		const id = await openedOne(file);
		addFile({ name: 'other', text: '' });
		file.bytes = Uint8Array.from(Buffer.from('new'));
		expect(await openedOne(file)).toBe(id);
		expect(state()).toMatchObject({ shownId: id });
		expect(fileOf(id)).toMatchObject({ text: 'new', savedText: 'new' });
	});

	it('does not throw away edits for what another program wrote', async () => {
		const file = new DiskFile('a.impala', 'old');
		const id = await openedOne(file);
		editFile(id, 'mine');
		file.bytes = Uint8Array.from(Buffer.from('theirs'));
		expect((await openFromDisk()).kind).toBe('failed');
		expect(fileOf(id)?.text).toBe('mine');
		expect(errors().join()).toContain('"a.impala" is open with edits');
	});

	it('opens what it can and says what is no source', async () => {
		answerDialogs([new DiskFile('notes.txt'), new DiskFile('a.impala'), new DiskFile('b.gazl', 'x'.repeat(5 * 1024 * 1024))]);
		expect((await openFromDisk()).kind).toBe('failed');
		expect(state().files.map(({ name }) => name)).toEqual(['a.impala']);
		expect(errors()).toEqual([
			'"notes.txt" is no source: its name has to end in .impala or .gazl.',
			'"b.gazl" is no source: it has 5.0 MB, and 4 MB are the most.',
		]);
	});

	it('says nothing when the user closes the dialog', async () => {
		expect(await openFromDisk()).toEqual({ kind: 'cancelled' });
		expect(errors()).toEqual([]);
	});

	it('opens a dropped file', async () => {
		const id = await openFile(new File(['x'], 'drop.impala'));
		expect(fileOf(id)).toMatchObject({ name: 'drop.impala', text: 'x', savedText: 'x' });
	});
});

describe('saving', () => {
	it('writes an edited file where it lies, with its own line ends, after asking', async () => {
		const file = new DiskFile('a.impala', 'one\r\ntwo\xe5');
		const id = await openedOne(file);
		editFile(id, 'one\nthree\xe5');
		expect(await saveToDisk(id)).toEqual({ kind: 'done', ids: [id] });
		expect([file.content, file.permission]).toEqual(['one\r\nthree\xe5', 'granted']);
		expect(fileOf(id)?.savedText).toBe('one\nthree\xe5');
	});

	it('does not touch the bytes of a file that was not edited', async () => {
		const file = new DiskFile('a.impala', 'mixed\r\nline\nends\r');
		const id = await openedOne(file);
		await saveToDisk(id);
		expect([file.writes, file.content]).toEqual([0, 'mixed\r\nline\nends\r']);
	});

	it('does not overwrite what another program wrote since', async () => {
		const file = new DiskFile('a.impala', 'old');
		const id = await openedOne(file);
		editFile(id, 'mine');
		file.bytes = Uint8Array.from(Buffer.from('theirs'));
		expect((await saveToDisk(id)).kind).toBe('failed');
		expect(file.content).toBe('theirs');
		expect(errors().join()).toContain('"a.impala" was changed on the disk by another program');
	});

	it('asks where a new file or one with a new name is to lie, and keeps that place', async () => {
		const first = new DiskFile('delay.impala');
		const id = addFile({ name: 'new', text: 'one' });
		answerDialogs(null, first);
		await saveToDisk(id);
		expect([first.content, fileOf(id)?.name]).toEqual(['one', 'delay.impala']);
		editFile(id, 'two');
		answerDialogs(null, null);
		await saveToDisk(id);
		expect(first.content).toBe('two');
		const second = new DiskFile('echo.impala');
		renameFile(id, 'echo');
		answerDialogs(null, second);
		await saveToDisk(id);
		expect([first.content, second.content]).toEqual(['two', 'two']);
	});

	it('saves as: under the name that the user chose, from then on', async () => {
		const old = new DiskFile('a.impala', 'x');
		const id = await openedOne(old);
		const copy = new DiskFile('b.impala');
		answerDialogs(null, copy);
		expect(await saveAs(id)).toEqual({ kind: 'done', ids: [id] });
		expect(fileOf(id)).toMatchObject({ name: 'b.impala', savedText: 'x' });
		editFile(id, 'y');
		await saveToDisk(id);
		expect([old.content, copy.content]).toEqual(['x', 'y']);
	});

	it('keeps edits that were made while it was writing for unsaved', async () => {
		const file = new DiskFile('a.impala', 'one');
		const id = await openedOne(file);
		editFile(id, 'two');
		const saving = saveToDisk(id);
		editFile(id, 'three');
		await saving;
		expect(fileOf(id)).toMatchObject({ text: 'three', savedText: 'two' });
	});

	it.each([
		['NotFoundError', '"a.impala" is not where it was on the disk'],
		['NoModificationAllowedError', '"a.impala" is in use by another program'],
		['QuotaExceededError', '"a.impala" was not saved: the disk is full.'],
	])('says what a %s means', async (failure, sentence) => {
		const file = new DiskFile('a.impala', 'old');
		const id = await openedOne(file);
		editFile(id, 'mine');
		file.failure = failure;
		expect((await saveToDisk(id)).kind).toBe('failed');
		expect(errors().join()).toContain(sentence);
		expect(fileOf(id)).toMatchObject({ text: 'mine', savedText: 'old' });
	});

	it('says that the permission is missing', async () => {
		const file = new DiskFile('a.impala', 'old');
		const id = await openedOne(file);
		file.answer = 'denied';
		expect((await saveToDisk(id)).kind).toBe('failed');
		expect(errors().join()).toContain('"a.impala" was not touched: this page has no permission for it.');
	});

	it('refuses a name with another extension, and characters that no byte has, before it writes', async () => {
		const id = addFile({ name: 'a.impala', text: 'x' });
		const file = new DiskFile('a.txt');
		answerDialogs(null, file);
		await saveAs(id);
		editFile(id, 'a → b');
		answerDialogs(null, new DiskFile('a.impala'));
		await saveAs(id);
		expect(errors()).toEqual([
			'"a.impala" was not saved as "a.txt": give it a name that ends in .impala.',
			'a.impala:1:3: "→" (U+2192) cannot be saved: a source has one byte per character. Replace it.',
		]);
		expect(file.writes).toBe(0);
	});
});
