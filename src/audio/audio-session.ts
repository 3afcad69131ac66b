import type { EngineBlockView } from '../bridge/block-regions.ts';
import { buildEngineBlock, viewEngineBlock } from '../bridge/block-regions.ts';
import { CommandWriter, settingsWords } from '../bridge/commands.ts';
import type { EngineSettings } from '../bridge/engine-parameters.ts';
import type { CompiledFirmware, FirmwareImage } from '../bridge/firmware-image.ts';
import type { MemorySetup } from '../bridge/memory-setup.ts';
import type { EngineMessage, EngineReady, EngineStart } from '../bridge/messages.ts';
import { PROCESSOR_NAME } from '../bridge/messages.ts';
import type { SoundSource } from './sound-source.ts';

/** Time in which one source gives way to another, seconds. */
const SOURCE_FADE_SECONDS = 0.01;

/** What the browser says of the sound, for the page to show. */
export type AudioState = 'stopped' | 'running' | 'suspended' | 'failed';

interface PlayingSource {
	readonly source: SoundSource;
	readonly gain: GainNode;
}

/**
 * The page's audio: one context, one engine in a worklet with its block, one source in front of it. It is built once, suspended, and
 * stays until the page goes; it is heard from the first press of START, because a browser gives sound only after a gesture.
 */
export class AudioSession {
	readonly context: AudioContext;
	readonly node: AudioWorkletNode;
	/** The page's side of the engine's block. */
	readonly view: EngineBlockView;
	readonly commands: CommandWriter;
	#playing: PlayingSource | null = null;

	/**
	 * Opens the sound, suspended, and plugs the engine in, warmed up by `warmUpFirmware`. Rejects with a message for people when the
	 * browser has no sound, no worklets, or the worklet cannot be loaded. `workletUrl` is the built processor.
	 */
	static async open(
		workletUrl: string,
		warmUpFirmware: FirmwareImage,
		onFailure: (message: string) => void,
	): Promise<AudioSession> {
		const context = new AudioContext({ latencyHint: 'interactive' });
		try {
			// The engine is built and warmed up while nothing is to be heard, so nothing can be late. Nobody waits for the suspension: a
			// context that may not start before a gesture need not confirm it.
			void context.suspend();
			await context.audioWorklet.addModule(workletUrl);
			const session = new AudioSession(context, warmUpFirmware);
			await session.#ready();
			session.node.onprocessorerror = () => onFailure('The audio engine stopped by a fault of its own. Reload the page.');
			return session;
		} catch (reason) {
			await context.close();
			throw new Error(
				`The audio engine cannot be loaded: ${reason instanceof Error ? reason.message : String(reason)}. Reload the page.`,
			);
		}
	}

	private constructor(context: AudioContext, warmUpFirmware: FirmwareImage) {
		this.context = context;
		const block = buildEngineBlock();
		this.view = viewEngineBlock(block);
		this.commands = new CommandWriter(this.view.commands);
		const processorOptions: EngineStart = { memory: block.memory, firmware: null, settle: false, warmUpFirmware };
		this.node = new AudioWorkletNode(context, PROCESSOR_NAME, {
			outputChannelCount: [2],
			channelCount: 2,
			channelCountMode: 'explicit',
			processorOptions,
		});
		this.node.connect(context.destination);
	}

	/** Waits until the engine is built. */
	#ready(): Promise<void> {
		return new Promise((resolve, reject) => {
			this.node.port.onmessage = ({ data }: MessageEvent<EngineReady>) => {
				if (data.ready) resolve();
			};
			this.node.onprocessorerror = () => reject(new Error('its processor failed at the start'));
		});
	}

	/** The delay line that plays, as a view: left and right in turn. */
	get delayWords(): Int32Array {
		const { gauges, block } = this.view;
		return block.int32(`delay ${gauges.getInt(gauges.offset('cpuSlot'), 0)}`);
	}

	/**
	 * Sends a firmware to the engine, which starts it and swaps it in while the sound goes on. `settings` apply at that moment; null
	 * changes none. With `keepState` it goes on with the variables and the delay line of what plays. Its heap, if it has one, begins by `memory`.
	 */
	load(firmware: FirmwareImage, settings: EngineSettings | null, keepState: boolean, memory: MemorySetup): void {
		const words = settings === null ? null : settingsWords(settings);
		const message: EngineMessage = { firmware, settings: words, keepState, memory };
		this.node.port.postMessage(message);
	}

	/** Sends the instrumented form of a firmware that was loaded under that id. */
	instrument(id: number, instrumented: CompiledFirmware): void {
		const message: EngineMessage = { id, instrumented };
		this.node.port.postMessage(message);
	}

	/** Plays another source, faded over from the last; null plays none. The session disposes of what it played. */
	play(source: SoundSource | null): void {
		const now = this.context.currentTime;
		const outgoing = this.#playing;
		this.#playing = null;
		if (outgoing !== null) {
			outgoing.gain.gain.setValueAtTime(1, now);
			outgoing.gain.gain.linearRampToValueAtTime(0, now + SOURCE_FADE_SECONDS);
			const end = new ConstantSourceNode(this.context);
			end.onended = () => {
				outgoing.source.dispose();
				outgoing.gain.disconnect();
			};
			end.start();
			end.stop(now + 2 * SOURCE_FADE_SECONDS);
		}
		if (source === null) return;
		const gain = new GainNode(this.context, { gain: 0 });
		gain.gain.setValueAtTime(0, now);
		gain.gain.linearRampToValueAtTime(1, now + SOURCE_FADE_SECONDS);
		source.output.connect(gain).connect(this.node);
		this.#playing = { source, gain };
	}

	/** Lets the sound run. To be called from a gesture the first time. */
	async resume(): Promise<void> {
		await this.context.resume();
	}

	/** Stops the sound where it is. */
	async suspend(): Promise<void> {
		await this.context.suspend();
	}
}
