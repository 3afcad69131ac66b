/** What the device's host adds to the module of a compiled firmware (device.md 6). */

import type { Program } from '../gazl/program.ts';
import type { HostCode, HostFunction, NativeTraits } from '../gazl/wasm/host-code.ts';
import { FIRMWARE_HOST_IMPORTS, OPERATE_EXPORTS, TICKS_EXPORT } from './compiled-interface.ts';
import { HARDWARE_BASE, HARDWARE_WINDOWS } from './hardware-registers.ts';
import { HEAP_END, HEAP_START } from './machine-size.ts';
import { MEMORY_NATIVES, type MemoryNative } from './memory-natives.ts';
import { operateBody, patchBinding, ticksBody, yieldBody } from './tick-code.ts';
import { transferBody } from './transfer-code.ts';

const NATIVE_TRAITS: HostCode['natives'] = {
	abort: { suspends: false, readsMemory: false, writesMemory: false },
	exit: { suspends: false, readsMemory: false, writesMemory: false },
	trace: { suspends: false, readsMemory: true, writesMemory: false },
	assertFail: { suspends: false, readsMemory: true, writesMemory: false },
	yield: { suspends: true, readsMemory: false, writesMemory: false, code: yieldBody },
	write: { suspends: false, readsMemory: true, writesMemory: false, code: (context) => transferBody(context, true) },
	read: { suspends: false, readsMemory: true, writesMemory: true, code: (context) => transferBody(context, false) },
	...Object.fromEntries(MEMORY_NATIVES.map(({ name, ...native }) => [name, traitsOf(native)])),
};

/** Arguments and result of a native are in the caller's frame. */
function traitsOf({ parameters, result, writesMemory }: Omit<MemoryNative, 'name'>): NativeTraits {
	const readsMemory = parameters.length > 0 || writesMemory;
	return { suspends: false, readsMemory, writesMemory: writesMemory || result !== null };
}

/** The device's host, for `compileProgram`. */
export const FIRMWARE_HOST_CODE: HostCode = {
	natives: NATIVE_TRAITS,
	imports: FIRMWARE_HOST_IMPORTS,
	globals: ['tickAt', 'ticksEnd'],
	registers: HARDWARE_WINDOWS[HARDWARE_BASE],
	shadowedWords: { start: HEAP_START, words: HEAP_END - HEAP_START },
	exports(program: Program): Readonly<Record<string, HostFunction>> {
		const exports: Record<string, HostFunction> = {};
		const full = patchBinding(program, 'full');
		if (full !== null) {
			exports[TICKS_EXPORT] = { parameters: ['i32', 'i32'], results: ['i32'], body: (context) => ticksBody(context, full) };
		}
		const mod = patchBinding(program, 'mod');
		for (const name of OPERATE_EXPORTS) {
			if (mod === null || mod.entries[name] === 0) continue;
			exports[name] = { parameters: ['i32', 'i32'], results: ['i32'], body: (context) => operateBody(context, mod, name) };
		}
		return exports;
	},
};
