import { defaultKeymap } from '@codemirror/commands';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { type FaultPlace, faultEffects, faultMark } from './fault-mark.ts';
import { lightLines } from './line-lights.ts';
import { scrollTo } from './scroll-to.ts';
import { printedCode } from './source-extensions.ts';
import { singleChange } from './text-changes.ts';

/** The pane that shows what the compiler makes of the live file; it cannot be written in. */
export class GazlView {
	readonly view: EditorView;
	/** Tells the line, from 1, that somebody chose here. */
	readonly #onChoose: (line: number) => void;

	constructor(parent: HTMLElement, onChoose: (line: number) => void) {
		this.#onChoose = onChoose;
		this.view = new EditorView({
			parent,
			state: EditorState.create({
				extensions: [
					printedCode({ id: '', name: '', language: 'gazl' }),
					faultMark,
					EditorState.readOnly.of(true),
					search({ top: true }),
					keymap.of([...searchKeymap, ...defaultKeymap]),
					EditorView.contentAttributes.of({ 'aria-label': 'GAZL of the live file', 'aria-readonly': 'true' }),
					EditorView.updateListener.of(({ selectionSet, transactions, state }) => {
						const chosen = selectionSet && transactions.some((transaction) => transaction.isUserEvent('select'));
						if (chosen) this.#onChoose(state.doc.lineAt(state.selection.main.head).number);
					}),
				],
			}),
		});
	}

	/** Shows a text in place of the one before; what they share stays where it is. */
	show(text: string): void {
		const change = singleChange(this.view.state.doc.toString(), text);
		if (change !== null) this.view.dispatch({ changes: change });
	}

	/** Lights lines and scrolls the first of them to the middle if it cannot be seen. */
	light(lines: readonly number[], reveal: boolean): void {
		const [first] = lines;
		const { doc } = this.view.state;
		const scroll = reveal && first !== undefined && first <= doc.lines ? [scrollTo(this.view, doc.line(first).from)] : [];
		this.view.dispatch({ effects: [lightLines.of(lines), ...scroll] });
	}

	/** Marks and shows where the firmware was stopped; null when it was not. */
	showFault(fault: FaultPlace | null): void {
		this.view.dispatch({ effects: faultEffects(this.view.state, fault) });
	}

	dispose(): void {
		this.view.destroy();
	}
}
