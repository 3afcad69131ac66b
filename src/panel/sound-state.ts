import type { LedColor } from '../controls/index.ts';
import type { SourceChoice, soundStore } from '../store/sound-store.ts';

type Sound = ReturnType<typeof soundStore.getState>;

/** What the deck says of the sound: which lamp is lit, null for none, a sentence, and whether something is wrong. */
export interface SoundDescription {
	readonly lamp: LedColor | null;
	readonly text: string;
	readonly isProblem: boolean;
}

/** A source for people: `Drums`, `the microphone`. */
export function sourceTitle(source: SourceChoice, { clips }: Pick<Sound, 'clips'>): string {
	switch (source.kind) {
		case 'none':
			return 'nothing';
		case 'clip':
			return clips.find(({ name }) => name === source.name)?.title ?? source.name;
		case 'file':
			return source.name;
		case 'microphone':
			return 'the microphone';
		case 'tone':
			return 'a test tone of 440 Hz';
	}
}

/**
 * The state of the sound in one sentence; what is wrong goes before what is going on. `firmware` is its name, null for the stock CPU;
 * `stopped` says that the engine has put the stock CPU in its place.
 */
export function describeSound(sound: Sound, firmware: string | null, stopped = false): SoundDescription {
	const { audio, problem, sourceOpening, sourceProblem, sampleRate } = sound;
	if (audio === 'failed') return { lamp: 'red', text: problem, isProblem: true };
	if (sourceProblem !== '') return { lamp: 'red', text: sourceProblem, isProblem: true };
	const title = sourceTitle(sound.source, sound);
	const through = `${title} through ${firmware ?? 'the stock CPU'}`;
	if (audio === 'suspended') return { lamp: 'yellow', text: 'The browser suspended the sound: press START.', isProblem: true };
	if (audio === 'stopped') {
		return {
			lamp: null,
			text: sampleRate > 0 ? 'Stopped; START goes on from here.' : `Press START: ${through}.`,
			isProblem: false,
		};
	}
	if (sourceOpening) return { lamp: 'yellow', text: `Opening ${title}…`, isProblem: false };
	if (firmware !== null && stopped) {
		return {
			lamp: 'yellow',
			text: `${firmware} has stopped: the stock CPU plays. RESET starts it again.`,
			isProblem: false,
		};
	}
	return { lamp: 'green', text: `${through.charAt(0).toUpperCase()}${through.slice(1)}.`, isProblem: false };
}
