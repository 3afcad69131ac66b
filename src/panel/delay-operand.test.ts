import { expect, test } from 'vitest';
import { defaultProgram, type Program } from '../patch/program.ts';
import { delayText } from './delay-operand.ts';

const SUB: Program = { ...defaultProgram(), operator2: 4, operand2High: 0xf0, operand2Low: 0xe0 };

test('both bytes of SUB read as a share of the cycle and a time at 44.1 kHz', () => {
	expect(delayText(SUB, 'operand2High')).toBe('50.0000 % = 743.04 ms');
	expect(delayText(SUB, 'operand2Low')).toBe('25.0000 % = 371.52 ms');
});

test('in reverse the rest of the cycle counts', () => {
	expect(delayText({ ...SUB, reverse: true }, 'operand2Low')).toBe('75.0000 % = 1114.56 ms');
});

test('a synced cycle of a whole note at 120 beats a minute lasts two seconds', () => {
	const synced: Program = { ...SUB, syncMode: 'standard', clock: { kind: 'synced', division: '1/1' } };
	expect(delayText(synced, 'operand2High')).toBe('50.0000 % = 1000.00 ms');
});

test('a clock that stands has no time', () => {
	expect(delayText({ ...SUB, clock: { kind: 'free', kHz: 0 } }, 'operand2High')).toBe('50.0000 %, the clock stands');
});

test('MSK delays by its low byte only, and the other operators by none', () => {
	expect(delayText({ ...SUB, operator2: 3 }, 'operand2High')).toBe('');
	expect(delayText({ ...SUB, operator2: 3 }, 'operand2Low')).toBe('25.0000 % = 371.52 ms');
	for (const operator2 of [0, 1, 2] as const) expect(delayText({ ...SUB, operator2 }, 'operand2Low')).toBe('');
});
