import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentLess, insertTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
	drawSelection,
	dropCursor,
	EditorView,
	highlightActiveLine,
	highlightActiveLineGutter,
	keymap,
	lineNumbers,
	rectangularSelection,
} from '@codemirror/view';
import type { SourceLanguage, WorkspaceFile } from '../../store/workspace.ts';
import { codeHighlighting } from './code-highlighting.ts';
import { codeTheme } from './code-theme.ts';
import { completion } from './completion.ts';
import { cycleGutter } from './cycle-gutter.ts';
import { editorKeys } from './editor-commands.ts';
import { escapeKey } from './escape-key.ts';
import { faultMark } from './fault-mark.ts';
import { hoverNote } from './hover-note.ts';
import { impalaIndentService, TAB_COLUMNS } from './indentation.ts';
import { lineLights } from './line-lights.ts';
import { definitionClicks } from './navigation.ts';
import { problemMarks } from './problem-marks.ts';
import { renameField } from './rename-field.ts';
import { type EditorHost, editorHost, type SourceDocument, sourceDocument } from './source-document.ts';
import { specialCharacters } from './special-characters.ts';

/** Columns of GAZL stand at every twelfth, as in the listing. */
const GAZL_TAB_COLUMNS = 12;

const LANGUAGES: Readonly<Record<SourceLanguage, Extension>> = {
	impala: [
		EditorState.tabSize.of(TAB_COLUMNS),
		EditorState.languageData.of(() => [
			{
				commentTokens: { line: '//', block: { open: '/*', close: '*/' } },
				closeBrackets: { brackets: ['(', '[', '{', '"'] },
				indentOnInput: /^\s*\}$/,
			},
		]),
		impalaIndentService,
		indentOnInput(),
		closeBrackets(),
		bracketMatching(),
	],
	gazl: [EditorState.tabSize.of(GAZL_TAB_COLUMNS), EditorState.languageData.of(() => [{ commentTokens: { line: ';' } }])],
};

/** What both panes are made of: printed code with numbered lines. */
export function printedCode(document: SourceDocument): Extension {
	return [
		sourceDocument.of(document),
		LANGUAGES[document.language],
		codeHighlighting,
		codeTheme,
		lineLights,
		lineNumbers(),
		specialCharacters,
		drawSelection(),
		highlightActiveLine(),
		highlightActiveLineGutter(),
	];
}

/** Everything that a file is edited with. */
export function sourceExtensions({ id, name, language }: WorkspaceFile, host: EditorHost): Extension {
	return [
		printedCode({ id, name, language }),
		editorHost.of(host),
		history(),
		indentUnit.of('\t'),
		dropCursor(),
		EditorState.allowMultipleSelections.of(true),
		// Control and Command belong to definitions.
		EditorView.clickAddsSelectionRange.of((event) => event.altKey && !event.shiftKey),
		rectangularSelection({ eventFilter: (event) => event.altKey && event.shiftKey }),
		highlightSelectionMatches({ minSelectionLength: 2 }),
		search({ top: true }),
		problemMarks,
		cycleGutter,
		completion,
		hoverNote,
		definitionClicks,
		renameField,
		faultMark,
		EditorView.contentAttributes.of({ 'aria-label': `Source of ${name}`, 'aria-multiline': 'true' }),
		escapeKey,
		keymap.of([
			...editorKeys,
			...closeBracketsKeymap,
			...completionKeymap,
			...searchKeymap,
			...historyKeymap,
			{ key: 'Tab', run: insertTab, shift: indentLess },
			...defaultKeymap,
		]),
	];
}
