import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { PopupList, PushButton } from '../../controls/index.ts';
import type { TypeAccount } from '../../memory/checks/buffer-names.ts';
import { deviceStore } from '../../store/device-store.ts';
import { CompactTrigger } from '../compact-trigger.tsx';
import { useLooks } from '../use-looks.ts';
import { grouped } from '../word-format.ts';
import type { ChecksHost } from './checks-host.ts';
import type { ChecksState, OpenChecks } from './checks-source.ts';
import styles from './forgotten-pane.module.css';
import { addReport, type ForgottenReport, type ForgottenSite, forgottenReports } from './forgotten-reports.ts';
import { ForgottenWatch } from './forgotten-watch.ts';
import { LineLink } from './line-link.tsx';
import { NoChecks } from './no-checks.tsx';
import panes from './panes.module.css';
import { showOnMap } from './show-on-map.ts';
import { ViolationMark } from './violation-mark.tsx';

const LOOK_PERIOD_MS = 100;

/** What the table of types says of each. */
const TYPE_COLUMNS: readonly {
	readonly title: string;
	readonly meaning: string;
	value(account: TypeAccount): number;
}[] = [
	{ title: 'created', meaning: 'Allocations of that name.', value: ({ created }) => created },
	{ title: 'destroyed', meaning: 'Those that were given back.', value: ({ destroyed }) => destroyed },
	{ title: 'current', meaning: 'Those in use.', value: ({ currentBlocks }) => currentBlocks },
	{ title: 'peak', meaning: 'Most that were in use at once.', value: ({ peakBlocks }) => peakBlocks },
	{ title: 'words', meaning: 'Words of those in use.', value: ({ currentWords }) => currentWords },
	{ title: 'peak words', meaning: 'Most words in use at once.', value: ({ peakWords }) => peakWords },
	{ title: 'failed', meaning: 'Requests that got no answer.', value: ({ failed }) => failed },
];

function Types({ types }: { readonly types: readonly TypeAccount[] }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys
		<section className={styles.types} aria-label="Types" tabIndex={0}>
			<table aria-label="Types of allocations">
				<thead>
					<tr>
						<th scope="col">type</th>
						{TYPE_COLUMNS.map(({ title, meaning }) => (
							<th key={title} scope="col" title={meaning}>
								{title}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{types.map((account) => (
						<tr key={account.name}>
							<th scope="row">{account.name || '(no name)'}</th>
							{TYPE_COLUMNS.map(({ title, value }) => (
								<td key={title}>{grouped(value(account))}</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
			{types.length === 0 && <p className={panes.remark}>Nothing has been allocated yet.</p>}
		</section>
	);
}

function Site({ report, site }: { readonly report: ForgottenReport; readonly site: ForgottenSite }) {
	const { headline, details } = site.text;
	const isLoaded = useStore(deviceStore, ({ firmware }) => firmware?.image.id === report.firmware.image.id);
	return (
		<li className={styles.site}>
			<ViolationMark kind="leak" />
			<div>
				<p className={styles.headline}>
					<LineLink firmware={report.firmware} instruction={site.instruction}>
						{headline}
					</LineLink>
				</p>
				{details.map((detail) => (
					<p key={detail}>{detail}</p>
				))}
				<ol className={styles.buffers} aria-label="Forgotten buffers, oldest first">
					{site.rows.map(({ allocation, words, age }) => (
						<li key={allocation.serial}>
							{isLoaded ? (
								<button
									type="button"
									className={panes.address}
									title="Show on the map"
									onClick={() => showOnMap(allocation.address)}
								>
									{allocation.address}
								</button>
							) : (
								allocation.address
							)}
							: {words} words, {age} old
						</li>
					))}
					{site.count > site.rows.length && <li>and {grouped(site.count - site.rows.length)} more</li>}
				</ol>
			</div>
		</li>
	);
}

/** What a look has found: the places that forget, or that there are none. */
function Report({ report }: { readonly report: ForgottenReport }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys
		<section className={styles.report} aria-label="What is forgotten" tabIndex={0}>
			{report.sites.length === 0 ? (
				<div className={styles.clean}>
					<svg viewBox="0 0 32 32" aria-hidden="true">
						<circle cx="16" cy="16" r="14" />
						<path d="M9 16.500l5 5L23.500 11" />
					</svg>
					<div>
						<p className={styles.headline}>Nothing forgotten.</p>
						<p>From globals, stack and the other buffers a pointer leads to every buffer that is in use.</p>
					</div>
				</div>
			) : (
				<ul className={styles.sites}>
					{report.sites.map((site) => (
						<Site key={site.instruction} report={report} site={site} />
					))}
				</ul>
			)}
		</section>
	);
}

const titleOf = ({ firmware, trigger }: ForgottenReport): string => `${firmware.source.name}, ${trigger}`;

interface ForgottenPaneProps {
	readonly host: ChecksHost;
	readonly checks: OpenChecks | null;
	readonly state: ChecksState;
}

/** Buffers that are in use although no pointer leads to them any more, by the places that allocated them; and what each type has had. */
export function ForgottenPane({ host, checks, state }: ForgottenPaneProps) {
	const root = useRef<HTMLDivElement>(null);
	const reports = useStore(forgottenReports, (store) => store.reports);
	const [chosen, setChosen] = useState(0);
	const [watch, setWatch] = useState<{ readonly checks: OpenChecks; readonly watch: ForgottenWatch } | null>(null);
	const [types, setTypes] = useState<readonly TypeAccount[]>([]);
	const report = reports.find(({ id }) => id === chosen) ?? reports[0];

	useLooks(root, LOOK_PERIOD_MS, (nowMs) => {
		if (checks !== null) setTypes(checks.records.types);
		if (watch === null) return;
		const leaks = watch.checks === checks ? watch.watch.look(nowMs) : null;
		if (leaks !== null) addReport(watch.checks, 'asked', leaks);
		if (leaks !== null || watch.checks !== checks) setWatch(null);
	});

	if (checks === null && reports.length === 0) return <NoChecks host={host} state={state} />;
	return (
		<div ref={root} className={panes.pane}>
			<div className={panes.bar}>
				<PushButton
					variant="small"
					disabled={checks === null || watch !== null}
					onClick={() => {
						setChosen(0);
						if (checks !== null) setWatch({ checks, watch: new ForgottenWatch(checks) });
					}}
				>
					Look now
				</PushButton>
				<PushButton
					variant="small"
					disabled={checks === null || host.reset === undefined}
					onClick={() => {
						setChosen(0);
						host.reset?.();
					}}
				>
					RESET and look
				</PushButton>
				{report !== undefined && (
					<PopupList
						label="Report"
						items={reports.map((one) => ({ id: String(one.id), label: titleOf(one), detail: String(one.sites.length) }))}
						selectedId={String(report.id)}
						listWidthPx={300}
						onSelect={(id) => setChosen(Number(id))}
					>
						<CompactTrigger title={`report ${report.id}`} choice={titleOf(report)} />
					</PopupList>
				)}
				<span className={panes.report} role="status">
					{watch !== null ? 'looking twice …' : (report?.summary ?? '')}
				</span>
			</div>
			<div className={styles.room}>
				{report === undefined ? (
					<p className={panes.remark}>
						A buffer is forgotten when no word of the firmware’s memory leads to it any more: it can never be freed. It is looked
						for when you ask, after each RESET, and when a firmware is unloaded.
					</p>
				) : (
					<Report report={report} />
				)}
				<Types types={report !== undefined && report.firmware !== checks?.firmware ? report.types : types} />
			</div>
		</div>
	);
}
