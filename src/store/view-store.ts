import { createStore } from 'zustand/vanilla';

/** Tabs of the dock. */
export const DOCK_TABS = ['editor', 'console', 'listing', 'rings', 'scope', 'heap', 'checks', 'profile', 'search'] as const;

export type DockTab = (typeof DOCK_TABS)[number];

/** A view that can fill the window. */
export type EnlargeableView = 'memory' | 'delay' | DockTab;

/** How a word of memory is printed. */
export const WORD_FORMATS = ['hex', 'int', 'float'] as const;

export type WordFormat = (typeof WORD_FORMATS)[number];

/** What starts a sweep of the scope; `free` lets it run. */
export const SCOPE_TRIGGERS = ['input', 'output', 'free'] as const;

export type ScopeTrigger = (typeof SCOPE_TRIGGERS)[number];

/** Lists at the right of the editor's text. */
export const EDITOR_DRAWERS = ['outline', 'problems', 'references'] as const;

export type EditorDrawer = (typeof EDITOR_DRAWERS)[number];

/** Parts of the heap's view, of which those that do not fit side by side take turns. */
export const HEAP_PANES = ['levels', 'bins', 'objects', 'buffers', 'setup'] as const;

export type HeapPane = (typeof HEAP_PANES)[number];

/** Parts of the view of the checks, of which one shows at a time. */
export const CHECKS_PANES = ['violations', 'log', 'live', 'forgotten', 'pressure', 'tour'] as const;

export type ChecksPane = (typeof CHECKS_PANES)[number];

/** Half-lives of heat to choose from, milliseconds. */
export const HEAT_HALF_LIVES_MS = [100, 250, 1000, 4000] as const;

/** How the page is arranged. */
export interface ViewState {
	readonly theme: 'dark' | 'daylight';
	readonly dockTab: DockTab;
	/** Share of the width that the panel has, 0…1. */
	readonly panelShare: number;
	/** Share of the height that the dock has, 0…1. */
	readonly dockShare: number;
	/** Share of the memory pane's height that the firmware's memory has over the delay line, 0…1. */
	readonly memoryShare: number;
	/** All memory, or that of the firmware as a picture or as a table; `auto` is what suits the firmware, until somebody chooses. */
	readonly memoryTab: 'auto' | 'space' | 'map' | 'symbols';
	readonly wordFormat: WordFormat;
	/** Whether the memory map and the listing show how often words are accessed and lines executed. */
	readonly heat: boolean;
	/** Time in which heat that gets no more falls to half, milliseconds. */
	readonly heatHalfLifeMs: number;
	/** Width of the scope's screen, milliseconds. */
	readonly scopeSpanMs: number;
	readonly scopeTrigger: ScopeTrigger;
	/** Whether the editor shows the GAZL of the live file beside its source. */
	readonly editorSplit: boolean;
	/** Share of the width that the source then has, 0…1. */
	readonly editorShare: number;
	/** The list at the right of the text, '' for none. */
	readonly editorDrawer: '' | EditorDrawer;
	/** The part of the heap's view that was chosen last. */
	readonly heapPane: HeapPane;
	/** The part of the view of the checks that was chosen last. */
	readonly checksPane: ChecksPane;
	/** Whether the memory strip of narrow windows is open. */
	readonly memoryOpen: boolean;
	/** View that fills the window, '' for none. */
	readonly enlarged: '' | EnlargeableView;
}

export const viewStore = createStore<ViewState>(() => ({
	theme: 'dark',
	dockTab: 'console',
	panelShare: 0.6,
	dockShare: 0.24,
	memoryShare: 0.68,
	memoryTab: 'auto',
	wordFormat: 'int',
	heat: false,
	heatHalfLifeMs: 250,
	scopeSpanMs: 20,
	scopeTrigger: 'input',
	editorSplit: false,
	editorShare: 0.55,
	editorDrawer: '',
	heapPane: 'levels',
	checksPane: 'violations',
	memoryOpen: false,
	enlarged: '',
}));
