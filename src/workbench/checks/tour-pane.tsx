import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { PushButton } from '../../controls/index.ts';
import { VIOLATION_KINDS } from '../../memory/checks/violation-kinds.ts';
import { buildStore } from '../../store/build-store.ts';
import { memoryStore } from '../../store/memory-store.ts';
import { MISTAKE_TAG, MISTAKES, type Mistake } from '../../store/mistakes.ts';
import { soundStore } from '../../store/sound-store.ts';
import { viewStore } from '../../store/view-store.ts';
import { workspaceStore } from '../../store/workspace.ts';
import { openWindow } from '../engine-window.ts';
import { goToInstruction, showInEditor } from '../go-to-line.ts';
import type { ChecksHost } from './checks-host.ts';
import type { OpenChecks } from './checks-source.ts';
import { chosenViolation } from './chosen-violation.ts';
import { type MistakeFinding, MistakeWatch } from './mistake-watch.ts';
import styles from './tour-pane.module.css';
import { neededSeconds, type TourStage, tourStage } from './tour-progress.ts';
import { loadMistake, noteMistake, tourStore } from './tour-store.ts';
import { useLooks } from './use-looks.ts';
import { ViolationMark } from './violation-mark.tsx';

const LOOK_PERIOD_MS = 200;

/** The steps that are counted for the reader, and the stages in which each is the one to do. */
const STEPS = [
	{ title: 'Hear it', stages: ['load', 'sound'] },
	{ title: 'Find it', stages: ['find'] },
	{ title: 'Mend it', stages: ['mend', 'watch'] },
] as const satisfies readonly { readonly title: string; readonly stages: readonly TourStage[] }[];

const FIRST: Mistake = MISTAKES[0] as Mistake;

/** One of the mistakes, in the list. */
function MistakeKey({ mistake, isShown }: { readonly mistake: Mistake; readonly isShown: boolean }) {
	const loaded = useStore(tourStore, (state) => state.loaded[mistake.name]);
	const [sign, spoken] = loaded?.wasMended ? ['✓', 'mended'] : loaded?.wasFound ? ['▲', 'found'] : ['', ''];
	return (
		<li>
			<button
				type="button"
				className={styles.key}
				aria-current={isShown}
				onClick={() => tourStore.setState({ name: mistake.name, problem: '' })}
			>
				<ViolationMark kind={mistake.kind} />
				<span>{mistake.title}</span>
				<span className={styles.sign} aria-hidden="true">
					{sign}
				</span>
				{spoken !== '' && <span className="spoken">{spoken}</span>}
			</button>
		</li>
	);
}

/** Line of a text with the comment that tells of the mistake, from 1. */
function taggedLine(text: string): number {
	return text.split('\n').findIndex((line) => line.includes(MISTAKE_TAG)) + 1;
}

/** What there is to do in a stage. */
function StageCard(props: {
	readonly host: ChecksHost;
	readonly checks: OpenChecks | null;
	readonly mistake: Mistake;
	readonly stage: TourStage;
	readonly finding: MistakeFinding | null;
}) {
	const { host, checks, mistake, stage, finding } = props;
	const problem = useStore(tourStore, (state) => state.problem);
	const build = useStore(buildStore);
	const loaded = useStore(tourStore, (state) => state.loaded[mistake.name]);
	const isRunning = useStore(soundStore, ({ audio }) => audio === 'running');
	const next = MISTAKES[(MISTAKES.indexOf(mistake) + 1) % MISTAKES.length] ?? FIRST;

	function openSource(): void {
		if (loaded !== undefined) showInEditor(loaded.fileId, Math.max(1, taggedLine(loaded.text)));
	}

	function show(): void {
		if (checks === null || finding === null) return;
		if (finding.row >= 0) chosenViolation.setState({ firmware: checks.id, row: finding.row });
		viewStore.setState({ checksPane: finding.row >= 0 ? 'violations' : 'forgotten' });
	}

	const goToLine = finding !== null && checks !== null && (
		<PushButton variant="small" onClick={() => goToInstruction(checks.firmware, finding.instruction)}>
			{`Go to line ${checks.context.lineOf(finding.instruction)}`}
		</PushButton>
	);
	const contents: Readonly<Record<TourStage, ReactNode>> = {
		load: (
			<>
				<p>
					Opens {mistake.name}.impala in the editor, has it built with checks, and plays it. Both operands that it reads are set
					to 0.
				</p>
				{problem !== '' && (
					<p className={styles.problem} role="alert">
						{problem}
					</p>
				)}
				<PushButton variant="small" onClick={() => void loadMistake(host, mistake)}>
					Load it
				</PushButton>
			</>
		),
		sound: isRunning ? (
			<p>The firmware is starting …</p>
		) : (
			<>
				<p>It is built, and waits for sound.</p>
				<PushButton variant="small" onClick={() => void host.start?.()}>
					Start
				</PushButton>
			</>
		),
		find: (
			<>
				<p>{mistake.tour.found}</p>
				<p>
					It plays. The violation shows here in a moment{mistake.kind === 'leak' ? '; turn the high byte of instruction 1' : ''}.
				</p>
			</>
		),
		mend: (
			<>
				{finding !== null && (
					<p className={styles.finding}>
						<ViolationMark kind={mistake.kind} />
						<span>{finding.text}</span>
					</p>
				)}
				<p>{mistake.tour.mended} Edit the line, and it plays the mended version at once.</p>
				{build.phase === 'failed' && build.fileId === loaded?.fileId && (
					<p className={styles.problem}>This text cannot be built; what played before plays on. {build.problem}</p>
				)}
				<div className={styles.ways}>
					{goToLine || (
						<PushButton variant="small" onClick={openSource}>
							Open the source
						</PushButton>
					)}
					{finding !== null && (
						<PushButton variant="small" onClick={show}>
							{finding.row >= 0 ? 'Show the violation' : 'Show what is forgotten'}
						</PushButton>
					)}
				</div>
			</>
		),
		watch: <p>Your version plays. It is watched for as long as the mistake took to show …</p>,
		mended: (
			<>
				<p className={styles.mended}>
					Mended: your version has played for as long as it took, and the checks have found nothing.
				</p>
				<PushButton variant="small" onClick={() => tourStore.setState({ name: next.name, problem: '' })}>
					{`Next: ${next.title}`}
				</PushButton>
			</>
		),
	};
	return contents[stage];
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
			<nav className={styles.list} aria-label="Mistakes">
				<h2 className={styles.heading}>{MISTAKES.length} mistakes, and how each is found</h2>
				<ul>
					{MISTAKES.map((known) => (
						<MistakeKey key={known.name} mistake={known} isShown={known === mistake} />
					))}
				</ul>
			</nav>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys */}
			<section className={styles.card} tabIndex={0} aria-label={mistake.title}>
				<div className={styles.story}>
					<h3>
						{mistake.title} <small>{VIOLATION_KINDS[mistake.kind].title}</small>
					</h3>
					<p>{mistake.tour.does}</p>
					<p>{mistake.tour.wrong}</p>
				</div>
				<div className={styles.stage}>
					<ol className={styles.steps} aria-label="Steps">
						{STEPS.map(({ title }, index) => (
							<li key={title} aria-current={index === step ? 'step' : undefined} data-done={index < done}>
								<span aria-hidden="true">{index < done ? '✓' : index + 1}</span> {title}
								{index < done && <span className="spoken"> (done)</span>}
							</li>
						))}
					</ol>
					<div role="status">
						<StageCard host={host} checks={checks} mistake={mistake} stage={stage} finding={finding} />
					</div>
				</div>
			</section>
		</section>
	);
}
