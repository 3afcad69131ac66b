import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { interpreterLoopText, LOOP_FILES } from '../../scripts/generate-interpreter.ts';
import { OPCODES } from './opcodes.ts';
import { SEMANTICS, semanticsOf } from './semantics.ts';

describe.each(['plain', 'watched'] as const)('the generated %s interpreter loop', (kind) => {
	it('is what the tables of opcodes and semantics give: run `npx tsx scripts/generate-interpreter.ts`', () => {
		expect(readFileSync(LOOP_FILES[kind], 'utf8')).toBe(interpreterLoopText(kind));
	});

	it('has one case for each opcode, by its number', () => {
		const cases = [...readFileSync(LOOP_FILES[kind], 'utf8').matchAll(/case (\d+):/g)].map(([, number]) => Number(number));
		expect(cases).toEqual(OPCODES.map(({ number }) => number));
	});
});

describe('the table of semantics', () => {
	it('has an opcode for every entry', () => {
		const used = new Set(OPCODES.map(({ name }) => semanticsOf(name)));
		expect(Object.entries(SEMANTICS).filter(([, semantics]) => !used.has(semantics))).toEqual([]);
	});
});
