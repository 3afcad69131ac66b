import type { Completions, Hover, Renaming, Span } from '../gazl/services/answers.ts';
import type {
	DocumentReport,
	FormattedText,
	LanguageAnswers,
	LanguageDocument,
	LanguageQuestion,
	LanguageReply,
	LanguageRequest,
} from './language-protocol.ts';

export type {
	CompletionItem,
	CompletionKind,
	Completions,
	Hover,
	LiveGlobal,
	OutlineItem,
	OutlineKind,
	Renaming,
	Span,
	TextInsertion,
} from '../gazl/services/answers.ts';
export type {
	DocumentReport,
	EditorDiagnostic,
	FormattedText,
	LanguageDocument,
	SourceLanguage,
} from './language-protocol.ts';

/** The part of a `Worker` that the client uses. */
export interface LanguageWorker {
	postMessage(request: LanguageRequest): void;
	terminate(): void;
	onmessage: ((event: MessageEvent<LanguageReply>) => void) | null;
	onerror: ((event: ErrorEvent) => void) | null;
}

function startLanguageWorker(): LanguageWorker {
	return new Worker(new URL('./language-worker.ts', import.meta.url), { type: 'module', name: 'language' });
}

/** A document as the client knows it. */
interface OpenDocument {
	readonly document: LanguageDocument;
	readonly version: number;
}

/** Somebody who waits for an answer. */
interface Asker {
	readonly document: string;
	readonly version: number;
	readonly take: (answer: LanguageAnswers[keyof LanguageAnswers] | null) => void;
	readonly reject: (reason: Error) => void;
}

/**
 * The page's end of the language worker. A question is about the text that was opened last; when that is no longer the text by the
 * time of the answer, the answer is null. When the worker dies, all that wait are rejected; the next question starts another one,
 * which is told of all open documents.
 */
export class LanguageClient {
	readonly #startWorker: () => LanguageWorker;
	#worker: LanguageWorker | null = null;
	#isDisposed = false;
	#lastVersion = 0;
	#lastNumber = 0;
	readonly #documents = new Map<string, OpenDocument>();
	readonly #waiting = new Map<number, Asker>();

	/** @param startWorker for tests; a page leaves it out */
	constructor(startWorker: () => LanguageWorker = startLanguageWorker) {
		this.#startWorker = startWorker;
	}

	/** Tells the text of a document as it is now, and asks what is to be said of it. Rejects when the worker fails. */
	open(document: LanguageDocument): Promise<DocumentReport | null> {
		if (this.#isDisposed) return Promise.resolve(null);
		const opened = { document, version: ++this.#lastVersion };
		this.#documents.set(document.id, opened);
		// A worker that is started for this is told with the others.
		if (this.#worker) this.#worker.postMessage({ open: document, version: opened.version });
		return this.#ask<'report'>(document.id, { ask: 'report' });
	}

	/** Forgets a document. */
	close(id: string): void {
		if (this.#documents.delete(id)) this.#worker?.postMessage({ close: id });
	}

	/** What can be written at a place. */
	completions(id: string, offset: number): Promise<Completions | null> {
		return this.#ask<'completions'>(id, { ask: 'completions', offset });
	}

	/** What is known about what stands at a place. */
	hover(id: string, offset: number): Promise<Hover | null> {
		return this.#ask<'hover'>(id, { ask: 'hover', offset });
	}

	/** Where the name at a place is defined, or declared when it is not. */
	definition(id: string, offset: number): Promise<Span | null> {
		return this.#ask<'definition'>(id, { ask: 'definition', offset });
	}

	/** Everywhere that the name at a place is written, its declarations first. */
	references(id: string, offset: number): Promise<readonly Span[] | null> {
		return this.#ask<'references'>(id, { ask: 'references', offset });
	}

	/** What a new name for what stands at a place changes, or why it cannot be. */
	rename(id: string, offset: number, newName: string): Promise<Renaming | null> {
		return this.#ask<'rename'>(id, { ask: 'rename', offset, newName });
	}

	/** The text in one style. */
	format(id: string): Promise<FormattedText | null> {
		return this.#ask<'format'>(id, { ask: 'format' });
	}

	/** Ends the worker; what is still asked for is answered with null. */
	dispose(): void {
		this.#isDisposed = true;
		this.#worker?.terminate();
		this.#worker = null;
		for (const { take } of this.#waiting.values()) take(null);
		this.#waiting.clear();
	}

	#ask<Kind extends keyof LanguageAnswers>(id: string, question: LanguageQuestion): Promise<LanguageAnswers[Kind] | null> {
		const opened = this.#documents.get(id);
		if (this.#isDisposed || !opened) return Promise.resolve(null);
		const number = ++this.#lastNumber;
		const { version } = opened;
		return new Promise((resolve, reject) => {
			// The worker answers a question with what its kind asks for.
			const take = (answer: LanguageAnswers[keyof LanguageAnswers] | null) => resolve(answer as LanguageAnswers[Kind] | null);
			this.#waiting.set(number, { document: id, version, take, reject });
			this.#runningWorker().postMessage({ number, document: id, version, question });
		});
	}

	#runningWorker(): LanguageWorker {
		if (this.#worker) return this.#worker;
		const worker = this.#startWorker();
		this.#worker = worker;
		worker.onmessage = ({ data }) => this.#take(data);
		worker.onerror = (event) => this.#fail(worker, event.message || 'it could not be loaded');
		for (const { document, version } of this.#documents.values()) worker.postMessage({ open: document, version });
		return worker;
	}

	#take(reply: LanguageReply): void {
		const asker = this.#waiting.get(reply.number);
		if (!asker) return;
		this.#waiting.delete(reply.number);
		if (this.#documents.get(asker.document)?.version !== asker.version) asker.take(null);
		else if ('failure' in reply) asker.reject(workerFailure(reply.failure));
		else asker.take(reply.answer);
	}

	/** Gives a worker up. */
	#fail(worker: LanguageWorker, cause: string): void {
		if (this.#worker !== worker) return;
		worker.terminate();
		this.#worker = null;
		const askers = [...this.#waiting.values()];
		this.#waiting.clear();
		for (const { reject } of askers) reject(workerFailure(cause));
	}
}

function workerFailure(cause: string): Error {
	return new Error(`The language worker failed: ${cause}. Go on editing; it is started again by itself.`);
}
