import { buildEngineBlock } from '../../src/bridge/block-regions.ts';
import { FIRMWARE_HOST_IMPORTS } from '../../src/bridge/compiled-interface.ts';
import { linkProgram } from '../../src/gazl/linked-program.ts';
import { Machine } from '../../src/gazl/machine.ts';
import { INSTRUCTION_WORDS } from '../../src/gazl/opcodes.ts';
import { bindCompiled } from '../../src/gazl/wasm/compiled-run.ts';
import { assembleFirmware } from '../../src/toolchain/build-firmware.ts';
import { compiledFirmware, firmwareModuleBytes } from '../../src/toolchain/compile-firmware.ts';
import { nativesOf } from '../../worklet/cpu/firmware-natives.ts';
import { type Distribution, distributionOf } from '../distribution.ts';

/** Steps from GAZL text to code that can be called; the last is `WebAssembly.compile` and the instance. */
export const COMPILE_STEPS = ['assemble', 'generate', 'instantiate'] as const;

/** Milliseconds of each step. */
export type StepTimes = Readonly<Record<(typeof COMPILE_STEPS)[number], number>>;

/** What compiling one firmware came to; plain values. */
export interface CompileFigures {
	readonly instructions: number;
	readonly moduleBytes: number;
	/** The first compilation in its thread. */
	readonly cold: StepTimes;
	/** Those after that, milliseconds. */
	readonly warm: Readonly<Record<keyof StepTimes | 'total', Distribution>>;
}

/** Compilations after the first that count, behind some that do not. */
const WARM_ROUNDS = 21;
const WARM_UP_ROUNDS = 10;

/** Custom section of a WebAssembly module: its id, the length of what follows, the length of a name, a name of four bytes. */
const NONCE_SECTION = [0, 5, 4];

/**
 * Compiles a firmware many times, from its text to an instance. The first time is cold only in a thread that has not compiled anything.
 *
 * @throws Error with the diagnostic when it does not build
 */
export async function measureCompile(name: string, code: string): Promise<CompileFigures> {
	const source = { id: 1, name, code, config: '', debug: false };
	const machine = idleMachine();
	let nonce = 0;
	let instructions = 0;
	let moduleBytes = 0;
	const compileOnce = async (): Promise<StepTimes> => {
		const start = performance.now();
		const assembly = assembleFirmware(source);
		const assembled = performance.now();
		if (!assembly.ok) throw new Error(`${name}, line ${assembly.diagnostics[0].line}: ${assembly.diagnostics[0].message}`);
		const { program } = assembly;
		const beforeGenerate = performance.now();
		const bytes = firmwareModuleBytes(program);
		const generated = performance.now();
		instructions = program.code.length / INSTRUCTION_WORDS;
		moduleBytes = bytes.length;
		const unique = withNonce(bytes, nonce++);
		machine.plug(linkProgram(program), nativesOf(program));
		const beforeInstantiate = performance.now();
		const { module, toBlockEnd } = compiledFirmware(await WebAssembly.compile(unique), program);
		bindCompiled(module, machine, {
			toBlockEnd,
			hostImports: Object.fromEntries(FIRMWARE_HOST_IMPORTS.map((field) => [field, 0])),
		});
		const instantiate = performance.now() - beforeInstantiate;
		return { assemble: assembled - start, generate: generated - beforeGenerate, instantiate };
	};
	const cold = await compileOnce();
	const rounds: StepTimes[] = [];
	for (let round = -WARM_UP_ROUNDS; round < WARM_ROUNDS; round++) {
		const times = await compileOnce();
		if (round >= 0) rounds.push(times);
	}
	const warm = {
		assemble: distributionOf(rounds.map(({ assemble }) => assemble)),
		generate: distributionOf(rounds.map(({ generate }) => generate)),
		instantiate: distributionOf(rounds.map(({ instantiate }) => instantiate)),
		total: distributionOf(rounds.map(totalTime)),
	};
	return { instructions, moduleBytes, cold, warm };
}

/** Milliseconds of all steps. */
export function totalTime(times: StepTimes): number {
	return COMPILE_STEPS.reduce((sum, step) => sum + times[step], 0);
}

/** The module with a number in a section that nobody reads: V8 does not compile the same bytes twice in a process. */
function withNonce(bytes: Uint8Array<ArrayBuffer>, nonce: number): Uint8Array<ArrayBuffer> {
	// Seven bits a byte, so that the name is text.
	const name = [21, 14, 7, 0].map((shift) => (nonce >>> shift) & 0x7f);
	const unique = new Uint8Array(bytes.length + NONCE_SECTION.length + name.length);
	unique.set(bytes);
	unique.set([...NONCE_SECTION, ...name], bytes.length);
	return unique;
}

function idleMachine(): Machine {
	const block = buildEngineBlock();
	return new Machine({
		memory: block.int32('memory 0'),
		callStack: block.int32('calls 0'),
		registers: block.int32('registers 0'),
		wasmMemory: block.memory,
	});
}
