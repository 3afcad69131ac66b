import { type CSSProperties, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { PopupList } from '../controls/index.ts';
import { HEAT_HALF_LIVES_MS, viewStore } from '../store/view-store.ts';
import { CompactTrigger } from './compact-trigger.tsx';
import styles from './heat-legend.module.css';
import { levelShare } from './heat-palette.ts';
import { HEAT_DECADES, HEAT_LEVELS } from './heat-scale.ts';
import type { CodeForm } from './heat-source.ts';
import type { MemorySource } from './memory-source.ts';
import { useFrameView } from './use-frame-view.ts';

const HALF_LIFE_ITEMS = HEAT_HALF_LIVES_MS.map((ms) => ({ id: String(ms), label: ms < 1000 ? `${ms} ms` : `${ms / 1000} s` }));

const LEVELS = Array.from({ length: HEAT_LEVELS - 1 }, (_, index) => index + 1);

/** Counts that are printed under the ramps, by decade. */
const DECADE_TEXTS: Readonly<Record<number, string>> = { 0: '1', 2: '100', 4: '10 k', 6: '1 M/s' };

/** What is to be said of what is shown. */
const NOTES: Readonly<Record<CodeForm, string>> = {
	none: 'Counted while the firmware plays.',
	interpreted: 'This firmware is interpreted: nothing is counted.',
	plain: 'Plain code runs: not counted.',
	instrumented: 'In a cell reads are above, writes below. 16 words share a count.',
};

/** Says what the cells show, or why nothing is warm. */
function CountingNote({ source }: { readonly source: MemorySource }) {
	const root = useRef<HTMLSpanElement>(null);
	const [form, setForm] = useState(source.form);
	useFrameView(root, () => ({
		resize() {},
		recolour() {},
		draw(nowMs) {
			source.refresh(nowMs);
			setForm(source.form);
		},
	}));
	return (
		<span ref={root} className={styles.note} role="status">
			{NOTES[form]}
		</span>
	);
}

function Ramp({ access }: { readonly access: 'read' | 'write' }) {
	return (
		<span className={styles.ramp} aria-hidden="true">
			{LEVELS.map((level) => (
				<i
					key={level}
					style={{ '--colour': `var(--heat-${access})`, '--share': `${Math.round(levelShare(level) * 100)}%` } as CSSProperties}
				/>
			))}
		</span>
	);
}

/** What the colours of heat mean, in accesses per second, and how long they last. */
export function HeatLegend({ source }: { readonly source: MemorySource }) {
	const halfLifeMs = useStore(viewStore, (state) => state.heatHalfLifeMs);
	const halfLife = HALF_LIFE_ITEMS.find(({ id }) => id === String(halfLifeMs))?.label ?? `${halfLifeMs} ms`;
	return (
		<div className={styles.legend}>
			<div className={styles.scale}>
				<span>reads</span>
				<Ramp access="read" />
				<span>writes</span>
				<Ramp access="write" />
				<span className={styles.decades}>
					{Object.entries(DECADE_TEXTS).map(([decade, text]) => (
						<span key={decade} style={{ left: `${(Number(decade) / (HEAT_DECADES + 0.5)) * 100}%` }}>
							{text}
						</span>
					))}
				</span>
			</div>
			<CountingNote source={source} />
			<PopupList
				label="Half-life of heat"
				items={HALF_LIFE_ITEMS}
				selectedId={String(halfLifeMs)}
				listWidthPx={110}
				onSelect={(id) => viewStore.setState({ heatHalfLifeMs: Number(id) })}
			>
				<CompactTrigger title="half-life" choice={halfLife} />
			</PopupList>
		</div>
	);
}
