/** What we use of the File System Access API (WICG); TypeScript's DOM library has only part of it. */

/** A file on the disk that the user has given the page. */
export interface DiskFileHandle {
	readonly kind: 'file';
	readonly name: string;
	getFile(): Promise<File>;
	createWritable(): Promise<{
		write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
		close(): Promise<void>;
		abort(): Promise<void>;
	}>;
	isSameEntry(other: DiskFileHandle): Promise<boolean>;
	queryPermission(descriptor: { mode: 'readwrite' }): Promise<PermissionState>;
	requestPermission(descriptor: { mode: 'readwrite' }): Promise<PermissionState>;
}

interface FileType {
	readonly description: string;
	readonly accept: Readonly<Record<string, readonly string[]>>;
}

/** The browser's own dialogs; both reject with an AbortError when the user closes them. */
export interface FilePickers {
	showOpenFilePicker(options: { readonly multiple: boolean; readonly types: readonly FileType[] }): Promise<DiskFileHandle[]>;
	showSaveFilePicker(options: { readonly suggestedName: string; readonly types: readonly FileType[] }): Promise<DiskFileHandle>;
}

/** The dialogs, or null in a browser that has none. */
export function filePickers(): FilePickers | null {
	const scope = globalThis as Partial<FilePickers>;
	return typeof scope.showOpenFilePicker === 'function' && typeof scope.showSaveFilePicker === 'function'
		? (scope as FilePickers)
		: null;
}
