import type { AudioSession } from '../audio/audio-session.ts';
import type { SoundSource } from '../audio/sound-source.ts';
import { loopSource, microphoneSource, TONE_GAIN, toneSource } from '../audio/sound-source.ts';
import type { ClipSound } from './analyst.ts';
import { print } from './console-store.ts';
import type { Clip, SourceChoice } from './sound-store.ts';
import { soundStore } from './sound-store.ts';

/** Frequency of the test tone, hertz. */
const TONE_HZ = 440;

/** An audio file that a user gave. */
export interface AudioFile {
	readonly name: string;
	readonly bytes: ArrayBuffer;
}

/** What plays through the device: makes the chosen source sound, and keeps what sounded before when the new one cannot be had. */
export class SoundInput {
	/** The audio file that the user gave last, still encoded. */
	file: AudioFile | null = null;

	readonly #baseUrl: string;
	/** What it plays into; null before the first START. */
	#session: AudioSession | null = null;
	#change = 0;
	/** What sounds now; null before the first START. */
	#playing: SourceChoice | null = null;
	/** The clip that was asked for last. */
	#clip: { readonly name: string; readonly sound: Promise<AudioBuffer> } | null = null;

	/** `baseUrl` is where the page's own files are, with a slash at its end. */
	constructor(baseUrl: string) {
		this.#baseUrl = baseUrl;
	}

	/** Fetches the chosen clip, so that it is at hand at START. */
	async prepare(context: AudioContext): Promise<void> {
		const { source } = soundStore.getState();
		if (source.kind === 'clip') await this.#clipSound(context, source.name);
	}

	/** Plays the chosen source into a session from now on. */
	async plugInto(session: AudioSession): Promise<void> {
		this.#session = session;
		await this.#apply();
	}

	/** Chooses what plays. What goes wrong stands in the sound store. */
	async select(choice: SourceChoice): Promise<void> {
		soundStore.setState({ source: choice, sourceProblem: '' });
		await this.#apply();
	}

	/** Plays a sound of the user's; one that cannot be read leaves the one before. */
	async open(file: AudioFile): Promise<void> {
		const before = this.file;
		this.file = file;
		soundStore.setState({ fileName: file.name });
		await this.select({ kind: 'file', name: file.name });
		if (soundStore.getState().sourceProblem === '' || this.file !== file) return;
		this.file = before;
		soundStore.setState({ fileName: before?.name ?? '' });
	}

	/**
	 * The chosen source from its beginning as samples, repeated where it is shorter. Rejects for one that has no beginning.
	 *
	 * @param context decodes it, at its own rate
	 */
	async samples(context: AudioContext, seconds: number): Promise<ClipSound> {
		const { source } = soundStore.getState();
		const { sampleRate } = context;
		const frames = Math.round(seconds * sampleRate);
		const silence = new Float32Array(frames);
		switch (source.kind) {
			case 'none':
				return { name: 'silence', sampleRate, channels: [silence, silence] };
			case 'tone': {
				const tone = silence.map((_, frame) => TONE_GAIN * Math.sin((2 * Math.PI * TONE_HZ * frame) / sampleRate));
				return { name: 'test tone', sampleRate, channels: [tone, tone] };
			}
			case 'microphone':
				throw new Error('The microphone never sounds the same twice. Choose a clip or a file as the source.');
			case 'clip':
				return { name: source.name, sampleRate, channels: repeated(await this.#clipSound(context, source.name), frames) };
			case 'file': {
				if (this.file === null) throw new Error(`The file ${source.name} is no longer there. Open it again.`);
				const sound = await decode(context, source.name, this.file.bytes.slice(0));
				return { name: source.name, sampleRate, channels: repeated(sound, frames) };
			}
		}
	}

	/** Makes the chosen source sound, unless another one is chosen meanwhile. */
	async #apply(): Promise<void> {
		const session = this.#session;
		if (session === null) return;
		const change = ++this.#change;
		const { source } = soundStore.getState();
		soundStore.setState({ sourceOpening: true });
		let sound: SoundSource | null = null;
		let sourceProblem = '';
		try {
			sound = await this.#openSource(session.context, source);
		} catch (reason) {
			sourceProblem = reason instanceof Error ? reason.message : String(reason);
			print('error', sourceProblem);
		}
		if (change !== this.#change) {
			sound?.dispose();
			return;
		}
		soundStore.setState({ sourceOpening: false, sourceProblem });
		if (sourceProblem !== '' && this.#playing !== null) {
			// What sounded before goes on, and stands as the choice again.
			soundStore.setState({ source: this.#playing });
			return;
		}
		session.play(sound);
		this.#playing = source;
	}

	async #openSource(context: AudioContext, choice: SourceChoice): Promise<SoundSource | null> {
		switch (choice.kind) {
			case 'none':
				return null;
			case 'tone':
				return toneSource(context, TONE_HZ);
			case 'microphone':
				return await microphoneSource(context);
			case 'clip':
				return loopSource(context, await this.#clipSound(context, choice.name));
			case 'file': {
				if (this.file === null) throw new Error(`The file ${choice.name} is no longer there. Open it again.`);
				return loopSource(context, await decode(context, choice.name, this.file.bytes.slice(0)));
			}
		}
	}

	/** A clip's sound; that of the last one is at hand. */
	#clipSound(context: AudioContext, name: string): Promise<AudioBuffer> {
		if (this.#clip?.name === name) return this.#clip.sound;
		const sound = this.#fetchClip(name).then((bytes) => decode(context, name, bytes));
		const clip = { name, sound };
		this.#clip = clip;
		// One that failed is fetched again when it is asked for again.
		sound.catch(() => {
			if (this.#clip === clip) this.#clip = null;
		});
		return sound;
	}

	async #fetchClip(name: string): Promise<ArrayBuffer> {
		const clip: Clip | undefined = soundStore.getState().clips.find((known) => known.name === name);
		if (clip === undefined) throw new Error(`There is no clip named ${name}. Choose another source.`);
		const response = await fetch(`${this.#baseUrl}clips/${clip.file}`);
		if (!response.ok) throw new Error(`The clip ${clip.title} cannot be fetched (${response.status}). Reload the page.`);
		return await response.arrayBuffer();
	}
}

/** Left and right of a sound, repeated up to a length. */
function repeated(sound: AudioBuffer, frames: number): readonly [Float32Array, Float32Array] {
	const channel = (index: number): Float32Array => {
		const samples = sound.getChannelData(Math.min(index, sound.numberOfChannels - 1));
		return Float32Array.from({ length: frames }, (_, frame) => samples[frame % samples.length] ?? 0);
	};
	return [channel(0), channel(1)];
}

async function decode(context: AudioContext, name: string, bytes: ArrayBuffer): Promise<AudioBuffer> {
	try {
		return await context.decodeAudioData(bytes);
	} catch {
		throw new Error(`${name} is not a sound that this browser can read. Try a WAV file of 16, 24 or 32 bits.`);
	}
}
