import { type KeyboardEvent, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { blamedInstruction, droppedText, violationText } from '../../bridge/violation-text.ts';
import { PushButton } from '../../controls/index.ts';
import { STATUS } from '../../gazl/status.ts';
import type { Violation } from '../../memory/checks/violation-list.ts';
import { deviceStore, type FirmwareFault } from '../../store/device-store.ts';
import { memoryStore } from '../../store/memory-store.ts';
import { workspaceStore } from '../../store/workspace.ts';
import { faultReason } from '../editor/fault-reason.ts';
import { goToInstruction, goToSourceLine } from '../go-to-line.ts';
import { useLooks } from '../use-looks.ts';
import { revealRow, useVirtualRows } from '../virtual-rows.ts';
import { grouped } from '../word-format.ts';
import { ageText } from './allocation-rows.ts';
import type { ChecksHost } from './checks-host.ts';
import type { ChecksState, OpenChecks } from './checks-source.ts';
import { chosenViolation } from './chosen-violation.ts';
import { showOnMap } from './show-on-map.ts';
import { ViolationMark } from './violation-mark.tsx';
import { type ViolationRow, violationRows, violationSites } from './violation-rows.ts';
import styles from './violations-pane.module.css';

const ROW_PX = 20;

/** The list is read this often, milliseconds. */
const LOOK_PERIOD_MS = 150;

/** The row of the list that a key leads to; undefined for a key that leads nowhere. */
function rowAfterKey(key: string, row: number, rows: number): number | undefined {
	const steps: Readonly<Record<string, number>> = { ArrowUp: row - 1, ArrowDown: row + 1, Home: 0, End: rows - 1 };
	const next = steps[key];
	return next === undefined ? undefined : Math.max(0, Math.min(rows - 1, next));
}

/** The list: all that happened, counted as often as it did, those of them that found no row, and the rows. */
interface ListedViolations {
	readonly total: number;
	readonly dropped: number;
	readonly violations: readonly Violation[];
}

/** The list as it is at one moment. */
function readList({ records }: OpenChecks): ListedViolations {
	return { total: records.violationTotal, dropped: records.violationsDropped, violations: records.violations };
}

/** Says that nothing was found, and out of how much. */
function Clean({ checks, state }: { readonly checks: OpenChecks; readonly state: ChecksState }) {
	const root = useRef<HTMLDivElement>(null);
	const [text, setText] = useState('');
	useLooks(root, 250, () => {
		const { allocations, frees, failures } = checks.records.profile;
		const begun = checks.begunFrame;
		const since = begun === null || state === 'stopped' ? '' : ` in ${ageText(checks.secondsSince(begun))}`;
		setText(
			`${state === 'stopped' ? 'Every access to the heap was looked at' : 'Every access to the heap is looked at'}: ${grouped(allocations)} allocated, ${grouped(frees)} freed, ${grouped(failures)} without an answer${since}.`,
		);
	});
	return (
		<div ref={root} className={styles.clean}>
			<svg viewBox="0 0 32 32" aria-hidden="true">
				<circle cx="16" cy="16" r="14" />
				<path d="M9 16.500l5 5L23.500 11" />
			</svg>
			<div>
				<p className={styles.cleanTitle}>{state === 'stopped' ? 'No violation until then.' : 'No violation so far.'}</p>
				<p>{text}</p>
			</div>
		</div>
	);
}

/** Why a firmware was stopped, as a sentence. Of a violation the list says more. */
function stoppedText(fault: FirmwareFault | null, inStart: boolean): string {
	const when = inStart ? ' before it began to play' : '';
	if (fault === null) return `The firmware was stopped${when}.`;
	if (fault.stopped?.status === STATUS.VIOLATION) return `The firmware was stopped at a violation${when}.`;
	return `The firmware was stopped${when}: ${faultReason(fault.summary)}.`;
}

/** Says that the firmware has come to its end, why and where, and lets it begin again. */
function Stopped({ host, checks }: { readonly host: ChecksHost; readonly checks: OpenChecks }) {
	const fault = useStore(deviceStore, (state) => (state.fault?.loadId === checks.id ? state.fault : null));
	const line = fault?.line ?? 0;

	function begin(): void {
		const { liveId } = workspaceStore.getState();
		if (liveId !== null) void host.playFile(liveId);
		// A bank's firmware is no file: it is loaded again with the heap that it had; RESET does that with one that has not begun to play.
		else if (checks.areDevices) host.configureMemory?.(memoryStore.getState().configuration);
		else host.reset?.();
	}

	return (
		<p className={styles.stopped}>
			<span>■ {stoppedText(fault, !checks.areDevices)}</span>
			<span className={styles.keys}>
				{line > 0 && (
					<PushButton variant="small" onClick={() => goToSourceLine(checks.firmware, line)}>
						{`Go to line ${line}`}
					</PushButton>
				)}
				<PushButton variant="small" onClick={begin}>
					Begin again
				</PushButton>
			</span>
		</p>
	);
}

/** All that is known of one violation, and where to go from it. */
function Detail({ checks, row }: { readonly checks: OpenChecks; readonly row: ViolationRow }) {
	const { violation, title } = row;
	const { headline, details } = violationText(violation, checks.context);
	const advice = details.at(-1);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys
		<section className={styles.detail} aria-label={`About this ${title}`} tabIndex={0}>
			<p className={styles.headline}>{headline}</p>
			<div className={styles.ways}>
				{violationSites(violation, checks.context).map((site) => (
					<PushButton
						key={`${site.title} ${site.instruction}`}
						variant="small"
						onClick={() => goToInstruction(checks.firmware, site.instruction)}
					>
						{`${site.title} ${site.line}`}
					</PushButton>
				))}
				{violation.address >= 0 && checks.areDevices && (
					<PushButton variant="small" onClick={() => showOnMap(violation.address)}>
						Show on the map
					</PushButton>
				)}
			</div>
			<ul className={styles.facts}>
				{details.slice(0, -1).map((detail) => (
					<li key={detail}>{detail}</li>
				))}
			</ul>
			<p className={styles.advice}>{advice}</p>
		</section>
	);
}

interface ViolationsPaneProps {
	readonly host: ChecksHost;
	readonly checks: OpenChecks;
	readonly state: ChecksState;
}

/** What the firmware does with its heap that it must not: each kind at each place once, the newest first. */
export function ViolationsPane({ host, checks, state }: ViolationsPaneProps) {
	const id = useId();
	const root = useRef<HTMLDivElement>(null);
	const scroller = useRef<HTMLDivElement>(null);
	const [list, setList] = useState(() => readList(checks));
	const chosen = useStore(chosenViolation, (choice) => (choice.firmware === checks.id ? choice.row : -1));

	useLooks(root, LOOK_PERIOD_MS, () => {
		if (checks.records.violationTotal !== list.total) setList(readList(checks));
	});

	const rows = useMemo(() => violationRows(list.violations, checks.context), [list, checks]);
	const isKept = rows.length > 0;
	// What came first is shown until something else is chosen.
	const selected = chosen >= 0 ? Math.max(0, rows.length - 1 - chosen) : rows.length - 1;
	const { first, end } = useVirtualRows(scroller, rows.length, ROW_PX);

	useLayoutEffect(() => {
		if (isKept && chosen >= 0 && scroller.current !== null) revealRow(scroller.current, selected, ROW_PX);
	}, [isKept, chosen, selected]);

	function choose(index: number): void {
		const row = rows[index]?.violation.row;
		if (row !== undefined) chosenViolation.setState({ firmware: checks.id, row });
	}

	function pressKey(event: KeyboardEvent): void {
		const next = rowAfterKey(event.key, selected, rows.length);
		if (next !== undefined) choose(next);
		else if (event.key === 'Enter') {
			const violation = rows[selected]?.violation;
			if (violation !== undefined) goToInstruction(checks.firmware, blamedInstruction(violation));
		} else return;
		event.preventDefault();
	}

	const shown = rows[selected];
	if (shown === undefined) {
		return (
			<div ref={root} className={styles.room}>
				{state === 'stopped' && <Stopped host={host} checks={checks} />}
				<Clean checks={checks} state={state} />
			</div>
		);
	}
	return (
		<div ref={root} className={styles.pane}>
			<div className={styles.listRoom}>
				{state === 'stopped' && <Stopped host={host} checks={checks} />}
				<div className={styles.heading} aria-hidden="true">
					<span />
					<span>{grouped(list.total)} in all</span>
					<span>place</span>
					<span className={styles.spot}>buffer</span>
					<span className={styles.number}>times</span>
					<span className={styles.number}>first</span>
					<span className={styles.number}>last</span>
				</div>
				<div
					ref={scroller}
					className={styles.list}
					role="listbox"
					aria-label="Violations"
					aria-activedescendant={selected >= first && selected < end ? `${id}-${shown.violation.row}` : undefined}
					tabIndex={0}
					onKeyDown={pressKey}
				>
					<div style={{ height: rows.length * ROW_PX, paddingTop: first * ROW_PX, boxSizing: 'border-box' }} role="presentation">
						{rows.slice(first, end).map((row, offset) => (
							// biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus, and the keys
							// biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and points at its option
							<div
								key={row.violation.row}
								id={`${id}-${row.violation.row}`}
								role="option"
								aria-selected={first + offset === selected}
								aria-setsize={rows.length}
								aria-posinset={first + offset + 1}
								className={styles.row}
								style={{ height: ROW_PX }}
								onClick={() => choose(first + offset)}
								onDoubleClick={() => goToInstruction(checks.firmware, blamedInstruction(row.violation))}
							>
								<ViolationMark kind={row.violation.kind} />
								<span className={styles.kind}>{row.title}</span>
								<span className={styles.place}>
									<span>{row.fileName}</span>
									<span>{row.line}</span>
								</span>
								<span className={styles.spot}>
									<span>{row.buffer}</span> <span>{row.offset}</span>
								</span>
								<span className={styles.number}>{row.count}</span>
								<span className={styles.number} title="first time">
									{row.first}
								</span>
								<span className={styles.number} title="last time">
									{row.last}
								</span>
							</div>
						))}
					</div>
				</div>
				{list.dropped > 0 && (
					<p className={styles.notKept}>
						{grouped(list.violations.length)} places are listed; {droppedText(list.dropped)}.
					</p>
				)}
			</div>
			<Detail checks={checks} row={shown} />
		</div>
	);
}
