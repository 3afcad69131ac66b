/** Something that can be played through the device: a clip, a file, the microphone, a tone. */
export interface SoundSource {
	/** What to connect. Stereo or mono. */
	readonly output: AudioNode;
	/** Ends it for good and lets go of devices. */
	dispose(): void;
}

/** A buffer that plays in a loop from its beginning. */
export function loopSource(context: BaseAudioContext, buffer: AudioBuffer): SoundSource {
	const node = new AudioBufferSourceNode(context, { buffer, loop: true });
	node.start();
	return {
		output: node,
		dispose: () => {
			node.stop();
			node.disconnect();
		},
	};
}

/** Level of the test tone: −7 dBFS, under the knee of the device's clippers (device.md 10). */
export const TONE_GAIN = 0.447;

/** A sine. */
export function toneSource(context: BaseAudioContext, frequencyHz: number): SoundSource {
	const oscillator = new OscillatorNode(context, { frequency: frequencyHz });
	const gain = new GainNode(context, { gain: TONE_GAIN });
	oscillator.connect(gain);
	oscillator.start();
	return {
		output: gain,
		dispose: () => {
			oscillator.stop();
			oscillator.disconnect();
			gain.disconnect();
		},
	};
}

/**
 * The microphone, without the browser's speech processing. Rejects with a message for people when there is none or the user
 * or the browser refuses it.
 */
export async function microphoneSource(context: AudioContext): Promise<SoundSource> {
	if (navigator.mediaDevices === undefined) {
		throw new Error('This browser gives no microphone to this page. Open the page over https or on localhost.');
	}
	let stream: MediaStream;
	try {
		stream = await navigator.mediaDevices.getUserMedia({
			audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
		});
	} catch (reason) {
		const name = reason instanceof DOMException ? reason.name : '';
		if (name === 'NotAllowedError') {
			throw new Error('The microphone was refused. Allow it for this page in the browser’s address bar, then choose it again.');
		}
		if (name === 'NotFoundError') throw new Error('No microphone was found. Plug one in, then choose it again.');
		throw new Error(`The microphone cannot be opened: ${reason instanceof Error ? reason.message : String(reason)}.`);
	}
	const node = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
	return {
		output: node,
		dispose: () => {
			node.disconnect();
			for (const track of stream.getTracks()) track.stop();
		},
	};
}
