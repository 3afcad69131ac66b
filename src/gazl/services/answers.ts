/**
 * What language services answer, for GAZL and Impala alike. Places are in characters of the text, UTF-16 units as an editor counts
 * them.
 */

/** A stretch of a text: from `start` to before `end`. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** What a completion is: chooses its icon. */
export type CompletionKind =
	| 'keyword'
	| 'type'
	| 'constant'
	| 'global'
	| 'array'
	| 'function'
	| 'native'
	| 'local'
	| 'argument'
	| 'result'
	| 'label'
	| 'snippet';

/** Text that goes somewhere else at the same time as a completion. */
export interface TextInsertion {
	readonly at: number;
	readonly text: string;
}

/** Something that can be written at a place. */
export interface CompletionItem {
	/** What is shown, and what the letters before the cursor are compared with. */
	readonly label: string;
	readonly kind: CompletionKind;
	/** Its type or signature; may be empty. */
	readonly detail: string;
	/** Sentences about it; may be empty. */
	readonly documentation: string;
	/** What is written, when that is not the label. */
	readonly insert?: string;
	/** The declaration that it needs and that the source does not have yet. */
	readonly declare?: TextInsertion;
}

/** What can be written at a place, in the order of preference. */
export interface Completions {
	/** Where the word begins that a chosen item replaces, up to the place that was asked about. */
	readonly from: number;
	readonly items: readonly CompletionItem[];
}

/** A global whose live value can be looked up by its name among a program's symbols. */
export interface LiveGlobal {
	readonly name: string;
	readonly type: 'int' | 'float' | 'pointer' | 'funcptr';
	/** Null when it is known only where the program is assembled. */
	readonly sizeWords: number | null;
}

/** What is known about a name, an instruction or a word of the language. */
export interface Hover {
	/** What it is about. */
	readonly span: Span;
	readonly name: string;
	/** One line in the language. */
	readonly declaration: string;
	/** What it is, as a phrase: `global array`. */
	readonly kind: string;
	readonly documentation: string;
	readonly data: LiveGlobal | null;
}

/** The stretches that a new name replaces, or why it cannot, as a sentence. */
export type Renaming = { readonly edits: readonly Span[]; readonly warning: string | null } | { readonly problem: string };

/** What an outline lists. */
export type OutlineKind = 'function' | 'native' | 'global' | 'array' | 'constant';

/** Something that a source declares. */
export interface OutlineItem {
	readonly name: string;
	readonly kind: OutlineKind;
	/** Its type, size or signature, without the name. */
	readonly detail: string;
	/** All of its declaration. */
	readonly span: Span;
	readonly nameSpan: Span;
}
