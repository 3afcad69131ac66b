import type { EditorState } from '@codemirror/state';
import { type Command, EditorView } from '@codemirror/view';
import type { Span } from '../../toolchain/language-client.ts';
import { openDrawer } from './drawer-requests.ts';
import { type CodePlace, editorStore } from './editor-store.ts';
import { askLanguage } from './language-services.ts';
import { scrollTo } from './scroll-to.ts';

/** Selects a stretch, scrolls it to the middle if it could not be seen, and takes the focus unless told not to. */
export function goTo(view: EditorView, from: number, to: number, focus = true): void {
	const { length } = view.state.doc;
	const [anchor, head] = [Math.min(from, length), Math.min(to, length)];
	view.dispatch({
		selection: { anchor, head },
		effects: scrollTo(view, anchor),
		userEvent: 'select',
	});
	if (focus) view.focus();
}

/** A stretch of a text as a list shows it. */
function placeOf({ doc }: EditorState, { start, end }: Span): CodePlace {
	const line = doc.lineAt(Math.min(start, doc.length));
	return { from: start, to: end, line: line.number, column: start - line.from + 1, text: line.text.trim() };
}

/** Lists everywhere that the name at an offset is written. */
async function showReferences(view: EditorView, offset: number): Promise<void> {
	const { state } = view;
	const spans = await askLanguage(state, (client, id) => client.references(id, offset));
	if (spans === null || !view.state.doc.eq(state.doc)) return;
	const [first] = spans;
	const name = first === undefined ? '' : state.doc.sliceString(first.start, first.end);
	editorStore.setState({ references: { name, places: spans.map((span) => placeOf(state, span)) } });
	openDrawer('references');
}

/** Goes to the definition of the name at an offset; at the definition itself, lists where it is used. */
async function showDefinition(view: EditorView, offset: number): Promise<void> {
	const { doc } = view.state;
	const span = await askLanguage(view.state, (client, id) => client.definition(id, offset));
	if (span === null || !view.state.doc.eq(doc)) return;
	if (offset >= span.start && offset <= span.end) await showReferences(view, offset);
	else goTo(view, span.start, span.end);
}

export const goToDefinition: Command = (view) => {
	void showDefinition(view, view.state.selection.main.head);
	return true;
};

export const findReferences: Command = (view) => {
	void showReferences(view, view.state.selection.main.head);
	return true;
};

/** Goes to the next problem (1) or the one before (−1), round the ends. */
export function goToProblem(direction: 1 | -1): Command {
	return (view) => {
		const { problems } = editorStore.getState();
		const { from } = view.state.selection.main;
		const next =
			direction > 0
				? (problems.find((problem) => problem.from > from) ?? problems[0])
				: (problems.findLast((problem) => problem.from < from) ?? problems.at(-1));
		if (next === undefined) return true;
		goTo(view, next.from, next.from);
		view.dispatch({ effects: EditorView.announce.of(`${next.severity}: ${next.message}`) });
		return true;
	};
}

/** A click with Control or Command goes to the definition of what it hits. */
export const definitionClicks = EditorView.domEventHandlers({
	mousedown(event, view) {
		if (event.button !== 0 || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return false;
		const offset = view.posAtCoords({ x: event.clientX, y: event.clientY });
		if (offset === null) return false;
		event.preventDefault();
		void showDefinition(view, offset);
		return true;
	},
});
