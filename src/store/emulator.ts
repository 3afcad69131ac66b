import { AudioSession } from '../audio/audio-session.ts';
import type { EngineBlockView } from '../bridge/block-regions.ts';
import { engineSettings } from '../bridge/program-settings.ts';
import type { MemorySetting } from '../memory/checks/pressure.ts';
import type { HeapConfiguration } from '../memory/heap/heap-configuration.ts';
import type { Bank } from '../patch/bank.ts';
import { readBank } from '../patch/bank-reader.ts';
import { bankFileLine } from '../patch/firmware-line-map.ts';
import type { Toolchain } from '../toolchain/toolchain.ts';
import { WARM_UP_SOURCE } from '../toolchain/warm-up-firmware.ts';
import { Analyst } from './analyst.ts';
import { print } from './console-store.ts';
import { currentProgram, deviceStore } from './device-store.ts';
import { EventPump } from './event-pump.ts';
import { fileKind, latin1 } from './file-kinds.ts';
import { FirmwareRack, type FirmwareText } from './firmware-rack.ts';
import { HotReload } from './hot-reload.ts';
import { memoryStore } from './memory-store.ts';
import { rehearseToolchain } from './rehearsal.ts';
import { SettingsLink } from './settings-link.ts';
import { type AudioFile, SoundInput } from './sound-input.ts';
import type { SourceChoice } from './sound-store.ts';
import { soundStore } from './sound-store.ts';
import { setLive, showFile, withLineFeeds, workspaceStore } from './workspace.ts';
import { openFile } from './workspace-disk.ts';

interface Plugged {
	readonly session: AudioSession;
	readonly settings: SettingsLink;
	readonly events: EventPump;
}

/**
 * What happens when the page's state changes or the user asks for something: it opens the sound, takes files and banks, sends
 * commands and passes on what the engine says. The stores hold the state; this holds the engine.
 */
export class Emulator {
	readonly #workletUrl: string;
	readonly #toolchain: Toolchain;
	readonly #baseUrl: string;
	readonly #rack: FirmwareRack;
	readonly #input: SoundInput;
	readonly #hotReload: HotReload;
	/** Profiles and searches what the device has. */
	readonly analyst: Analyst;
	/** The sound, from when it begins to be opened; null again when that fails. */
	#session: Promise<AudioSession> | null = null;
	#plugged: Plugged | null = null;
	#opening: Promise<Plugged> | null = null;
	#rehearsal: Promise<void> | null = null;
	/** What the delay line is to hold at the first START, when it is write-protected; null for silence. */
	keptDelayWords: Int32Array | null = null;

	/** `baseUrl` is where the page's own files are, with a slash at its end. */
	constructor(workletUrl: string, toolchain: Toolchain, baseUrl: string) {
		this.#workletUrl = workletUrl;
		this.#toolchain = toolchain;
		this.#baseUrl = baseUrl;
		this.#rack = new FirmwareRack(toolchain);
		this.#input = new SoundInput(baseUrl);
		this.#hotReload = new HotReload(this.#rack);
		this.analyst = new Analyst(toolchain, async (seconds) => {
			const { context } = await this.#openSession();
			return await this.#input.samples(context, seconds);
		});
		deviceStore.subscribe((state, before) => {
			if (state.bank.source !== before.bank.source || state.slot !== before.slot) this.#plugged?.settings.programChanged();
			this.#sendSettings();
		});
	}

	/** The page's side of the engine's block; null before the first START. */
	get view(): EngineBlockView | null {
		return this.#plugged?.session.view ?? null;
	}

	/** The audio file that the user gave last, still encoded; null for none. */
	get audioFile(): AudioFile | null {
		return this.#input.file;
	}
	set audioFile(file: AudioFile | null) {
		this.#input.file = file;
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
			await this.#input.prepare(context);
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
		deviceStore.setState(({ resets }) => ({ fault: null, resets: resets + 1 }));
		if (this.#plugged?.session.commands.reset() === false)
			print('warning', 'RESET was lost: the engine takes no commands just now. Press it again.');
	}

	/** Has accesses and instructions of firmware counted from now on, or not any more. */
	setHeat(on: boolean): void {
		this.#rack.setHeat(on);
	}

	/**
	 * Writes a word of the memory of the firmware that plays, or that was stopped: between two ticks, or at once while the sound stands
	 * still. Answers '' or why it cannot be done now.
	 *
	 * @param address a word below the constants
	 * @param word as 32 bits
	 */
	setWord(address: number, word: number): string {
		if (this.#plugged === null) return 'Press START first: before that there is no memory to write to.';
		const { session } = this.#plugged;
		if (session.context.state === 'running') {
			return session.commands.poke(address, word) ? '' : 'The engine takes no commands just now. Try again.';
		}
		const { block, gauges } = session.view;
		block.int32(`memory ${gauges.getInt(gauges.offset('cpuSlot'), 0)}`)[address] = word;
		return '';
	}

	/** Gives firmware other levels, bins or another allocator. The one that plays begins anew. */
	configureMemory(configuration: HeapConfiguration): void {
		memoryStore.setState({ configuration });
		this.#rack.plugAgain();
	}

	/** Puts buffers into levels, whatever levels they are allocated with. The firmware that plays begins anew. */
	assignLevels(levels: Readonly<Record<string, number>>): void {
		memoryStore.setState((state) => ({ levels: { ...state.levels, ...levels } }));
		this.#rack.plugAgain();
	}

	/** Has firmware built so that its mistakes with the heap are found, or as it is. The one that plays begins anew. */
	async setChecked(checked: boolean): Promise<void> {
		if (memoryStore.getState().checked === checked) return;
		memoryStore.setState({ checked });
		const { liveId } = workspaceStore.getState();
		if (liveId === null) await this.#rack.rebuild();
		else await this.playFile(liveId);
	}

	/** Changes how the checks and the pressure on memory work; it applies at once, and to firmware that comes later. */
	setMemorySetting(setting: MemorySetting, value: number): void {
		memoryStore.setState(({ settings }) => ({ settings: { ...settings, [setting]: value } }));
		this.#plugged?.session.commands.memorySetting(setting, value);
	}

	/** Has all words of a checked heap looked at; see `CHECKS_HEADER` for how far that is. False when the engine takes no commands. */
	checkHeap(): boolean {
		return this.#plugged?.session.commands.checkHeap() ?? false;
	}

	/** Plugs the firmware out: the stock CPU plays. */
	restoreStock(): void {
		setLive(null);
		this.#rack.unplug();
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
		const outcome = await this.#rack.load({
			name,
			fileName,
			code,
			language: 'gazl',
			config,
			debug: false,
			fileLine: (line) => bankFileLine(bank, line) ?? line,
		});
		if (outcome.kind !== 'built') return false;
		setLive(null);
		this.#rack.holdSettings();
		deviceStore.setState({ bank, bankFile: fileName, slot: bank.currentProgram });
		const settings = engineSettings(currentProgram(deviceStore.getState()), deviceStore.getState().writeProtect);
		this.#rack.plug(outcome.firmware, { settings, keepState: false, announced: true });
		return true;
	}

	/** Loads firmware text; one that cannot be built changes nothing but the report of its fault. */
	async openFirmware(text: FirmwareText): Promise<boolean> {
		const outcome = await this.#rack.load(text);
		if (outcome.kind !== 'built') return false;
		setLive(null);
		this.#rack.plug(outcome.firmware, { settings: null, keepState: false, announced: true });
		return true;
	}

	/**
	 * Plays a file of the workspace, from its beginning; edits of it are heard from now on, also when it cannot be built yet. Answers
	 * whether it was.
	 */
	playFile(id: string): Promise<boolean> {
		return this.#hotReload.play(id);
	}

	/** Gets the toolchain ready for somebody who is about to edit. */
	prepareEditing(): Promise<void> {
		this.#rehearsal ??= rehearseToolchain(this.#toolchain, this.#baseUrl);
		return this.#rehearsal;
	}

	/** Chooses what plays through the device. */
	selectSource(choice: SourceChoice): Promise<void> {
		return this.#input.select(choice);
	}

	/** What has happened in the engine since the last call. To be called whenever the page draws, and now and then when it does not. */
	drainEvents(): void {
		this.#plugged?.events.drain(
			(text) => print('trace', text),
			(event) => this.#rack.report(event),
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
		if (!warmUp.ok) throw new Error(warmUp.diagnostics[0].message);
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
		for (const [setting, value] of Object.entries(memoryStore.getState().settings)) {
			session.commands.memorySetting(setting as MemorySetting, value);
		}
		this.#rack.plugInto(plugged);
		await this.#input.plugInto(session);
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

	async #openFile(file: File): Promise<void> {
		const bytes = await file.arrayBuffer();
		const head = latin1(new Uint8Array(bytes, 0, Math.min(64, bytes.byteLength)));
		switch (fileKind(file.name, file.type, head)) {
			case 'bank':
				await this.openBank(file.name, new Uint8Array(bytes));
				return;
			case 'firmware':
				await this.#openSource(file, latin1(new Uint8Array(bytes)));
				return;
			case 'audio':
				await this.#input.open({ name: file.name, bytes });
				return;
			default:
				print(
					'error',
					`${file.name} is neither a bank (.p8bank), a firmware (.impala, .gazl) nor a sound that this browser knows, such as .wav.`,
				);
		}
	}

	/** Opens a firmware's source in the workspace, unless it is open there as it is, and plays it. */
	async #openSource(file: File, text: string): Promise<void> {
		const open = workspaceStore
			.getState()
			.files.find(({ name, text: opened }) => name === file.name && opened === withLineFeeds(text));
		if (open !== undefined) showFile(open.id);
		await this.playFile(open?.id ?? (await openFile(file)));
	}
}
