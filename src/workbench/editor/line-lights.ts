import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

/** Lights the lines that belong to what the other pane points at, counted from 1. */
export const lightLines = StateEffect.define<readonly number[]>();

const LIGHT = Decoration.line({ class: 'cm-mappedLine' });

export const lineLights = StateField.define<DecorationSet>({
	create: () => Decoration.none,
	update(lights, { effects, changes, docChanged, newDoc }) {
		const set = effects.findLast((effect) => effect.is(lightLines));
		if (set === undefined) return docChanged ? lights.map(changes) : lights;
		const starts = set.value.filter((line) => line <= newDoc.lines).map((line) => LIGHT.range(newDoc.line(line).from));
		return Decoration.set(starts, true);
	},
	provide: (field) => EditorView.decorations.from(field),
});
