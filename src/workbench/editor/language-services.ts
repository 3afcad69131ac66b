import type { EditorState, Text } from '@codemirror/state';
import { print } from '../../store/console-store.ts';
import { type DocumentReport, LanguageClient, type SourceLanguage } from '../../toolchain/language-client.ts';
import { sourceDocument } from './source-document.ts';

let client: LanguageClient | null = null;

/** What the client was told last of a document, and what it says of it. */
interface Told {
	readonly doc: Text;
	readonly language: SourceLanguage;
	readonly report: Promise<DocumentReport | null>;
}

const told = new Map<string, Told>();

function languageClient(): LanguageClient {
	client ??= new LanguageClient();
	return client;
}

/** Says in the console why a question has no answer. */
function unanswered(reason: unknown): null {
	print('warning', reason instanceof Error ? reason.message : String(reason));
	return null;
}

/** Tells the services the text of a state, once, and answers what is to be said of it; null when it is outdated by then. */
export function reportOf(state: EditorState): Promise<DocumentReport | null> {
	const { id, language } = state.facet(sourceDocument);
	const known = told.get(id);
	if (known?.language === language && known.doc.eq(state.doc)) return known.report;
	const report = languageClient()
		.open({ id, language, text: state.doc.toString() })
		.catch((reason: unknown) => {
			if (told.get(id)?.report === report) told.delete(id);
			return unanswered(reason);
		});
	told.set(id, { doc: state.doc, language, report });
	return report;
}

/** Asks about the text of a state as it is; null when there is no answer, or when the text has changed before it came. */
export function askLanguage<Answer>(
	state: EditorState,
	question: (client: LanguageClient, id: string) => Promise<Answer | null>,
): Promise<Answer | null> {
	void reportOf(state);
	return question(languageClient(), state.facet(sourceDocument).id).catch(unanswered);
}

/** Forgets a document that was closed. */
export function forgetDocument(id: string): void {
	told.delete(id);
	client?.close(id);
}
