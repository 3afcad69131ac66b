import type { LanguageAnswers } from './language-protocol.ts';

/** What can be asked about one text, in whatever language it is. Offsets are in its characters. */
export interface LanguageText {
	report(): LanguageAnswers['report'];
	completions(offset: number): LanguageAnswers['completions'];
	hover(offset: number): LanguageAnswers['hover'];
	definition(offset: number): LanguageAnswers['definition'];
	references(offset: number): LanguageAnswers['references'];
	rename(offset: number, newName: string): LanguageAnswers['rename'];
	format(): LanguageAnswers['format'];
}
