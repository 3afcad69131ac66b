import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BadInput, fileError } from './diagnostics.ts';

/** What the failures of file access mean, by Node's error code. */
const ACCESS_FAILURES: Readonly<Record<string, readonly [name: string, message: string]>> = {
	ENOENT: ['FILE_NOT_FOUND', 'There is no such file or folder.'],
	ENOTDIR: ['FILE_NOT_FOUND', 'A part of this path is a file, not a folder.'],
	EEXIST: ['NOT_A_FOLDER', 'This is a file; name a folder.'],
	EISDIR: ['IS_A_FOLDER', 'This is a folder; name a file.'],
	EACCES: ['NO_PERMISSION', 'You have no permission to open this file.'],
	EPERM: ['NO_PERMISSION', 'You have no permission to open this file.'],
	EROFS: ['NO_PERMISSION', 'This file system is read-only; choose another place.'],
	ENOSPC: ['NO_SPACE', 'There is no space left for this file.'],
	EMFILE: ['TOO_MANY_FILES', 'Too many files are open.'],
};

/**
 * Where a path on the command line leads. npm runs scripts in the project's root and leaves the folder that the user
 * stands in to INIT_CWD.
 */
export function resolvePath(path: string): string {
	return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

/**
 * What a failed file operation becomes: the user's path and a sentence. Errors that are not about files pass through.
 *
 * @param path as the user wrote it
 */
export function accessFailure(path: string, failure: unknown): unknown {
	if (!(failure instanceof Error) || !('code' in failure) || typeof failure.code !== 'string') return failure;
	const [name, message] = ACCESS_FAILURES[failure.code] ?? ['FILE_ACCESS', `The system says: ${failure.message}.`];
	return new BadInput(fileError(path, name, message));
}

/** @throws BadInput when the file cannot be read */
export function readBytes(path: string): Uint8Array<ArrayBuffer> {
	try {
		// A copy of its own: Node hands out small files as parts of a shared buffer.
		return new Uint8Array(readFileSync(resolvePath(path)));
	} catch (failure) {
		throw accessFailure(path, failure);
	}
}

/**
 * Source text, one character per byte (Latin-1).
 *
 * @throws BadInput when the file cannot be read
 */
export function readSource(path: string): string {
	return Buffer.from(readBytes(path).buffer).toString('latin1');
}

/** @throws BadInput when the file cannot be written */
export function writeBytes(path: string, bytes: Uint8Array): void {
	try {
		writeFileSync(resolvePath(path), bytes);
	} catch (failure) {
		throw accessFailure(path, failure);
	}
}

/**
 * Makes a folder and those around it, as far as they are not there.
 *
 * @throws BadInput when it cannot be made
 */
export function makeFolder(path: string): void {
	try {
		mkdirSync(resolvePath(path), { recursive: true });
	} catch (failure) {
		throw accessFailure(path, failure);
	}
}
