import { expect, test } from 'vitest';
import { assemble } from '../gazl/assembler.ts';
import type { Program } from '../gazl/program.ts';
import { compileImpala } from '../impala/compile.ts';
import { FIRMWARE_PARAMETER_CONSTANTS } from '../patch/firmware-parameters.ts';
import { assembleFirmwareGazl, firmwareAssemblyHost } from './firmware-assembly.ts';
import { HARDWARE_REGISTER, HARDWARE_WINDOWS, usesRegisters } from './hardware-registers.ts';

function programOf(gazl: string): Program {
	const assembly = assembleFirmwareGazl(gazl, 0);
	if (!assembly.ok) throw new Error(`${assembly.error.at.line}: ${assembly.error.message}`);
	return assembly.program;
}

test('the registers are where the specification has them', () => {
	expect(HARDWARE_WINDOWS).toEqual({ HW_BASE: { pointer: 0x40000000, words: 13 } });
	expect(HARDWARE_REGISTER).toEqual({
		audioInput: 0,
		audioOutput: 1,
		parameters: 2,
		ledControl: 10,
		clockControl: 11,
		status: 12,
	});
	expect(HARDWARE_REGISTER.ledControl - HARDWARE_REGISTER.parameters).toBe(FIRMWARE_PARAMETER_CONSTANTS.PARAM_COUNT);
});

test.each([
	['names them', 'f: FUNC\n\tPEEK %0 &HW_BASE\n\tRETU\n', true],
	['names them in data', 'base: GLOB *1\n\tDATp &HW_BASE:12\n', true],
	['names them only in a comment', 'f: FUNC ; &HW_BASE\n\tRETU\n', false],
	['asks whether they are there', '\t! IFDF #HW_BASE @.there\n\t! FAIL missing\n.there:\tGLOB *1\n', false],
	['has a global of that name', 'HW_BASE: GLOB *1\nf: FUNC\n\tPEEK %0 &HW_BASE\n\tRETU\n', false],
	['has a constant of that name behind its use', 'f: FUNC\n\tMOVp %0 &HW_BASE\n\tRETU\nHW_BASE: CNST *1\n', false],
	['has their address as a number', 'f: FUNC\n\tMOVi %0 #0x40000000\n\tRETU\n', false],
])('a program that %s: does it use them?', (_, gazl, uses) => {
	const program = programOf(gazl);
	expect(usesRegisters(program)).toBe(uses);
	const ofDevice = assemble(gazl, firmwareAssemblyHost(0));
	if (!uses && ofDevice.ok) expect(program).toEqual(ofDevice.program);
});

test('Impala has them by a constant pointer', () => {
	const compiled = compileImpala(
		'const pointer HW_BASE\nfunction f()\nlocals int word\n{\n\tword = (int) HW_BASE[12];\n\tHW_BASE[10] = word;\n}\n',
	);
	if (!compiled.ok) return expect.fail(compiled.diagnostics.map(({ message }) => message).join());
	expect(usesRegisters(programOf(compiled.gazl))).toBe(true);
});
