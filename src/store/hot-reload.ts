import { buildStore, NOTHING_BUILT } from './build-store.ts';
import type { BuiltFirmware } from './device-store.ts';
import { deviceStore } from './device-store.ts';
import type { BuildOutcome, FirmwareRack, FirmwareText } from './firmware-rack.ts';
import { fileOf, setLive, type WorkspaceFile, workspaceStore } from './workspace.ts';

/** How long the author has to pause before an edit is built, milliseconds. */
const PAUSE_MS = 120;

/**
 * Plays the live file of the workspace and whatever its author makes of it: an edit is built after a short pause and swapped in. One that
 * cannot be built leaves what plays, without a word but in the build store.
 */
export class HotReload {
	readonly #rack: FirmwareRack;
	/** The version that the engine has, or gets at START. */
	#built: BuiltFirmware | null = null;
	/** When the build of that version was asked for, by `performance.now()`. */
	#askedAtMs = 0;
	/** What was built last, or is being built. */
	#seen: WorkspaceFile | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(rack: FirmwareRack) {
		this.#rack = rack;
		workspaceStore.subscribe((state, before) => {
			if (state.liveId !== before.liveId) this.#liveChanged(state.liveId);
			else if (state.files !== before.files) this.#filesChanged();
		});
		deviceStore.subscribe(() => this.#deviceChanged());
	}

	/** See `Emulator.playFile`. */
	async play(id: string): Promise<boolean> {
		const file = fileOf(id);
		if (file === null) return false;
		if (this.#seen?.id !== id) this.#forget();
		this.#take(file);
		setLive(id);
		this.#begin(file);
		const outcome = await this.#rack.load(textOf(file));
		this.#settle(outcome, { keepState: false, announced: true });
		return outcome.kind === 'built';
	}

	#liveChanged(liveId: string | null): void {
		if (this.#seen?.id === liveId) return;
		this.#forget();
		// A file that is live without having been played is built like an edit.
		if (liveId !== null) this.#filesChanged();
	}

	/** Nothing of the file that was live before is said of the next. */
	#forget(): void {
		clearTimeout(this.#timer);
		this.#seen = null;
		this.#built = null;
		buildStore.setState(NOTHING_BUILT);
	}

	/** Waits for the pause behind an edit of the live file. */
	#filesChanged(): void {
		const file = fileOf(workspaceStore.getState().liveId);
		if (file === null || (this.#seen !== null && givesTheSame(file, this.#seen))) return;
		clearTimeout(this.#timer);
		buildStore.setState({ phase: 'waiting', problem: '' });
		this.#timer = setTimeout(() => void this.#rebuild(file), PAUSE_MS);
	}

	async #rebuild(file: WorkspaceFile): Promise<void> {
		this.#take(file);
		this.#begin(file);
		// Whatever kept it from being played may have been mended; the editor shows what has not.
		if (deviceStore.getState().fault?.diagnostic) deviceStore.setState({ fault: null });
		const outcome = await this.#rack.build({ ...textOf(file), draft: true });
		this.#settle(outcome, { keepState: workspaceStore.getState().keepGlobals, announced: false });
	}

	#take(file: WorkspaceFile): void {
		clearTimeout(this.#timer);
		this.#seen = file;
	}

	#begin({ id, text }: WorkspaceFile): void {
		this.#askedAtMs = performance.now();
		buildStore.setState({ phase: 'building', fileId: id, text, problem: '', builtMs: null, heardMs: null });
	}

	/** Goes on with what a build came to. */
	#settle(outcome: BuildOutcome, how: { keepState: boolean; announced: boolean }): void {
		if (outcome.kind === 'faulty') buildStore.setState({ phase: 'failed', problem: outcome.fault.summary });
		if (outcome.kind !== 'built') return;
		const { firmware } = outcome;
		const { gazl, lineMap } = firmware;
		const phase = this.#rack.hasEngine ? 'starting' : 'ready';
		this.#built = firmware;
		buildStore.setState({ phase, gazl, lineMap, builtMs: performance.now() - this.#askedAtMs });
		this.#rack.plug(firmware, { settings: null, ...how });
	}

	/** Follows what becomes of the version that the engine has. */
	#deviceChanged(): void {
		const built = this.#built;
		const { phase } = buildStore.getState();
		if (built === null || phase === 'waiting' || phase === 'building' || phase === 'failed') return;
		const { firmware, firmwareStarting, startedAtMs, fault } = deviceStore.getState();
		if (fault?.loadId === built.image.id) {
			if (phase !== 'stopped') buildStore.setState({ phase: 'stopped', problem: fault.summary });
		} else if (firmware === built && phase !== 'playing') {
			if (!this.#rack.hasEngine) return;
			if (firmwareStarting) buildStore.setState({ phase: 'starting', problem: '' });
			else buildStore.setState({ phase: 'playing', problem: '', heardMs: Math.max(0, startedAtMs - this.#askedAtMs) });
		}
	}
}

/** Whether two versions of a file are the same to the toolchain. */
function givesTheSame(one: WorkspaceFile, other: WorkspaceFile): boolean {
	return one.text === other.text && one.config === other.config && one.language === other.language;
}

/** A file as the toolchain takes it. */
function textOf({ name, text, language, config }: WorkspaceFile): FirmwareText {
	const bare = name.replace(/\.(impala|gazl)$/i, '');
	return { name: bare, fileName: name, code: text, language, config, debug: true, fileLine: (line) => line };
}
