import { describe, expect, it } from 'vitest';
import { FIRMWARE_PARAMETER_CONSTANTS, syncSwitches } from './firmware-parameters.ts';

describe('firmware parameters', () => {
	it('have the constants of the public host harness', () => {
		expect(FIRMWARE_PARAMETER_CONSTANTS).toEqual({
			OPERATOR_1_NOP: 0,
			OPERATOR_1_AND: 1,
			OPERATOR_1_MUL: 2,
			OPERATOR_1_OSC: 3,
			OPERATOR_1_RND: 4,
			OPERATOR_1_COUNT: 5,
			OPERATOR_2_NOP: 0,
			OPERATOR_2_OR: 1,
			OPERATOR_2_XOR: 2,
			OPERATOR_2_MSK: 3,
			OPERATOR_2_SUB: 4,
			OPERATOR_2_COUNT: 5,
			SWITCHES_SYNC_MASK: 1,
			SWITCHES_TRIPLET_MASK: 2,
			SWITCHES_DOTTED_MASK: 4,
			SWITCHES_WRITE_PROTECT_MASK: 8,
			SWITCHES_REVERSE_MASK: 16,
			CLOCK_FREQ_PARAM_INDEX: 0,
			CLOCK_FREQUENCY_PARAM_INDEX: 0,
			SWITCHES_PARAM_INDEX: 1,
			OPERATOR_1_PARAM_INDEX: 2,
			OPERAND_1_HIGH_PARAM_INDEX: 3,
			OPERAND_1_LOW_PARAM_INDEX: 4,
			OPERATOR_2_PARAM_INDEX: 5,
			OPERAND_2_HIGH_PARAM_INDEX: 6,
			OPERAND_2_LOW_PARAM_INDEX: 7,
			PARAM_COUNT: 8,
		});
	});

	it.each([
		['off', 0],
		['standard', 1],
		['triplets', 3],
		['dotted', 5],
	] as const)('show sync %s as %d in the switches word', (mode, switches) => {
		expect(syncSwitches(mode)).toBe(switches);
	});
});
