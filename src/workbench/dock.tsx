import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { type Tab, TabPanel, Tabs } from '../controls/index.ts';
import { deviceStore } from '../store/device-store.ts';
import { DOCK_TABS, type DockTab, viewStore } from '../store/view-store.ts';
import { ConsoleTools, ConsoleView } from './console-view.tsx';
import styles from './dock.module.css';
import { EditorTools } from './editor/editor-tools.tsx';
import { EditorView } from './editor/editor-view.tsx';
import type { EditorHost } from './editor/source-document.ts';
import { ListingTools, ListingView } from './listing-view.tsx';
import { RingView } from './ring-view.tsx';
import { ScopeTools, ScopeView } from './scope-view.tsx';
import { ViewFrame } from './view-frame.tsx';

/** What a tab of the dock shows. */
interface DockView {
	readonly title: string;
	readonly tools: (engine: EditorHost) => ReactNode;
	readonly content: (engine: EditorHost) => ReactNode;
}

const VIEWS: Readonly<Record<DockTab, DockView>> = {
	editor: {
		title: 'Editor',
		tools: (engine) => <EditorTools host={engine} />,
		content: (engine) => <EditorView host={engine} />,
	},
	console: { title: 'Console', tools: () => <ConsoleTools />, content: () => <ConsoleView /> },
	listing: {
		title: 'Listing',
		tools: (engine) => <ListingTools engine={engine} />,
		content: (engine) => <ListingView engine={engine} />,
	},
	rings: { title: 'Rings', tools: () => null, content: (engine) => <RingView engine={engine} /> },
	scope: { title: 'Scope', tools: () => <ScopeTools />, content: (engine) => <ScopeView engine={engine} /> },
};

/** The bench under the instrument: editor, console, listing, rings and scope. */
export function Dock({ engine }: { readonly engine: EditorHost }) {
	const tab = useStore(viewStore, (state) => state.dockTab);
	const faulty = useStore(deviceStore, (state) => state.fault !== null);
	const view = VIEWS[tab];
	const tabs = DOCK_TABS.map((id): Tab => ({ id, label: VIEWS[id].title, ...(id === 'listing' && faulty ? { badge: 1 } : {}) }));

	function select(id: string): void {
		const dockTab = DOCK_TABS.find((known) => known === id);
		if (dockTab === undefined) return;
		const { enlarged } = viewStore.getState();
		viewStore.setState({ dockTab, enlarged: enlarged === tab ? dockTab : enlarged });
	}

	return (
		<ViewFrame
			view={tab}
			title={view.title}
			heading={<Tabs label="Workbench" idBase="dock" tabs={tabs} selected={tab} onSelect={select} />}
			tools={view.tools(engine)}
		>
			<TabPanel idBase="dock" tabId={tab} className={styles.panel}>
				{view.content(engine)}
			</TabPanel>
		</ViewFrame>
	);
}
