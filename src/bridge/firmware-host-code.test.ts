import { describe, expect, test } from 'vitest';
import { assemble } from '../gazl/assembler.ts';
import type { Program } from '../gazl/program.ts';
import { compileProgram } from '../gazl/wasm/compile-program.ts';
import { HOST_IMPORTS, HOST_MODULE, RUN_EXPORT } from '../gazl/wasm/module-interface.ts';
import { FIRMWARE_HOST_IMPORTS, TICKS_EXPORT } from './compiled-interface.ts';
import { firmwareAssemblyHost } from './firmware-assembly.ts';
import { FIRMWARE_HOST_CODE } from './firmware-host-code.ts';
import { DEVICE_NATIVES, FIRMWARE_NATIVES, SUSPENDING_NATIVES } from './firmware-interface.ts';
import { MEMORY_NATIVES } from './memory-natives.ts';

const FORMAT = 'PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2\n';
const FULL = `${FORMAT}signal: GLOB *2\nprocess: FUNC\n\tPARA *1\n\tCALL ^yield %0 *1\n\tRETU\n`;
const MOD = `${FORMAT}positions: GLOB *2\noperate1: FUNC\nhandled: OUTi\n\tMOVi handled #1\n\tRETU\n`;

function programOf(code: string): Program {
	const assembly = assemble(code, firmwareAssemblyHost(0));
	if (!assembly.ok) throw new Error(assembly.error.message);
	return assembly.program;
}

const moduleOf = (code: string): WebAssembly.Module =>
	new WebAssembly.Module(compileProgram(programOf(code), FIRMWARE_HOST_CODE));

describe('a firmware as a module', () => {
	test('imports what every program does, and where its host keeps its own', () => {
		const imports = WebAssembly.Module.imports(moduleOf(FULL));
		expect(imports.map(({ module }) => module)).toEqual(imports.map(() => HOST_MODULE));
		const names = imports.map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining([...FIRMWARE_HOST_IMPORTS, HOST_IMPORTS.memory, HOST_IMPORTS.words]));
		expect([...Object.values(HOST_IMPORTS), ...FIRMWARE_HOST_IMPORTS]).toEqual(expect.arrayContaining(names));
	});

	test('runs many ticks at a time when it is a full patch, and only then', () => {
		const exportsOf = (code: string): string[] => WebAssembly.Module.exports(moduleOf(code)).map(({ name }) => name);
		expect(exportsOf(FULL)).toEqual([RUN_EXPORT, TICKS_EXPORT]);
		expect(exportsOf(MOD)).not.toContain(TICKS_EXPORT);
		// No firmware at all, such as the program of a test.
		expect(exportsOf('process: FUNC\n\tPARA *1\n\tRETU\n')).toEqual([RUN_EXPORT]);
	});

	test('has bytes that only its program decides', () => {
		expect(compileProgram(programOf(FULL), FIRMWARE_HOST_CODE)).toEqual(compileProgram(programOf(FULL), FIRMWARE_HOST_CODE));
	});
});

describe('natives', () => {
	test('are all known to the compiler, and no others', () => {
		expect(Object.keys(FIRMWARE_HOST_CODE.natives).toSorted()).toEqual([...DEVICE_NATIVES].toSorted());
	});

	test('that suspend as a matter of course are those that the interface names', () => {
		const suspending = DEVICE_NATIVES.filter((name) => FIRMWARE_HOST_CODE.natives[name]?.suspends);
		expect(suspending).toEqual(SUSPENDING_NATIVES);
	});

	test('see memory as the device says: texts and frames are read, only `read` writes', () => {
		const seen = FIRMWARE_NATIVES.map((name) => {
			const traits = FIRMWARE_HOST_CODE.natives[name];
			return `${name}${traits?.readsMemory ? ' reads' : ''}${traits?.writesMemory ? ' writes' : ''}`;
		});
		expect(seen).toEqual(['abort', 'exit', 'trace reads', 'assertFail reads', 'yield', 'write reads', 'read reads writes']);
	});

	test('of the heap find their arguments in memory, and leave their results there', () => {
		for (const { name, parameters, result } of MEMORY_NATIVES) {
			const traits = FIRMWARE_HOST_CODE.natives[name];
			if (parameters.length > 0) expect(traits?.readsMemory, name).toBe(true);
			if (result !== null) expect(traits?.writesMemory, name).toBe(true);
		}
	});
});
