/** The WebAssembly Binary Toolkit as the judge of what the encoder and the printer write. */

import wabt from 'wabt';
import { BodyWriter, type FunctionBody } from './body-writer.ts';
import { ModuleEncoder } from './module-encoder.ts';
import type { ValueType } from './wasm-opcodes.ts';

const FEATURES = { threads: true, sat_float_to_int: true, bulk_memory: true, mutable_globals: true } as const;

const toolkit = await wabt();

/** A module as wabt prints it. Throws if wabt does not accept the bytes. */
export function printModule(bytes: Uint8Array): string {
	const module = toolkit.readWasm(bytes, { ...FEATURES, readDebugNames: true });
	try {
		// It takes the features as well, which its declaration does not say.
		const validate: (features: typeof FEATURES) => void = module.validate.bind(module);
		validate(FEATURES);
		module.applyNames();
		return module.toText({});
	} finally {
		module.destroy();
	}
}

/** WebAssembly text as wabt assembles it, without names. */
export function assembleText(text: string): Uint8Array {
	const module = toolkit.parseWat('module.wat', text, FEATURES);
	try {
		return module.toBinary({}).buffer;
	} finally {
		module.destroy();
	}
}

/** The instructions of a printed module's last function, a line each, without comments and indentation; it must not be the module's last part. */
export function printedInstructions(moduleText: string): string[] {
	const lines = moduleText.replaceAll(/\(;.*?;\)/g, '').split('\n');
	const start = lines.findLastIndex((line) => line.startsWith('  (func '));
	const end = lines.findIndex((line, index) => index > start && line.startsWith('  ('));
	const body = lines.slice(start + 1, end).filter((line) => !line.startsWith('    (local '));
	return body.map((line, index) => normalised(index === body.length - 1 ? line.slice(0, -1) : line));
}

/** A line of text without comment and needless white space, and with a finite float as JavaScript prints its exact value. */
export function normalised(line: string): string {
	const text = line.replace(/;;.*/, '').replaceAll(/\s+/g, ' ').trim();
	const float = /^f32\.const (-?)(\d.*)$/.exec(text);
	return float === null ? text : `f32.const ${float[1]}${Math.fround(unsignedNumber(float[2]))}`;
}

/** A number in decimal or in hexadecimal floating point. */
function unsignedNumber(text: string): number {
	const hex = /^0x([0-9a-f]+)\.?([0-9a-f]*)p([+-]\d+)$/.exec(text);
	return hex === null ? Number(text) : Number.parseInt(hex[1] + hex[2], 16) * 2 ** (Number(hex[3]) - 4 * hex[2].length);
}

/** An instance of a module with one function, which is exported as `run`; a shared page is its memory if it is given one. */
export function instantiate(
	parameters: readonly ValueType[],
	results: readonly ValueType[],
	write: (body: BodyWriter) => void,
	memory?: WebAssembly.Memory,
): (...operands: unknown[]) => unknown {
	const body = new BodyWriter(parameters);
	write(body);
	const bytes = moduleOf(body.finish(), results, memory !== undefined);
	printModule(bytes);
	const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), memory === undefined ? {} : { env: { memory } });
	return instance.exports.run as (...operands: unknown[]) => unknown;
}

function moduleOf(body: FunctionBody, results: readonly ValueType[], hasMemory: boolean): Uint8Array<ArrayBuffer> {
	const module = new ModuleEncoder();
	if (hasMemory) module.importSharedMemory('env', 'memory', 1, 65536);
	const run = module.declareFunction(module.functionType(body.parameters, results));
	module.defineFunction(run, body);
	module.exportFunction('run', run);
	return module.encode();
}
