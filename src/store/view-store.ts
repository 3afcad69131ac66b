import { createStore } from 'zustand/vanilla';

/** Tabs of the dock. */
export const DOCK_TABS = ['console', 'listing', 'rings'] as const;

export type DockTab = (typeof DOCK_TABS)[number];

/** How the page is arranged. */
export interface ViewState {
	readonly theme: 'dark' | 'daylight';
	readonly dockTab: DockTab;
	/** Share of the width that the panel has, 0…1. */
	readonly panelShare: number;
	/** Share of the height that the dock has, 0…1. */
	readonly dockShare: number;
	/** Whether the memory strip of narrow windows is open. */
	readonly memoryOpen: boolean;
	/** View that fills the window, '' for none. */
	readonly enlarged: '' | 'memory' | 'delay';
}

export const viewStore = createStore<ViewState>(() => ({
	theme: 'dark',
	dockTab: 'console',
	panelShare: 0.6,
	dockShare: 0.24,
	memoryOpen: false,
	enlarged: '',
}));
