import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import styles from './app.module.css';
import { SplitPane, TabPanel, Tabs } from './controls/index.ts';
import { FileDrop } from './file-drop.tsx';
import { FrontPanel } from './panel/front-panel.tsx';
import { PanelLinkContext } from './panel/panel-link.ts';
import { SoundDeck } from './panel/sound-deck.tsx';
import { useMediaQuery } from './panel/use-media-query.ts';
import { programTitle } from './patch/program.ts';
import { currentProgram, deviceStore } from './store/device-store.ts';
import type { Emulator } from './store/emulator.ts';
import { viewStore } from './store/view-store.ts';
import { Dock, MemoryPane, onFrame, onUncoveredFrame } from './workbench/workbench.tsx';

/** A page that is not drawn still takes the engine's events this often, in milliseconds. */
const HIDDEN_DRAIN_MS = 250;

/** The least and the most of the window's height that the dock may have, and what a double click gives it. */
const DOCK_SHARES = { min: 0.08, max: 0.7, usual: 0.24 } as const;

/** The whole page: the instrument, its memory and the workbench, arranged for the window. */
export function App({ emulator }: { emulator: Emulator }) {
	const link = useMemo(
		() => ({ emulator, onFrame, onUncoveredFrame, baseUrl: new URL('./', document.baseURI).href }),
		[emulator],
	);
	const isWide = useMediaQuery('(min-width: 1280px) and (min-height: 820px)');
	const isTablet = useMediaQuery('(max-width: 899px)');
	const memoryOpen = useStore(viewStore, (state) => state.memoryOpen);
	// Then the memory stands in the place of everything else.
	const hatchOpen = memoryOpen && !isWide && !isTablet;
	useTheme();
	useTitle();
	useEventDrain(emulator);

	const parts: Parts = {
		instrument: <Instrument />,
		memory: (
			<section className={styles.fill} aria-label="Memory" id="memory" tabIndex={-1}>
				<MemoryPane engine={emulator} />
			</section>
		),
		dock: (
			<section className={styles.fill} aria-label="Workbench" id="workbench" tabIndex={-1}>
				<Dock engine={emulator} />
			</section>
		),
	};
	return (
		<PanelLinkContext value={link}>
			{hatchOpen ? (
				<a className={styles.skip} href="#memory">
					Skip to the memory
				</a>
			) : (
				<a className={styles.skip} href="#workbench">
					Skip to the workbench
				</a>
			)}
			<FileDrop onFiles={(files) => void emulator.openFiles(files)}>
				<main className={styles.fill}>
					<h1 className="spoken">Permut8 emulator</h1>
					<ProgramAnnouncer />
					{isWide ? <WideLayout {...parts} /> : isTablet ? <TabletLayout {...parts} /> : <NarrowLayout {...parts} />}
				</main>
			</FileDrop>
		</PanelLinkContext>
	);
}

interface Parts {
	readonly instrument: ReactNode;
	readonly memory: ReactNode;
	readonly dock: ReactNode;
}

/** Sound deck and front panel, the deck over the panel or beside it, whichever leaves the panel more room. */
function Instrument() {
	return (
		<section className={styles.instrument} aria-label="Instrument">
			<div className={styles.rack}>
				<div className={styles.deck}>
					<SoundDeck />
				</div>
				<div className={styles.panel}>
					<FrontPanel />
				</div>
			</div>
		</section>
	);
}

/** One part over the dock. */
function OverDock({ first, dock }: { first: ReactNode; dock: ReactNode }) {
	const dockShare = useStore(viewStore, (state) => state.dockShare);
	return (
		<SplitPane
			label="Height of the workbench"
			axis="rows"
			share={1 - dockShare}
			onResize={(share) => viewStore.setState({ dockShare: 1 - share })}
			min={1 - DOCK_SHARES.max}
			max={1 - DOCK_SHARES.min}
			defaultShare={1 - DOCK_SHARES.usual}
			first={first}
			second={dock}
		/>
	);
}

/** Panel and memory side by side, the dock below. */
function WideLayout({ instrument, memory, dock }: Parts) {
	const panelShare = useStore(viewStore, (state) => state.panelShare);
	return (
		<OverDock
			first={
				<SplitPane
					label="Width of the panel"
					axis="columns"
					share={panelShare}
					onResize={(share) => viewStore.setState({ panelShare: share })}
					min={0.3}
					max={0.8}
					defaultShare={0.6}
					first={instrument}
					second={memory}
				/>
			}
			dock={dock}
		/>
	);
}

/** The panel, the memory as a strip that opens over it to the full height, the dock. */
function NarrowLayout({ instrument, memory, dock }: Parts) {
	const open = useStore(viewStore, (state) => state.memoryOpen);
	const button = useRef<HTMLButtonElement>(null);
	const openBefore = useRef(open);

	// The strip moves to the top of the window when it opens; the focus goes with it.
	useLayoutEffect(() => {
		if (openBefore.current !== open) button.current?.focus();
		openBefore.current = open;
	}, [open]);

	const strip = (
		<button
			ref={button}
			type="button"
			className={styles.strip}
			aria-expanded={open}
			aria-controls={open ? 'memory' : undefined}
			onClick={() => viewStore.setState({ memoryOpen: !open })}
		>
			<svg viewBox="0 0 10 6" aria-hidden="true">
				<path d={open ? 'M 0 0 L 5 6 L 10 0 Z' : 'M 0 6 L 5 0 L 10 6 Z'} />
			</svg>
			Memory
			<span>{open ? 'close the hatch' : 'open the hatch'}</span>
		</button>
	);
	if (open) {
		return (
			<div className={styles.opened}>
				{strip}
				{memory}
			</div>
		);
	}
	return (
		<OverDock
			first={
				<div className={styles.stripped}>
					{instrument}
					{strip}
				</div>
			}
			dock={dock}
		/>
	);
}

const TABLET_TABS = [
	{ id: 'instrument', label: 'Panel' },
	{ id: 'memory', label: 'Memory' },
] as const;

/** Panel and memory on tabs, the dock below. */
function TabletLayout({ instrument, memory, dock }: Parts) {
	const open = useStore(viewStore, (state) => state.memoryOpen);
	const selected = open ? 'memory' : 'instrument';
	return (
		<OverDock
			first={
				<div className={styles.opened}>
					<Tabs
						label="Parts of the page"
						idBase="part"
						tabs={TABLET_TABS}
						selected={selected}
						onSelect={(id) => viewStore.setState({ memoryOpen: id === 'memory' })}
					/>
					<TabPanel idBase="part" tabId={selected} className={styles.fill}>
						{open ? memory : instrument}
					</TabPanel>
				</div>
			}
			dock={dock}
		/>
	);
}

/** Says which program was chosen, to those who do not see the display. */
function ProgramAnnouncer() {
	const slot = useStore(deviceStore, (state) => state.slot);
	// The name alone: an unnamed program's title changes with every switch.
	const name = useStore(deviceStore, (state) => currentProgram(state).name ?? '');
	return (
		<div className="spoken" role="status">
			{`Program ${slot}${name === '' ? '' : `, ${name}`}`}
		</div>
	);
}

function useTheme(): void {
	const theme = useStore(viewStore, (state) => state.theme);
	useLayoutEffect(() => {
		document.documentElement.dataset.theme = theme;
	}, [theme]);
}

function useTitle(): void {
	const firmware = useStore(deviceStore, (state) => state.firmware?.source.name ?? '');
	const title = useStore(deviceStore, (state) => programTitle(state.slot, currentProgram(state)));
	useEffect(() => {
		document.title = [title, firmware, 'Permut8 emulator'].filter((part) => part !== '').join(' · ');
	}, [title, firmware]);
}

/** Takes the engine's events with every picture, and now and then while the page is hidden and draws none. */
function useEventDrain(emulator: Emulator): void {
	useEffect(() => {
		const stop = onFrame(() => emulator.drainEvents());
		const timer = window.setInterval(() => document.hidden && emulator.drainEvents(), HIDDEN_DRAIN_MS);
		return () => {
			stop();
			window.clearInterval(timer);
		};
	}, [emulator]);
}
