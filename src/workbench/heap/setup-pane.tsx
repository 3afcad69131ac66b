import { useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { IconButton, PopupList, PushButton } from '../../controls/index.ts';
import { ALLOCATOR_KINDS, type AllocatorKind } from '../../memory/heap/allocator.ts';
import { configurationText } from '../../memory/heap/configuration-writer.ts';
import { type CacheConfiguration, DEFAULT_CACHE, DEFAULT_CONFIGURATION } from '../../memory/heap/heap-configuration.ts';
import { memoryStore } from '../../store/memory-store.ts';
import { CompactTrigger } from '../compact-trigger.tsx';
import { grouped } from '../word-format.ts';
import { errorText, type LevelFit, readDraft, withField } from './configuration-draft.ts';
import { openConfiguration, saveConfiguration } from './configuration-file.ts';
import { configurationDraft } from './draft-store.ts';
import type { MemoryHost } from './memory-host.ts';
import styles from './setup-pane.module.css';

/** What the allocators are called, and what to expect of them. */
const ALLOCATOR_TEXTS: Readonly<Record<AllocatorKind, { readonly label: string; readonly detail: string }>> = {
	adialloc: { label: 'ADIalloc', detail: 'bins, O(1)' },
	firstFit: { label: 'First fit', detail: 'free list' },
	buddy: { label: 'Buddy', detail: 'powers of two' },
	tlsf: { label: 'TLSF', detail: 'lists by size, O(1)' },
};

const ALLOCATOR_ITEMS = ALLOCATOR_KINDS.map((id) => ({ id, ...ALLOCATOR_TEXTS[id] }));

/** The fields of the cache and what there is to choose; 0 words are none. */
const CACHE_CHOICES: readonly {
	readonly field: keyof CacheConfiguration;
	readonly title: string;
	readonly label: string;
	readonly values: readonly number[];
}[] = [
	{ field: 'words', title: 'cache', label: 'Words of the cache', values: [0, 256, 512, 1024, 2048, 4096] },
	{ field: 'lineWords', title: 'line', label: 'Words of a line', values: [1, 2, 4, 8, 16, 32] },
	{ field: 'ways', title: 'ways', label: 'Ways of the cache', values: [1, 2, 4, 8, 16] },
];

function Fit({ fit }: { readonly fit: LevelFit }) {
	const { name, words, reservedWords } = fit;
	if (words === null || reservedWords === null) {
		return (
			<tr>
				<th scope="row">{name}</th>
				<td />
				<td>–</td>
				<td>–</td>
				<td>–</td>
			</tr>
		);
	}
	const missing = reservedWords - words;
	return (
		<tr data-missing={missing > 0}>
			<th scope="row">{name}</th>
			<td className={styles.fitBar}>
				<i style={{ width: `${Math.min(1, words > 0 ? reservedWords / words : 1) * 100}%` }} />
			</td>
			<td>{grouped(reservedWords)}</td>
			<td>{grouped(Math.max(0, words))}</td>
			<td>{missing > 0 ? `▲ ${grouped(missing)} missing` : reservedWords === 0 ? 'no bins' : `${grouped(-missing)} left`}</td>
		</tr>
	);
}

/** Words that the bins of each level take, as the document stands. */
function Fits({ fits, allocator }: { readonly fits: readonly LevelFit[]; readonly allocator: string }) {
	const isKnown = ALLOCATOR_KINDS.some((kind) => kind === allocator);
	return (
		<table className={styles.fits} aria-label="Words that bins take in each level">
			<thead>
				<tr>
					<th scope="col">level</th>
					<td />
					<th scope="col">bins take</th>
					<th scope="col">of</th>
					<td />
				</tr>
			</thead>
			<tbody>
				{fits.map((fit) => (
					<Fit key={fit.name} fit={fit} />
				))}
			</tbody>
			{isKnown && allocator !== 'adialloc' && <caption>The bins wait for ADIalloc: this allocator has none.</caption>}
		</table>
	);
}

/** Allocator, cache and configuration document of the heap. What is applied loads the firmware again. */
export default function SetupPane({ engine }: { readonly engine: MemoryHost }) {
	const id = useId();
	const applied = useStore(memoryStore, (state) => state.configuration);
	const draft = useStore(configurationDraft);
	const appliedText = useMemo(() => configurationText(applied), [applied]);
	const text = draft.text ?? appliedText;
	const { configuration, errors, fits, allocator, cache } = useMemo(() => readDraft(text), [text]);
	const [report, setReport] = useState('');

	function edit(next: string | null): void {
		setReport('');
		configurationDraft.setState({ text: next === appliedText ? null : next });
	}

	function setCache(field: keyof CacheConfiguration, value: number): void {
		const next = field === 'words' && value === 0 ? null : { ...(cache ?? DEFAULT_CACHE), [field]: value };
		edit(withField(text, 'cache', next));
	}

	function apply(): void {
		if (configuration === null) return;
		engine.configureMemory(configuration);
		configurationDraft.setState({ text: null });
		setReport('Applied: the firmware begins again.');
	}

	async function open(): Promise<void> {
		const opened = await openConfiguration();
		if (opened !== null) edit(opened);
	}

	const isEdited = draft.text !== null;
	return (
		<section className={styles.setup} aria-label="Configuration of the heap">
			<div className={styles.choices}>
				<PopupList
					label="Allocator"
					items={ALLOCATOR_ITEMS}
					selectedId={allocator}
					listWidthPx={230}
					disabled={fits === null}
					onSelect={(kind) => edit(withField(text, 'allocator', kind))}
				>
					<CompactTrigger choice={ALLOCATOR_ITEMS.find((item) => item.id === allocator)?.label ?? '–'} />
				</PopupList>
				{CACHE_CHOICES.filter(({ field }) => cache !== null || field === 'words').map(({ field, title, label, values }) => (
					<PopupList
						key={field}
						label={label}
						items={values.map((value) => ({ id: String(value), label: value === 0 ? 'none' : String(value) }))}
						selectedId={String(cache?.[field] ?? 0)}
						listWidthPx={90}
						disabled={fits === null}
						onSelect={(value) => setCache(field, Number(value))}
					>
						<CompactTrigger title={title} choice={cache === null ? 'none' : cache[field]} />
					</PopupList>
				))}
				<span className={styles.keys}>
					<PushButton variant="small" disabled={!isEdited || configuration === null} onClick={apply}>
						Apply
					</PushButton>
					<PushButton variant="small" disabled={!isEdited} onClick={() => edit(null)}>
						Revert
					</PushButton>
					<PushButton variant="small" onClick={() => edit(configurationText(DEFAULT_CONFIGURATION))}>
						Default
					</PushButton>
					<IconButton label="Import a configuration from a file" onClick={() => void open()}>
						<svg viewBox="0 0 16 16" aria-hidden="true">
							<path d="M8 2v8M5 7l3 3 3-3M2.5 10.5v3h11v-3" />
						</svg>
					</IconButton>
					<IconButton label="Export the configuration to a file" onClick={() => saveConfiguration(text)}>
						<svg viewBox="0 0 16 16" aria-hidden="true">
							<path d="M8 10V2M5 5l3-3 3 3M2.5 10.5v3h11v-3" />
						</svg>
					</IconButton>
				</span>
			</div>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys */}
			<section className={styles.verdictRoom} aria-label="What becomes of it" tabIndex={0}>
				{fits !== null && <Fits fits={fits} allocator={allocator} />}
				<div id={`${id}-verdict`} className={styles.verdict} role="status" data-wrong={errors.length > 0}>
					{report !== '' && <p>{report}</p>}
					{errors.length > 0 ? (
						<ul>
							{errors.map((error) => (
								<li key={`${error.field} ${error.message}`}>{errorText(error)}</li>
							))}
						</ul>
					) : (
						report === '' && (
							<p>{isEdited ? 'In order. Apply it, and the firmware begins again with it.' : 'This is what is in use.'}</p>
						)
					)}
				</div>
			</section>
			<textarea
				className={styles.document}
				aria-label="Configuration document"
				aria-invalid={errors.length > 0}
				aria-describedby={`${id}-verdict`}
				value={text}
				spellCheck={false}
				onChange={(event) => edit(event.currentTarget.value)}
			/>
		</section>
	);
}
