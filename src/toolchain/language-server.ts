import { FIRMWARE_DOCUMENTATION } from '../bridge/firmware-documentation.ts';
import { GazlLanguage } from './language-gazl.ts';
import { ImpalaLanguage } from './language-impala.ts';
import type { LanguageAnswers, LanguageDocument, LanguageQuestion, LanguageReply, LanguageRequest } from './language-protocol.ts';
import type { LanguageText } from './language-text.ts';

type Answer = LanguageAnswers[keyof LanguageAnswers] | null;

interface OpenText {
	readonly version: number;
	readonly document: LanguageDocument;
	/** Null until the first question about it. */
	text: LanguageText | null;
}

/**
 * Holds the open documents and answers questions about them: the language worker without the worker. Requests are first told, then
 * answered, so that of a text that came in while another was looked at nothing more is worked out but the newest.
 */
export class LanguageServer {
	readonly #documents = new Map<string, OpenText>();
	readonly #questions: Extract<LanguageRequest, { readonly question: LanguageQuestion }>[] = [];

	/** Takes note of a request. */
	tell(request: LanguageRequest): void {
		if ('open' in request) {
			this.#documents.set(request.open.id, { version: request.version, document: request.open, text: null });
		} else if ('close' in request) {
			this.#documents.delete(request.close);
		} else {
			this.#questions.push(request);
		}
	}

	/** Answers the question that has waited longest; null when none waits. */
	answerNext(): LanguageReply | null {
		const next = this.#questions.shift();
		if (!next) return null;
		const { number, document, version, question } = next;
		const opened = this.#documents.get(document);
		if (opened?.version !== version) return { number, answer: null };
		try {
			opened.text ??= languageText(opened.document);
			return { number, answer: answerTo(question, opened.text) };
		} catch (reason) {
			return { number, failure: reason instanceof Error ? reason.message : String(reason) };
		}
	}
}

function languageText({ language, text }: LanguageDocument): LanguageText {
	return language === 'impala'
		? new ImpalaLanguage(text, FIRMWARE_DOCUMENTATION)
		: new GazlLanguage(text, FIRMWARE_DOCUMENTATION);
}

function answerTo(question: LanguageQuestion, text: LanguageText): Answer {
	switch (question.ask) {
		case 'report':
		case 'format':
			return text[question.ask]();
		case 'rename':
			return text.rename(question.offset, question.newName);
		default:
			return text[question.ask](question.offset);
	}
}
