import { type EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import { element } from './elements.ts';

/** Where firmware was stopped, and why. */
export interface FaultPlace {
	/** From 1. */
	readonly line: number;
	readonly reason: string;
}

/** Marks the line that firmware was stopped at; null takes the mark away. */
const markFault = StateEffect.define<FaultPlace | null>();

/** What marks a fault and scrolls its line into view. */
export function faultEffects({ doc }: EditorState, fault: FaultPlace | null): readonly StateEffect<unknown>[] {
	if (fault === null || fault.line < 1 || fault.line > doc.lines) return [markFault.of(null)];
	return [markFault.of(fault), EditorView.scrollIntoView(doc.line(fault.line).from, { y: 'center' })];
}

class FaultReason extends WidgetType {
	readonly #reason: string;

	constructor(reason: string) {
		super();
		this.#reason = reason;
	}

	override eq(other: FaultReason): boolean {
		return other.#reason === this.#reason;
	}

	override toDOM(): HTMLElement {
		return element('span', 'cm-faultReason', `◀ ${this.#reason}`);
	}
}

const FAULT_LINE = Decoration.line({ class: 'cm-faultLine' });

export const faultMark = StateField.define<DecorationSet>({
	create: () => Decoration.none,
	update(marks, { effects, changes, docChanged, newDoc }) {
		const set = effects.findLast((effect) => effect.is(markFault));
		if (set === undefined) return docChanged ? marks.map(changes) : marks;
		const { value } = set;
		if (value === null) return Decoration.none;
		const line = newDoc.line(Math.min(value.line, newDoc.lines));
		const reason = Decoration.widget({ widget: new FaultReason(value.reason), side: 1 });
		return Decoration.set([FAULT_LINE.range(line.from), reason.range(line.to)]);
	},
	provide: (field) => EditorView.decorations.from(field),
});
