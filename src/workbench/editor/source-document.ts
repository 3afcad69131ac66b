import { Facet } from '@codemirror/state';
import type { SourceLanguage } from '../../store/workspace.ts';
import type { EngineSource } from '../engine-window.ts';

/** What an editor state is the text of. */
export interface SourceDocument {
	/** Its id in the workspace; '' for a text that is only shown. */
	readonly id: string;
	readonly name: string;
	readonly language: SourceLanguage;
}

const NO_DOCUMENT: SourceDocument = { id: '', name: '', language: 'impala' };

export const sourceDocument = Facet.define<SourceDocument, SourceDocument>({ combine: ([first]) => first ?? NO_DOCUMENT });

/** What the editor needs of the instrument around it. */
export interface EditorHost extends EngineSource {
	/** Makes a file of the workspace the live one and plays it. */
	playFile(id: string): unknown;
	/** Gets ready for somebody who is about to edit. */
	prepareEditing(): unknown;
}

export const editorHost = Facet.define<EditorHost, EditorHost | null>({ combine: ([first]) => first ?? null });
