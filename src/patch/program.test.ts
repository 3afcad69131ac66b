import { describe, expect, it } from 'vitest';
import { defaultProgram, defaultProgramName, isSlot, programTitle, SLOTS, slotIndex, withName } from './program.ts';
import { PROGRAM_FIELDS, PROGRAM_PARAMETERS } from './program-fields.ts';

describe('the field table', () => {
	it('lists the fields in the order of bank files', () => {
		expect(PROGRAM_FIELDS.map(({ key }) => key).join(' ')).toBe(
			'Name Modified InputLevel Limiter FilterFreq FilterPlacement FeedbackAmount FeedbackFlip FeedbackInvert OutputLevel Mix ' +
				'ClockFreq SyncMode Reverse Operator1 Operand1High Operand1Low Operator2 Operand2High Operand2Low',
		);
	});

	it('has V1 keys that differ by a dot in the operands only', () => {
		expect(PROGRAM_FIELDS.filter(({ key, keyV1 }) => key !== keyV1).map(({ keyV1 }) => keyV1)).toEqual([
			'Operand1.High',
			'Operand1.Low',
			'Operand2.High',
			'Operand2.Low',
		]);
	});

	it('has 18 parameters', () => {
		expect(PROGRAM_PARAMETERS).toHaveLength(18);
	});
});

describe('a default program', () => {
	it('passes sound unchanged: no gain, no filter, wet only, both instructions NOP', () => {
		expect(defaultProgram()).toEqual({
			modified: false,
			inputLevelDb: 0,
			limiter: false,
			filter: { mode: 'off', hz: 0 },
			filterPlacement: 'output',
			feedbackPercent: 0,
			feedbackFlip: false,
			feedbackInvert: false,
			outputLevelDb: 0,
			mixPercent: 100,
			clock: { kind: 'free', kHz: 44.1 },
			syncMode: 'off',
			reverse: false,
			operator1: 0,
			operand1High: 0,
			operand1Low: 0,
			operator2: 0,
			operand2High: 0,
			operand2Low: 0,
		});
	});
});

describe('slots', () => {
	it('run from A0 to C9', () => {
		expect(SLOTS).toHaveLength(30);
		expect([SLOTS[0], SLOTS[9], SLOTS[10], SLOTS[29]]).toEqual(['A0', 'A9', 'B0', 'C9']);
		expect(slotIndex('B3')).toBe(13);
	});

	it('are told from other texts', () => {
		expect(['A0', 'C9', 'D0', 'a0', 'A10', ''].map(isSlot)).toEqual([true, true, false, false, false, false]);
	});
});

describe('the name of a program', () => {
	const program = {
		...defaultProgram(),
		operator1: 1,
		operand1High: 0x44,
		operand1Low: 0x20,
		operator2: 2,
		operand2Low: 0x81,
	} as const;

	it('is made of slot and instructions when it has none', () => {
		expect(defaultProgramName('B0', program)).toBe('[B0] and:4420 xor:0081');
		expect(programTitle('B0', { ...program, modified: true })).toBe('[B0] and:4420 xor:0081');
		expect(defaultProgramName('A0', defaultProgram())).toBe('[A0] nop:0000 nop:0000');
	});

	it('gets an asterisk when the program changed since it was named', () => {
		const named = withName(program, 'Octo Disco');
		expect(programTitle('B0', named)).toBe('Octo Disco');
		expect(programTitle('B0', { ...named, modified: true })).toBe('Octo Disco*');
	});

	it('is missing after it was set to nothing', () => {
		expect(withName(withName(program, 'x'), '')).toEqual(program);
		expect('name' in withName(withName(program, 'x'), '')).toBe(false);
	});
});
