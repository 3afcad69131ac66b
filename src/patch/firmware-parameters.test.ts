import { describe, expect, it } from 'vitest';
import { FIRMWARE_PARAMETER_CONSTANTS, switchesMask, writeFirmwareParameters } from './firmware-parameters.ts';
import { defaultProgram } from './program.ts';

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

	it('are clock, switches, then operator and operand bytes of both instructions', () => {
		const program = {
			...defaultProgram(),
			operator1: 2,
			operand1High: 3,
			operand1Low: 4,
			operator2: 1,
			operand2High: 6,
			operand2Low: 255,
		} as const;
		const words = new Int32Array(10).fill(-1);
		writeFirmwareParameters(words, 1, program, true, 44099.6);
		expect([...words]).toEqual([-1, 44100, 8, 2, 3, 4, 1, 6, 255, -1]);
	});

	it.each([
		['off', false, false, 0],
		['standard', false, false, 1],
		['triplets', false, false, 3],
		['dotted', false, false, 5],
		['off', true, false, 16],
		['off', false, true, 8],
		['dotted', true, true, 29],
	] as const)('show sync %s, reverse %s and write protection %s as %d', (syncMode, reverse, writeProtect, mask) => {
		expect(switchesMask({ ...defaultProgram(), syncMode, reverse }, writeProtect)).toBe(mask);
	});
});
