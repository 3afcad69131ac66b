import { type WritableEncoding, writeWav } from '../../src/offline/wav/wav-writer.ts';
import { renderBass } from './bass.ts';
import { renderDrums } from './drums.ts';
import { renderKeys } from './keys.ts';
import type { Loop } from './loop.ts';
import { LOOP_SECONDS, SAMPLE_RATE, TEMPO_BPM } from './music.ts';
import { renderPad } from './pad.ts';
import { renderVoice } from './voice.ts';

/** A built-in clip: a seamless stereo loop that is synthesised, never sampled. */
export interface Clip {
	/** Its identifier, and its file's name without `.wav`. */
	readonly name: string;
	/** What the page calls it. */
	readonly title: string;
	readonly render: () => Loop;
}

/** An entry of `clips.json`. */
export interface ClipListing {
	readonly name: string;
	readonly title: string;
	/** Path of the WAV file, relative to the listing. */
	readonly file: string;
	/** Tempo in beats per minute. */
	readonly bpm: number;
	/** Length in seconds. */
	readonly seconds: number;
}

/** Every clip, in the order in which the page offers them. */
export const CLIPS: readonly Clip[] = [
	{ name: 'drums', title: 'Drums', render: renderDrums },
	{ name: 'bass', title: 'Bass', render: renderBass },
	{ name: 'voice', title: 'Voice', render: renderVoice },
	{ name: 'pad', title: 'Pad', render: renderPad },
	{ name: 'keys', title: 'Keys', render: renderKeys },
];

const CLIP_ENCODING: WritableEncoding = 'pcm16';

/** The name of a clip's file. */
export const clipFile = (clip: Clip): string => `${clip.name}.wav`;

/** Renders a clip to the bytes of its WAV file: the same bytes each time. */
export const renderClip = (clip: Clip): Uint8Array => writeWav(SAMPLE_RATE, clip.render().finish(), CLIP_ENCODING);

/** What `clips.json` says. */
export const listClips = (): ClipListing[] =>
	CLIPS.map((clip) => ({ name: clip.name, title: clip.title, file: clipFile(clip), bpm: TEMPO_BPM, seconds: LOOP_SECONDS }));
