import { useEffect, useMemo, useRef, useState } from 'react';
import { IconButton, PopupList, PushButton, TextField } from '../../controls/index.ts';
import { LEVEL_NAMES } from '../../memory/heap/levels.ts';
import { download } from '../../store/download.ts';
import { CompactTrigger } from '../compact-trigger.tsx';
import { useLooks } from '../use-looks.ts';
import { grouped } from '../word-format.ts';
import type { OpenChecks } from './checks-source.ts';
import { LineLink } from './line-link.tsx';
import { KEPT_RECORDS, type LogRecord } from './log-book.ts';
import { logCsv, logJsonLines } from './log-export.ts';
import { KIND_ITEMS, LEVEL_ITEMS, type LogFilter, logTest, NO_FILTER, OPERATION_ITEMS } from './log-filter.ts';
import { logOf } from './log-recorder.ts';
import styles from './panes.module.css';
import { type TableColumn, VirtualTable } from './virtual-table.tsx';

/** What has come is printed this often, milliseconds; it is read on each animation frame. */
const PRINT_PERIOD_MS = 100;

const ALL_NAMES = { id: '', label: 'all' };

function columnsOf(checks: OpenChecks): readonly TableColumn<LogRecord>[] {
	return [
		{
			title: 'time',
			meaning: 'Seconds of sound since the first START.',
			characters: 12,
			isNumber: true,
			content: ({ seconds }) => `${seconds.toFixed(4)} s`,
		},
		{ title: 'operation', meaning: 'What happened.', characters: 13, content: ({ operation }) => operation },
		{
			title: 'kind',
			meaning: 'What it is about.',
			characters: 15,
			content: ({ operation, kind }) => (operation === 'initialise' ? 'all' : kind),
		},
		{ title: 'name', meaning: 'As the call named it.', characters: 18, content: ({ nameText }) => nameText || '–' },
		{
			title: 'words',
			meaning: 'Asked for, and granted where that is more.',
			characters: 15,
			isNumber: true,
			content: ({ askedWords, grantedWords }) => {
				if (askedWords === 0) return '–';
				return grantedWords > askedWords ? `${grouped(askedWords)} / ${grouped(grantedWords)}` : grouped(askedWords);
			},
		},
		{
			title: 'level',
			meaning: 'The level that served; before it the one that was wanted, if that is another.',
			characters: 11,
			content: ({ operation, wantedLevel, level }) => (operation === 'initialise' ? '–' : levelText(wantedLevel, level)),
		},
		{
			title: 'address',
			meaning: 'First word in the firmware’s memory.',
			characters: 8,
			isNumber: true,
			content: ({ address }) => (address === 0 ? '–' : address),
		},
		{ title: 'cycles', meaning: 'That the call took.', characters: 6, isNumber: true, content: ({ cycles }) => grouped(cycles) },
		{
			title: 'by',
			meaning: 'The function and the line of the call.',
			characters: 24,
			grows: true,
			content: ({ instruction, site }) => (
				<LineLink firmware={checks.firmware} instruction={instruction}>
					{site}
				</LineLink>
			),
		},
	];
}

function levelText(wanted: number, level: number): string {
	const served = LEVEL_NAMES[level] ?? '–';
	const asked = LEVEL_NAMES[wanted];
	return asked === undefined || wanted === level ? served : `${asked} → ${served}`;
}

const toneOf = ({ operation }: LogRecord): string => {
	if (operation === 'fail' || operation === 'refuse' || operation === 'violation') return 'alarm';
	return operation === 'initialise' ? 'rule' : '';
};

/** Every allocation, free, failure and violation as it happens. */
export function LogPane({ checks }: { readonly checks: OpenChecks }) {
	const root = useRef<HTMLDivElement>(null);
	const recorder = logOf(checks);
	const { book } = recorder;
	const [filter, setFilter] = useState<LogFilter>(NO_FILTER);
	const [isPaused, setPaused] = useState(false);
	/** Counts what makes the table another one. */
	const [revision, setRevision] = useState(0);
	const printed = useRef({ atMs: 0, total: -1 });
	const columns = useMemo(() => columnsOf(checks), [checks]);

	useLooks(root, 0, (nowMs) => {
		if (!isPaused) recorder.read();
		if (book.total === printed.current.total || nowMs - printed.current.atMs < PRINT_PERIOD_MS) return;
		printed.current = { atMs: nowMs, total: book.total };
		setRevision((before) => before + 1);
	});

	useEffect(() => {
		book.filter(logTest(filter));
		setRevision((before) => before + 1);
		// Whoever looks next begins with all.
		return () => book.filter(logTest(NO_FILTER));
	}, [book, filter]);

	function change(part: Partial<LogFilter>): void {
		setFilter((before) => ({ ...before, ...part }));
	}

	function save(extension: 'csv' | 'jsonl'): void {
		const records = book.shown();
		const name = `${checks.firmware.source.name}-allocations.${extension}`;
		if (extension === 'csv') download(name, logCsv(records), 'text/csv');
		else download(name, logJsonLines(records), 'application/x-ndjson');
	}

	const choices = [
		{ field: 'operation', title: 'operation', items: OPERATION_ITEMS },
		{ field: 'kind', title: 'kind', items: KIND_ITEMS },
		{ field: 'level', title: 'level', items: LEVEL_ITEMS },
		{ field: 'name', title: 'name', items: [ALL_NAMES, ...book.names.map((name) => ({ id: name, label: name }))] },
	] as const;
	const { missed } = recorder;
	const isEmpty = book.length === 0;
	return (
		<div ref={root} className={styles.pane} data-revision={revision}>
			<div className={styles.bar}>
				{choices.map(({ field, title, items }) => (
					<PopupList
						key={field}
						label={`Filter by ${title}`}
						items={items}
						selectedId={filter[field]}
						listWidthPx={150}
						onSelect={(id) => change({ [field]: id })}
					>
						<CompactTrigger title={title} choice={items.find(({ id }) => id === filter[field])?.label ?? filter[field]} />
					</PopupList>
				))}
				<div className={styles.search}>
					<TextField
						label="Filter by text"
						hideLabel
						figures
						placeholder="text"
						value={filter.text}
						onChange={(text) => change({ text })}
					/>
				</div>
				<span className={styles.report}>
					{book.shownLength === book.length
						? `${grouped(book.length)} records`
						: `${grouped(book.shownLength)} of ${grouped(book.length)} records`}
					{missed > 0 && `, ${grouped(missed)} missed`}
				</span>
				<span className={styles.keys}>
					<PushButton variant="small" pressed={isPaused} onClick={() => setPaused(!isPaused)}>
						Pause
					</PushButton>
					<PushButton variant="small" label="Export as CSV" disabled={isEmpty} onClick={() => save('csv')}>
						CSV
					</PushButton>
					<PushButton variant="small" label="Export as JSON lines" disabled={isEmpty} onClick={() => save('jsonl')}>
						JSONL
					</PushButton>
					<IconButton
						label="Clear the log"
						disabled={isEmpty}
						onClick={() => {
							book.clear();
							setRevision(revision + 1);
						}}
					>
						<svg viewBox="0 0 16 16" aria-hidden="true">
							<path d="M4 4l8 8M12 4l-8 8" />
						</svg>
					</IconButton>
				</span>
			</div>
			{book.shownLength === 0 ? (
				<p className={styles.remark}>
					{isEmpty
						? `Nothing has been allocated since the log was looked at. The last ${grouped(KEPT_RECORDS)} records are kept here.`
						: 'No record passes the filter.'}
				</p>
			) : (
				<VirtualTable
					label="Log of allocations"
					columns={columns}
					rows={book.shownLength}
					slice={(first, end) => book.shown(first, end)}
					keyOf={({ serial }) => serial}
					toneOf={toneOf}
					follows
					gone={book.gone}
				/>
			)}
		</div>
	);
}
