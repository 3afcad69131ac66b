import type { StateEffect } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** Scrolls the line of a place to the middle, or leaves it where it is when all of it can be seen. */
export function scrollTo(view: EditorView, position: number): StateEffect<unknown> {
	const top = view.lineBlockAt(position).top + view.documentTop;
	const box = view.scrollDOM.getBoundingClientRect();
	const isSeen = top >= box.top && top + view.defaultLineHeight <= box.bottom;
	return EditorView.scrollIntoView(position, { y: isSeen ? 'nearest' : 'center' });
}
