import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryProgram } from './banks.testing.ts';
import { panelText, withTypedText } from './panel-text.ts';
import { defaultProgram, type Program } from './program.ts';
import { type ParameterProperty, PROGRAM_PARAMETERS } from './program-fields.ts';

const synced: Program = { ...defaultProgram(), syncMode: 'dotted', clock: { kind: 'synced', division: '1/2' } };

function typed(property: ParameterProperty, text: string, program: Program = defaultProgram()): Program {
	const result = withTypedText(program, property, text);
	if ('problem' in result) throw new Error(result.problem);
	return result.program;
}

function problemOf(property: ParameterProperty, text: string, program: Program = defaultProgram()): string | null {
	const result = withTypedText(program, property, text);
	return 'problem' in result ? result.problem : null;
}

describe('the panel', () => {
	it.each([
		[{ inputLevelDb: 7 }, 'inputLevelDb', '+7.00 dB'],
		[{ inputLevelDb: -34.56 }, 'inputLevelDb', '-34.56 dB'],
		[{ inputLevelDb: -0.0001 }, 'inputLevelDb', '0.00 dB'],
		[{ filter: { mode: 'lowpass', hz: 1234.4 } }, 'filter', 'LP 1234 Hz'],
		[{ filter: { mode: 'highpass', hz: 59.3 } }, 'filter', 'HP 59 Hz'],
		[{}, 'filter', '---'],
		[{ feedbackPercent: 55 }, 'feedbackPercent', '55.0 %'],
		[{ mixPercent: 50 }, 'mixPercent', '50.0 %'],
		[{}, 'clock', '44.10 kHz'],
		[synced, 'clock', '1/2D'],
		[synced, 'syncMode', 'DOT'],
		[{}, 'filterPlacement', 'OUT'],
		[{ limiter: true }, 'limiter', 'ON'],
		[{ operator1: 2 }, 'operator1', 'MUL'],
		[{ operand1High: 10 }, 'operand1High', '0A'],
	] as const)('shows %o as %s %s', (settings, property, text) => {
		expect(panelText({ ...defaultProgram(), ...settings }, property)).toBe(text);
	});
});

describe('typed text', () => {
	it.each([
		['inputLevelDb', '+7.00 dB', 7],
		['inputLevelDb', '7', 7],
		['inputLevelDb', ' -3.5db ', -3.5],
		['inputLevelDb', '−3.5', -3.5],
		['outputLevelDb', '99', 54],
		['feedbackPercent', '55.0 %', 55],
		['feedbackPercent', '120', 110],
		['mixPercent', '.5', 0.5],
		['mixPercent', '-1', 0],
		['limiter', 'on', true],
		['reverse', 'OFF', false],
		['filterPlacement', 'fb', 'feedback'],
		['filterPlacement', 'Input', 'input'],
		['operator1', 'rnd', 4],
		['operator2', 'SUB', 4],
		['operand1High', 'f0', 0xf0],
		['operand2Low', '0x1F', 0x1f],
	] as const)('sets %s by `%s`', (property, text, value) => {
		expect(typed(property, text)[property]).toBe(value);
	});

	it.each([
		['LP 1234 Hz', 'lowpass', 1234],
		['hp80', 'highpass', 80],
		['1.2k', 'lowpass', 1200],
		['hp 1.2 kHz', 'highpass', 1200],
		['HP 50k', 'highpass', 12000],
		['lp 1', 'lowpass', 40],
		['---', 'off', 0],
		['off', 'off', 0],
	] as const)('sets the filter by `%s`', (text, mode, hz) => {
		expect(typed('filter', text).filter).toEqual({ mode, hz });
	});

	it('keeps the side of the filter when only a number is typed', () => {
		const program: Program = { ...defaultProgram(), filter: { mode: 'highpass', hz: 100 } };
		expect(typed('filter', '300', program).filter).toEqual({ mode: 'highpass', hz: 300 });
	});

	it.each([
		['48', 48],
		['48k', 48],
		['48 kHz', 48],
		['48000 Hz', 48],
		['999', 352.8],
	])('sets the free clock by `%s`', (text, kHz) => {
		expect(typed('clock', text).clock).toEqual({ kind: 'free', kHz });
	});

	it('turns SYNC to what a typed division says, and off for a typed rate', () => {
		expect(typed('clock', '1/4T')).toMatchObject({ syncMode: 'triplets', clock: { kind: 'synced', division: '1/4' } });
		expect(typed('clock', '1/4')).toMatchObject({ syncMode: 'standard', clock: { kind: 'synced', division: '1/4' } });
		expect(typed('clock', '1/4', synced)).toMatchObject({ syncMode: 'dotted', clock: { kind: 'synced', division: '1/4' } });
		expect(typed('clock', '8', synced)).toMatchObject({ syncMode: 'dotted', clock: { kind: 'synced', division: '8/1' } });
		expect(typed('clock', '22.05 kHz', synced)).toMatchObject({ syncMode: 'off', clock: { kind: 'free', kHz: 22.05 } });
	});

	it('keeps clock and sync mode in agreement when SYNC is typed', () => {
		expect(typed('syncMode', 'TRI')).toMatchObject({ syncMode: 'triplets', clock: { kind: 'synced', division: '1/1' } });
	});

	it.each([
		['inputLevelDb', 'loud'],
		['inputLevelDb', '7 Hz'],
		['mixPercent', ''],
		['filter', 'BP 100'],
		['clock', '1/3'],
		['limiter', 'maybe'],
		['operator1', 'SUB'],
		['operand1High', '100'],
		['syncMode', 'swing'],
	] as const)('for %s cannot be `%s`, and the answer says what can', (property, text) => {
		expect(problemOf(property, text)).toMatch(/ takes .+\.$/);
	});

	it('that is a bare number other than whole notes does not reach the synced clock', () => {
		expect(problemOf('clock', '44.1', synced)).toMatch(/^CLOCK FREQ takes a rate/);
	});

	it('never throws, whatever it is', () => {
		fc.assert(
			fc.property(arbitraryProgram, fc.constantFrom(...PROGRAM_PARAMETERS), fc.string(), (program, { property }, text) => {
				const result = withTypedText(program, property, text);
				expect('problem' in result || 'program' in result).toBe(true);
			}),
		);
	});

	it('that the panel shows sets the control to what the panel shows', () => {
		fc.assert(
			fc.property(arbitraryProgram, fc.constantFrom(...PROGRAM_PARAMETERS), (program, { property }) => {
				const text = panelText(program, property);
				expect(panelText(typed(property, text, program), property)).toBe(text);
			}),
		);
	});
});
