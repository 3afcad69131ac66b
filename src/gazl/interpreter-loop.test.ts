import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { interpreterLoopText, LOOP_FILE } from '../../scripts/generate-interpreter.ts';
import { OPCODES } from './opcodes.ts';
import { SEMANTICS, semanticsOf } from './semantics.ts';

describe('the generated interpreter loop', () => {
	it('is what the tables of opcodes and semantics give: run `npx tsx scripts/generate-interpreter.ts`', () => {
		expect(readFileSync(LOOP_FILE, 'utf8')).toBe(interpreterLoopText());
	});

	it('has one case for each opcode, by its number', () => {
		const cases = [...readFileSync(LOOP_FILE, 'utf8').matchAll(/case (\d+):/g)].map(([, number]) => Number(number));
		expect(cases).toEqual(OPCODES.map(({ number }) => number));
	});

	it('uses every entry of the semantics for some opcode', () => {
		const used = new Set(OPCODES.map(({ name }) => semanticsOf(name)));
		expect(Object.entries(SEMANTICS).filter(([, semantics]) => !used.has(semantics))).toEqual([]);
	});
});
