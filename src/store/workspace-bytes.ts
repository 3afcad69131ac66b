/**
 * Sources on the disk. A byte is a character, whatever the file's encoding (impala.md 1; Latin-1): so the compiler sees what the
 * device's own tools see, and a file comes back byte for byte but for what was edited. Comments in UTF-8 look garbled in the editor, and are
 * whole again in any other. Line ends are the file's own; where a file mixes them, an edit makes all of them as the first.
 */

import { latin1 } from './file-kinds.ts';
import type { WorkspaceFile } from './workspace.ts';

/** Text of a file's bytes, with the line ends that it has there. */
export function sourceText(bytes: Uint8Array): string {
	return latin1(bytes);
}

/** The bytes of a source file, or why it has none. */
export type SourceBytes =
	| { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
	| { readonly ok: false; readonly problem: string };

/** Bytes of a file of the workspace, as the disk is to have them. Characters above U+00FF have none. */
export function sourceBytes({ name, text, lineEnd }: Pick<WorkspaceFile, 'name' | 'text' | 'lineEnd'>): SourceBytes {
	const large = /[^\0-\xff]/u.exec(text);
	if (large !== null) {
		const before = text.slice(0, large.index);
		const line = before.split('\n').length;
		const column = large.index - before.lastIndexOf('\n');
		const code = large[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
		const problem = `${name}:${line}:${column}: "${large[0]}" (U+${code}) cannot be saved: a source has one byte per character. Replace it.`;
		return { ok: false, problem };
	}
	const written = lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd);
	const bytes = new Uint8Array(written.length);
	for (let at = 0; at < written.length; at++) bytes[at] = written.charCodeAt(at);
	return { ok: true, bytes };
}
