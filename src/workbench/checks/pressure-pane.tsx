import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { PopupList, PushButton, TextField } from '../../controls/index.ts';
import { LEVEL_NAMES } from '../../memory/heap/levels.ts';
import { memoryStore } from '../../store/memory-store.ts';
import { CompactTrigger } from '../compact-trigger.tsx';
import { useLooks } from '../use-looks.ts';
import { grouped } from '../word-format.ts';
import type { ChecksHost } from './checks-host.ts';
import type { OpenChecks } from './checks-source.ts';
import styles from './pressure-pane.module.css';
import { PRESSURE_FIELDS, readSetting, type SettingField } from './setting-fields.ts';

const LOOK_PERIOD_MS = 200;

const HALVED_ITEMS = [{ id: '0', label: 'none' }, ...LEVEL_NAMES.map((label, level) => ({ id: String(level + 1), label }))];

const LOOKED_ITEMS = [
	{ id: '0', label: '1 024 words', detail: 'going round' },
	{ id: '65536', label: '65 536 words', detail: 'going round' },
	{ id: '-1', label: 'all words', detail: 'slow' },
];

/** A number that is typed: it applies on Enter and when the field is left. */
function NumberField({ host, field }: { readonly host: ChecksHost; readonly field: SettingField }) {
	const word = useStore(memoryStore, ({ settings }) => settings[field.setting]);
	const [draft, setDraft] = useState<string | null>(null);
	const [problem, setProblem] = useState<string | undefined>(undefined);

	function commit(): void {
		if (draft === null) return;
		const input = readSetting(field, draft);
		setProblem(input.problem);
		if (input.problem !== undefined) return;
		setDraft(null);
		if (input.word !== word) host.setMemorySetting?.(field.setting, input.word);
	}

	return (
		<div className={styles.field}>
			<div className={styles.input}>
				<TextField
					label={field.label}
					figures
					value={draft ?? String(field.fromWord(word))}
					error={problem}
					onChange={(text) => {
						setDraft(text);
						setProblem(undefined);
					}}
					onCommit={commit}
					onCancel={() => {
						setDraft(null);
						setProblem(undefined);
					}}
				/>
				<span className={styles.unit}>{field.unit}</span>
			</div>
			<p className={styles.meaning}>{field.meaning}</p>
		</div>
	);
}

/** A number out of a few. */
function ChoiceField(props: {
	readonly title: string;
	readonly meaning: string;
	readonly items: readonly { readonly id: string; readonly label: string }[];
	readonly value: number;
	onSelect(value: number): void;
}) {
	const { title, meaning, items, value, onSelect } = props;
	return (
		<div className={styles.field}>
			<span className={styles.title}>{title}</span>
			<PopupList label={title} items={items} selectedId={String(value)} listWidthPx={220} onSelect={(id) => onSelect(Number(id))}>
				<CompactTrigger choice={items.find(({ id }) => id === String(value))?.label ?? value} />
			</PopupList>
			<p className={styles.meaning}>{meaning}</p>
		</div>
	);
}

/** Lets allocations fail on purpose, so that what the firmware then does can be heard and checked. */
export function PressurePane({ host, checks }: { readonly host: ChecksHost; readonly checks: OpenChecks | null }) {
	const root = useRef<HTMLElement>(null);
	const settings = useStore(memoryStore, (state) => state.settings);
	const [failed, setFailed] = useState<number | null>(null);
	useLooks(root, LOOK_PERIOD_MS, () => setFailed(checks === null ? null : checks.records.profile.pressureFailures));

	const isOn = settings.failEvery > 0 || settings.failProbability > 0 || settings.halvedLevel > 0;

	function release(): void {
		for (const setting of ['failEvery', 'failProbability', 'halvedLevel'] as const) host.setMemorySetting?.(setting, 0);
	}

	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys
		<section ref={root} className={styles.pressure} aria-label="Pressure on memory" tabIndex={0}>
			<div className={styles.lead}>
				<p>
					What does the firmware do when there is no memory? Pressure counts at once and in either build, and falls the same way
					each time that the firmware begins.
				</p>
				<p className={styles.state} role="status">
					<span data-on={isOn}>{isOn ? '▲ pressure' : 'no pressure'}</span>
					{failed !== null && `: ${grouped(failed)} failed on purpose`}
				</p>
				<PushButton variant="small" disabled={!isOn} onClick={release}>
					No pressure
				</PushButton>
			</div>
			<div className={styles.fields}>
				{PRESSURE_FIELDS.map((field) => (
					<NumberField key={field.setting} host={host} field={field} />
				))}
				<ChoiceField
					title="Half a level"
					meaning="It has half of its words: no more is allocated in the other half."
					items={HALVED_ITEMS}
					value={settings.halvedLevel}
					onSelect={(value) => host.setMemorySetting?.('halvedLevel', value)}
				/>
				<ChoiceField
					title="Looked at"
					meaning="For damage, at each allocation and free of a checked build."
					items={LOOKED_ITEMS}
					value={settings.checkedWords}
					onSelect={(value) => host.setMemorySetting?.('checkedWords', value)}
				/>
			</div>
		</section>
	);
}
