import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { IconButton } from '../controls/index.ts';
import { type ConsoleLineKind, clearConsole, consoleStore } from '../store/console-store.ts';
import { ConsoleCard } from './console-card.tsx';
import { type ConsoleRow, consoleRows } from './console-rows.ts';
import styles from './console-view.module.css';
import { useVirtualRows } from './virtual-rows.ts';

const ROW_PX = 18;

/** Up to so many rows all are rendered, for a browser's own search and for readers; above it only those that can be seen. */
const RENDERED_ROWS = 300;

/** A view that is scrolled to within this of its end follows the end. */
const END_PX = ROW_PX;

/** What stands in front of a line, and what a reader hears in its place. */
const MARKS: Readonly<Record<ConsoleLineKind, { readonly sign: string; readonly spoken: string }>> = {
	trace: { sign: '', spoken: '' },
	notice: { sign: 'i', spoken: '' },
	warning: { sign: '!', spoken: 'warning: ' },
	error: { sign: '×', spoken: 'error: ' },
};

/** The console's keys, for the heading that it stands under. */
export function ConsoleTools() {
	const empty = useStore(consoleStore, ({ lines }) => lines.length === 0);
	const [copied, setCopied] = useState(false);

	async function copy(): Promise<void> {
		const { lines } = consoleStore.getState();
		await navigator.clipboard.writeText(lines.map(({ kind, text }) => `${MARKS[kind].spoken}${text}`).join('\n'));
		setCopied(true);
	}

	return (
		<span className={styles.tools} onPointerLeave={() => setCopied(false)}>
			<span className={styles.copied} role="status">
				{copied ? 'copied' : ''}
			</span>
			<IconButton label="Copy all lines" disabled={empty} onClick={() => void copy()}>
				<svg viewBox="0 0 16 16" aria-hidden="true">
					<path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />
				</svg>
			</IconButton>
			<IconButton label="Clear the console" disabled={empty} onClick={clearConsole}>
				<svg viewBox="0 0 16 16" aria-hidden="true">
					<path d="M4 4l8 8M12 4l-8 8" />
				</svg>
			</IconButton>
		</span>
	);
}

function Row({ row }: { readonly row: ConsoleRow }) {
	const { kind } = row.line;
	const mark = MARKS[kind];
	return (
		<div className={styles.row} data-kind={kind} style={{ height: ROW_PX }}>
			<span className={styles.mark} aria-hidden="true">
				{row.part === 0 ? mark.sign : ''}
			</span>
			{row.part === 0 && mark.spoken !== '' && <span className={styles.spoken}>{mark.spoken}</span>}
			<span className={styles.text}>{row.text}</span>
		</div>
	);
}

/** What firmware traced and what the instrument has to say. */
export function ConsoleView() {
	const lines = useStore(consoleStore, (state) => state.lines);
	const rows = useMemo(() => consoleRows(lines), [lines]);
	const scroller = useRef<HTMLDivElement>(null);
	const following = useRef(true);
	const seen = useVirtualRows(scroller, rows.length, ROW_PX);
	const { first, end } = rows.length > RENDERED_ROWS ? seen : { first: 0, end: rows.length };

	useLayoutEffect(() => {
		const element = scroller.current;
		if (element !== null && following.current) element.scrollTop = rows.length * ROW_PX;
	}, [rows]);

	return (
		<div className={styles.room}>
			<div className={styles.bench} data-empty={rows.length === 0}>
				<div
					ref={scroller}
					className={styles.console}
					role="log"
					aria-label="Console"
					// biome-ignore lint/a11y/noNoninteractiveTabindex: a log must be reachable to be scrolled by keys
					tabIndex={0}
					onScroll={({ currentTarget: element }) => {
						following.current = element.scrollTop + element.clientHeight >= element.scrollHeight - END_PX;
					}}
				>
					{rows.length === 0 && (
						<p className={styles.empty}>Nothing to report. What a firmware traces and what goes wrong is printed here.</p>
					)}
					<div style={{ height: rows.length * ROW_PX }}>
						<div style={{ transform: `translateY(${first * ROW_PX}px)` }}>
							{rows.slice(first, end).map((row) => (
								<Row key={`${row.line.id} ${row.part}`} row={row} />
							))}
						</div>
					</div>
				</div>
				<ConsoleCard />
			</div>
		</div>
	);
}
