import type { CompiledFirmware } from '../../src/bridge/firmware-image.ts';
import type { GlobalsTransfer } from '../../src/gazl/globals-transfer.ts';
import type { Program } from '../../src/gazl/program.ts';
import type { CpuSlot } from './cpu-slot.ts';
import { CALL } from './firmware-call.ts';
import { bindToSlots, type StagedFirmware } from './staged-firmware.ts';

/**
 * The two CPU slots, and where each firmware stands on its way through them: it waits, starts in the spare slot, plays in the live one, and has
 * been stopped. What is heard meanwhile is the engine's business.
 */
export class CpuSlots {
	readonly all: readonly CpuSlot[];
	live: CpuSlot;
	spare: CpuSlot;
	/** Firmware that plays in the live slot. */
	playing: StagedFirmware | null = null;
	/** Firmware that waits for the spare slot; replaced by a later one that comes before its turn. */
	#staged: StagedFirmware | null = null;
	/** Firmware in the spare slot whose start is under way. */
	#starting: StagedFirmware | null = null;
	/** Firmware that was stopped, while playing or in its start; RESET starts it again. */
	#stopped: StagedFirmware | null = null;

	constructor(all: readonly CpuSlot[]) {
		this.all = all;
		[this.live, this.spare] = all as [CpuSlot, CpuSlot];
	}

	/** Number of the live slot, 0 or 1. */
	get liveIndex(): number {
		return this.all[0] === this.live ? 0 : 1;
	}

	/** Programs that the next firmware may follow. Makes an array: not for `process`. */
	get predecessors(): readonly Program[] {
		return [this.playing, this.#starting].flatMap((firmware) => (firmware === null ? [] : [firmware.image.program]));
	}

	/** Takes a firmware that is to start as soon as it can. */
	stage(firmware: StagedFirmware): void {
		this.#staged = firmware;
	}

	/** Gives the instrumented form to a firmware that was loaded under that id. Makes instances: not for `process`. */
	instrument(id: number, instrumented: CompiledFirmware): void {
		for (const firmware of [this.#staged, this.#starting, this.playing, this.#stopped]) {
			if (firmware?.image.id !== id || firmware.compiled.length === 0) continue;
			firmware.instrumented = bindToSlots(firmware.image.program, instrumented, this.all);
		}
	}

	/** Whether a firmware waits for the spare slot. */
	get isWaiting(): boolean {
		return this.#staged !== null;
	}

	/** Whether one starts in it. */
	get isStarting(): boolean {
		return this.#starting !== null;
	}

	/** Puts the waiting firmware into the spare slot, in place of one that starts there. Under write protection the delay line goes with it. */
	plugWaiting(writeProtected: boolean): void {
		if (this.#staged === null) return;
		this.#starting = this.#staged;
		this.#staged = null;
		if (writeProtected) this.spare.delayLine.copyFrom(this.live.delayLine);
		else this.spare.delayLine.clear();
		this.spare.plug(this.#starting);
	}

	/**
	 * Goes on with the start in the spare slot, as far as cycles last.
	 *
	 * @returns the firmware that is through and wants to be swapped in; null as long as there is none
	 */
	goOnStarting(): StagedFirmware | null {
		const firmware = this.#starting;
		if (firmware === null) return null;
		const through = this.spare.run.start();
		if (through === CALL.pending) return null;
		this.#starting = null;
		if (through === CALL.done) return firmware;
		this.#stopped = firmware;
		this.spare.unplug();
		return null;
	}

	/** Makes the spare slot the live one, in which a firmware now plays. Whether it goes on with the state of the one that played. */
	swap(firmware: StagedFirmware): boolean {
		const outgoing = this.live;
		this.live = this.spare;
		this.spare = outgoing;
		const variables = this.#variablesFor(firmware);
		if (variables !== null) this.live.takeOver(outgoing, variables);
		this.playing = firmware;
		this.#stopped = null;
		return variables !== null;
	}

	/** What plays was stopped. */
	notePlayingStopped(): void {
		this.#stopped = this.playing;
		this.playing = null;
	}

	/** Has a stopped firmware start again, unless another one waits. */
	restart(): void {
		this.#staged ??= this.#stopped;
		this.#stopped = null;
	}

	/** Forgets all firmware; what is plugged into the live slot is the caller's to plug out. */
	forgetAll(): void {
		this.#staged = this.#starting = this.playing = this.#stopped = null;
	}

	/** What a firmware takes over of the one that plays; null when it begins afresh. */
	#variablesFor({ transfers }: StagedFirmware): GlobalsTransfer | null {
		if (this.playing === null) return null;
		for (let i = 0; i < transfers.length; ++i) if (transfers[i].from === this.playing.image.program) return transfers[i];
		return null;
	}
}
