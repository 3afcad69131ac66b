import { createStore } from 'zustand/vanilla';
import type { ClipProfile, SearchProgress, SearchResult } from '../analysis/analysis.ts';
import type { BuiltFirmware } from './device-store.ts';

/** What an analysis was made of. */
export interface AnalysedClip {
	readonly firmware: BuiltFirmware;
	/** What was played through it, and for how long. */
	readonly sound: string;
	readonly seconds: number;
}

/** How an analysis stands. */
export type Analysis<Result, Progress = null> =
	| { readonly phase: 'none' }
	| { readonly phase: 'running'; readonly clip: AnalysedClip; readonly progress: Progress | null }
	| { readonly phase: 'done'; readonly clip: AnalysedClip; readonly result: Result }
	| { readonly phase: 'failed'; readonly problem: string };

export interface AnalysisState {
	readonly profile: Analysis<ClipProfile>;
	/** The last profile that came out, which stays while another is made. */
	readonly lastProfile: { readonly clip: AnalysedClip; readonly result: ClipProfile } | null;
	readonly search: Analysis<SearchResult, SearchProgress>;
}

export const analysisStore = createStore<AnalysisState>(() => ({
	profile: { phase: 'none' },
	lastProfile: null,
	search: { phase: 'none' },
}));
