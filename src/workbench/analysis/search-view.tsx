import { useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import {
	bestFor,
	EXPORT_FORMATS,
	type ExportFormat,
	exportSearch,
	levelsOf,
	levelText,
	SEARCH_LEVELS,
	type SearchResult,
} from '../../analysis/analysis.ts';
import { PopupList, PushButton, TextField } from '../../controls/index.ts';
import { LEVEL } from '../../memory/heap/levels.ts';
import { type AnalysedClip, analysisStore } from '../../store/analysis-store.ts';
import { deviceStore } from '../../store/device-store.ts';
import { download } from '../../store/download.ts';
import { memoryStore } from '../../store/memory-store.ts';
import { CompactTrigger } from '../compact-trigger.tsx';
import { grouped } from '../word-format.ts';
import sheet from './analysis.module.css';
import type { AnalysisHost } from './analysis-host.ts';
import { otherFirmwareText } from './clip-firmware.ts';
import { savingText, searchColumns } from './search-columns.ts';
import { SortableTable } from './sortable-table.tsx';

/** Lengths of sound to choose from, seconds. */
const SECONDS = ['0.5', '1', '2', '5'] as const;

const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = { csv: 'text/csv', json: 'application/json' };

interface MatrixProps {
	readonly host: AnalysisHost;
	readonly clip: AnalysedClip;
	readonly result: SearchResult;
}

/** The best assignment for a budget of L1, and the key that applies it. */
function Best({ host, clip, result }: MatrixProps) {
	const other = useStore(deviceStore, ({ firmware }) => otherFirmwareText(clip.firmware, firmware, 'the table would be'));
	const l1Words = useStore(memoryStore, (state) => state.configuration.levels.L1.words);
	const [typed, setTyped] = useState(String(l1Words));
	const [applied, setApplied] = useState(-1);
	const budget = /^\d+$/.test(typed.trim()) ? Number(typed) : null;
	const best = budget === null ? null : bestFor(result, budget);
	const seconds = result.frames / result.sampleRate;
	return (
		<div className={sheet.bar}>
			<span className={sheet.budget}>
				<TextField label="Words of L1" hideLabel figures value={typed} onChange={setTyped} />
			</span>
			<span>words of L1 at most:</span>
			<span role="status" data-wrong={budget === null}>
				{budget === null && 'Type a whole number of words.'}
				{budget !== null && best === null && 'No assignment that passes keeps to that.'}
				{best !== null &&
					`${savingText(best.cycles / seconds)} cycles/s with ${grouped(best.l1Words)} words of L1: ${result.buffers
						.map(({ name }, index) => `${name} ${levelText(best.levels[index] ?? LEVEL.L1)}`)
						.join(', ')}`}
			</span>
			<PushButton
				variant="small"
				disabled={best === null || best.row === applied || other !== ''}
				onClick={() => {
					if (best === null) return;
					host.assignLevels(levelsOf(result, best));
					setApplied(best.row);
				}}
			>
				{best !== null && best.row === applied ? 'In the table' : 'Put into the table'}
			</PushButton>
			{other !== '' && <span className={sheet.other}>{other}</span>}
			{EXPORT_FORMATS.map((format) => (
				<PushButton
					key={format}
					variant="small"
					label={`Export the matrix as ${format.toUpperCase()}`}
					onClick={() => download(`levels.${format}`, exportSearch(result, format), MEDIA_TYPES[format])}
				>
					{format.toUpperCase()}
				</PushButton>
			))}
		</div>
	);
}

function Matrix({ host, clip, result }: MatrixProps) {
	const columns = useMemo(() => searchColumns(result), [result]);
	const left = result.plannedRows - result.rows.length;
	return (
		<>
			<Best host={host} clip={clip} result={result} />
			{(result.skippedBecause !== '' || left > 0) && (
				<p className={sheet.bar}>
					{left > 0 && `Cancelled with ${grouped(left)} of ${grouped(result.plannedRows)} assignments left. `}
					{result.skippedBecause}
				</p>
			)}
			<SortableTable
				label="Assignments"
				rows={result.rows}
				columns={columns}
				initial={{ column: 'cycles', descending: false }}
				keyOf={({ row }) => row}
				isMarked={({ isReference }) => isReference}
			/>
		</>
	);
}

/** What is searched, and on what sound. */
function clipText({ firmware, seconds, sound }: AnalysedClip): string {
	return `${firmware.source.name}, ${seconds} s of ${sound}`;
}

/** Tries every assignment of a firmware's buffers to levels, off line, on the sound that is chosen. */
export default function SearchView({ engine }: { readonly engine: AnalysisHost }) {
	const id = useId();
	const search = useStore(analysisStore, (state) => state.search);
	const firmware = useStore(deviceStore, (state) => state.firmware);
	const [seconds, setSeconds] = useState<string>('1');
	const [levels, setLevels] = useState<readonly number[]>(SEARCH_LEVELS);
	const isRunning = search.phase === 'running';
	const hasHeap = (firmware?.image.program.heapWords ?? 0) > 0;
	const progress = isRunning ? search.progress : null;
	// What plays now may be another firmware than the one that is searched.
	const asked = isRunning ? search.clip.firmware : firmware;

	function toggle(level: number): void {
		setLevels(SEARCH_LEVELS.filter((known) => (known === level) !== levels.includes(known)));
	}

	return (
		<div className={sheet.view}>
			<div className={sheet.bar}>
				<PopupList
					label="Seconds of sound"
					items={SECONDS.map((length) => ({ id: length, label: `${length} s` }))}
					selectedId={seconds}
					listWidthPx={80}
					onSelect={setSeconds}
				>
					<CompactTrigger title="sound" choice={`${seconds} s`} />
				</PopupList>
				<fieldset className={sheet.choices} disabled={isRunning}>
					<legend>levels</legend>
					{SEARCH_LEVELS.map((level) => (
						<label key={level} htmlFor={`${id}-${level}`}>
							<input id={`${id}-${level}`} type="checkbox" checked={levels.includes(level)} onChange={() => toggle(level)} />
							{levelText(level)}
						</label>
					))}
				</fieldset>
				{isRunning ? (
					<PushButton variant="small" onClick={() => engine.analyst.cancelSearch()}>
						Cancel
					</PushButton>
				) : (
					<PushButton
						variant="small"
						disabled={!hasHeap || levels.length === 0}
						onClick={() => void engine.analyst.search(Number(seconds), { levels })}
					>
						Search
					</PushButton>
				)}
				{isRunning && (
					<progress
						aria-label="Assignments rendered"
						max={progress?.plannedRows ?? 1}
						{...(progress === null ? {} : { value: progress.rows })}
					/>
				)}
				<span role="status" data-wrong={search.phase === 'failed'}>
					{search.phase === 'failed' && search.problem}
					{isRunning &&
						`${clipText(search.clip)}: ${
							progress === null
								? 'learning the buffers…'
								: `${grouped(progress.rows)} of ${grouped(progress.plannedRows)} assignments`
						}`}
					{search.phase === 'done' &&
						`${clipText(search.clip)}: ${grouped(search.result.rows.length)} assignments of ${search.result.buffers.length} buffers`}
				</span>
			</div>
			{search.phase === 'done' ? (
				<Matrix key={search.clip.firmware.image.id} host={engine} clip={search.clip} result={search.result} />
			) : (
				<div className={sheet.empty}>
					<p>
						{asked === null
							? 'The stock CPU has no buffers.'
							: isRunning || hasHeap
								? `Which buffer of ${asked.source.name} belongs into which level?`
								: `${asked.source.name} asks for no heap, so it has no buffers to assign.`}
					</p>
					<p>
						A search plays the chosen sound through the firmware once for every assignment of its named buffers to L1, L2 and
						Lext, on all processors, and says what each costs against the assignment of now, and whether the output stays the same
						to the last bit.
					</p>
				</div>
			)}
		</div>
	);
}
