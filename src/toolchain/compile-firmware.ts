import { FIRMWARE_HOST_CODE } from '../bridge/firmware-host-code.ts';
import type { CompiledFirmware } from '../bridge/firmware-image.ts';
import type { Program } from '../gazl/program.ts';
import { instructionsToBlockEnd } from '../gazl/wasm/basic-blocks.ts';
import { compileProgram } from '../gazl/wasm/compile-program.ts';

/**
 * Number of the code that `firmwareModuleBytes` generates. Whoever changes what the compiler emits for a program raises it: modules of
 * other versions that a browser has kept are not used any more.
 */
export const COMPILER_VERSION = 1;

/**
 * Compiles a firmware's program; gives the bytes of its module.
 *
 * @throws Error of the compiler's when the program is beyond what WebAssembly can hold
 */
export function firmwareModuleBytes(program: Program): Uint8Array<ArrayBuffer> {
	return compileProgram(program, FIRMWARE_HOST_CODE);
}

/** A module with what else running it takes. */
export function compiledFirmware(module: WebAssembly.Module, program: Program): CompiledFirmware {
	return { module, toBlockEnd: instructionsToBlockEnd(program) };
}

/**
 * Compiles a firmware's program at once, for tools and tests; a page asks the toolchain worker, see `FirmwareBuilder`.
 *
 * @throws Error as `firmwareModuleBytes` does, and a CompileError when the module is beyond a limit of this WebAssembly
 */
export function compileFirmware(program: Program): CompiledFirmware {
	return compiledFirmware(new WebAssembly.Module(firmwareModuleBytes(program)), program);
}
