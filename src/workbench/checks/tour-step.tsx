import { type ReactNode, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { PushButton } from '../../controls/index.ts';
import { buildStore } from '../../store/build-store.ts';
import { MISTAKE_TAG, MISTAKES, type Mistake } from '../../store/mistakes.ts';
import { soundStore } from '../../store/sound-store.ts';
import { viewStore } from '../../store/view-store.ts';
import { goToInstruction, showInEditor } from '../go-to-line.ts';
import type { ChecksHost } from './checks-host.ts';
import type { OpenChecks } from './checks-source.ts';
import { chosenViolation } from './chosen-violation.ts';
import type { MistakeFinding } from './mistake-watch.ts';
import styles from './tour-pane.module.css';
import type { TourStage } from './tour-progress.ts';
import { loadMistake, tourStore } from './tour-store.ts';
import { useFocusHandover } from './use-focus-handover.ts';
import { ViolationMark } from './violation-mark.tsx';

/** Line of a text with the comment that tells of the mistake, from 1. */
function taggedLine(text: string): number {
	return text.split('\n').findIndex((line) => line.includes(MISTAKE_TAG)) + 1;
}

interface TourStepProps {
	readonly host: ChecksHost;
	readonly checks: OpenChecks | null;
	readonly mistake: Mistake;
	readonly stage: TourStage;
	/** What of the mistake was found in the version that plays. */
	readonly finding: MistakeFinding | null;
}

/** What there is to do in a stage. It is brought into sight when it changes, and the focus goes from the key that was pressed to the next. */
export function TourStep({ host, checks, mistake, stage, finding }: TourStepProps) {
	const root = useRef<HTMLDivElement>(null);
	const problem = useStore(tourStore, (state) => state.problem);
	const build = useStore(buildStore);
	const loaded = useStore(tourStore, (state) => state.loaded[mistake.name]);
	const isRunning = useStore(soundStore, ({ audio }) => audio === 'running');
	const next = MISTAKES[(MISTAKES.indexOf(mistake) + 1) % MISTAKES.length] ?? mistake;

	const focus = useFocusHandover(
		() => root.current?.querySelector<HTMLElement>('button:enabled') ?? root.current?.closest<HTMLElement>('[tabindex]') ?? null,
	);
	useEffect(() => {
		root.current?.scrollIntoView({ block: 'nearest' });
	}, [stage, mistake, finding]);

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
				<div className={styles.ways}>
					<PushButton variant="small" onClick={() => void loadMistake(host, mistake)}>
						Load it
					</PushButton>
				</div>
			</>
		),
		sound: isRunning ? (
			<p>The firmware is starting …</p>
		) : (
			<>
				<p>It is built, and waits for sound.</p>
				<div className={styles.ways}>
					<PushButton variant="small" onClick={() => void host.start?.()}>
						Start
					</PushButton>
				</div>
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
				<div className={styles.ways}>
					<PushButton variant="small" onClick={() => tourStore.setState({ name: next.name, problem: '' })}>
						{`Next: ${next.title}`}
					</PushButton>
				</div>
			</>
		),
	};
	return (
		<div ref={root} role="status" data-next-step {...focus}>
			{contents[stage]}
		</div>
	);
}
