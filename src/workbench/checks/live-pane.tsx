import { useMemo, useRef, useState } from 'react';
import { PushButton } from '../../controls/index.ts';
import type { Allocation } from '../../memory/checks/allocation-ledger.ts';
import { useLooks } from '../use-looks.ts';
import { grouped } from '../word-format.ts';
import { type AllocationRow, allocationRows, type ContentsCheck, compareChecksums, takeChecksums } from './allocation-rows.ts';
import type { OpenChecks } from './checks-source.ts';
import { LineLink } from './line-link.tsx';
import styles from './panes.module.css';
import { showOnMap } from './show-on-map.ts';
import { type TableColumn, VirtualTable } from './virtual-table.tsx';

/** The ledger is read this often, milliseconds. */
const LOOK_PERIOD_MS = 250;

const NOTHING_TAKEN: ReadonlyMap<number, ContentsCheck> = new Map();

function columnsOf(checks: OpenChecks): readonly TableColumn<AllocationRow>[] {
	return [
		{
			title: 'number',
			meaning: 'Counts the allocations of this firmware.',
			characters: 7,
			isNumber: true,
			content: ({ allocation }) => grouped(allocation.serial),
		},
		{ title: 'name', meaning: 'As the call named it.', characters: 18, content: ({ name }) => name },
		{ title: 'kind', meaning: 'What it was allocated as.', characters: 15, content: ({ allocation }) => allocation.kind },
		{
			title: 'address',
			meaning: 'First word of it in the firmware’s memory; shows it on the map.',
			characters: 8,
			isNumber: true,
			content: ({ allocation }) => (
				<button type="button" className={styles.address} title="Show on the map" onClick={() => showOnMap(allocation.address)}>
					{allocation.address}
				</button>
			),
		},
		{ title: 'level', meaning: 'The level it lies in.', characters: 6, content: ({ level }) => level },
		{
			title: 'asked / granted',
			meaning: 'Words that were asked for, and those of the block where it is larger.',
			characters: 15,
			isNumber: true,
			content: ({ words }) => words,
		},
		{
			title: 'allocated by',
			meaning: 'The function and the line of the call.',
			characters: 24,
			grows: true,
			content: ({ allocation, site }) => (
				<LineLink firmware={checks.firmware} instruction={allocation.allocated.instruction}>
					{site}
				</LineLink>
			),
		},
		{ title: 'age', meaning: 'Time of sound since then.', characters: 10, isNumber: true, content: ({ age }) => age },
		{
			title: 'contents',
			meaning: 'Checksum of the words that were asked for, and whether it still holds.',
			characters: 20,
			content: ({ contents }) => contents,
		},
	];
}

/** Every allocation that is in use: whose, where, since when, and whether its words have changed. */
export function LivePane({ checks }: { readonly checks: OpenChecks }) {
	const root = useRef<HTMLDivElement>(null);
	const [live, setLive] = useState<readonly Allocation[]>(() => checks.records.live);
	const [taken, setTaken] = useState(NOTHING_TAKEN);
	const [report, setReport] = useState('');
	const columns = useMemo(() => columnsOf(checks), [checks]);

	useLooks(root, LOOK_PERIOD_MS, () => checks.areIts && setLive(checks.records.live));

	function take(): void {
		const now = checks.records.live;
		setLive(now);
		setTaken(takeChecksums(checks.memory, now));
		setReport(`Taken of ${grouped(now.length)}.`);
	}

	function compare(): void {
		const now = checks.records.live;
		const compared = compareChecksums(checks.memory, now, taken);
		const changed = [...compared.values()].filter(({ verdict }) => verdict === 'changed').length;
		const gone = taken.size - compared.size;
		setLive(now);
		setTaken(compared);
		setReport(
			`${grouped(compared.size - changed)} the same, ${grouped(changed)} changed${gone > 0 ? `, ${grouped(gone)} gone` : ''}.`,
		);
	}

	const words = live.reduce((sum, { askedWords }) => sum + askedWords, 0);
	return (
		<div ref={root} className={styles.pane}>
			<div className={styles.bar}>
				<span className={styles.count}>
					{grouped(live.length)} live, {grouped(words)} words
				</span>
				<PushButton variant="small" disabled={live.length === 0} onClick={take}>
					Take checksums
				</PushButton>
				<PushButton variant="small" disabled={taken.size === 0} onClick={compare}>
					Compare
				</PushButton>
				<span className={styles.report} role="status">
					{report}
				</span>
			</div>
			{live.length === 0 ? (
				<p className={styles.remark}>
					Nothing is allocated just now. Blocks, pools and their items show here while they are in use.
				</p>
			) : (
				<VirtualTable
					label="Live allocations"
					columns={columns}
					rows={live.length}
					slice={(first, end) =>
						allocationRows(live.slice(first, end), checks.context, (frame) => checks.secondsSince(frame), taken)
					}
					keyOf={({ allocation }) => allocation.serial}
				/>
			)}
		</div>
	);
}
