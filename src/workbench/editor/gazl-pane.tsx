import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { buildStore } from '../../store/build-store.ts';
import { deviceStore } from '../../store/device-store.ts';
import { fileOf, workspaceStore } from '../../store/workspace.ts';
import styles from './editor.module.css';
import { editorStore } from './editor-store.ts';
import { faultReason } from './fault-reason.ts';
import { GazlView } from './gazl-view.ts';
import { LineMapIndex } from './line-map-index.ts';

/** What the source pane lets the GAZL pane do. */
export interface SourceLights {
	/** Lights lines of the source, counted from 1. */
	light(lines: readonly number[]): void;
	/** Selects a stretch of the source. */
	select(from: number, to: number): void;
}

/** In place of the GAZL: why there is none. */
function noGazl(isLive: boolean, isGazl: boolean, hasGazl: boolean): string {
	if (!isLive) return 'This file does not play. Play it, and what the compiler makes of it is shown here.';
	if (isGazl) return 'This file is GAZL itself.';
	return hasGazl ? '' : 'Nothing has been built of it yet.';
}

/** GAZL of the live file; a line of either side lights what belongs to it on the other. */
export function GazlPane({ source }: { readonly source: SourceLights }) {
	const place = useRef<HTMLDivElement>(null);
	const pane = useRef<GazlView | null>(null);
	const gazl = useStore(buildStore, (state) => state.gazl);
	const lineMap = useStore(buildStore, (state) => state.lineMap);
	const phase = useStore(buildStore, (state) => state.phase);
	const builtText = useStore(buildStore, (state) => state.text);
	const isLive = useStore(workspaceStore, (state) => state.liveId !== null && state.liveId === state.shownId);
	const isGazl = useStore(workspaceStore, (state) => fileOf(state.shownId)?.language === 'gazl');
	const isCurrent = useStore(workspaceStore, (state) => fileOf(state.shownId)?.text === builtText) && phase !== 'failed';
	const line = useStore(editorStore, (state) => state.line);
	const index = useMemo(() => (lineMap === null || !isCurrent ? null : new LineMapIndex(lineMap)), [lineMap, isCurrent]);
	const reason = noGazl(isLive, isGazl, gazl !== null && lineMap !== null);
	const stop = useStore(deviceStore, ({ fault }) => (phase === 'stopped' && fault?.diagnostic === null ? fault : null));
	const latest = useRef({ index, source });
	latest.current = { index, source };

	useLayoutEffect(() => {
		if (place.current === null) return;
		const made = new GazlView(place.current, (chosen) => {
			const span = latest.current.index?.sourceSpan(chosen) ?? null;
			if (span !== null) latest.current.source.select(span.from, span.to);
		});
		pane.current = made;
		return () => {
			pane.current = null;
			made.dispose();
		};
	}, []);

	useEffect(() => {
		pane.current?.show(reason === '' ? (gazl ?? '') : '');
	}, [gazl, reason]);

	useEffect(() => {
		const reasonText = stop === null ? '' : faultReason(stop.summary);
		pane.current?.showFault(stop === null || reason !== '' ? null : { line: stop.gazlLine, reason: reasonText });
	}, [stop, reason]);

	useEffect(() => {
		const made = index?.gazlLines(line) ?? [];
		pane.current?.light(made, true);
		source.light([...new Set(made.flatMap((gazlLine) => index?.sourceLines(gazlLine) ?? []))]);
		return () => source.light([]);
	}, [index, line, source]);

	return (
		<div className={styles.gazlPane}>
			<div ref={place} className={styles.code} hidden={reason !== ''} />
			{reason !== '' && <p className={styles.noGazl}>{reason}</p>}
			{reason === '' && phase === 'failed' && <p className={styles.outdated}>of the last text that could be built</p>}
		</div>
	);
}
