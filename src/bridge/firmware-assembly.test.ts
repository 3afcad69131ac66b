import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assemble } from '../gazl/assembler.ts';
import type { Program } from '../gazl/program.ts';
import { assembleFirmwareGazl, firmwareAssemblyHost } from './firmware-assembly.ts';
import { DEVICE_NATIVES, FIRMWARE_NATIVES } from './firmware-interface.ts';
import { HEAP_END, HEAP_START, MACHINE_WORDS, MEMORY_WORDS } from './machine-size.ts';

const CORPUS = resolve(import.meta.dirname, '../../../shared/conformance/firmware');

const CALL = 'go: FUNC\n\tPARA *1\n\tCALL ^adiCheck %0 *1\n\tRETU\n';

function programOf(gazl: string): Program {
	const assembly = assembleFirmwareGazl(gazl, 0);
	if (!assembly.ok) throw new Error(`${assembly.error.at.line}: ${assembly.error.message}`);
	return assembly.program;
}

describe('a firmware that asks for no heap', () => {
	const sources = readdirSync(CORPUS).filter((name) => name.endsWith('.gazl'));

	test('is assembled as the device has it, every one of the corpus', () => {
		expect(sources.length).toBeGreaterThan(0);
		for (const name of sources) {
			const gazl = readFileSync(resolve(CORPUS, name), 'latin1');
			expect(assembleFirmwareGazl(gazl, 0), name).toEqual(assemble(gazl, firmwareAssemblyHost(0)));
		}
	});

	test('may ask whether there is a native, without calling it', () => {
		const { memoryWords, heapWords, natives } = programOf('\t! IFDF ^adiAlloc @.there\n\t! FAIL missing\n.there:\tGLOB *1\n');
		expect([memoryWords, heapWords, natives]).toEqual([MACHINE_WORDS, 0, [...FIRMWARE_NATIVES]]);
	});

	test('may use the names of the natives for its own', () => {
		const own = 'prefetch: FUNC\n\tPARA *1\n\tRETU\nadiAlloc: GLOB *1\n';
		expect(programOf(own)).toMatchObject({ heapWords: 0, natives: [...FIRMWARE_NATIVES] });
		const both = programOf(`${own}${CALL}`);
		expect(both.natives).toEqual(DEVICE_NATIVES.filter((name) => name !== 'prefetch' && name !== 'adiAlloc'));
	});
});

describe('a firmware that calls a native of the heap', () => {
	test('has its globals and its stack as before, then the levels, then its constants', () => {
		const source = `state: GLOB *3\ntable: CNST *2\n\tDATi #7\n\tDATi #8\n${CALL}`;
		const program = programOf(source);
		const plain = programOf(source.replace('CALL ^adiCheck', 'CALL ^yield'));
		const constants = program.constantImage.length;
		const writable = program.memoryWords - constants;
		expect(program.constantImage).toEqual(plain.constantImage);
		expect(program.globalImage).toEqual(plain.globalImage);
		expect(writable - program.heapWords).toBe(MACHINE_WORDS - constants);
		expect(writable).toBe(HEAP_END);
		expect(HEAP_START).toBe(MACHINE_WORDS);
		expect(program.natives).toEqual(DEVICE_NATIVES);
	});

	test('fits the memory of the machine with as many constants as there can be', () => {
		// The frame of the function is checked when it is called; globals, constants and the guard word fill the memory.
		const program = programOf(`table: CNST *${MACHINE_WORDS - 2}\n${CALL}`);
		expect(program.memoryWords).toBeLessThanOrEqual(MEMORY_WORDS);
		expect(program.memoryWords - program.constantImage.length - program.heapWords).toBeLessThanOrEqual(HEAP_START);
	});

	test('finds its place also when it asks for the size of the memory', () => {
		const source = `\t! EQUi #GAZL_MEMORY_SIZE #${MACHINE_WORDS} @.small\ntable: CNST *100\n.small:\tGLOB *1\n${CALL}`;
		const assembly = assembleFirmwareGazl(source, 0);
		if (!assembly.ok) return expect.fail(assembly.error.message);
		const { memoryWords, heapWords, constantImage } = assembly.program;
		expect(memoryWords - constantImage.length).toBeGreaterThanOrEqual(HEAP_END);
		expect(memoryWords - constantImage.length - heapWords).toBeLessThanOrEqual(HEAP_START);
	});
});
