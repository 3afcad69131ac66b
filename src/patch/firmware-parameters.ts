/**
 * The panel as firmware sees it: the eight words of `params`, and the names by which the assembler knows their places, the
 * bits of the switches word and the operators (device.md 6.2, 6.4).
 */
import { INSTRUCTION_1_OPERATORS, INSTRUCTION_2_OPERATORS } from './operators.ts';
import type { SyncMode } from './sync-clock.ts';

type OperatorConstants = {
	readonly [O in (typeof INSTRUCTION_1_OPERATORS)[number] as `OPERATOR_1_${O['mnemonic']}`]: O['code'];
} & {
	readonly [O in (typeof INSTRUCTION_2_OPERATORS)[number] as `OPERATOR_2_${O['mnemonic']}`]: O['code'];
};

const OPERATOR_CONSTANTS = Object.fromEntries([
	...INSTRUCTION_1_OPERATORS.map(({ mnemonic, code }) => [`OPERATOR_1_${mnemonic}`, code]),
	...INSTRUCTION_2_OPERATORS.map(({ mnemonic, code }) => [`OPERATOR_2_${mnemonic}`, code]),
]) as OperatorConstants;

/** Every constant of 6.2 that says something about `params`, under the name that firmware uses. */
export const FIRMWARE_PARAMETER_CONSTANTS = {
	...OPERATOR_CONSTANTS,
	OPERATOR_1_COUNT: INSTRUCTION_1_OPERATORS.length,
	OPERATOR_2_COUNT: INSTRUCTION_2_OPERATORS.length,
	/** Bits of the word at SWITCHES_PARAM_INDEX. SYNC is set in every synced mode, dotted and triplets add theirs. */
	SWITCHES_SYNC_MASK: 1,
	SWITCHES_TRIPLET_MASK: 2,
	SWITCHES_DOTTED_MASK: 4,
	SWITCHES_WRITE_PROTECT_MASK: 8,
	SWITCHES_REVERSE_MASK: 16,
	/** Places in `params`, in words. */
	CLOCK_FREQ_PARAM_INDEX: 0,
	/** The same place as CLOCK_FREQ_PARAM_INDEX, as sources of patch format 1 name it. */
	CLOCK_FREQUENCY_PARAM_INDEX: 0,
	SWITCHES_PARAM_INDEX: 1,
	OPERATOR_1_PARAM_INDEX: 2,
	OPERAND_1_HIGH_PARAM_INDEX: 3,
	OPERAND_1_LOW_PARAM_INDEX: 4,
	OPERATOR_2_PARAM_INDEX: 5,
	OPERAND_2_HIGH_PARAM_INDEX: 6,
	OPERAND_2_LOW_PARAM_INDEX: 7,
	PARAM_COUNT: 8,
} as const;

const PARAMS = FIRMWARE_PARAMETER_CONSTANTS;

const SYNC_SWITCHES: Readonly<Record<SyncMode, number>> = {
	off: 0,
	standard: PARAMS.SWITCHES_SYNC_MASK,
	dotted: PARAMS.SWITCHES_SYNC_MASK | PARAMS.SWITCHES_DOTTED_MASK,
	triplets: PARAMS.SWITCHES_SYNC_MASK | PARAMS.SWITCHES_TRIPLET_MASK,
};

/** What a position of the SYNC dial puts into the switches word. */
export function syncSwitches(mode: SyncMode): number {
	return SYNC_SWITCHES[mode];
}
