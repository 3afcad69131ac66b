import { expect, test } from 'vitest';
import { MEMORY_NATIVE, MEMORY_NATIVES } from '../bridge/memory-natives.ts';
import { MEMORY_OFFSET } from '../gazl/program.ts';
import { OUTCOMES } from '../memory/heap/outcomes.ts';
import { memoryWarning } from './memory-warning.ts';

const FIRMWARE = {
	source: { id: 1, name: 'leaky', code: '', config: '', debug: true },
	fileName: 'leaky.impala',
	fileLine: (line: number) => line + 100,
};

const HEAD = { kind: 'memory', frame: 0, firmware: 1, function: 0 } as const;

test('a pointer is told as the word that it leads to, with the line of the file', () => {
	const native = MEMORY_NATIVES[MEMORY_NATIVE.adiFree];
	const event = { ...HEAD, native, outcome: 'alreadyFree', parameter: native?.parameters[0], line: 12 } as const;
	if (native === undefined) expect.fail('There is no adiFree');
	const free = (word: number) => memoryWarning(FIRMWARE, { ...event, native, word });
	expect(free(MEMORY_OFFSET + 131090)).toBe(
		`leaky.impala:112: memory: adiFree(block = word 131090): ${OUTCOMES.alreadyFree.meaning}`,
	);
	expect(free(0)).toContain('adiFree(block = null)');
});

test('a number is told as it is, and a place that is not known is not', () => {
	const native = MEMORY_NATIVES[MEMORY_NATIVE.adiAlloc];
	if (native === undefined) expect.fail('There is no adiAlloc');
	const event = { ...HEAD, native, outcome: 'outOfMemory', parameter: native.parameters[0], word: 5000, line: 0 } as const;
	expect(memoryWarning(FIRMWARE, event)).toBe(`firmware leaky: memory: adiAlloc(words = 5000): ${OUTCOMES.outOfMemory.meaning}`);
});
