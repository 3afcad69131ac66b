import type { LineEnd, WorkspaceFile } from './workspace.ts';
import { languageOf, nameProblem } from './workspace.ts';

/** A file as the browser's database has it. Its language goes with its name. */
export interface KeptFile extends Omit<WorkspaceFile, 'language'> {
	/** Tells this text and config string from every other, in all tabs of the page. The other fields go without. */
	readonly revision: string;
}

/** What a tab of the page has changed since it wrote or read a file last. */
export interface KeptChange {
	readonly id: string;
	/** The file as it is in that tab now; null when it was closed there. */
	readonly file: KeptFile | null;
	/** Revisions that the tab knows it replaces: what it read or wrote last, and what it may have written since. */
	readonly seen: readonly string[];
}

/** What is to be done with a kept file on a change. */
export interface Resolution {
	/** What stands under the file's id from now on; null for nothing. */
	readonly file: KeptFile | null;
	/** Work of another tab that would be lost, and goes into a file of its own. */
	readonly displaced: KeptFile | null;
}

/**
 * Two tabs of the page may have the same files open. The last to write a file has its text under the file's name; a text that the
 * writer has never seen is not lost for it but becomes a file of its own. A file that is closed goes, unless another tab has worked
 * on it since.
 *
 * @param kept what the database has now; null for nothing
 */
export function resolveChange(kept: KeptFile | null, { file, seen }: KeptChange): Resolution {
	const unseen = kept !== null && !seen.includes(kept.revision);
	if (!unseen) return { file, displaced: null };
	if (file === null) return { file: kept, displaced: null };
	if (file.text === kept.text && file.config === kept.config) return { file, displaced: null };
	if (seen.includes(file.revision)) {
		// Only its name or place has changed here, so the newer text is the other tab's.
		const { text, config, revision } = kept;
		return { file: { ...file, text, config, revision }, displaced: null };
	}
	return { file, displaced: kept };
}

/** What a value that should be a kept file was found to be: a file, and what of it could not be used. */
export interface ReadKeptFile {
	/** null when it has no text or no id. */
	readonly file: KeptFile | null;
	/** A sentence; '' when nothing is wrong. */
	readonly problem: string;
}

const LINE_ENDS: readonly unknown[] = ['\n', '\r\n', '\r'] satisfies LineEnd[];

/** Reads a value of any origin as a kept file. A field that is not as it has to be gets its default; without text it is no file. */
export function readKeptFile(value: unknown): ReadKeptFile {
	const fields = fieldsOf(value);
	const { id, text } = fields;
	if (typeof id !== 'string' || id === '' || typeof text !== 'string') {
		return { file: null, problem: 'A kept source file has no text; it was dropped.' };
	}
	const dropped: string[] = [];
	const take = <T>(name: string, isSound: (field: unknown) => field is T, otherwise: T): T => {
		const field = fields[name];
		if (isSound(field)) return field;
		dropped.push(name);
		return otherwise;
	};
	const file: KeptFile = {
		id,
		text,
		name: take('name', isFileName, 'recovered.impala'),
		config: take('config', isText, ''),
		savedText: take('savedText', isTextOrNull, null),
		lineEnd: take('lineEnd', isLineEnd, '\n'),
		revision: take('revision', isText, id),
	};
	if (dropped.length === 0) return { file, problem: '' };
	return { file, problem: `What was kept of "${file.name}" is damaged: its ${dropped.join(', ')} could not be used.` };
}

/** Reads a value of any origin as changes; what is none is left out. */
export function readKeptChanges(value: unknown): readonly KeptChange[] {
	if (!Array.isArray(value)) return [];
	return value.flatMap((item: unknown): readonly KeptChange[] => {
		const { id, file, seen } = fieldsOf(item);
		if (typeof id !== 'string' || !Array.isArray(seen) || !seen.every(isText)) return [];
		if (file === null) return [{ id, file, seen }];
		const read = readKeptFile(file).file;
		return read?.id === id ? [{ id, file: read, seen }] : [];
	});
}

/** The file of the workspace for a kept one. */
export function openedFile({ revision: _, ...file }: KeptFile): WorkspaceFile {
	return { ...file, language: languageOf(file.name) ?? 'impala' };
}

/** What is kept for a file of the workspace. */
export function keptFile({ language: _, ...file }: WorkspaceFile, revision: string): KeptFile {
	return { ...file, revision };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

const isText = (field: unknown): field is string => typeof field === 'string';
const isTextOrNull = (field: unknown): field is string | null => field === null || isText(field);
const isFileName = (field: unknown): field is string => isText(field) && nameProblem(field) === '';
const isLineEnd = (field: unknown): field is LineEnd => LINE_ENDS.includes(field);
