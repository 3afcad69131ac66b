import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { HelpMark, PopupList, PushButton, TabPanel, Tabs } from '../controls/index.ts';
import { deviceStore } from '../store/device-store.ts';
import { viewStore, WORD_FORMATS } from '../store/view-store.ts';
import { ChangeLegend } from './change-legend.tsx';
import { CompactTrigger } from './compact-trigger.tsx';
import type { EngineSource } from './engine-window.ts';
import { useHeatDemand } from './heat-demand.ts';
import { HeatLegend } from './heat-legend.tsx';
import type { CodeForm } from './heat-source.ts';
import { FORM_TEXTS, HeatSwitch } from './heat-switch.tsx';
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

/** Where the words come from, and in which form the code runs that writes them. */
function stateText(state: MemoryState, form: CodeForm): string {
	if (state !== 'live' || form === 'none') return STATE_TEXTS[state];
	return form === 'instrumented' ? FORM_TEXTS.instrumented : `live · ${FORM_TEXTS[form]}`;
}

const TABS = [
	{ id: 'map', label: 'Map' },
	{ id: 'symbols', label: 'Symbols' },
];

const FORMAT_ITEMS = WORD_FORMATS.map((id) => ({ id, label: id }));

/** Says whether the words are live, frozen or from the assembler, and in which form the code runs. */
function StateLamp({ source }: { readonly source: MemorySource }) {
	const root = useRef<HTMLSpanElement>(null);
	const [state, setState] = useState<MemoryState>(source.state);
	const [form, setForm] = useState(source.form);
	useFrameView(root, () => ({
		resize() {},
		recolour() {},
		draw(nowMs) {
			source.refresh(nowMs);
			setState(source.state);
			setForm(source.form);
		},
	}));
	return (
		<span ref={root} className={styles.state} data-state={state} data-form={form}>
			{stateText(state, form)}
		</span>
	);
}

/** The map with its strip and legend; the engine counts while it shows heat. */
function MapSheet({ engine, source }: MemoryProps) {
	const root = useRef<HTMLDivElement>(null);
	const heat = useStore(viewStore, (state) => state.heat);
	useHeatDemand(root, engine, heat);
	return (
		<div ref={root} className={styles.panel}>
			<OverviewStrip source={source} />
			<MemoryMap source={source} />
			{heat ? <HeatLegend source={source} /> : <ChangeLegend />}
		</div>
	);
}

interface MemoryProps {
	readonly engine: EngineSource;
	readonly source: MemorySource;
}

function Memory({ engine, source }: MemoryProps) {
	const tab = useStore(viewStore, (state) => state.memoryTab);
	return (
		<TabPanel idBase="memory" tabId={tab} className={styles.panel}>
			{tab === 'map' && <MapSheet engine={engine} source={source} />}
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
						>
							<CompactTrigger choice={format} />
						</PopupList>
						{tab === 'map' && <HeatSwitch />}
						<PushButton variant="small" pressed={frozen} onClick={() => setFrozen(!frozen)}>
							Freeze
						</PushButton>
						<HelpMark about="the memory map" heightPx={230}>
							Each cell is a word of the firmware’s memory. Lightness is how many bits its value needs; a bar across is a minus
							sign. Amber shows that it has changed since the last frame: what is written and read without changing does not show.
							Heat shows instead how often words are read and written, 16 together: the firmware then runs in a form that counts.
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
				<Memory key={firmware?.image.id} engine={engine} source={source} />
			)}
		</ViewFrame>
	);
}
