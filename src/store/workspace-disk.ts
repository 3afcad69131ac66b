import { print } from './console-store.ts';
import { download } from './download.ts';
import type { SourceLanguage, WorkspaceFile } from './workspace.ts';
import {
	addFile,
	fileOf,
	isUnsaved,
	languageOf,
	markSaved,
	reloadFile,
	renameFile,
	showFile,
	uniqueName,
	withLineFeeds,
	workspaceStore,
} from './workspace.ts';
import { sourceBytes, sourceText } from './workspace-bytes.ts';
import type { DiskFileHandle } from './workspace-file-system.ts';
import { filePickers } from './workspace-file-system.ts';
import { handleOf, keepHandle } from './workspace-handles.ts';

/** How opening or saving ended. A failure has been printed to the console; `problem` is a sentence with what to do. */
export type DiskResult =
	| { readonly kind: 'done' /** Files that were opened or saved. */; readonly ids: readonly string[] }
	| { readonly kind: 'cancelled' }
	| { readonly kind: 'failed'; readonly problem: string };

/** More than this is no source, bytes. */
const LARGEST_SOURCE_BYTES = 4 * 1024 * 1024;

const EXTENSIONS = { impala: '.impala', gazl: '.gazl' } as const satisfies Record<SourceLanguage, string>;
const DESCRIPTIONS = { impala: 'Impala firmware', gazl: 'GAZL firmware' } as const satisfies Record<SourceLanguage, string>;

/** Kept out of the type `text/plain`, with which browsers offer `.txt` first. */
const MIME_TYPE = 'application/x-permut8-source';

/** Has the user choose files and opens them; one that is open already is shown, as the disk has it unless it was edited here. */
export function openFromDisk(): Promise<DiskResult> {
	return reported('', async () => {
		const pickers = filePickers();
		if (pickers === null) {
			const files = await filesFromInput();
			if (files.length === 0) return { kind: 'cancelled' };
			return await openEach(files, openFile);
		}
		const types = [{ description: 'Permut8 firmware', accept: { [MIME_TYPE]: Object.values(EXTENSIONS) } }];
		const handles = await pickers.showOpenFilePicker({ multiple: true, types });
		return await openEach(handles, openHandle);
	});
}

/** Opens a file that the user dropped or chose; rejects with a sentence when it is no source. */
export async function openFile(file: File): Promise<string> {
	return addFile({ name: file.name, text: await readSource(file), fromDisk: true });
}

/**
 * Writes a file where it was opened from or saved to, after asking for permission where the browser wants that; one that has no place yet
 * is saved as. What another program has written there since is not overwritten. To be called from a gesture.
 */
export function saveToDisk(id: string): Promise<DiskResult> {
	return reported(id, async (file) => {
		if (file === null) return { kind: 'cancelled' };
		// Without dialogs there are no places, only downloads.
		const handle = file.savedText === null || filePickers() === null ? null : await handleOf(id);
		if (handle === null) return await saveSomewhere(file);
		if ((await handle.queryPermission({ mode: 'readwrite' })) !== 'granted') {
			if ((await handle.requestPermission({ mode: 'readwrite' })) !== 'granted') throw new DOMException('', 'NotAllowedError');
		}
		const there = withLineFeeds(await readSource(await handle.getFile()));
		if (there !== file.text) {
			if (there !== file.savedText) {
				throw new Error(
					`"${file.name}" was changed on the disk by another program since it was opened here. Save it under another name, or open it again.`,
				);
			}
			await write(handle, file);
		}
		markSaved(id, file.text);
		return { kind: 'done', ids: [id] };
	});
}

/** Writes a file to a place that the user chooses, by whose name it goes from then on. To be called from a gesture. */
export function saveAs(id: string): Promise<DiskResult> {
	return reported(id, async (file) => (file === null ? { kind: 'cancelled' } : await saveSomewhere(file)));
}

async function saveSomewhere(file: WorkspaceFile): Promise<DiskResult> {
	const { id, name, text, language } = file;
	const pickers = filePickers();
	if (pickers === null) {
		download(name, bytesOf(file), MIME_TYPE);
		markSaved(id, text);
		return { kind: 'done', ids: [id] };
	}
	// Before the dialog, which makes the file.
	bytesOf(file);
	const types = [{ description: DESCRIPTIONS[language], accept: { [MIME_TYPE]: [EXTENSIONS[language]] } }];
	const handle = await pickers.showSaveFilePicker({ suggestedName: name, types });
	if (languageOf(handle.name) !== language) {
		throw new Error(`"${name}" was not saved as "${handle.name}": give it a name that ends in ${EXTENSIONS[language]}.`);
	}
	await write(handle, file);
	await keepHandle(id, handle);
	renameFile(id, uniqueName(handle.name, workspaceStore.getState().files, id));
	markSaved(id, text);
	return { kind: 'done', ids: [id] };
}

async function openHandle(handle: DiskFileHandle): Promise<string> {
	const text = await readSource(await handle.getFile());
	for (const { id } of workspaceStore.getState().files) {
		const other = await handleOf(id);
		if (other === null || !(await other.isSameEntry(handle))) continue;
		const open = fileOf(id);
		if (open === null || open.savedText === null) continue;
		showFile(id);
		const fresh = withLineFeeds(text);
		if (fresh === open.savedText) return id;
		if (isUnsaved(open)) {
			throw new Error(
				`"${open.name}" is open with edits that the disk does not have, and the disk has others. Save it under another name first.`,
			);
		}
		reloadFile(id, text);
		return id;
	}
	const id = addFile({ name: handle.name, text, fromDisk: true });
	await keepHandle(id, handle);
	return id;
}

/** Opens what can be opened; the rest is the failure. */
async function openEach<T>(files: readonly T[], open: (file: T) => Promise<string>): Promise<DiskResult> {
	const ids: string[] = [];
	const problems: string[] = [];
	for (const file of files) {
		try {
			ids.push(await open(file));
		} catch (reason) {
			problems.push(sentence(reason, ''));
		}
	}
	return problems.length > 0 ? failed(...problems) : { kind: 'done', ids };
}

async function readSource(file: File): Promise<string> {
	if (languageOf(file.name) === null) throw new Error(`"${file.name}" is no source: its name has to end in .impala or .gazl.`);
	if (file.size > LARGEST_SOURCE_BYTES) {
		throw new Error(`"${file.name}" is no source: it has ${(file.size / 1024 / 1024).toFixed(1)} MB, and 4 MB are the most.`);
	}
	return sourceText(new Uint8Array(await file.arrayBuffer()));
}

/** The bytes of a file; throws what is wrong with its text. */
function bytesOf(file: WorkspaceFile): Uint8Array<ArrayBuffer> {
	const encoding = sourceBytes(file);
	if (!encoding.ok) throw new Error(encoding.problem);
	return encoding.bytes;
}

/** The disk has all of the new file or, when it goes wrong, all of the old one. */
async function write(handle: DiskFileHandle, file: WorkspaceFile): Promise<void> {
	const bytes = bytesOf(file);
	const writable = await handle.createWritable();
	try {
		await writable.write(bytes);
		await writable.close();
	} catch (reason) {
		await writable.abort().catch(() => {});
		throw reason;
	}
}

/** Has the user choose files in a browser without dialogs of its own; none when that was cancelled. */
function filesFromInput(): Promise<readonly File[]> {
	return new Promise((resolve) => {
		const input = document.createElement('input');
		input.type = 'file';
		input.multiple = true;
		input.accept = Object.values(EXTENSIONS).join(',');
		input.addEventListener('change', () => resolve([...(input.files ?? [])]));
		input.addEventListener('cancel', () => resolve([]));
		input.click();
	});
}

/** What failed is printed; a dialog that the user closed is no failure. */
async function reported(id: string, work: (file: WorkspaceFile | null) => Promise<DiskResult>): Promise<DiskResult> {
	const file = fileOf(id);
	try {
		return await work(file);
	} catch (reason) {
		if (reason instanceof DOMException && reason.name === 'AbortError') return { kind: 'cancelled' };
		return failed(sentence(reason, file?.name ?? ''));
	}
}

function failed(...problems: readonly string[]): DiskResult {
	print('error', ...problems);
	return { kind: 'failed', problem: problems.join(' ') };
}

/** What a failure of the disk means for the user; `name` is that of the file, '' when it is not known. */
function sentence(reason: unknown, name: string): string {
	const what = name === '' ? 'The file' : `"${name}"`;
	if (reason instanceof DOMException) {
		switch (reason.name) {
			case 'NotAllowedError':
			case 'SecurityError':
				return `${what} was not touched: this page has no permission for it. Allow it when the browser asks, or save under another name.`;
			case 'NotFoundError':
				return `${what} is not where it was on the disk: it was moved, renamed or deleted. Save it under a name again.`;
			case 'NoModificationAllowedError':
			case 'InvalidStateError':
				return `${what} is in use by another program or cannot be changed. Close it there and try again, or save under another name.`;
			case 'QuotaExceededError':
				return `${what} was not saved: the disk is full.`;
		}
	}
	return reason instanceof Error && reason.message !== ''
		? reason.message
		: `${what} could not be read or written: ${String(reason)}.`;
}
