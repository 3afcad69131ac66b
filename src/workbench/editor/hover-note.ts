import type { Extension } from '@codemirror/state';
import { type EditorView, hoverTooltip, type Tooltip } from '@codemirror/view';
import { deviceStore } from '../../store/device-store.ts';
import { workspaceStore } from '../../store/workspace.ts';
import type { Hover, LiveGlobal } from '../../toolchain/language-client.ts';
import { onFrame } from '../frame-clock.ts';
import styles from './code-notes.module.css';
import { element } from './elements.ts';
import { gazlLineMarks } from './gazl-marks.ts';
import { impalaLineMarks } from './impala-marks.ts';
import { askLanguage } from './language-services.ts';
import { LiveGlobalReader } from './live-global.ts';
import { editorHost, sourceDocument } from './source-document.ts';

/** A pointer that rests this long on a name is told what it is, milliseconds. */
const REST_MS = 300;

/** Live values are printed this often, so that they can be read. */
const PRINT_PERIOD_MS = 100;

/** A line of code in its inks. */
function printedCode(line: string, marks: ReturnType<typeof impalaLineMarks>): Node[] {
	const parts: Node[] = [];
	let at = 0;
	for (const { from, to, style } of marks) {
		parts.push(document.createTextNode(line.slice(at, from)), element('span', `code-${style}`, line.slice(from, to)));
		at = to;
	}
	return [...parts, document.createTextNode(line.slice(at))];
}

/** Has the value of a global printed into `print` while that is on the screen. Answers how to stop. */
function followValue(view: EditorView, global: LiveGlobal, print: HTMLElement): () => void {
	const host = view.state.facet(editorHost);
	const isLive = workspaceStore.getState().liveId === view.state.facet(sourceDocument).id;
	const { firmware } = deviceStore.getState();
	print.hidden = true;
	if (host === null || !isLive || firmware === null) return () => {};
	const reader = new LiveGlobalReader(host, firmware, global);
	let printedAtMs = Number.NEGATIVE_INFINITY;
	const draw = (nowMs: number) => {
		if (nowMs - printedAtMs < PRINT_PERIOD_MS) return;
		printedAtMs = nowMs;
		const text = reader.read();
		print.hidden = text === '';
		if (print.textContent !== text) print.textContent = text;
	};
	draw(performance.now());
	return onFrame(draw);
}

function noteOf(view: EditorView, hover: Hover): { dom: HTMLElement; stop: () => void } {
	const { declaration, kind, documentation, data } = hover;
	const { language } = view.state.facet(sourceDocument);
	const marks = language === 'impala' ? impalaLineMarks(declaration, false) : gazlLineMarks(declaration);
	const dom = element('div', '', element('div', `${styles.declaration}`, ...printedCode(declaration, marks)));
	const note = element('div', `${styles.note}`, element('p', `${styles.kind}`, kind));
	if (documentation !== '') note.append(element('p', '', documentation));
	dom.append(note);
	if (data === null) return { dom, stop: () => {} };
	const live = element('div', `${styles.live}`);
	dom.append(live);
	return { dom, stop: followValue(view, data, live) };
}

async function hoverSource(view: EditorView, position: number): Promise<Tooltip | null> {
	const { doc } = view.state;
	const hover = await askLanguage(view.state, (client, id) => client.hover(id, position));
	if (hover === null || !view.state.doc.eq(doc)) return null;
	return {
		pos: hover.span.start,
		end: hover.span.end,
		above: true,
		create() {
			const { dom, stop } = noteOf(view, hover);
			return { dom, destroy: stop };
		},
	};
}

const hoverNoteTooltip = hoverTooltip(hoverSource, { hoverTime: REST_MS });

/** Tells of the name under a resting pointer: declaration, what it is, documentation, and the value of a global while it plays. */
export const hoverNote: Extension = hoverNoteTooltip;
