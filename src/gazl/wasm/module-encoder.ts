/** A WebAssembly module in the binary format. */

import type { FunctionBody } from './body-writer.ts';
import { ByteWriter } from './byte-writer.ts';
import { type ModuleNames, nameSection } from './name-section.ts';
import { OPCODES, VALUE_TYPES, type ValueType } from './wasm-opcodes.ts';

/** "\0asm" and version 1. */
const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00] as const;

/** Section ids; a module has its sections in the order of this table, the names last. */
const SECTION = { type: 1, import: 2, function: 3, table: 4, global: 6, export: 7, element: 9, code: 10, custom: 0 } as const;

/** What an import or export is. */
const KIND = { function: 0, memory: 2, global: 3 } as const;

const FUNCTION_TYPE = 0x60;
const FUNCREF = 0x70;
/** Flags of limits: there is a maximum; the memory is shared. */
const LIMITS = { maximum: 0x01, shared: 0x02 } as const;
const MAX_PAGES = 65536;

/** Entries of a section, written as they are declared. */
class EntryWriter extends ByteWriter {
	count = 0;

	/** Begins the next entry. */
	entry(): this {
		this.count++;
		return this;
	}
}

/** An own function; its body comes later. */
interface OwnFunction {
	readonly type: number;
	body: FunctionBody | null;
}

/**
 * Builds a module: declare imports, then own functions and globals, which gives their indices; write the bodies with
 * them; encode. Index spaces begin with the imports, so an import that comes too late is refused.
 *
 * All methods throw a `RangeError` that says what is wrong with an argument. `encode` may be called more than once.
 */
export class ModuleEncoder {
	readonly #types = new EntryWriter();
	readonly #typeIndices = new Map<string, number>();
	readonly #parametersOfType: (readonly ValueType[])[] = [];
	readonly #imports = new EntryWriter();
	readonly #globals = new EntryWriter();
	readonly #exports = new EntryWriter();
	readonly #exportNames = new Set<string>();
	readonly #functions: OwnFunction[] = [];
	readonly #functionNames: string[] = [];
	readonly #globalNames: string[] = [];
	readonly #moduleName: string;
	#hasMemory = false;
	#table: readonly number[] | null = null;

	/** `name`: of the module, for tools. */
	constructor(name = '') {
		this.#moduleName = name;
	}

	/** The names given so far, by index. */
	get names(): ModuleNames {
		return { module: this.#moduleName, functions: this.#functionNames, globals: this.#globalNames };
	}

	/** The index of a function type; equal types have one index. */
	functionType(parameters: readonly ValueType[], results: readonly ValueType[]): number {
		const key = `${parameters.join()}:${results.join()}`;
		const known = this.#typeIndices.get(key);
		if (known !== undefined) return known;
		const index = this.#types.count;
		writeTypes(this.#types.entry().u8(FUNCTION_TYPE), parameters);
		writeTypes(this.#types, results);
		this.#typeIndices.set(key, index);
		this.#parametersOfType.push([...parameters]);
		return index;
	}

	/** Imports memory 0, which is shared, of `minPages` to `maxPages` (0 … 65536) pages of 64 KiB. */
	importSharedMemory(module: string, field: string, minPages: number, maxPages: number): void {
		if (this.#hasMemory) throw new RangeError(`memory ${module}.${field}: the module already imports one`);
		if (!(minPages >= 0 && minPages <= maxPages && maxPages <= MAX_PAGES)) {
			throw new RangeError(`memory ${module}.${field}: ${minPages} to ${maxPages} pages are not within 0 … ${MAX_PAGES}`);
		}
		this.#hasMemory = true;
		this.#import(module, field, KIND.memory)
			.u8(LIMITS.maximum | LIMITS.shared)
			.u32(minPages)
			.u32(maxPages);
	}

	/** Imports an i32 global and gives its index. A mutable one is shared with its owner, an immutable one is a constant. */
	importGlobal(module: string, field: string, mutability: 'mutable' | 'immutable', name = field): number {
		if (this.#globals.count > 0) {
			throw new RangeError(`global ${module}.${field}: imports are declared before the module's own globals`);
		}
		writeGlobalType(this.#import(module, field, KIND.global), mutability === 'mutable');
		return this.#globalNames.push(name) - 1;
	}

	/** Imports a function and gives its index. */
	importFunction(module: string, field: string, type: number, name = field): number {
		if (this.#functions.length > 0) {
			throw new RangeError(`function ${module}.${field}: imports are declared before the module's own functions`);
		}
		this.#checkType(type);
		this.#import(module, field, KIND.function).u32(type);
		return this.#functionNames.push(name) - 1;
	}

	/** Declares a function of the module's own, gives its index, and awaits its body. */
	declareFunction(type: number, name = ''): number {
		this.#checkType(type);
		this.#functions.push({ type, body: null });
		return this.#functionNames.push(name) - 1;
	}

	/** Gives a declared function its body, once. */
	defineFunction(index: number, body: FunctionBody): void {
		const own = this.#functions[index - this.#importedFunctions];
		if (own === undefined) throw new RangeError(`${this.#functionAt(index)} is not declared`);
		if (own.body !== null) throw new RangeError(`${this.#functionAt(index)} already has a body`);
		const expected = this.#parametersOfType[own.type];
		if (expected.join() !== body.parameters.join()) {
			throw new RangeError(`${this.#functionAt(index)} takes (${expected.join()}), its body takes (${body.parameters.join()})`);
		}
		own.body = body;
	}

	/** Adds a mutable i32 global of the module's own and gives its index. */
	addGlobal(initial: number, name = ''): number {
		writeGlobalType(this.#globals.entry(), true).u8(OPCODES.i32['i32.const']).i32(initial).u8(OPCODES.closing.end);
		return this.#globalNames.push(name) - 1;
	}

	/** Makes table 0, of exactly these functions, once. */
	setTable(functions: readonly number[]): void {
		if (this.#table !== null) throw new RangeError('the module already has its table');
		for (const index of functions) this.#checkFunction(index);
		this.#table = [...functions];
	}

	/** Exports a function. */
	exportFunction(name: string, index: number): void {
		this.#checkFunction(index);
		this.#export(name, KIND.function, index);
	}

	/** Exports a global. */
	exportGlobal(name: string, index: number): void {
		if (!(index in this.#globalNames)) throw new RangeError(`export "${name}": there is no global ${index}`);
		this.#export(name, KIND.global, index);
	}

	/** The module's bytes. Throws a `RangeError` for a function that has no body yet. */
	encode(): Uint8Array<ArrayBuffer> {
		const functions = new EntryWriter();
		const code = new EntryWriter(4096);
		const locals: (readonly string[])[] = new Array(this.#importedFunctions).fill([]);
		for (const { type, body } of this.#functions) {
			if (body === null) throw new RangeError(`${this.#functionAt(locals.length)} has no body`);
			functions.entry().u32(type);
			code.entry().sized(writeLocals(new ByteWriter(body.code.length + 16), body.locals).bytes(body.code));
			locals.push(body.localNames);
		}
		const tables = new EntryWriter();
		const elements = new EntryWriter();
		if (this.#table !== null) {
			const size = this.#table.length;
			tables.entry().u8(FUNCREF).u8(LIMITS.maximum).u32(size).u32(size);
			elements.entry().u8(0).u8(OPCODES.i32['i32.const']).i32(0).u8(OPCODES.closing.end).u32(size);
			for (const index of this.#table) elements.u32(index);
		}
		const out = new ByteWriter(code.length + 4096).bytes(Uint8Array.from(PREAMBLE));
		writeSection(out, SECTION.type, this.#types);
		writeSection(out, SECTION.import, this.#imports);
		writeSection(out, SECTION.function, functions);
		writeSection(out, SECTION.table, tables);
		writeSection(out, SECTION.global, this.#globals);
		writeSection(out, SECTION.export, this.#exports);
		writeSection(out, SECTION.element, elements);
		writeSection(out, SECTION.code, code);
		return out.u8(SECTION.custom).sized(nameSection(this.names, locals)).toBytes();
	}

	get #importedFunctions(): number {
		return this.#functionNames.length - this.#functions.length;
	}

	#import(module: string, field: string, kind: number): EntryWriter {
		return this.#imports.entry().text(module).text(field).u8(kind);
	}

	#export(name: string, kind: number, index: number): void {
		if (this.#exportNames.has(name)) throw new RangeError(`the module already exports "${name}"`);
		this.#exportNames.add(name);
		this.#exports.entry().text(name).u8(kind).u32(index);
	}

	#checkType(type: number): void {
		if (!(type in this.#parametersOfType)) throw new RangeError(`there is no function type ${type}`);
	}

	#checkFunction(index: number): void {
		if (!(index in this.#functionNames)) throw new RangeError(`there is no function ${index}`);
	}

	#functionAt(index: number): string {
		const name = this.#functionNames[index];
		return name ? `function ${index} "${name}"` : `function ${index}`;
	}
}

function writeSection(out: ByteWriter, id: number, entries: EntryWriter): void {
	if (entries.count > 0) out.u8(id).sized(new ByteWriter(entries.length + 5).u32(entries.count).bytes(entries.toBytes()));
}

function writeTypes(out: ByteWriter, types: readonly ValueType[]): void {
	out.u32(types.length);
	for (const type of types) out.u8(VALUE_TYPES[type]);
}

function writeGlobalType(out: ByteWriter, isMutable: boolean): ByteWriter {
	return out.u8(VALUE_TYPES.i32).u8(isMutable ? 1 : 0);
}

/** Locals are declared in runs of equal type, a count and the type each, in the order of their indices. */
function writeLocals(out: ByteWriter, locals: readonly ValueType[]): ByteWriter {
	const runs = new EntryWriter();
	for (let start = 0, end = 0; start < locals.length; start = end) {
		while (end < locals.length && locals[end] === locals[start]) end++;
		runs
			.entry()
			.u32(end - start)
			.u8(VALUE_TYPES[locals[start]]);
	}
	return out.u32(runs.count).bytes(runs.toBytes());
}
