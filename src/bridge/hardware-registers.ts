/** The registers through which a firmware may reach the device without globals and natives (memory.md 8): one table for host, assembler and editor. */

import type { HostWindow } from '../gazl/host-symbols.ts';
import type { Program } from '../gazl/program.ts';
import { FIRMWARE_PARAMETER_CONSTANTS } from '../patch/firmware-parameters.ts';

/** Name of the pointer to the first register. */
export const HARDWARE_BASE = 'HW_BASE';

/** Where each register is, in words from the first; `parameters` are as many as `params` has words. */
export const HARDWARE_REGISTER = {
	audioInput: 0,
	audioOutput: 1,
	parameters: 2,
	ledControl: 2 + FIRMWARE_PARAMETER_CONSTANTS.PARAM_COUNT,
	clockControl: 3 + FIRMWARE_PARAMETER_CONSTANTS.PARAM_COUNT,
	status: 4 + FIRMWARE_PARAMETER_CONSTANTS.PARAM_COUNT,
} as const;

/** Bits of the status register. */
export const HARDWARE_STATUS = {
	/** The start of the firmware is behind it: ticks are being played. */
	playing: 1 << 0,
	writeProtected: 1 << 1,
	reverse: 1 << 2,
	/** There was a reset, the one of the start included; until it is read. */
	wasReset: 1 << 3,
	/** The input is at an end of its range, left or right. */
	inputClipped: 1 << 4,
	/** Words were asked for that were not to be had; until it is read. */
	outOfMemory: 1 << 5,
} as const;

/** What the assembler is told of them. */
export const HARDWARE_WINDOWS: Readonly<Record<typeof HARDWARE_BASE, HostWindow>> = {
	[HARDWARE_BASE]: { pointer: 0x40000000, words: HARDWARE_REGISTER.status + 1 },
};

/** Whether a program has asked for the registers. */
export function usesRegisters({ windows = [] }: Program): boolean {
	return windows.includes(HARDWARE_BASE);
}
