import { type AssemblyHost, type AssemblyResult, assemble } from '../gazl/assembler.ts';
import { INSTRUCTION_WORDS, OP } from '../gazl/opcodes.ts';
import type { Program } from '../gazl/program.ts';
import { assemblerConstants } from '../patch/host-constants.ts';
import { FIRMWARE_NATIVES } from './firmware-interface.ts';
import { HARDWARE_WINDOWS } from './hardware-registers.ts';
import { HEAP_END, HEAP_START, MACHINE_WORDS } from './machine-size.ts';
import { MEMORY_NATIVES } from './memory-natives.ts';

/**
 * What firmware is assembled against that has no heap: the device's machine, natives and constants (device.md 6.2, 6.3).
 *
 * @param debug value of the constant DEBUG
 */
export function firmwareAssemblyHost(debug: 0 | 1): AssemblyHost {
	return {
		memoryWords: MACHINE_WORDS,
		natives: FIRMWARE_NATIVES,
		constants: assemblerConstants(debug),
		sourceMayRedefineConstants: true,
	};
}

/**
 * Assembles GAZL for this host, with the memory natives and the registers (memory.md 2). A program that uses none of them comes out as the
 * device has it; one that calls natives gets the heap above its data stack, and globals and stack as before.
 *
 * @param debug value of the constant DEBUG
 * @param foreignNatives natives of other hosts that are known besides; none by default. A program that calls one runs only there
 */
export function assembleFirmwareGazl(gazl: string, debug: 0 | 1, foreignNatives: readonly string[] = []): AssemblyResult {
	const deviceNatives = [...FIRMWARE_NATIVES, ...foreignNatives];
	const labels = new Set(Array.from(gazl.matchAll(/^[ \t]*([A-Za-z_]\w*):/gm), ([, label = '']) => label));
	const host: AssemblyHost = {
		...firmwareAssemblyHost(debug),
		natives: [...deviceNatives, ...offeredNatives(gazl, labels)],
		windows: Object.fromEntries(Object.entries(HARDWARE_WINDOWS).filter(([name]) => !labels.has(name))),
	};
	const assembly = assemble(gazl, host);
	if (!assembly.ok) return assembly;
	if (!callsFrom(assembly.program, deviceNatives.length)) {
		return { ok: true, program: { ...assembly.program, natives: deviceNatives } };
	}
	let constantWords = assembly.program.constantImage.length;
	for (;;) {
		const memory = { memoryWords: HEAP_END + constantWords, heapWords: HEAP_END - HEAP_START + constantWords };
		const withHeap = assemble(gazl, { ...host, ...memory });
		if (!withHeap.ok) return withHeap;
		const { length } = withHeap.program.constantImage;
		if (length <= constantWords) return withHeap;
		// A source that asks for the size of memory may have more constants now.
		constantWords = length;
	}
}

/** The memory natives, but for those whose names the source has given to something of its own and does not call. */
function offeredNatives(gazl: string, labels: ReadonlySet<string>): readonly string[] {
	return MEMORY_NATIVES.map(({ name }) => name).filter((name) => !labels.has(name) || gazl.includes(`^${name}`));
}

/** Whether a program calls a native from a place in its list on. */
function callsFrom({ code }: Program, native: number): boolean {
	for (let at = 0; at < code.length; at += INSTRUCTION_WORDS) {
		if (code[at] === OP.CALL_native && code[at + 1] >= native) return true;
	}
	return false;
}
