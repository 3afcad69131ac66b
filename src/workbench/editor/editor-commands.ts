import { startCompletion } from '@codemirror/autocomplete';
import { redo, toggleComment, undo } from '@codemirror/commands';
import { openSearchPanel } from '@codemirror/search';
import { activateHover, type Command, type KeyBinding } from '@codemirror/view';
import { viewStore } from '../../store/view-store.ts';
import { saveAs, saveToDisk } from '../../store/workspace-disk.ts';
import { toggleDrawer } from './drawer-requests.ts';
import { formatText } from './format-command.ts';
import { findReferences, goToDefinition, goToProblem } from './navigation.ts';
import { renameSymbol } from './rename-field.ts';
import { editorHost, sourceDocument } from './source-document.ts';

/** Something that the editor does, in its menu and by a key. */
export interface EditorCommand {
	readonly id: string;
	readonly title: string;
	/** As CodeMirror writes keys. */
	readonly key: string;
	readonly run: Command;
	/** A hairline above it in the menu. */
	readonly rule?: true;
}

const play: Command = (view) => {
	void view.state.facet(editorHost)?.playFile(view.state.facet(sourceDocument).id);
	return true;
};

const save: Command = (view) => {
	void saveToDisk(view.state.facet(sourceDocument).id);
	return true;
};

const saveUnderName: Command = (view) => {
	void saveAs(view.state.facet(sourceDocument).id);
	return true;
};

const explain: Command = (view) => {
	const { head } = view.state.selection.main;
	activateHover(view, head, -1, { until: ({ docChanged, selection }) => docChanged || selection !== undefined });
	return true;
};

const fillWindow: Command = () => {
	viewStore.setState(({ enlarged }) => ({ enlarged: enlarged === 'editor' ? '' : 'editor' }));
	return true;
};

const split: Command = () => {
	viewStore.setState(({ editorSplit }) => ({ editorSplit: !editorSplit }));
	return true;
};

const outline: Command = () => {
	toggleDrawer('outline');
	return true;
};

const problems: Command = () => {
	toggleDrawer('problems');
	return true;
};

/** All that the editor does beyond plain editing. */
export const EDITOR_COMMANDS: readonly EditorCommand[] = [
	{ id: 'play', title: 'Play this file', key: 'Mod-Enter', run: play },
	{ id: 'save', title: 'Save', key: 'Mod-s', run: save, rule: true },
	{ id: 'saveAs', title: 'Save as…', key: 'Mod-Shift-s', run: saveUnderName },
	{ id: 'undo', title: 'Undo', key: 'Mod-z', run: undo, rule: true },
	{ id: 'redo', title: 'Redo', key: 'Mod-Shift-z', run: redo },
	{ id: 'find', title: 'Find and replace', key: 'Mod-f', run: openSearchPanel },
	{ id: 'comment', title: 'Comment out, or back in', key: 'Mod-/', run: toggleComment },
	{ id: 'format', title: 'Format', key: 'Shift-Alt-f', run: formatText },
	{ id: 'complete', title: 'Complete', key: 'Ctrl-Space', run: startCompletion, rule: true },
	{ id: 'explain', title: 'Explain', key: 'F1', run: explain },
	{ id: 'definition', title: 'Go to definition', key: 'F12', run: goToDefinition },
	{ id: 'references', title: 'Find references', key: 'Shift-F12', run: findReferences },
	{ id: 'rename', title: 'Rename', key: 'F2', run: renameSymbol },
	{ id: 'outline', title: 'Outline', key: 'Mod-Shift-o', run: outline, rule: true },
	{ id: 'problems', title: 'Problems', key: 'Mod-Shift-m', run: problems },
	{ id: 'nextProblem', title: 'Next problem', key: 'F8', run: goToProblem(1) },
	{ id: 'previousProblem', title: 'Problem before', key: 'Shift-F8', run: goToProblem(-1) },
	{ id: 'split', title: 'Source beside GAZL', key: 'Mod-\\', run: split, rule: true },
	{ id: 'fill', title: 'Fill the window', key: 'Mod-Shift-Enter', run: fillWindow },
];

export const editorKeys: readonly KeyBinding[] = EDITOR_COMMANDS.map(({ key, run }) => ({ key, run, preventDefault: true }));

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const MAC_KEYS: Readonly<Record<string, string>> = { Mod: '⌘', Ctrl: '⌃', Shift: '⇧', Alt: '⌥', Enter: '↩' };

/** A key as it is printed on this machine's keyboard. */
export function keyText(key: string): string {
	const parts = key.split('-').map((part) => (part.length === 1 ? part.toUpperCase() : part));
	if (isMac) return parts.map((part) => MAC_KEYS[part] ?? part).join('');
	return parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join('+');
}
