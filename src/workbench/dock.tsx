import { type ComponentType, useEffect } from 'react';
import { useStore } from 'zustand';
import { type Tab, TabPanel, Tabs } from '../controls/index.ts';
import { deviceStore } from '../store/device-store.ts';
import { DOCK_TABS, type DockTab, viewStore } from '../store/view-store.ts';
import { violatedWords, watchViolations } from './checks/violated-words.ts';
import { ConsoleTools, ConsoleView } from './console-view.tsx';
import styles from './dock.module.css';
import { EditorTools } from './editor/editor-tools.tsx';
import { recordHeap } from './heap/heap-recorder.ts';
import { lazyTools, lazyView } from './lazy-view.tsx';
import { ListingTools, ListingView } from './listing-view.tsx';
import { RingView } from './ring-view.tsx';
import { ScopeTools, ScopeView } from './scope-view.tsx';
import { ViewFrame } from './view-frame.tsx';
import type { WorkbenchHost } from './workbench-host.ts';

interface DockProps {
	readonly engine: WorkbenchHost;
}

/** What a tab of the dock shows. */
interface DockView {
	readonly title: string;
	/** Keys for the heading; none unless told. */
	readonly Tools?: ComponentType<DockProps>;
	readonly Content: ComponentType<DockProps>;
}

const EditorBench = lazyView('the editor', () => import('./editor/editor-bench.tsx'), 'Your files are kept.');

/** The tabs. What a first visit does not need is fetched when it is looked at: `lazyView`, `lazyTools`. */
const VIEWS: Readonly<Record<DockTab, DockView>> = {
	editor: {
		title: 'Editor',
		Tools: ({ engine }) => <EditorTools host={engine} />,
		Content: ({ engine }) => <EditorBench host={engine} />,
	},
	console: { title: 'Console', Tools: ConsoleTools, Content: ConsoleView },
	listing: { title: 'Listing', Tools: ListingTools, Content: ListingView },
	rings: { title: 'Rings', Content: RingView },
	scope: { title: 'Scope', Tools: ScopeTools, Content: ScopeView },
	heap: {
		title: 'Heap',
		Tools: lazyTools(() => import('./heap/heap-tools.tsx')),
		Content: lazyView('the heap', () => import('./heap/heap-view.tsx')),
	},
	checks: {
		title: 'Checks',
		Tools: lazyTools(() => import('./checks/checks-tools.tsx')),
		Content: lazyView('the checks', () => import('./checks/checks-view.tsx')),
	},
	profile: { title: 'Profile', Content: lazyView('the profile', () => import('./analysis/profile-view.tsx')) },
	search: { title: 'Search', Content: lazyView('the search', () => import('./analysis/search-view.tsx')) },
};

/** The bench under the instrument: a view to a tab. */
export function Dock({ engine }: DockProps) {
	const tab = useStore(viewStore, (state) => state.dockTab);
	const faulty = useStore(deviceStore, (state) => state.fault !== null);
	const violations = useStore(violatedWords, (state) => state.rows);
	const badges: Partial<Record<DockTab, number>> = { listing: faulty ? 1 : 0, checks: violations };
	const { title, Tools, Content } = VIEWS[tab];
	useEffect(() => recordHeap(engine), [engine]);
	useEffect(() => watchViolations(engine), [engine]);
	const tabs = DOCK_TABS.map((id): Tab => ({ id, label: VIEWS[id].title, ...(badges[id] ? { badge: badges[id] } : {}) }));

	function select(id: string): void {
		const dockTab = DOCK_TABS.find((known) => known === id);
		if (dockTab === undefined) return;
		const { enlarged } = viewStore.getState();
		viewStore.setState({ dockTab, enlarged: enlarged === tab ? dockTab : enlarged });
	}

	return (
		<ViewFrame
			view={tab}
			title={title}
			heading={<Tabs label="Workbench" idBase="dock" tabs={tabs} selected={tab} onSelect={select} />}
			tools={Tools && <Tools engine={engine} />}
		>
			<TabPanel idBase="dock" tabId={tab} className={styles.panel}>
				<Content engine={engine} />
			</TabPanel>
		</ViewFrame>
	);
}
