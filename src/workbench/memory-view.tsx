import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { HelpMark, PopupList, PushButton, TabPanel, Tabs } from '../controls/index.ts';
import { deviceStore } from '../store/device-store.ts';
import { type ViewState, viewStore, WORD_FORMATS } from '../store/view-store.ts';
import { ChangeLegend } from './change-legend.tsx';
import { CompactTrigger } from './compact-trigger.tsx';
import type { EngineSource } from './engine-window.ts';
import { useHeatDemand } from './heat-demand.ts';
import { HeatLegend } from './heat-legend.tsx';
import type { CodeForm } from './heat-source.ts';
import { FORM_TEXTS, HeatSwitch } from './heat-switch.tsx';
import { dropCursor } from './memory-cursor.ts';
import { MemoryInspector } from './memory-inspector.tsx';
import { MemoryMap } from './memory-map.tsx';
import { MemorySource, type MemoryState } from './memory-source.ts';
import styles from './memory-view.module.css';
import { OverviewStrip } from './overview-strip.tsx';
import { SpaceInspector } from './space/space-inspector.tsx';
import { SpaceLegend } from './space/space-legend.tsx';
import { SpaceMap } from './space/space-map.tsx';
import { SpaceModel } from './space/space-model.ts';
import { SymbolTable } from './symbol-table.tsx';
import { useLooks } from './use-looks.ts';
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
	{ id: 'space', label: 'Space' },
	{ id: 'map', label: 'Map' },
	{ id: 'symbols', label: 'Symbols' },
] as const;

type MemoryTab = (typeof TABS)[number]['id'];

/** The tab that is shown: of a firmware with a heap, and of the stock CPU, all memory tells most. */
function shownTab(chosen: ViewState['memoryTab'], source: MemorySource | null): MemoryTab {
	if (chosen !== 'auto') return chosen;
	return source === null || source.space.program.heapWords > 0 ? 'space' : 'map';
}

const FORMAT_ITEMS = WORD_FORMATS.map((id) => ({ id, label: id }));

/** Says whether the words are live, frozen or from the assembler, and in which form the code runs. */
function StateLamp({ source }: { readonly source: MemorySource }) {
	const root = useRef<HTMLSpanElement>(null);
	const [state, setState] = useState<MemoryState>(source.state);
	const [form, setForm] = useState(source.form);
	useLooks(root, 0, (nowMs) => {
		source.refresh(nowMs);
		setState(source.state);
		setForm(source.form);
	});
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

/** All memory; the engine counts while it shows heat. */
function SpaceSheet({ engine, source }: { readonly engine: EngineSource; readonly source: MemorySource | null }) {
	const root = useRef<HTMLDivElement>(null);
	const heat = useStore(viewStore, (state) => state.heat) && source !== null;
	const firmware = useStore(deviceStore, (state) => state.firmware);
	const model = useMemo(() => new SpaceModel(engine, source), [engine, source]);
	const lineText = useCallback(
		(line: number) => (firmware === null ? `line ${line}` : `${firmware.fileName}:${firmware.fileLine(line)}`),
		[firmware],
	);
	useHeatDemand(root, engine, heat);
	return (
		<div ref={root} className={styles.panel}>
			<SpaceMap key={source?.firmwareId ?? 0} model={model} lineText={lineText}>
				<SpaceLegend heat={heat} />
			</SpaceMap>
			{heat && <HeatLegend source={source} />}
			<SpaceInspector key={`inspector ${source?.firmwareId ?? 0}`} model={model} lineText={lineText} />
		</div>
	);
}

/** A tab that shows the firmware's words alone. */
function FirmwareSheet({ engine, source, tab }: MemoryProps & { readonly tab: 'map' | 'symbols' }) {
	return (
		<>
			{tab === 'map' ? <MapSheet engine={engine} source={source} /> : <SymbolTable source={source} />}
			<MemoryInspector engine={engine} source={source} showsHeat={tab === 'map'} />
		</>
	);
}

function StockNote() {
	return (
		<div className={styles.stock}>
			<p className={styles.stockTitle}>The stock CPU has no memory of its own.</p>
			<p>
				Its two instructions work on the read position alone; all that it keeps is the delay line below. Load a firmware, and
				every word that it stores shows up here.
			</p>
		</div>
	);
}

/** What the tabs show, for the question mark beside them. */
const HELP: Readonly<Record<MemoryTab, string>> = {
	space:
		'Every word that the engine has: what the firmware declares and allocates, the delay line, rings, gauges and tables. Sizes go by ' +
		'the cube root, so what is small can be seen; inside an area every word has the same room. Colour and pattern are what a word is, ' +
		'light is what has changed, or with Heat how often it is read and written.',
	map:
		'Each cell is a word of the firmware’s memory. Lightness is how many bits its value needs; a bar across is a minus sign. Amber ' +
		'shows that it has changed since the last frame: what is written and read without changing does not show. Heat shows instead how ' +
		'often words are read and written, 16 together: the firmware then runs in a form that counts. Freeze holds the picture, not the sound.',
	symbols:
		'Every name that the firmware declares, with where it lies and what it holds now. Choosing a row moves the cursor of the maps.',
};

/** The memory of the engine and the firmware's address space, live. */
export function MemoryView({ engine }: { readonly engine: EngineSource }) {
	const firmware = useStore(deviceStore, (state) => state.firmware);
	const chosen = useStore(viewStore, (state) => state.memoryTab);
	const format = useStore(viewStore, (state) => state.wordFormat);
	const source = useMemo(() => (firmware === null ? null : new MemorySource(engine, firmware)), [engine, firmware]);
	const [frozen, setFrozen] = useState(false);
	const tab = shownTab(chosen, source);

	useEffect(() => {
		source?.freeze(frozen);
	}, [source, frozen]);

	// Another firmware has other words: the cursor has nothing to point at.
	useEffect(() => {
		if (source !== null) return dropCursor;
	}, [source]);

	return (
		<ViewFrame
			view="memory"
			title="Firmware memory"
			heading={
				<div className={styles.heading}>
					<Tabs
						label="Firmware memory"
						idBase="memory"
						tabs={TABS}
						selected={tab}
						onSelect={(id) => viewStore.setState({ memoryTab: TABS.find((known) => known.id === id)?.id ?? 'auto' })}
					/>
					{source && (
						<>
							<span className={styles.firmware}>{firmware?.source.name}</span>
							<StateLamp key={firmware?.image.id} source={source} />
						</>
					)}
				</div>
			}
			tools={
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
					{source && tab !== 'symbols' && <HeatSwitch />}
					{source && (
						<PushButton variant="small" pressed={frozen} onClick={() => setFrozen(!frozen)}>
							Freeze
						</PushButton>
					)}
					<HelpMark about="the memory map" heightPx={230}>
						{HELP[tab]}
					</HelpMark>
				</>
			}
		>
			<TabPanel idBase="memory" tabId={tab} className={styles.panel}>
				{tab === 'space' ? (
					<SpaceSheet engine={engine} source={source} />
				) : source === null ? (
					<StockNote />
				) : (
					<FirmwareSheet key={firmware?.image.id} engine={engine} source={source} tab={tab} />
				)}
			</TabPanel>
		</ViewFrame>
	);
}
