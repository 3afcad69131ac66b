/** What page and language worker say to each other. */

import type { Completions, Hover, OutlineItem, Renaming, Span } from '../gazl/services/answers.ts';

/** The languages that there are services for. */
export type SourceLanguage = 'impala' | 'gazl';

/** A text as it is now. */
export interface LanguageDocument {
	/** Tells it from other open documents. */
	readonly id: string;
	readonly language: SourceLanguage;
	readonly text: string;
}

/** A fault or an oddity of a text, with places in its characters. */
export interface EditorDiagnostic {
	readonly severity: 'error' | 'warning';
	/** Name of the diagnostic: one of the compiler's, the assembler's or of `FirmwareProblem`. */
	readonly code: string;
	/** All of it as sentences: what is wrong, what was expected, what to do. */
	readonly message: string;
	readonly from: number;
	/** At least `from`; equal at a place without characters, such as the end of the text. */
	readonly to: number;
	/** What to do; empty when nothing sensible is known. It is part of the message too. */
	readonly hint: string;
	/** What belongs there, as a phrase; empty when that cannot be said. */
	readonly expected: string;
	/** Other places that have to do with it. */
	readonly related: readonly { readonly from: number; readonly to: number; readonly message: string }[];
}

/** What is to be said of a whole document. */
export interface DocumentReport {
	/** In the order of their places. */
	readonly diagnostics: readonly EditorDiagnostic[];
	readonly outline: readonly OutlineItem[];
}

/** A formatted text; the very same one when it cannot be formatted, with why. */
export interface FormattedText {
	readonly text: string;
	readonly diagnostics: readonly EditorDiagnostic[];
}

/** What can be asked about a document, and what is answered; null where there is nothing. */
export interface LanguageAnswers {
	readonly report: DocumentReport;
	readonly completions: Completions | null;
	readonly hover: Hover | null;
	readonly definition: Span | null;
	readonly references: readonly Span[];
	readonly rename: Renaming;
	readonly format: FormattedText | null;
}

/** A question about a document. */
export type LanguageQuestion =
	| { readonly ask: 'report' | 'format' }
	| { readonly ask: 'completions' | 'hover' | 'definition' | 'references'; readonly offset: number }
	| { readonly ask: 'rename'; readonly offset: number; readonly newName: string };

/** What the page tells the worker: a document's new text, that it is closed, or a question about its text of that version. */
export type LanguageRequest =
	| { readonly open: LanguageDocument; readonly version: number }
	| { readonly close: string }
	| { readonly number: number; readonly document: string; readonly version: number; readonly question: LanguageQuestion };

/** What the worker says to a question: its answer, null for an outdated one, or why it failed at it. */
export type LanguageReply =
	| { readonly number: number; readonly answer: LanguageAnswers[keyof LanguageAnswers] | null }
	| { readonly number: number; readonly failure: string };
