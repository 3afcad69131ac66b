import { linter, setDiagnostics, setDiagnosticsEffect } from '@codemirror/lint';
import { type EditorState, type Extension, Prec, RangeSet, StateField, type TransactionSpec } from '@codemirror/state';
import { type EditorView, GutterMarker, gutter, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { EditorDiagnostic } from '../../toolchain/language-client.ts';
import { editorStore, SHOWN_PROBLEMS } from './editor-store.ts';
import { reportOf } from './language-services.ts';
import { problemMark, problemNote } from './problem-note.ts';

/**
 * A text that has not changed for so long is looked at, milliseconds. The build of the live file begins earlier (`hot-reload.ts`) and is
 * mostly through by then: both at once, on two cores, make the author wait for the sound.
 */
const PAUSE_MS = 250;

class ProblemMarker extends GutterMarker {
	readonly severity: EditorDiagnostic['severity'];

	constructor(severity: EditorDiagnostic['severity']) {
		super();
		this.severity = severity;
	}

	override eq(other: GutterMarker): boolean {
		return other instanceof ProblemMarker && other.severity === this.severity;
	}

	override toDOM(): Node {
		return problemMark(this.severity);
	}
}

const MARKERS = { error: new ProblemMarker('error'), warning: new ProblemMarker('warning') } as const;

/** Worst severity by the line's start. */
function markersOf(state: EditorState, problems: readonly { from: number; severity: string }[]): RangeSet<GutterMarker> {
	const lines = new Map<number, EditorDiagnostic['severity']>();
	for (const { from, severity } of problems) {
		const start = state.doc.lineAt(Math.min(from, state.doc.length)).from;
		if (severity === 'error' || !lines.has(start)) lines.set(start, severity === 'error' ? 'error' : 'warning');
	}
	return RangeSet.of(
		[...lines].map(([start, severity]) => MARKERS[severity].range(start)),
		true,
	);
}

const problemLines = StateField.define<RangeSet<GutterMarker>>({
	create: () => RangeSet.empty,
	update(markers, transaction) {
		for (const effect of transaction.effects) {
			if (effect.is(setDiagnosticsEffect)) return markersOf(transaction.state, effect.value);
		}
		return transaction.docChanged ? markers.map(transaction.changes) : markers;
	},
});

function shownProblems(state: EditorState, problems: readonly EditorDiagnostic[]): TransactionSpec {
	const { length } = state.doc;
	return setDiagnostics(
		state,
		problems.slice(0, SHOWN_PROBLEMS).map((problem) => ({
			from: Math.min(problem.from, length),
			to: Math.min(problem.to, length),
			severity: problem.severity,
			message: problem.message,
			renderMessage: (view: EditorView) => problemNote(view, problem),
		})),
	);
}

/** Asks what is to be said of the text whenever it has rested for a moment. */
class ProblemWatch {
	readonly #view: EditorView;
	#timer = 0;

	constructor(view: EditorView) {
		this.#view = view;
		this.#timer = window.setTimeout(() => void this.#look());
	}

	update({ docChanged }: ViewUpdate): void {
		if (!docChanged) return;
		window.clearTimeout(this.#timer);
		this.#timer = window.setTimeout(() => void this.#look(), PAUSE_MS);
	}

	destroy(): void {
		window.clearTimeout(this.#timer);
		this.#timer = -1;
	}

	async #look(): Promise<void> {
		const { state } = this.#view;
		const report = await reportOf(state);
		// Meanwhile the text may have changed, or another file been shown.
		if (report === null || this.#timer === -1 || !this.#view.state.doc.eq(state.doc)) return;
		this.#view.dispatch(shownProblems(this.#view.state, report.diagnostics));
		editorStore.setState({ problems: report.diagnostics, outline: report.outline });
	}
}

/** Problems under the code, in the gutter, and in the store. */
export const problemMarks: Extension = [
	problemLines,
	linter(null, { autoPanel: false }),
	ViewPlugin.fromClass(ProblemWatch),
	// Left of the line numbers.
	Prec.high(
		gutter({
			class: 'cm-problemGutter',
			markers: (view) => view.state.field(problemLines),
			initialSpacer: () => MARKERS.error,
			domEventHandlers: {
				click(view, line) {
					const first = editorStore.getState().problems.find(({ from }) => from >= line.from && from <= line.to);
					if (first === undefined) return false;
					view.dispatch({ selection: { anchor: first.from }, scrollIntoView: true });
					view.focus();
					return true;
				},
			},
		}),
	),
];
