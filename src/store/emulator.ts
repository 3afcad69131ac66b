import { AudioSession } from '../audio/audio-session.ts';
import type { SoundSource } from '../audio/sound-source.ts';
import { loopSource, microphoneSource, toneSource } from '../audio/sound-source.ts';
import type { EngineBlockView } from '../bridge/block-regions.ts';
import type { EngineSettings } from '../bridge/engine-parameters.ts';
import type { EngineEvent } from '../bridge/events.ts';
import { engineSettings } from '../bridge/program-settings.ts';
import { STATUS } from '../gazl/status.ts';
import type { Bank } from '../patch/bank.ts';
import { readBank } from '../patch/bank-reader.ts';
import { bankFileLine } from '../patch/firmware-line-map.ts';
import type { FirmwareSource } from '../toolchain/build-firmware.ts';
import type { Toolchain } from '../toolchain/toolchain.ts';
import { WARM_UP_SOURCE } from '../toolchain/warm-up-firmware.ts';
import { print } from './console-store.ts';
import type { BuiltFirmware } from './device-store.ts';
import { currentProgram, deviceStore } from './device-store.ts';
import { EventPump } from './event-pump.ts';
import { fileKind, latin1 } from './file-kinds.ts';
import { buildFault, stoppedFault } from './firmware-fault.ts';
import { SettingsLink } from './settings-link.ts';
import type { Clip, SourceChoice } from './sound-store.ts';
import { soundStore } from './sound-store.ts';

/** Frequency of the test tone, hertz. */
const TONE_HZ = 440;

/** An audio file that a user gave. */
export interface AudioFile {
	readonly name: string;
	readonly bytes: ArrayBuffer;
}

interface Plugged {
	readonly session: AudioSession;
	readonly settings: SettingsLink;
	readonly events: EventPump;
}

/** Text of a firmware and where it came from. */
export interface FirmwareText {
	readonly name: string;
	readonly fileName: string;
	readonly code: string;
	readonly config: string;
	readonly debug: boolean;
	readonly fileLine: (codeLine: number) => number;
}

/**
 * What happens when the page's state changes or the user asks for something: it opens the sound, builds firmware, sends commands
 * and reports what the engine says. The stores hold the state; this holds the engine.
 */
export class Emulator {
	readonly #workletUrl: string;
	readonly #toolchain: Toolchain;
	readonly #baseUrl: string;
	/** The sound, from when it begins to be opened; null again when that fails. */
	#session: Promise<AudioSession> | null = null;
	#plugged: Plugged | null = null;
	#opening: Promise<Plugged> | null = null;
	/** Number of the newest load; an older one that comes out of the toolchain later is forgotten. */
	#load = 0;
	/** Firmwares that the engine has been sent and may tell something of, by their ids. */
	readonly #sent = new Map<number, BuiltFirmware>();
	/** The one that began to play last. */
	#sounding: BuiltFirmware | null = null;
	/** Whether somebody looks at what firmware accesses. */
	#heat = false;
	#sourceChange = 0;
	/** What sounds now; null before the first START. */
	#playingSource: SourceChoice | null = null;
	/** The clip that was asked for last. */
	#clip: { readonly name: string; readonly sound: Promise<AudioBuffer> } | null = null;
	/** The audio file that the user gave last, still encoded. */
	audioFile: AudioFile | null = null;
	/** What the delay line is to hold at the first START, when it is write-protected; null for silence. */
	keptDelayWords: Int32Array | null = null;

	/** `baseUrl` is where the page's own files are, with a slash at its end. */
	constructor(workletUrl: string, toolchain: Toolchain, baseUrl: string) {
		this.#workletUrl = workletUrl;
		this.#toolchain = toolchain;
		this.#baseUrl = baseUrl;
		deviceStore.subscribe((state, before) => {
			if (state.bank.source !== before.bank.source || state.slot !== before.slot) this.#plugged?.settings.programChanged();
			this.#sendSettings();
		});
	}

	/** The page's side of the engine's block; null before the first START. */
	get view(): EngineBlockView | null {
		return this.#plugged?.session.view ?? null;
	}

	/** A copy of the delay line that plays; null before the first START. */
	copyDelayWords(): Int32Array | null {
		return this.#plugged === null ? null : this.#plugged.session.delayWords.slice();
	}

	/**
	 * Opens and warms up the sound without starting it, and fetches the chosen clip, so that START has little left to do. A browser
	 * allows that before any gesture. What goes wrong is no news yet: START tries again and reports.
	 */
	async prepare(): Promise<void> {
		try {
			const { context } = await this.#openSession();
			const { source } = soundStore.getState();
			if (source.kind === 'clip') await this.#clipSound(context, source.name);
		} catch {}
	}

	/** Starts the sound; to be called from a gesture. What goes wrong stands in the sound store. */
	async start(): Promise<void> {
		try {
			this.#opening ??= this.#open();
			const { session } = await this.#opening;
			await session.resume();
			soundStore.setState({ audio: 'running', problem: '' });
		} catch (reason) {
			this.#opening = null;
			const problem = reason instanceof Error ? reason.message : String(reason);
			soundStore.setState({ audio: 'failed', problem });
			print('error', problem);
		}
	}

	/** Stops the sound where it is. */
	async stop(): Promise<void> {
		soundStore.setState({ audio: 'stopped' });
		await this.#plugged?.session.suspend();
	}

	/** Presses RESET. */
	reset(): void {
		deviceStore.setState({ fault: null });
		if (this.#plugged?.session.commands.reset() === false)
			print('warning', 'RESET was lost: the engine takes no commands just now. Press it again.');
	}

	/**
	 * Has accesses and instructions counted from now on, or not any more. Counting starts when the instrumented form of the firmware has
	 * been compiled.
	 */
	setHeat(on: boolean): void {
		this.#heat = on;
		this.#plugged?.session.commands.heat(on);
		const { firmware } = deviceStore.getState();
		if (on && firmware !== null) void this.#instrument(firmware);
	}

	/** Plugs the firmware out: the stock CPU plays. */
	restoreStock(): void {
		this.#load += 1;
		this.#sent.clear();
		this.#sounding = null;
		deviceStore.setState({ firmware: null, firmwareStarting: false, fault: null });
		this.#plugged?.settings.release();
		this.#plugged?.session.commands.unload();
		print('notice', 'stock CPU restored');
	}

	/** Takes files that the user dropped or opened, each for what it is. */
	async openFiles(files: readonly File[]): Promise<void> {
		for (const file of files) {
			try {
				await this.#openFile(file);
			} catch (reason) {
				print('error', `${file.name}: ${reason instanceof Error ? reason.message : String(reason)}`);
			}
		}
	}

	/**
	 * Loads a bank: its programs, and its firmware or the stock CPU. A bank with errors changes nothing. Answers whether it was loaded.
	 */
	async openBank(fileName: string, file: Uint8Array | string): Promise<boolean> {
		const { bank, diagnostics } = readBank(file);
		for (const { severity, line, column, code, message } of diagnostics) {
			print(severity, `${fileName}:${line}:${column}: ${severity} ${code}: ${message}`);
		}
		if (bank === null) {
			print('notice', `${fileName} was not loaded; nothing has changed.`);
			return false;
		}
		return await this.useBank(fileName, bank);
	}

	/** Puts a bank in that has been read already. */
	async useBank(fileName: string, bank: Bank): Promise<boolean> {
		if (bank.firmware === undefined) {
			deviceStore.setState({ bank, bankFile: fileName, slot: bank.currentProgram });
			if (deviceStore.getState().firmware !== null) this.restoreStock();
			return true;
		}
		const { name, code, config } = bank.firmware;
		const built = await this.#build({
			name,
			fileName,
			code,
			config,
			debug: false,
			fileLine: (line) => bankFileLine(bank, line) ?? line,
		});
		if (built === null) return false;
		// The firmware that still plays is not to hear of the new bank's settings: they go with the new one.
		this.#plugged?.settings.hold();
		deviceStore.setState({ bank, bankFile: fileName, slot: bank.currentProgram });
		this.#plug(built, engineSettings(currentProgram(deviceStore.getState()), deviceStore.getState().writeProtect));
		return true;
	}

	/** Loads firmware text; one that cannot be built changes nothing but the report of its fault. */
	async openFirmware(text: FirmwareText): Promise<boolean> {
		const built = await this.#build(text);
		if (built !== null) this.#plug(built, null);
		return built !== null;
	}

	/** Chooses what plays through the device. */
	async selectSource(choice: SourceChoice): Promise<void> {
		soundStore.setState({ source: choice, sourceProblem: '' });
		await this.#applySource();
	}

	/** What has happened in the engine since the last call. To be called whenever the page draws, and now and then when it does not. */
	drainEvents(): void {
		this.#plugged?.events.drain(
			(text) => print('trace', text),
			(event) => this.#report(event),
		);
		this.#sendSettings();
	}

	#openSession(): Promise<AudioSession> {
		this.#session ??= this.#newSession().catch((reason: unknown) => {
			this.#session = null;
			throw reason;
		});
		return this.#session;
	}

	async #newSession(): Promise<AudioSession> {
		const warmUp = await this.#toolchain.build(WARM_UP_SOURCE);
		if (!warmUp.ok) throw new Error(warmUp.diagnostic.message);
		return await AudioSession.open(this.#workletUrl, warmUp.image, (problem) => {
			soundStore.setState({ audio: 'failed', problem });
			print('error', problem);
		});
	}

	async #open(): Promise<Plugged> {
		const session = await this.#openSession();
		if (this.keptDelayWords !== null && deviceStore.getState().writeProtect) session.delayWords.set(this.keptDelayWords);
		const plugged = { session, settings: new SettingsLink(session.commands), events: new EventPump(session.view) };
		this.#plugged = plugged;
		soundStore.setState({ sampleRate: session.context.sampleRate });
		session.context.onstatechange = () => this.#contextChanged(session.context.state);
		this.#sendSettings();
		const { firmware } = deviceStore.getState();
		if (firmware !== null) session.load(firmware.image, null);
		if (this.#heat) this.setHeat(true);
		await this.#applySource();
		return plugged;
	}

	#contextChanged(state: string): void {
		const { audio } = soundStore.getState();
		if (state === 'running' && audio === 'suspended') soundStore.setState({ audio: 'running' });
		if (state !== 'running' && audio === 'running') soundStore.setState({ audio: 'suspended' });
	}

	#sendSettings(): void {
		if (this.#plugged === null) return;
		const state = deviceStore.getState();
		this.#plugged.settings.send(engineSettings(currentProgram(state), state.writeProtect));
	}

	/** Builds text off the page's thread; null when it has a fault, which is reported, or when a later load came in between. */
	async #build(text: FirmwareText): Promise<BuiltFirmware | null> {
		const id = ++this.#load;
		const source: FirmwareSource = { id, name: text.name, code: text.code, config: text.config, debug: text.debug };
		const build = await this.#toolchain.build(source);
		if (id !== this.#load) return null;
		if (build.ok) {
			if (build.warning !== null) print('warning', `${text.fileName}: warning ${build.warning.code}: ${build.warning.message}`);
			return { source, image: build.image, fileName: text.fileName, fileLine: text.fileLine };
		}
		const fault = buildFault(source, text.fileName, text.fileLine, build.diagnostic);
		deviceStore.setState({ fault });
		print('error', fault.summary);
		print('notice', `${text.name} was not loaded; what played before plays on.`);
		return null;
	}

	#plug(firmware: BuiltFirmware, settings: EngineSettings | null): void {
		deviceStore.setState({ firmware, firmwareStarting: this.#plugged !== null, fault: null });
		this.#sent.set(firmware.image.id, firmware);
		this.#plugged?.session.load(firmware.image, settings);
		if (this.#heat) void this.#instrument(firmware);
	}

	/** Sends the engine the instrumented form of a firmware that it has. An interpreted one is not counted. */
	async #instrument(firmware: BuiltFirmware): Promise<void> {
		const { image } = firmware;
		if (this.#plugged === null || image.compiled === null) return;
		try {
			this.#plugged.session.instrument(image.id, await this.#toolchain.instrument(image));
		} catch (reason) {
			print('warning', `${image.name} cannot be counted: ${reason instanceof Error ? reason.message : String(reason)}`);
		}
	}

	#report(event: EngineEvent): void {
		const firmware = this.#sent.get(event.firmware);
		switch (event.kind) {
			case 'started':
				if (firmware === undefined) return;
				this.#sounding = firmware;
				this.#forgetAllBut(firmware);
				this.#plugged?.settings.release();
				deviceStore.setState({ firmware, firmwareStarting: false, fault: null });
				print('notice', `firmware ${firmware.source.name} is running`);
				return;
			case 'stopped':
				if (firmware !== undefined) this.#reportStop(firmware, event);
				return;
			case 'stalled':
				if (firmware !== undefined) {
					const line = firmware.fileLine(event.line);
					print(
						'warning',
						`firmware ${firmware.source.name} hangs in ${event.phase}, line ${line}; the input goes out dry meanwhile`,
					);
				}
				return;
			case 'resumed':
				if (firmware !== undefined) print('notice', `firmware ${firmware.source.name} goes on`);
				return;
			case 'slowed':
				print(
					'warning',
					event.clockHz > 0
						? `LOAD: the firmware cannot keep up; the clock is limited to ${(event.clockHz / 1000).toFixed(2)} kHz`
						: 'LOAD: the firmware keeps up again; the clock is as set',
				);
				return;
			default:
				return;
		}
	}

	/** One that stops while it plays leaves the stock CPU; one that stops in its start leaves what played before. */
	#reportStop(firmware: BuiltFirmware, event: EngineEvent & { kind: 'stopped' }): void {
		this.#plugged?.settings.release();
		const fault = stoppedFault(firmware, event);
		const expected = event.status === STATUS.TERMINATED;
		const inStart = firmware !== this.#sounding;
		deviceStore.setState({
			firmwareStarting: false,
			fault: expected ? null : fault,
			...(inStart && { firmware: this.#sounding }),
		});
		print(expected ? 'notice' : 'error', expected ? `firmware ${fault.name} has ended` : fault.summary);
		if (!expected && fault.lineText !== '') print('error', `  ${fault.line} | ${fault.lineText}`);
		if (inStart) print('notice', 'It never began to play; what played before plays on.');
	}

	/** Older firmwares than the one that plays send no more events, but for one that is on its way. */
	#forgetAllBut(playing: BuiltFirmware): void {
		for (const id of this.#sent.keys()) if (id < playing.image.id) this.#sent.delete(id);
	}

	async #openFile(file: File): Promise<void> {
		const bytes = await file.arrayBuffer();
		const head = latin1(new Uint8Array(bytes, 0, Math.min(64, bytes.byteLength)));
		switch (fileKind(file.name, file.type, head)) {
			case 'bank':
				await this.openBank(file.name, new Uint8Array(bytes));
				return;
			case 'firmware':
				await this.openFirmware({
					name: file.name.replace(/\.gazl$/i, ''),
					fileName: file.name,
					code: latin1(new Uint8Array(bytes)),
					config: '',
					debug: true,
					fileLine: (line) => line,
				});
				return;
			case 'audio':
				await this.#openSound({ name: file.name, bytes });
				return;
			default:
				print(
					'error',
					`${file.name} is neither a bank (.p8bank), a firmware (.gazl) nor a sound that this browser knows, such as .wav.`,
				);
		}
	}

	/** Takes a sound of the user's for the source; one that cannot be read leaves the one before. */
	async #openSound(file: AudioFile): Promise<void> {
		const before = this.audioFile;
		this.audioFile = file;
		soundStore.setState({ fileName: file.name });
		await this.selectSource({ kind: 'file', name: file.name });
		if (soundStore.getState().sourceProblem === '' || this.audioFile !== file) return;
		this.audioFile = before;
		soundStore.setState({ fileName: before?.name ?? '' });
	}

	/** Makes the chosen source sound, unless another one is chosen meanwhile. */
	async #applySource(): Promise<void> {
		const plugged = this.#plugged;
		if (plugged === null) return;
		const change = ++this.#sourceChange;
		const { source } = soundStore.getState();
		soundStore.setState({ sourceOpening: true });
		let sound: SoundSource | null = null;
		let sourceProblem = '';
		try {
			sound = await this.#openSource(plugged.session.context, source);
		} catch (reason) {
			sourceProblem = reason instanceof Error ? reason.message : String(reason);
			print('error', sourceProblem);
		}
		if (change !== this.#sourceChange) {
			sound?.dispose();
			return;
		}
		soundStore.setState({ sourceOpening: false, sourceProblem });
		if (sourceProblem !== '' && this.#playingSource !== null) {
			// What sounded before goes on, and stands as the choice again.
			soundStore.setState({ source: this.#playingSource });
			return;
		}
		plugged.session.play(sound);
		this.#playingSource = source;
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
				if (this.audioFile === null) throw new Error(`The file ${choice.name} is no longer there. Open it again.`);
				return loopSource(context, await this.#decode(context, choice.name, this.audioFile.bytes.slice(0)));
			}
		}
	}

	/** A clip's sound; that of the last one is at hand. */
	#clipSound(context: AudioContext, name: string): Promise<AudioBuffer> {
		if (this.#clip?.name === name) return this.#clip.sound;
		const sound = this.#fetchClip(name).then((bytes) => this.#decode(context, name, bytes));
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

	async #decode(context: AudioContext, name: string, bytes: ArrayBuffer): Promise<AudioBuffer> {
		try {
			return await context.decodeAudioData(bytes);
		} catch {
			throw new Error(`${name} is not a sound that this browser can read. Try a WAV file of 16, 24 or 32 bits.`);
		}
	}
}
