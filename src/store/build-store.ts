import { createStore } from 'zustand/vanilla';
import type { LineMap } from '../impala/compile.ts';

/**
 * How the live file of the workspace stands: nothing is live; an edit waits for the pause behind it; it is being built; the engine
 * starts it; it plays; it is built and waits for START; it could not be built, so what played before plays on; it was stopped.
 */
export type BuildPhase = 'idle' | 'waiting' | 'building' | 'starting' | 'playing' | 'ready' | 'failed' | 'stopped';

/** What became of the live file of the workspace. */
export interface BuildState {
	readonly phase: BuildPhase;
	/** File of the workspace that was built last; null before the first. */
	readonly fileId: string | null;
	/** The text that was built last, whether that went well or not. */
	readonly text: string;
	/** The GAZL of the last build that went well; null before the first. */
	readonly gazl: string | null;
	/** From its lines to places in the text that it was built from; null where that text is GAZL itself. */
	readonly lineMap: LineMap | null;
	/** One sentence on why it failed or was stopped, '' in all other phases. */
	readonly problem: string;
	/** Milliseconds from the end of the pause behind the last edit to the built firmware; null while there is none. */
	readonly builtMs: number | null;
	/** Milliseconds from the same moment until the engine began to play it; null before. */
	readonly heardMs: number | null;
}

/** Before anything is built. */
export const NOTHING_BUILT: BuildState = {
	phase: 'idle',
	fileId: null,
	text: '',
	gazl: null,
	lineMap: null,
	problem: '',
	builtMs: null,
	heardMs: null,
};

export const buildStore = createStore<BuildState>(() => NOTHING_BUILT);
