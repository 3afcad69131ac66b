import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { ClipProfile } from '../../analysis/analysis.ts';
import { analysisStore } from '../../store/analysis-store.ts';
import { buildStore } from '../../store/build-store.ts';
import { deviceStore } from '../../store/device-store.ts';
import { fileOf, type WorkspaceFile, workspaceStore } from '../../store/workspace.ts';
import type { LineCost } from './cycle-gutter.ts';
import styles from './editor.module.css';
import { faultReason } from './fault-reason.ts';
import { FILE_PANEL, FILE_TAB } from './file-tabs.tsx';
import { lineRequest } from './line-request.ts';
import type { EditorHost } from './source-document.ts';
import { SourceView } from './source-view.ts';

const NO_COSTS: readonly LineCost[] = [];

/** What the lines of a profile cost in a second. */
function lineCosts({ lines, cycles, frames, sampleRate }: ClipProfile): readonly LineCost[] {
	const seconds = frames / sampleRate;
	return lines.map((line) => ({
		line: line.line,
		cyclesPerSecond: line.cycles / seconds,
		share: line.cycles / cycles.cycles,
		accessCyclesPerSecond: (line.accessCycles - line.savedCycles) / seconds,
	}));
}

/** The text of a file. `source` is given the view as long as it is there. */
export function SourcePane({
	file,
	host,
	source,
}: {
	readonly file: WorkspaceFile;
	readonly host: EditorHost;
	readonly source: RefObject<SourceView | null>;
}) {
	const place = useRef<HTMLDivElement>(null);
	const isLive = useStore(workspaceStore, (state) => state.liveId === file.id);
	const isStopped = useStore(buildStore, (state) => state.phase === 'stopped');
	const fault = useStore(deviceStore, (state) => state.fault);
	const request = useStore(lineRequest, (state) => state.request);
	const profile = useStore(analysisStore, (state) => state.lastProfile);
	const stop = isLive && isStopped && fault !== null && fault.diagnostic === null && fault.line > 0 ? fault : null;

	useLayoutEffect(() => {
		if (place.current === null) return;
		const made = new SourceView(place.current, host);
		source.current = made;
		return () => {
			source.current = null;
			made.dispose();
		};
	}, [host, source]);

	// As the workspace has it at this moment: an older text would take back what was typed since.
	useLayoutEffect(() => source.current?.show(fileOf(file.id) ?? file), [file, source]);

	// Also when another file is shown: its state knows nothing of it yet.
	useEffect(() => {
		source.current?.showFault(stop === null ? null : { line: stop.line, reason: faultReason(stop.summary) });
	}, [stop, source, file.id]);

	// A profile is of the text as it was then: what was typed since moves its figures along.
	useEffect(() => {
		const isOf = profile !== null && profile.clip.firmware.fileName === file.name;
		source.current?.showCosts(isOf ? lineCosts(profile.result) : NO_COSTS);
	}, [profile, source, file.id, file.name]);

	// Behind all that scrolls.
	useEffect(() => {
		if (request?.fileId !== file.id || source.current === null) return;
		source.current.goToLine(request.line);
		lineRequest.setState({ request: null });
	}, [request, source, file.id]);

	return <div ref={place} className={styles.code} role="tabpanel" id={FILE_PANEL} aria-labelledby={FILE_TAB + file.id} />;
}
