import { createStore } from 'zustand/vanilla';
import type { FirmwareImage } from '../bridge/firmware-image.ts';
import type { Bank } from '../patch/bank.ts';
import { emptyBank, programAt, withProgram } from '../patch/bank.ts';
import type { Program, Slot } from '../patch/program.ts';
import { isSlot } from '../patch/program.ts';
import type { FirmwareDiagnostic, FirmwareGazl, FirmwareSource } from '../toolchain/build-firmware.ts';

/** A firmware that has been built, with the text that it was built from. */
export interface BuiltFirmware extends FirmwareGazl {
	readonly source: FirmwareSource;
	readonly image: FirmwareImage;
	/** What building it had to say of the source. */
	readonly warnings: readonly FirmwareDiagnostic[];
	/** File that the user would open to change it. */
	readonly fileName: string;
	/** Line in that file that a line of the GAZL is from; 0 when there is none. Lines of a bank's code need not be adjacent. */
	readonly fileLine: (gazlLine: number) => number;
}

/** Why the last firmware does not play. */
export interface FirmwareFault {
	/** Id of the load that it is a fault of. */
	readonly loadId: number;
	readonly name: string;
	readonly fileName: string;
	/** One sentence. */
	readonly summary: string;
	/** 1-based line in the file and the text of that line; 0 and '' when there is none. */
	readonly line: number;
	readonly lineText: string;
	/** 1-based line of the GAZL that it stopped in; 0 when there is none or it could not be built. */
	readonly gazlLine: number;
	/** The firmware that was stopped, with its `STATUS`; null for one that could not be built. */
	readonly stopped: { readonly firmware: BuiltFirmware; readonly status: number } | null;
	/** What keeps it from being built, first of all; null for one that was stopped. */
	readonly diagnostic: FirmwareDiagnostic | null;
	/** All that keeps it from being built, a line for the console each; empty for one that was stopped. */
	readonly problems: readonly string[];
}

/** What the device is set to and what is in it. */
export interface DeviceState {
	readonly bank: Bank;
	readonly bankFile: string;
	readonly slot: Slot;
	readonly writeProtect: boolean;
	/** Firmware that the engine plays or is about to start; null for the stock CPU. */
	readonly firmware: BuiltFirmware | null;
	/** Whether `firmware` is on its way into the engine. */
	readonly firmwareStarting: boolean;
	/** When the engine last began to play a firmware, by `performance.now()`; 0 before the first. */
	readonly startedAtMs: number;
	/** Why the firmware stopped or could not be built; kept until the next load. */
	readonly fault: FirmwareFault | null;
	/** Times that RESET was pressed. */
	readonly resets: number;
}

/** The device at its first start. */
export const deviceStore = createStore<DeviceState>(() => ({
	bank: emptyBank(),
	bankFile: '',
	slot: 'A0',
	writeProtect: false,
	firmware: null,
	firmwareStarting: false,
	startedAtMs: 0,
	fault: null,
	resets: 0,
}));

/** The program that is playing. */
export function currentProgram(state: DeviceState): Program {
	return programAt(state.bank, state.slot);
}

/** Puts an edited program into the current slot and marks it as changed since it was named. */
export function editProgram(edit: (program: Program) => Program): void {
	deviceStore.setState((state) => {
		const before = currentProgram(state);
		const after = edit(before);
		if (after === before) return state;
		return { bank: withProgram(state.bank, state.slot, { ...after, modified: true }) };
	});
}

/** Chooses a program of the bank. */
export function selectProgram(slot: Slot): void {
	deviceStore.setState({ slot });
}

/** Chooses the program `steps` behind the current one, going round. */
export function stepProgram(steps: number, slots: readonly Slot[]): void {
	const { slot } = deviceStore.getState();
	const next = slots.at((slots.indexOf(slot) + steps) % slots.length);
	if (next !== undefined && isSlot(next)) selectProgram(next);
}

/** Sets WRITE PROT. */
export function setWriteProtect(writeProtect: boolean): void {
	deviceStore.setState({ writeProtect });
}
