import { type Command, EditorView } from '@codemirror/view';
import { print } from '../../store/console-store.ts';
import { askLanguage } from './language-services.ts';
import { whitespaceChanges } from './text-changes.ts';

/** Brings the text into the one style, as one step of history; the cursor stays at its word. */
export const formatText: Command = (view) => {
	void format(view);
	return true;
};

async function format(view: EditorView): Promise<void> {
	const { doc } = view.state;
	const formatted = await askLanguage(view.state, (client, id) => client.format(id));
	if (formatted === null || !view.state.doc.eq(doc)) return;
	const [problem] = formatted.diagnostics;
	if (problem !== undefined) {
		const line = doc.lineAt(Math.min(problem.from, doc.length)).number;
		const said = `Not formatted: line ${line}: ${problem.message}`;
		print('warning', said);
		view.dispatch({ effects: EditorView.announce.of(said) });
		return;
	}
	const changes = whitespaceChanges(doc.toString(), formatted.text);
	view.dispatch({ changes, scrollIntoView: true, userEvent: 'format', effects: EditorView.announce.of('formatted') });
}
