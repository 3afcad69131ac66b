import { Prec } from '@codemirror/state';
import { type Command, closeHoverTooltips, type EditorView, hasHoverTooltips, keymap } from '@codemirror/view';

/** Behind Escape, Tab leaves the text for so long, milliseconds; a second Escape within that time goes to the view around it. */
const LEAVE_MS = 2000;

const escapedAtMs = new WeakMap<EditorView, number>();

/** Escape that nothing in the text has use for. */
const leaveText: Command = (view) => {
	if (hasHoverTooltips(view.state)) {
		view.dispatch({ effects: closeHoverTooltips });
		return true;
	}
	const nowMs = performance.now();
	const isSecond = nowMs - (escapedAtMs.get(view) ?? Number.NEGATIVE_INFINITY) < LEAVE_MS;
	escapedAtMs.set(view, nowMs);
	view.setTabFocusMode(LEAVE_MS);
	return !isSecond;
};

/** Tab indents, so Escape comes before a Tab that leaves the text, and twice before it gives an enlarged view's window back. */
export const escapeKey = Prec.lowest(keymap.of([{ key: 'Escape', run: leaveText }]));
