import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { HelpMark, PopupList, PushButton, TabPanel, Tabs } from '../controls/index.ts';
import { deviceStore } from '../store/device-store.ts';
import { viewStore, WORD_FORMATS } from '../store/view-store.ts';
import { ChangeLegend } from './change-legend.tsx';
import type { EngineSource } from './engine-window.ts';
import { memoryCursor } from './memory-cursor.ts';
import { MemoryInspector } from './memory-inspector.tsx';
import { MemoryMap } from './memory-map.tsx';
import { MemorySource, type MemoryState } from './memory-source.ts';
import styles from './memory-view.module.css';
import { OverviewStrip } from './overview-strip.tsx';
import { SymbolTable } from './symbol-table.tsx';
import { useFrameView } from './use-frame-view.ts';
import { ViewFrame } from './view-frame.tsx';

const STATE_TEXTS: Readonly<Record<MemoryState, string>> = {
	live: 'live',
	stopped: 'stopped, as it was left',
	image: 'as assembled',
	frozen: 'frozen',
};

const TABS = [
	{ id: 'map', label: 'Map' },
	{ id: 'symbols', label: 'Symbols' },
];

const FORMAT_ITEMS = WORD_FORMATS.map((id) => ({ id, label: id }));

/** Says whether the words are live, frozen or from the assembler. */
function StateLamp({ source }: { readonly source: MemorySource }) {
	const root = useRef<HTMLSpanElement>(null);
	const [state, setState] = useState<MemoryState>(source.state);
	useFrameView(root, () => ({
		resize() {},
		recolour() {},
		draw() {
			source.refresh();
			setState(source.state);
		},
	}));
	return (
		<span ref={root} className={styles.state} data-state={state}>
			{STATE_TEXTS[state]}
		</span>
	);
}

function Memory({ source }: { readonly source: MemorySource }) {
	const tab = useStore(viewStore, (state) => state.memoryTab);
	return (
		<TabPanel idBase="memory" tabId={tab} className={styles.panel}>
			{tab === 'map' && (
				<>
					<OverviewStrip source={source} />
					<MemoryMap source={source} />
					<ChangeLegend />
				</>
			)}
			{tab === 'symbols' && <SymbolTable source={source} />}
			<MemoryInspector source={source} />
		</TabPanel>
	);
}

/** The firmware's address space, live. */
export function MemoryView({ engine }: { readonly engine: EngineSource }) {
	const firmware = useStore(deviceStore, (state) => state.firmware);
	const tab = useStore(viewStore, (state) => state.memoryTab);
	const format = useStore(viewStore, (state) => state.wordFormat);
	const source = useMemo(() => (firmware === null ? null : new MemorySource(engine, firmware)), [engine, firmware]);
	const [frozen, setFrozen] = useState(false);

	useEffect(() => {
		source?.freeze(frozen);
	}, [source, frozen]);

	// Another firmware has other words: the cursor has nothing to point at.
	useEffect(() => {
		if (source !== null) return () => memoryCursor.setState({ address: -1, pinned: false });
	}, [source]);

	return (
		<ViewFrame
			view="memory"
			title="Firmware memory"
			heading={
				source && (
					<div className={styles.heading}>
						<Tabs
							label="Firmware memory"
							idBase="memory"
							tabs={TABS}
							selected={tab}
							onSelect={(id) => viewStore.setState({ memoryTab: id === 'symbols' ? 'symbols' : 'map' })}
						/>
						<span className={styles.firmware}>{firmware?.source.name}</span>
						<StateLamp key={firmware?.image.id} source={source} />
					</div>
				)
			}
			tools={
				source && (
					<>
						<PopupList
							label="Values as"
							items={FORMAT_ITEMS}
							selectedId={format}
							listWidthPx={80}
							onSelect={(id) => viewStore.setState({ wordFormat: WORD_FORMATS.find((known) => known === id) ?? 'int' })}
						/>
						<PushButton variant="small" pressed={frozen} onClick={() => setFrozen(!frozen)}>
							Freeze
						</PushButton>
						<HelpMark about="the memory map" heightPx={190}>
							Each cell is a word of the firmware’s memory. Lightness is how many bits its value needs; a bar across is a minus
							sign. Amber shows that it has changed since the last frame: what is written and read without changing does not show.
							Freeze holds the picture, not the sound.
						</HelpMark>
					</>
				)
			}
		>
			{source === null ? (
				<div className={styles.stock}>
					<p className={styles.stockTitle}>The stock CPU has no memory of its own.</p>
					<p>
						Its two instructions work on the read position alone; all that it keeps is the delay line below. Load a firmware, and
						every word that it stores shows up here.
					</p>
				</div>
			) : (
				<Memory key={firmware?.image.id} source={source} />
			)}
		</ViewFrame>
	);
}
