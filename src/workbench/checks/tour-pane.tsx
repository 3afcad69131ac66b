import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type PopupItem, PopupList, PushButton } from '../../controls/index.ts';
import { VIOLATION_KINDS } from '../../memory/checks/violation-kinds.ts';
import { memoryStore } from '../../store/memory-store.ts';
import { MISTAKES, type Mistake } from '../../store/mistakes.ts';
import { viewStore } from '../../store/view-store.ts';
import { workspaceStore } from '../../store/workspace.ts';
import { CompactTrigger } from '../compact-trigger.tsx';
import { openWindow } from '../engine-window.ts';
import { useLooks } from '../use-looks.ts';
import type { ChecksHost } from './checks-host.ts';
import type { OpenChecks } from './checks-source.ts';
import { type MistakeFinding, MistakeWatch } from './mistake-watch.ts';
import styles from './tour-pane.module.css';
import { neededSeconds, type TourStage, tourStage } from './tour-progress.ts';
import { TourStep } from './tour-step.tsx';
import { noteMistake, tourStore } from './tour-store.ts';
import { ViolationMark } from './violation-mark.tsx';

const LOOK_PERIOD_MS = 200;

/** The steps that are counted for the reader, and the stages in which each is the one to do. */
const STEPS = [
	{ title: 'Hear it', stages: ['load', 'sound'] },
	{ title: 'Find it', stages: ['find'] },
	{ title: 'Mend it', stages: ['mend', 'watch'] },
] as const satisfies readonly { readonly title: string; readonly stages: readonly TourStage[] }[];

const FIRST: Mistake = MISTAKES[0] as Mistake;

/** The mistakes to choose from, each with how far somebody is with it. */
function MistakeList({ mistake }: { readonly mistake: Mistake }) {
	const loaded = useStore(tourStore, (state) => state.loaded);
	const items = MISTAKES.map(({ name, title }): PopupItem => {
		const { wasFound = false, wasMended = false } = loaded[name] ?? {};
		return { id: name, label: title, detail: wasMended ? '✓ mended' : wasFound ? '▲ found' : '' };
	});
	return (
		<PopupList
			label="Mistake"
			items={items}
			selectedId={mistake.name}
			listWidthPx={250}
			onSelect={(name) => tourStore.setState({ name, problem: '' })}
		>
			<CompactTrigger choice={mistake.title} />
		</PopupList>
	);
}

/** Gives the tour the whole window, and gives it back. */
function FillKey() {
	const isEnlarged = useStore(viewStore, ({ enlarged }) => enlarged === 'checks');
	return (
		<PushButton variant="small" onClick={() => viewStore.setState({ enlarged: isEnlarged ? '' : 'checks' })}>
			{isEnlarged ? 'Back to its place' : 'Fill the window'}
		</PushButton>
	);
}

/** Firmwares with one mistake each, and how the checks lead to it: to play, to find, to mend. */
export function TourPane({ host, checks }: { readonly host: ChecksHost; readonly checks: OpenChecks | null }) {
	const root = useRef<HTMLElement>(null);
	const name = useStore(tourStore, (state) => state.name);
	const mistake = MISTAKES.find((known) => known.name === name) ?? FIRST;
	const loaded = useStore(tourStore, (state) => state.loaded[mistake.name]);
	const isChecked = useStore(memoryStore, (state) => state.checked);
	const isLive = useStore(workspaceStore, ({ liveId }) => loaded !== undefined && liveId === loaded.fileId);
	const watch = useRef<MistakeWatch | null>(null);
	const [stage, setStage] = useState<TourStage>('load');
	const [finding, setFinding] = useState<MistakeFinding | null>(null);

	useLooks(root, LOOK_PERIOD_MS, (nowMs) => {
		if (checks === null || watch.current?.checks !== checks || watch.current.mistake !== mistake) {
			watch.current = checks === null ? null : new MistakeWatch(checks, mistake);
		}
		const plays = isLive && checks?.plays === true && checks.firmware.fileName.startsWith(mistake.name);
		const found = plays ? (watch.current?.look(nowMs) ?? null) : null;
		const begun = checks?.begunFrame ?? null;
		const now = tourStage({
			isLoaded: loaded !== undefined && isLive && isChecked,
			plays,
			isEdited: checks?.firmware.source.code !== loaded?.text,
			isFound: found !== null,
			wasFound: loaded?.wasFound === true,
			// The log's first record is only gone when the firmware has played for long.
			playedSeconds: begun === null || checks === null ? Number.POSITIVE_INFINITY : checks.secondsSince(begun),
			neededSeconds: neededSeconds(mistake.firstTick, openWindow(host)?.clockHz ?? 0),
		});
		setFinding((before) => (before?.text === found?.text ? before : found));
		setStage(now);
		if (found !== null && !loaded?.wasFound) noteMistake(mistake.name, { wasFound: true });
		if (now === 'mended' && !loaded?.wasMended) noteMistake(mistake.name, { wasMended: true });
	});

	// Another mistake is not shown in the stage of the last for the time of a look.
	useEffect(() => {
		setStage('load');
		setFinding(null);
	}, [mistake]);

	const step = STEPS.findIndex(({ stages }) => (stages as readonly TourStage[]).includes(stage));
	const done = stage === 'mended' ? STEPS.length : step;
	return (
		<section ref={root} className={styles.tour} aria-label="Guided tour">
			<div className={styles.bar}>
				<MistakeList mistake={mistake} />
				<ol className={styles.steps} aria-label="Steps">
					{STEPS.map(({ title }, index) => (
						<li key={title} aria-current={index === step ? 'step' : undefined} data-done={index < done}>
							<span aria-hidden="true">{index < done ? '✓' : index + 1}</span> {title}
							{index < done && <span className="spoken"> (done)</span>}
						</li>
					))}
				</ol>
				<span className={styles.count}>
					{MISTAKES.indexOf(mistake) + 1} of {MISTAKES.length} mistakes
				</span>
				<FillKey />
			</div>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys */}
			<section className={styles.card} tabIndex={0} aria-label={mistake.title}>
				<div className={styles.story}>
					<h2>
						<ViolationMark kind={mistake.kind} />
						{mistake.title} <small>{VIOLATION_KINDS[mistake.kind].title}</small>
					</h2>
					<p>{mistake.tour.does}</p>
					<p>{mistake.tour.wrong}</p>
				</div>
				<div className={styles.stage}>
					<TourStep host={host} checks={checks} mistake={mistake} stage={stage} finding={finding} />
				</div>
			</section>
		</section>
	);
}
