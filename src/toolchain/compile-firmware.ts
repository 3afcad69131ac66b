import { HEAT_WORDS } from '../bridge/block-regions.ts';
import { FIRMWARE_HOST_CODE } from '../bridge/firmware-host-code.ts';
import type { CompiledFirmware } from '../bridge/firmware-image.ts';
import type { Program } from '../gazl/program.ts';
import { instructionsToBlockEnd } from '../gazl/wasm/basic-blocks.ts';
import { CODE_FORMS, type CodeForm } from '../gazl/wasm/code-form.ts';
import { compileProgram } from '../gazl/wasm/compile-program.ts';
import type { FunctionCache } from '../gazl/wasm/function-cache.ts';
import { heatCounters } from '../gazl/wasm/heat-counters.ts';

/**
 * Compiles a firmware's program; gives the bytes of its module. With a cache, functions are taken from the version before.
 *
 * @throws Error of the compiler's when the program is beyond what WebAssembly can hold, or the counters of a form that counts
 */
export function firmwareModuleBytes(
	program: Program,
	form: CodeForm = 'plain',
	cache: FunctionCache | null = null,
): Uint8Array<ArrayBuffer> {
	if (CODE_FORMS[form].heat && heatCounters(program).words > HEAT_WORDS) {
		throw new RangeError(`The program has more blocks than the ${HEAT_WORDS} counters can count`);
	}
	return compileProgram(program, FIRMWARE_HOST_CODE, form, cache);
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
export function compileFirmware(program: Program, form: CodeForm = 'plain'): CompiledFirmware {
	return compiledFirmware(new WebAssembly.Module(firmwareModuleBytes(program, form)), program);
}
