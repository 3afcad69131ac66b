import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { decibelText, HelpMark, PopupList } from '../controls/index.ts';
import { SCOPE_TRIGGERS, viewStore } from '../store/view-store.ts';
import type { EngineSource } from './engine-window.ts';
import { ScopeScreen } from './scope-screen.ts';
import styles from './scope-view.module.css';
import { useFrameView } from './use-frame-view.ts';

/** Numbers change this often, so that they can be read. */
const PRINT_PERIOD_MS = 200;

/** Widths of the screen, milliseconds. */
const SPANS_MS = [2, 5, 10, 20, 50, 100, 200, 500] as const;

const SPAN_ITEMS = SPANS_MS.map((ms) => ({ id: String(ms), label: `${ms} ms` }));

const TRIGGER_TEXTS = { input: 'rising input', output: 'rising output', free: 'free run' } as const;

const TRIGGER_ITEMS = SCOPE_TRIGGERS.map((id) => ({ id, label: TRIGGER_TEXTS[id] }));

/** The scope's keys, for the heading that it stands under. */
export function ScopeTools() {
	const spanMs = useStore(viewStore, (state) => state.scopeSpanMs);
	const trigger = useStore(viewStore, (state) => state.scopeTrigger);
	return (
		<>
			<PopupList
				label="Width of the screen"
				items={SPAN_ITEMS}
				selectedId={String(spanMs)}
				listWidthPx={100}
				onSelect={(id) => viewStore.setState({ scopeSpanMs: Number(id) })}
			/>
			<PopupList
				label="Trigger"
				items={TRIGGER_ITEMS}
				selectedId={trigger}
				listWidthPx={140}
				onSelect={(id) => viewStore.setState({ scopeTrigger: SCOPE_TRIGGERS.find((known) => known === id) ?? 'input' })}
			/>
			<HelpMark about="the scope">
				The device’s input above and its output below, left bright and right dim. A sweep starts where the left channel rises
				through zero. The engine sends frames only while this tab is open.
			</HelpMark>
		</>
	);
}

/** An oscilloscope on the device's input and output. */
export function ScopeView({ engine }: { readonly engine: EngineSource }) {
	const host = useRef<HTMLDivElement>(null);
	const canvas = useRef<HTMLCanvasElement>(null);
	const print = useRef<HTMLSpanElement>(null);
	const [empty, setEmpty] = useState(engine.view === null);
	useFrameView(host, () => {
		if (canvas.current === null) throw new Error('the scope is not mounted');
		const screen = new ScopeScreen(engine, canvas.current);
		let printedAtMs = Number.NEGATIVE_INFINITY;
		return {
			resize: (width, height) => screen.resize(width, height),
			recolour: () => screen.recolour(),
			rest: () => screen.rest(),
			draw(nowMs) {
				screen.draw(nowMs);
				if (nowMs - printedAtMs < PRINT_PERIOD_MS) return;
				printedAtMs = nowMs;
				setEmpty(engine.view === null);
				const { triggered, dropped, peakIn, peakOut } = screen.report(nowMs);
				const level = (peak: number) =>
					decibelText(peak > 0 ? 20 * Math.log10(peak) : Number.NEGATIVE_INFINITY).padStart(9, '\u2007');
				const text = `${triggered ? 'triggered' : 'free run '}  in ${level(peakIn)}  out ${level(peakOut)}  ${dropped > 0 ? `▲ ${dropped} frames dropped` : 'no frames dropped'}`;
				if (print.current !== null && print.current.textContent !== text) print.current.textContent = text;
			},
		};
	});
	return (
		<div className={styles.scope}>
			<div ref={host} className={styles.glass} role="img" aria-label="Oscilloscope: input above, output below">
				<canvas ref={canvas} className={styles.screen} />
				<span className={styles.lane}>in</span>
				<span className={styles.lane} data-lane="out">
					out
				</span>
				{empty && <p className={styles.empty}>No signal. Press START.</p>}
			</div>
			<span ref={print} className={styles.readout} />
		</div>
	);
}
