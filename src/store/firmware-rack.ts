import type { AudioSession } from '../audio/audio-session.ts';
import { CheckRecords } from '../bridge/check-records.ts';
import type { EngineSettings } from '../bridge/engine-parameters.ts';
import type { EngineEvent } from '../bridge/events.ts';
import { violationText } from '../bridge/violation-text.ts';
import { STATUS } from '../gazl/status.ts';
import { impalaPlace, type LineMap } from '../impala/compile.ts';
import type { FirmwareLanguage, FirmwareSource } from '../toolchain/build-firmware.ts';
import type { Toolchain } from '../toolchain/toolchain.ts';
import { print } from './console-store.ts';
import type { BuiltFirmware, FirmwareFault } from './device-store.ts';
import { deviceStore } from './device-store.ts';
import { buildFault, stoppedFault } from './firmware-fault.ts';
import { memoryStore } from './memory-store.ts';
import { memoryWarning } from './memory-warning.ts';
import type { SettingsLink } from './settings-link.ts';
import { violationContext } from './violation-context.ts';

/** Text of a firmware and where it came from. */
export interface FirmwareText {
	readonly name: string;
	readonly fileName: string;
	readonly code: string;
	readonly language: FirmwareLanguage;
	readonly config: string;
	readonly debug: boolean;
	/** Whether its author is at work on it, see `FirmwareSource`. */
	readonly draft?: boolean;
	/** Line in the file of a line of the code, both from 1. */
	readonly fileLine: (codeLine: number) => number;
}

/** What building a text came to; a build that a later one overtook is `late` and means nothing any more. */
export type BuildOutcome =
	| { readonly kind: 'built'; readonly firmware: BuiltFirmware }
	| { readonly kind: 'faulty'; readonly fault: FirmwareFault }
	| { readonly kind: 'late' };

/** How a firmware is put in. */
export interface Plugging {
	/** Settings that apply when it begins to play; null leaves them. */
	readonly settings: EngineSettings | null;
	/** Whether it is the next version of what plays, and goes on with its state. */
	readonly keepState: boolean;
	/** Whether the console tells that it plays. An author who types would see nothing else there. */
	readonly announced: boolean;
}

/** The engine as firmware goes into it. */
interface Engine {
	readonly session: Pick<AudioSession, 'load' | 'instrument' | 'commands' | 'view'> & {
		readonly context: Pick<AudioContext, 'sampleRate'>;
	};
	readonly settings: Pick<SettingsLink, 'hold' | 'release'>;
}

/** Builds firmwares, puts them into the engine, and reports what becomes of them there. */
export class FirmwareRack {
	readonly #toolchain: Pick<Toolchain, 'build' | 'instrument'>;
	/** Null before the first START. */
	#engine: Engine | null = null;
	/** Number of the newest load; an older one that comes out of the toolchain later is forgotten. */
	#load = 0;
	/** Firmwares that the engine has been sent and may tell something of, by their ids. */
	readonly #sent = new Map<number, BuiltFirmware>();
	/** Those of them of which the console is to tell that they play. */
	readonly #announced = new WeakSet<BuiltFirmware>();
	/** The one that began to play last. */
	#sounding: BuiltFirmware | null = null;
	/** Whether somebody looks at what firmware accesses. */
	#heat = false;

	constructor(toolchain: Pick<Toolchain, 'build' | 'instrument'>) {
		this.#toolchain = toolchain;
	}

	/** Whether there is an engine to put firmware into; without one it waits for START. */
	get hasEngine(): boolean {
		return this.#engine !== null;
	}

	/** Takes an engine, and gives it the firmware that the device has. */
	plugInto(engine: Engine): void {
		this.#engine = engine;
		const { firmware } = deviceStore.getState();
		if (firmware !== null) this.plug(firmware, { settings: null, keepState: false, announced: true });
		if (this.#heat) this.setHeat(true);
	}

	/** Builds text off the page's thread. What there is to say of it is left to the caller. */
	async build(text: FirmwareText): Promise<BuildOutcome> {
		const id = ++this.#load;
		const { fileName, fileLine, ...firmware } = text;
		const source: FirmwareSource = { id, ...firmware, checked: memoryStore.getState().checked };
		const build = await this.#toolchain.build(source);
		if (id !== this.#load) return { kind: 'late' };
		if (!build.ok) return { kind: 'faulty', fault: buildFault(source, fileName, fileLine, build.diagnostics) };
		const { image, gazl, lineMap, warnings } = build;
		return {
			kind: 'built',
			firmware: { source, image, gazl, lineMap, warnings, fileName, fileLine: (line) => fileLine(sourceLine(lineMap, line)) },
		};
	}

	/** Builds text that the user gave to be played, and reports what there is to say of it. */
	async load(text: FirmwareText): Promise<BuildOutcome> {
		const outcome = await this.build(text);
		if (outcome.kind === 'faulty') {
			const { fault } = outcome;
			deviceStore.setState({ fault });
			for (const problem of fault.problems) print('error', problem);
			print('notice', `${text.name} was not loaded; what played before plays on.`);
		}
		if (outcome.kind === 'built') {
			for (const { code, message, line, column } of outcome.firmware.warnings) {
				const place = line > 0 ? `:${text.fileLine(line)}:${column}` : '';
				print('warning', `${text.fileName}${place}: warning ${code}: ${message}`);
			}
		}
		return outcome;
	}

	/** Puts a firmware in; it plays when its start is through. */
	plug(firmware: BuiltFirmware, { settings, keepState, announced }: Plugging): void {
		deviceStore.setState({ firmware, firmwareStarting: this.#engine !== null, fault: null });
		this.#sent.set(firmware.image.id, firmware);
		if (announced) this.#announced.add(firmware);
		this.#engine?.session.load(firmware.image, settings, keepState, memoryStore.getState());
		if (this.#heat) void this.#instrument(firmware);
	}

	/** Starts the firmware that the device has again, so that its heap begins anew. */
	plugAgain(): void {
		const { firmware } = deviceStore.getState();
		if (firmware !== null) this.plug(firmware, { settings: null, keepState: false, announced: false });
	}

	/** Builds the firmware that the device has again, as memory is to be checked now, and starts it. */
	async rebuild(): Promise<void> {
		const { firmware } = deviceStore.getState();
		if (firmware === null) return;
		const id = ++this.#load;
		const source: FirmwareSource = { ...firmware.source, id, checked: memoryStore.getState().checked };
		const build = await this.#toolchain.build(source);
		// The text is the same and was built before: what fails now is the worker, which rejects.
		if (id !== this.#load || !build.ok) return;
		this.plug({ ...firmware, source, image: build.image }, { settings: null, keepState: false, announced: false });
	}

	/** Plugs the firmware out: the stock CPU plays. */
	unplug(): void {
		this.#load += 1;
		this.#sent.clear();
		this.#sounding = null;
		deviceStore.setState({ firmware: null, firmwareStarting: false, fault: null });
		this.#engine?.settings.release();
		this.#engine?.session.commands.unload();
		print('notice', 'stock CPU restored');
	}

	/** The firmware that still plays is not to hear of a new bank's settings: they go with the new firmware. */
	holdSettings(): void {
		this.#engine?.settings.hold();
	}

	/**
	 * Has accesses and instructions counted from now on, or not any more. Counting starts when the instrumented form of the firmware has
	 * been compiled.
	 */
	setHeat(on: boolean): void {
		this.#heat = on;
		this.#engine?.session.commands.heat(on);
		const { firmware } = deviceStore.getState();
		if (on && firmware !== null) void this.#instrument(firmware);
	}

	/** Takes what the engine says of a firmware. */
	report(event: EngineEvent): void {
		const firmware = this.#sent.get(event.firmware);
		switch (event.kind) {
			case 'started':
				if (firmware !== undefined) this.#reportStart(firmware, event.frame);
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
			case 'memory':
				if (firmware !== undefined) print('warning', memoryWarning(firmware, event));
				return;
			case 'violation':
				if (firmware !== undefined) this.#reportViolation(firmware, event);
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

	#reportStart(firmware: BuiltFirmware, frame: number): void {
		this.#sounding = firmware;
		this.#forgetAllBut(firmware);
		this.#engine?.settings.release();
		deviceStore.setState({ firmware, firmwareStarting: false, startedAtMs: this.#timeOf(frame), fault: null });
		if (this.#announced.has(firmware)) print('notice', `firmware ${firmware.source.name} is running`);
	}

	/** Tells of a violation that the checks have listed, unless the list has gone on to another firmware. */
	#reportViolation(firmware: BuiltFirmware, { slot, row }: EngineEvent & { kind: 'violation' }): void {
		if (this.#engine === null) return;
		const { view, context } = this.#engine.session;
		const records = new CheckRecords(view.block.int32(`checks ${slot}`));
		const violation = records.violation(row);
		if (records.firmware !== firmware.image.id || violation === null) return;
		const { headline, details } = violationText(violation, violationContext(firmware, context.sampleRate, records));
		print('error', headline);
		for (const detail of details) print('error', `  ${detail}`);
	}

	/** When the engine rendered a frame, by `performance.now()`, which the page learns of some pictures later. */
	#timeOf(frame: number): number {
		if (this.#engine === null) return performance.now();
		const { view, context } = this.#engine.session;
		const framesSince = (view.gauges.getInt(view.gauges.offset('frame'), 0) - frame) >>> 0;
		return performance.now() - (framesSince / context.sampleRate) * 1000;
	}

	/** One that stops while it plays leaves the stock CPU; one that stops in its start leaves what played before. */
	#reportStop(firmware: BuiltFirmware, event: EngineEvent & { kind: 'stopped' }): void {
		this.#engine?.settings.release();
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

	/** Sends the engine the instrumented form of a firmware that it has. An interpreted one is not counted. */
	async #instrument(firmware: BuiltFirmware): Promise<void> {
		const { image } = firmware;
		if (this.#engine === null || image.compiled === null) return;
		try {
			this.#engine.session.instrument(image.id, await this.#toolchain.instrument(image));
		} catch (reason) {
			print('warning', `${image.name} cannot be counted: ${reason instanceof Error ? reason.message : String(reason)}`);
		}
	}

	/** Older firmwares than the one that plays send no more events, but for one that is on its way. */
	#forgetAllBut(playing: BuiltFirmware): void {
		for (const id of this.#sent.keys()) if (id < playing.image.id) this.#sent.delete(id);
	}
}

/** The line of the source that a line of its GAZL works for; 0 when there is none. */
function sourceLine(lineMap: LineMap | null, gazlLine: number): number {
	return lineMap === null ? gazlLine : (impalaPlace(lineMap, gazlLine)?.start.line ?? 0);
}
