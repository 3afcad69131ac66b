import { assembleFirmwareGazl } from '../bridge/firmware-assembly.ts';
import { bindFirmware } from '../bridge/firmware-interface.ts';
import type { AssemblyError } from '../gazl/assembler.ts';
import { gazlCompletionsAt } from '../gazl/services/gazl-completion.ts';
import { gazlHoverAt } from '../gazl/services/gazl-hover.ts';
import { type GazlReading, readGazl } from '../gazl/services/gazl-names.ts';
import { gazlDefinitionAt, gazlReferencesAt, gazlRenameAt } from '../gazl/services/gazl-navigation.ts';
import { gazlOutline } from '../gazl/services/gazl-outline.ts';
import type { HostNames } from '../gazl/services/host-names.ts';
import type { EditorDiagnostic, LanguageAnswers } from './language-protocol.ts';
import type { LanguageText } from './language-text.ts';

/** A GAZL text that is meant to be a firmware. */
export class GazlLanguage implements LanguageText {
	readonly #reading: GazlReading;
	readonly #host: HostNames;

	constructor(text: string, host: HostNames) {
		this.#reading = readGazl(text);
		this.#host = host;
	}

	/** The first fault that the assembler finds, or else why the device could not run the program; and what is no byte. */
	report(): LanguageAnswers['report'] {
		const diagnostics = [...wideCharacters(this.#reading), ...this.#faults()];
		return { diagnostics: diagnostics.sort((a, b) => a.from - b.from), outline: gazlOutline(this.#reading) };
	}

	completions(offset: number): LanguageAnswers['completions'] {
		return gazlCompletionsAt(this.#reading, offset, this.#host);
	}

	hover(offset: number): LanguageAnswers['hover'] {
		return gazlHoverAt(this.#reading, offset, this.#host);
	}

	definition(offset: number): LanguageAnswers['definition'] {
		return gazlDefinitionAt(this.#reading, offset);
	}

	references(offset: number): LanguageAnswers['references'] {
		return gazlReferencesAt(this.#reading, offset);
	}

	rename(offset: number, newName: string): LanguageAnswers['rename'] {
		return gazlRenameAt(this.#reading, offset, newName, this.#host);
	}

	/** GAZL has no style of its own. */
	format(): null {
		return null;
	}

	#faults(): readonly EditorDiagnostic[] {
		// With DEBUG, assertions are in.
		const assembly = assembleFirmwareGazl(this.#reading.text, 1);
		if (!assembly.ok) return [assemblyFault(this.#reading, assembly.error)];
		const binding = bindFirmware(assembly.program);
		if (!('code' in binding)) return [];
		const { end } = this.#reading.lines[0] ?? { end: 0 };
		return [{ ...FAULT, code: binding.code, message: binding.message, from: 0, to: end }];
	}
}

const FAULT = { severity: 'error', hint: '', expected: '', related: [] } as const;

/** The fault at the piece of its line that it is about, or all of the line. */
function assemblyFault({ lines }: GazlReading, { name, message, at }: AssemblyError): EditorDiagnostic {
	const line = lines[at.line - 1];
	if (!line) return { ...FAULT, code: name, message, from: 0, to: 0 };
	const from = Math.min(line.start + at.column - 1, line.end);
	const pieces = [line.label, line.mnemonic, ...line.operands, line.rawText, line.stray];
	const piece = pieces.find((candidate) => candidate && candidate.start <= from && from < candidate.end);
	return { ...FAULT, code: name, message, from, to: piece?.end ?? line.end };
}

/** The machine has bytes for characters; in comments anything may stand. */
function wideCharacters({ text, lines }: GazlReading): readonly EditorDiagnostic[] {
	const found: EditorDiagnostic[] = [];
	for (const { start, end, comment } of lines) {
		for (const match of text.slice(start, comment?.start ?? end).matchAll(/[^\0-\xff]/gu)) {
			const from = start + match.index;
			const hint = 'Write one of the first 256 characters of Unicode.';
			const message = `The character “${match[0]}” is no byte, and texts of the machine are bytes. ${hint}`;
			found.push({ ...FAULT, code: 'UNKNOWN_CHARACTER', message, hint, from, to: from + match[0].length });
		}
	}
	return found;
}
