import { historyField } from '@codemirror/commands';
import { EditorState, type Extension, type StateEffect } from '@codemirror/state';
import { del, get, set } from 'idb-keyval';
import type { WorkspaceFile } from '../../store/workspace.ts';

/** A file's state while another one is shown. */
interface KeptState {
	readonly state: EditorState;
	/** Brings the view back to where it was scrolled. */
	readonly scroll: StateEffect<unknown> | null;
}

const kept = new Map<string, KeptState>();

const FIELDS = { history: historyField };

/** What is kept of a file over a reload: text, selection and history, as CodeMirror writes them. */
const historyKey = (id: string) => `permut8 editor history 1 ${id}`;

/** A history is written down so long after the last change, milliseconds. */
const SETTLE_MS = 1000;

const timers = new Map<string, number>();

/** Keeps a file's state until it is shown again. */
export function keepState(id: string, state: EditorState, scroll: StateEffect<unknown> | null): void {
	kept.set(id, { state, scroll });
}

/** Writes a file's history down a moment after the last of many changes. */
export function keepHistory(id: string, state: () => EditorState): void {
	window.clearTimeout(timers.get(id));
	const write = () => void set(historyKey(id), state().toJSON(FIELDS)).catch(() => {});
	timers.set(id, window.setTimeout(write, SETTLE_MS));
}

/** Forgets a file that was closed. */
export function forgetState(id: string): void {
	kept.delete(id);
	window.clearTimeout(timers.get(id));
	void del(historyKey(id)).catch(() => {});
}

/** A file's state as it was left, or a new one. */
export function stateOf(file: WorkspaceFile, extensions: Extension): KeptState {
	const before = kept.get(file.id);
	if (before !== undefined) return before;
	return { state: EditorState.create({ doc: file.text, extensions }), scroll: null };
}

/** The same text, selection and history under other extensions. */
export function restated(state: EditorState, extensions: Extension): EditorState {
	return EditorState.fromJSON(state.toJSON(FIELDS), { extensions }, FIELDS);
}

/** The state that was written down before the page was loaded anew; null when there is none or its text is not the file's. */
export async function recallState(file: WorkspaceFile, extensions: Extension): Promise<EditorState | null> {
	if (kept.has(file.id)) return null;
	try {
		const written = await get<{ readonly doc: string }>(historyKey(file.id));
		if (written === undefined || written.doc !== file.text) return null;
		return EditorState.fromJSON(written, { extensions }, FIELDS);
	} catch {
		return null;
	}
}
