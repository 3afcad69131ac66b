import { Annotation, type Extension, type StateEffect, type Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { editFile, fileOf, type WorkspaceFile } from '../../store/workspace.ts';
import { type LineCost, setLineCosts } from './cycle-gutter.ts';
import { editorStore, NO_FILE } from './editor-store.ts';
import { type FaultPlace, faultEffects } from './fault-mark.ts';
import { keepHistory, keepState, recallState, restated, stateOf } from './kept-states.ts';
import { goTo } from './navigation.ts';
import { type EditorHost, sourceDocument } from './source-document.ts';
import { sourceExtensions } from './source-extensions.ts';
import { singleChange } from './text-changes.ts';

/** Marks a change that comes from the workspace and needs not go back there. */
const fromWorkspace = Annotation.define<boolean>();

/** The pane in which the files of the workspace are edited, one at a time; each keeps its history, cursor and scroll. */
export class SourceView {
	readonly view: EditorView;
	readonly #host: EditorHost;
	#file: WorkspaceFile | null = null;
	/** The text that the workspace has of the file, by identity: it tells who changed it. */
	#text = '';
	/** The line that somebody has asked for, until the state that was kept from before is there; 0 for none. */
	#askedLine = 0;

	constructor(parent: HTMLElement, host: EditorHost) {
		this.#host = host;
		// Not a listener of the states: they outlive this view.
		this.view = new EditorView({
			parent,
			dispatchTransactions: (transactions, view) => {
				view.update(transactions);
				this.#updated(transactions);
			},
		});
	}

	/** Shows a file, or takes over what has changed of the one that is shown. */
	show(file: WorkspaceFile): void {
		const before = this.#file;
		this.#file = file;
		if (before?.id !== file.id) this.#open(before, file);
		this.#rename(file);
		if (file.text !== this.#text) this.#takeText(file.text);
		this.#text = file.text;
	}

	/** Marks and shows where the file was stopped; null when it was not. */
	showFault(fault: FaultPlace | null): void {
		this.view.dispatch({ effects: faultEffects(this.view.state, fault) });
	}

	/** Shows beside the lines what they cost. */
	showCosts(lineCosts: readonly LineCost[]): void {
		this.view.dispatch({ effects: setLineCosts.of(lineCosts) });
	}

	/** Puts the cursor to the first letter of a line, counted from 1; one behind the last is the last. */
	goToLine(line: number): void {
		const { doc } = this.view.state;
		const { from, text } = doc.line(Math.max(1, Math.min(line, doc.lines)));
		const first = from + Math.max(0, text.search(/\S/));
		this.#askedLine = line;
		goTo(this.view, first, first);
	}

	dispose(): void {
		if (this.#file !== null) this.#keep(this.#file);
		this.view.destroy();
	}

	#open(before: WorkspaceFile | null, file: WorkspaceFile): void {
		if (before !== null) this.#keep(before);
		this.#askedLine = 0;
		const extensions = sourceExtensions(file, this.#host);
		const { state, scroll } = stateOf(file, extensions);
		editorStore.setState(({ drawerRequests }) => ({ ...NO_FILE, drawerRequests }));
		this.view.setState(state);
		this.#text = state.doc.toString();
		this.#scroll(scroll);
		this.#tellCursor();
		void this.#recall(file, extensions);
	}

	/** Brings back the history from before the page was loaded, unless something has been done meanwhile. */
	async #recall(file: WorkspaceFile, extensions: Extension): Promise<void> {
		const { state } = this.view;
		const recalled = await recallState(file, extensions);
		if (recalled === null || this.#file?.id !== file.id || !this.view.state.doc.eq(state.doc)) return;
		keepState(file.id, recalled, null);
		this.view.setState(recalled);
		if (this.#askedLine > 0) this.goToLine(this.#askedLine);
		else this.#scroll(null);
		this.#tellCursor();
	}

	/** Scrolls as a file was left, or to its cursor: a view whose state was set is still scrolled as the file before had it. */
	#scroll(scroll: StateEffect<unknown> | null): void {
		const { head } = this.view.state.selection.main;
		this.view.dispatch({ effects: scroll ?? EditorView.scrollIntoView(head, { y: 'center' }) });
	}

	/** Another name may be another language, which the state is told anew. */
	#rename(file: WorkspaceFile): void {
		const { name, language } = this.view.state.facet(sourceDocument);
		if (name === file.name && language === file.language) return;
		const scroll = this.view.scrollSnapshot();
		this.view.setState(restated(this.view.state, sourceExtensions(file, this.#host)));
		this.view.dispatch({ effects: scroll });
	}

	#takeText(text: string): void {
		const change = singleChange(this.view.state.doc.toString(), text);
		if (change !== null) this.view.dispatch({ changes: change, annotations: fromWorkspace.of(true) });
	}

	#keep({ id }: WorkspaceFile): void {
		// One that was closed is not to come back.
		if (fileOf(id) !== null) keepState(id, this.view.state, this.view.scrollSnapshot());
	}

	#updated(transactions: readonly Transaction[]): void {
		const file = this.#file;
		if (file === null) return;
		const changes = transactions.filter(({ docChanged }) => docChanged);
		if (changes.length > 0) {
			const { state } = this.view;
			keepHistory(file.id, () => (this.#file?.id === file.id ? this.view.state : state));
			if (!changes.every((change) => change.annotation(fromWorkspace))) {
				this.#text = state.doc.toString();
				editFile(file.id, this.#text);
			}
		}
		if (changes.length > 0 || transactions.some(({ selection }) => selection !== undefined)) this.#tellCursor();
	}

	#tellCursor(): void {
		const { doc, selection } = this.view.state;
		const line = doc.lineAt(selection.main.head);
		editorStore.setState({
			line: line.number,
			column: selection.main.head - line.from + 1,
			selectedCharacters: selection.ranges.reduce((sum, { from, to }) => sum + to - from, 0),
			cursors: selection.ranges.length,
		});
	}
}
