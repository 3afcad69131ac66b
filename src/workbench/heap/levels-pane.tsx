import { type KeyboardEvent, useMemo, useRef } from 'react';
import type { EngineSource } from '../engine-window.ts';
import { useFrameView } from '../use-frame-view.ts';
import { recorderOf } from './heap-recorder.ts';
import { heapOf, type OpenHeap } from './heap-source.ts';
import { LEVEL_PAIRS, levelTable } from './level-rows.ts';
import styles from './levels-pane.module.css';
import { STEP_MS, TIMELINE_MS, TIMELINE_STEPS } from './occupancy-timeline.ts';
import { TimelineChart } from './timeline-chart.ts';
import { useTablePrinter } from './use-table-printer.ts';

/** Steps that a key moves the cursor by, to the past. */
const KEY_STEPS: Readonly<Record<string, number>> = {
	ArrowLeft: 5,
	ArrowDown: 5,
	ArrowRight: -5,
	ArrowUp: -5,
	PageDown: 50,
	PageUp: -50,
	Home: TIMELINE_STEPS,
	End: -TIMELINE_STEPS,
};

const AXIS_SECONDS = [60, 45, 30, 15, 0];

/** The strips of all levels. A pointer or the arrow keys read a moment; Escape puts the cursor away. */
function Timeline({ engine }: { readonly engine: EngineSource }) {
	const host = useRef<HTMLDivElement>(null);
	const canvas = useRef<HTMLCanvasElement>(null);
	const chart = useFrameView(host, () => {
		if (canvas.current === null) throw new Error('the timeline is not mounted');
		return new TimelineChart(canvas.current, heapOf(engine), recorderOf(engine));
	});

	function tell(stepsAgo: number): void {
		const element = host.current;
		if (element === null) return;
		element.setAttribute('aria-valuenow', String((-Math.max(0, stepsAgo) * STEP_MS) / 1000));
		element.setAttribute('aria-valuetext', stepsAgo < 0 ? 'no moment chosen' : (chart.current?.describe(stepsAgo) ?? ''));
	}

	function read(stepsAgo: number): void {
		if (chart.current === null) return;
		chart.current.cursorStepsAgo = stepsAgo;
		tell(chart.current.cursorStepsAgo);
	}

	function pressKey(event: KeyboardEvent): void {
		const cursor = chart.current?.cursorStepsAgo ?? -1;
		if (event.key === 'Escape' && cursor >= 0) {
			read(-1);
		} else {
			const steps = KEY_STEPS[event.key];
			if (steps === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
			read(Math.max(0, Math.max(0, cursor) + steps));
		}
		event.preventDefault();
	}

	return (
		<div
			ref={host}
			className={styles.chart}
			role="slider"
			tabIndex={0}
			aria-label="Occupancy over the last minute"
			aria-valuemin={-TIMELINE_MS / 1000}
			aria-valuemax={0}
			aria-valuenow={0}
			aria-valuetext="no moment chosen"
			onKeyDown={pressKey}
			onBlur={() => read(-1)}
			onPointerMove={(event) => {
				const { left } = event.currentTarget.getBoundingClientRect();
				read(chart.current?.stepsAgoAt(event.clientX - left) ?? -1);
			}}
			onPointerLeave={() => read(-1)}
		>
			<canvas ref={canvas} />
		</div>
	);
}

/** Every level with its strip of the last minute and its account. */
export function LevelsPane({ engine, heap }: { readonly engine: EngineSource; readonly heap: OpenHeap }) {
	const root = useRef<HTMLDivElement>(null);
	const table = useMemo(() => levelTable(heap), [heap]);
	useTablePrinter(root, table);
	return (
		<div ref={root} className={styles.room}>
			<table className={styles.table} aria-label="Levels">
				<colgroup>
					<col className={styles.nameColumn} />
					<col />
					{LEVEL_PAIRS.map(([above]) => (
						<col key={above.title} className={styles.figureColumn} />
					))}
				</colgroup>
				<thead>
					<tr>
						<th scope="col">level</th>
						<th scope="col" className={styles.chartHead}>
							<span className={styles.key} data-ink="asked" />
							asked for
							<span className={styles.key} data-ink="granted" />
							granted on top
							<span className={styles.key} data-ink="peak" />
							peak
						</th>
						{LEVEL_PAIRS.map(([above, below]) => (
							<th key={above.title} scope="col" title={`${above.title}: ${above.meaning}\n${below.title}: ${below.meaning}`}>
								<span>{above.title}</span>
								<span>{below.title}</span>
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{table.rows.map(({ key, level }) => (
						<tr key={key}>
							<th scope="row">
								<span data-figure>{key}</span>
								<canvas className={styles.gauge} />
							</th>
							{level === 0 && (
								<td rowSpan={table.rows.length} className={styles.chartCell}>
									<Timeline engine={engine} />
								</td>
							)}
							{LEVEL_PAIRS.map(([above]) => (
								<td key={above.title}>
									<span data-figure />
									<span data-figure />
								</td>
							))}
						</tr>
					))}
				</tbody>
				<tfoot aria-hidden="true">
					<tr>
						<td />
						<td className={styles.axis}>
							<div>
								{AXIS_SECONDS.map((seconds) => (
									<span key={seconds}>{seconds === 0 ? 'now' : `−${seconds} s`}</span>
								))}
							</div>
						</td>
						<td colSpan={LEVEL_PAIRS.length} className={styles.unit}>
							words
						</td>
					</tr>
				</tfoot>
			</table>
		</div>
	);
}
