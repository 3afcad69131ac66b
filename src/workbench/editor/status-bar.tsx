import { useStore } from 'zustand';
import { type BuildState, buildStore } from '../../store/build-store.ts';
import { fileOf, type SourceLanguage, workspaceStore } from '../../store/workspace.ts';
import { grouped } from '../word-format.ts';
import { toggleDrawer } from './drawer-requests.ts';
import { editorStore } from './editor-store.ts';
import { ProblemSign } from './problem-sign.tsx';
import styles from './status-bar.module.css';

const LANGUAGE_NAMES: Readonly<Record<SourceLanguage, string>> = { impala: 'Impala', gazl: 'GAZL' };

const PHASE_TEXTS: Readonly<Record<BuildState['phase'], string>> = {
	idle: 'not playing',
	waiting: 'edited',
	building: 'compiling',
	starting: 'starting',
	playing: 'playing',
	ready: 'ready for Start',
	failed: 'not built',
	stopped: 'stopped',
};

/** How long building took, and until it was heard. */
function timesText({ builtMs, heardMs }: BuildState): string {
	if (builtMs === null) return '';
	const built = `compiled in ${builtMs.toFixed(0)} ms`;
	return heardMs === null ? built : `${built}, heard after ${heardMs.toFixed(0)} ms`;
}

/** What has become of the file that is shown, if it is the live one. */
function BuildReport() {
	const build = useStore(buildStore);
	const isLive = useStore(workspaceStore, (state) => state.liveId !== null && state.liveId === state.shownId);
	const phase = isLive ? build.phase : 'idle';
	return (
		<span className={styles.build} data-phase={phase}>
			<span className={styles.phase} role="status">
				{PHASE_TEXTS[phase]}
			</span>
			{isLive && (
				<span className={styles.problem} data-bad={build.problem !== ''}>
					{build.problem || timesText(build)}
				</span>
			)}
		</span>
	);
}

/** How many problems there are; a press lists them. */
function ProblemCounts() {
	const problems = useStore(editorStore, (state) => state.problems);
	const errors = problems.filter(({ severity }) => severity === 'error').length;
	const warnings = problems.length - errors;
	const spoken = `${errors} ${errors === 1 ? 'error' : 'errors'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`;
	return (
		<button type="button" className={styles.counts} aria-label={`Problems: ${spoken}`} onClick={() => toggleDrawer('problems')}>
			<span className={styles.count} data-none={errors === 0}>
				<ProblemSign severity="error" /> {errors}
			</span>
			<span className={styles.count} data-none={warnings === 0}>
				<ProblemSign severity="warning" /> {warnings}
			</span>
		</button>
	);
}

function Cursor() {
	const line = useStore(editorStore, (state) => state.line);
	const column = useStore(editorStore, (state) => state.column);
	const selected = useStore(editorStore, (state) => state.selectedCharacters);
	const cursors = useStore(editorStore, (state) => state.cursors);
	return (
		<span className={styles.cursor}>
			{cursors > 1 && <span>{cursors} cursors</span>}
			{selected > 0 && <span>{grouped(selected)} selected</span>}
			<span className={styles.place}>
				{line}:{column}
			</span>
		</span>
	);
}

/** One line about the file that is shown: build, problems, cursor, language, size. */
export function StatusBar() {
	const language = useStore(workspaceStore, (state) => fileOf(state.shownId)?.language ?? 'impala');
	const bytes = useStore(workspaceStore, (state) => fileOf(state.shownId)?.text.length ?? 0);
	return (
		<div className={styles.bar}>
			<BuildReport />
			<ProblemCounts />
			<Cursor />
			<span>{LANGUAGE_NAMES[language]}</span>
			<span className={styles.size}>{grouped(bytes)} bytes</span>
		</div>
	);
}
