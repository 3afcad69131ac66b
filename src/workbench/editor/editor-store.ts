import { createStore } from 'zustand/vanilla';
import type { EditorDiagnostic, OutlineItem } from '../../toolchain/language-client.ts';

/** A place in the text that is shown, and what to read there. */
export interface CodePlace {
	readonly from: number;
	readonly to: number;
	/** From 1. */
	readonly line: number;
	readonly column: number;
	/** Its line without the blanks at both ends. */
	readonly text: string;
}

/** What the parts of the editor tell each other of the file that is shown. */
export interface EditorState {
	/** Place of the cursor, from 1, and how much is selected. */
	readonly line: number;
	readonly column: number;
	readonly selectedCharacters: number;
	readonly cursors: number;
	readonly problems: readonly EditorDiagnostic[];
	readonly outline: readonly OutlineItem[];
	/** Where a name is written that somebody asked for; null before. */
	readonly references: { readonly name: string; readonly places: readonly CodePlace[] } | null;
	/** Counts the requests to put the focus into the drawer. */
	readonly drawerRequests: number;
}

/**
 * So many problems of a text, its first, are marked and listed; all are counted. Nobody reads more, and drawing them takes long. The
 * Impala compiler stops at a thousand and says with one more how many it left out.
 */
export const SHOWN_PROBLEMS = 1001;

export const NO_FILE: EditorState = {
	line: 1,
	column: 1,
	selectedCharacters: 0,
	cursors: 1,
	problems: [],
	outline: [],
	references: null,
	drawerRequests: 0,
};

export const editorStore = createStore<EditorState>(() => NO_FILE);
