import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assemble } from './assembler.ts';
import { CORPUS_HOST, corpusCases, errorOf, GAZL_CORPUS, programOf, type RunCase, runCaseSource } from './assembly.testing.ts';
import { INSTRUCTION_WORDS } from './opcodes.ts';

interface ErrorCase {
	readonly name: string;
	readonly purpose: string;
	readonly source: string;
	readonly memoryWords?: number;
	readonly codeCapacity?: number;
	readonly functionCapacity?: number;
	readonly error: { readonly number: number; readonly name: string; readonly line: number | null; readonly detail?: string };
}

describe('the corpus of malformed programs is rejected as by the reference', () => {
	test.each(corpusCases<ErrorCase>('errors/cases.json'))(
		'$name: $purpose',
		({ source, error, memoryWords = 4096, ...capacities }) => {
			const { codeCapacity = 65536, functionCapacity = 4096 } = capacities;
			const found = errorOf(source, { memoryWords, codeCapacity, functionCapacity });
			expect({ number: found.number, name: found.name, line: found.line, detail: found.detail }).toEqual({
				detail: '',
				...error,
			});
			const lines = source.split('\n');
			expect(found.at.column).toBeLessThanOrEqual((lines[found.at.line - 1] ?? '').length + 1);
			expect(found.column).toBe(found.at.line === found.line ? found.at.column : 1);
		},
	);
});

describe('the corpus of programs assembles to the sizes of the reference', () => {
	test.each(corpusCases<RunCase>('run/expected.json'))('$name', (runCase) => {
		const { memoryWords = 4096, constants = {}, size } = runCase;
		const program = programOf(runCaseSource(runCase), { memoryWords, constants });
		expect({
			instructions: program.code.length / INSTRUCTION_WORDS,
			globals: program.globalImage.length,
			constants: program.constantImage.length,
			functions: program.functions.length,
		}).toEqual(size);
		expect(program.lines.length).toBe(size.instructions);
		expect(program.entryPoints.length).toBe(size.functions);
	});
});

test('every program of the fuzz corpus assembles', async () => {
	const { generate } = await import(resolve(GAZL_CORPUS, 'fuzz/generate.mjs'));
	const { rows } = JSON.parse(readFileSync(resolve(GAZL_CORPUS, 'fuzz/expected.json'), 'utf8'));
	expect(rows).toHaveLength(300);
	for (const [seed] of rows) {
		const { source, memoryWords } = generate(seed);
		expect(assemble(source, { ...CORPUS_HOST, memoryWords })).toMatchObject({ ok: true });
	}
});
