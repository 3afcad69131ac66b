import type { EditorView } from '@codemirror/view';
import type { EditorDiagnostic } from '../../toolchain/language-client.ts';
import styles from './code-notes.module.css';
import { element } from './elements.ts';

/** The shapes of problems, on a grid of 12: a disc with a cross, and a triangle. */
const SHAPES = {
	error: '<circle cx="6" cy="6" r="5"/><path d="M4 4l4 4M8 4l-4 4"/>',
	warning: '<path class="ground" d="M6 1 11.4 11H.6Z"/><path d="M6 4.6v3M6 9.2v.1"/>',
} as const;

/** The mark of a problem: shape and colour both tell its severity. */
export function problemMark(severity: 'error' | 'warning'): HTMLElement {
	const mark = element('span', `${styles.mark}`);
	mark.dataset.severity = severity;
	mark.innerHTML = `<svg viewBox="0 0 12 12" aria-hidden="true">${SHAPES[severity]}</svg>`;
	return mark;
}

/** A message without the sentences that stand by themselves beside it. */
function headOf({ message, expected, hint }: EditorDiagnostic): string {
	const withoutHint = hint !== '' && message.endsWith(hint) ? message.slice(0, -hint.length) : message;
	const expectation = `Expected ${expected}.`;
	return withoutHint.replace(expected === '' ? '' : expectation, '').trim();
}

/** All that is to be said of a problem; a related place can be gone to. */
export function problemNote(view: EditorView, problem: EditorDiagnostic): HTMLElement {
	const { severity, code, expected, hint, related } = problem;
	const note = element(
		'div',
		`${styles.note}`,
		element('p', `${styles.head}`, problemMark(severity), element('span', 'spoken', `${severity}: `), headOf(problem)),
	);
	if (expected !== '') note.append(element('p', '', element('b', '', 'Expected '), expected));
	if (hint !== '') note.append(element('p', '', hint));
	for (const place of related) {
		const line = view.state.doc.lineAt(Math.min(place.from, view.state.doc.length)).number;
		const link = element('button', `${styles.link}`, `line ${line}`);
		link.setAttribute('type', 'button');
		link.addEventListener('click', () => {
			const { length } = view.state.doc;
			const selection = { anchor: Math.min(place.from, length), head: Math.min(place.to, length) };
			view.dispatch({ selection, scrollIntoView: true });
			view.focus();
		});
		note.append(element('p', '', `${place.message} `, link));
	}
	note.append(element('p', `${styles.code}`, code));
	return note;
}
