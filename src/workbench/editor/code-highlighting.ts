import { type Extension, RangeSetBuilder, StateField, type Transaction } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { CODE_STYLES, type CodeMark } from './code-marks.ts';
import { type CommentLines, type LineChange, rescanCommentLines, scanCommentLines } from './comment-lines.ts';
import { gazlLineMarks } from './gazl-marks.ts';
import { impalaLineMarks } from './impala-marks.ts';
import { sourceDocument } from './source-document.ts';

/** The lines that a transaction replaced, from the first that it touched to the last. */
function changedLines({ startState, newDoc, changes }: Transaction): LineChange {
	let from = newDoc.length;
	let toBefore = 0;
	let toAfter = 0;
	changes.iterChangedRanges((_, toA, fromB, toB) => {
		from = Math.min(from, fromB);
		toBefore = Math.max(toBefore, toA);
		toAfter = Math.max(toAfter, toB);
	});
	return {
		first: newDoc.lineAt(from).number,
		lastBefore: startState.doc.lineAt(toBefore).number,
		lastAfter: newDoc.lineAt(toAfter).number,
	};
}

const commentLines = StateField.define<CommentLines>({
	create: ({ doc }) => scanCommentLines(doc),
	update: (inside, transaction) =>
		transaction.docChanged ? rescanCommentLines(inside, transaction.newDoc, changedLines(transaction)) : inside,
});

const DECORATIONS = new Map(CODE_STYLES.map((style) => [style, Decoration.mark({ class: `code-${style}` })]));

/** Marks the code of the lines that can be seen, and of no others. */
function visibleMarks({ state, visibleRanges }: EditorView): DecorationSet {
	const { language } = state.facet(sourceDocument);
	const inside = state.field(commentLines, false);
	const builder = new RangeSetBuilder<Decoration>();
	let marked = 0;
	for (const { from, to } of visibleRanges) {
		for (let at = Math.max(from, marked); at <= Math.min(to, state.doc.length); ) {
			const line = state.doc.lineAt(at);
			const marks: readonly CodeMark[] =
				language === 'impala' ? impalaLineMarks(line.text, inside?.[line.number - 1] === 1) : gazlLineMarks(line.text);
			for (const mark of marks) {
				const decoration = DECORATIONS.get(mark.style);
				if (decoration !== undefined) builder.add(line.from + mark.from, line.from + mark.to, decoration);
			}
			at = marked = line.to + 1;
		}
	}
	return builder.finish();
}

class Highlighter {
	decorations: DecorationSet;

	constructor(view: EditorView) {
		this.decorations = visibleMarks(view);
	}

	update({ docChanged, viewportChanged, view }: ViewUpdate): void {
		if (docChanged || viewportChanged) this.decorations = visibleMarks(view);
	}
}

/** Prints code in its inks: the lexers of compiler and assembler cut the lines that are on the screen, each time anew. */
export const codeHighlighting: Extension = [
	commentLines,
	ViewPlugin.fromClass(Highlighter, { decorations: ({ decorations }) => decorations }),
];
