import type { HostNames } from '../gazl/services/host-names.ts';
import { type Analysis, analyse, type Diagnostic } from '../impala/compile.ts';
import { formatImpala } from '../impala/format/format.ts';
import { completionsAt } from '../impala/services/completion.ts';
import { definitionAt, referencesAt } from '../impala/services/definition.ts';
import { hoverAt } from '../impala/services/hover.ts';
import { outlineOf } from '../impala/services/outline.ts';
import { renameAt } from '../impala/services/rename.ts';
import { firmwareFaults } from './language-firmware.ts';
import type { EditorDiagnostic, LanguageAnswers } from './language-protocol.ts';
import type { LanguageText } from './language-text.ts';

/** An Impala text that is meant to be a firmware. */
export class ImpalaLanguage implements LanguageText {
	readonly #analysis: Analysis;
	readonly #host: HostNames;

	constructor(text: string, host: HostNames) {
		this.#analysis = analyse(text, { host });
		this.#host = host;
	}

	/** What the compiler says, and of what compiles why the device could not run it. */
	report(): LanguageAnswers['report'] {
		const { diagnostics } = this.#analysis;
		const all = [...diagnostics.map(editorDiagnostic), ...firmwareFaults(this.#analysis, this.#host)];
		return { diagnostics: all.sort((a, b) => a.from - b.from), outline: outlineOf(this.#analysis) };
	}

	completions(offset: number): LanguageAnswers['completions'] {
		return completionsAt(this.#analysis, offset, this.#host);
	}

	hover(offset: number): LanguageAnswers['hover'] {
		return hoverAt(this.#analysis, offset, this.#host);
	}

	definition(offset: number): LanguageAnswers['definition'] {
		return definitionAt(this.#analysis, offset);
	}

	references(offset: number): LanguageAnswers['references'] {
		return referencesAt(this.#analysis, offset);
	}

	rename(offset: number, newName: string): LanguageAnswers['rename'] {
		return renameAt(this.#analysis, offset, newName, this.#host);
	}

	format(): LanguageAnswers['format'] {
		const { text, diagnostics } = formatImpala(this.#analysis.source.text);
		return { text, diagnostics: diagnostics.map(editorDiagnostic) };
	}
}

function editorDiagnostic({ code, severity, range, message, hint, expected, related }: Diagnostic): EditorDiagnostic {
	return {
		severity,
		code,
		message,
		from: range.start.offset,
		to: range.end.offset,
		hint,
		expected,
		related: related ? [{ from: related.range.start.offset, to: related.range.end.offset, message: related.message }] : [],
	};
}
