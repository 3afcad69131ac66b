import { createStore } from 'zustand/vanilla';
import type { AudioState } from '../audio/audio-session.ts';

/** A clip that comes with the page. */
export interface Clip {
	readonly name: string;
	readonly title: string;
	readonly file: string;
}

/** What plays through the device. */
export type SourceChoice =
	| { readonly kind: 'none' }
	| { readonly kind: 'clip'; readonly name: string }
	| { readonly kind: 'file'; readonly name: string }
	| { readonly kind: 'microphone' }
	| { readonly kind: 'tone' };

interface SoundState {
	readonly audio: AudioState;
	/** What went wrong with the sound, as a sentence; '' when nothing did. */
	readonly problem: string;
	readonly source: SourceChoice;
	/** Whether the chosen source is being fetched or opened. */
	readonly sourceOpening: boolean;
	/** Why the chosen source does not sound; ''. */
	readonly sourceProblem: string;
	readonly clips: readonly Clip[];
	/** Name of the file that the user gave, '' for none yet. */
	readonly fileName: string;
	readonly sampleRate: number;
}

export const soundStore = createStore<SoundState>(() => ({
	audio: 'stopped',
	problem: '',
	source: { kind: 'clip', name: 'drums' },
	sourceOpening: false,
	sourceProblem: '',
	clips: [],
	fileName: '',
	sampleRate: 0,
}));
