/** Function bodies as WebAssembly text. */

import type { FunctionBody, Mark } from './body-writer.ts';
import { ByteReader } from './byte-reader.ts';
import { f32Text } from './f32-text.ts';
import type { ModuleNames } from './name-section.ts';
import {
	LONG_PREFIX,
	NATURAL_ALIGNMENT,
	NO_RESULT,
	OPCODE_BY_CODE,
	type OpcodeEntry,
	VALUE_TYPES,
	type ValueType,
} from './wasm-opcodes.ts';

/** The code between two marks: one instruction a line, two blanks for each block that it is in. */
export interface MarkedLines {
	/** What the lines were made from; `null` in front of the first mark. */
	readonly mark: Mark | null;
	readonly lines: readonly string[];
}

/** Names of functions and globals by index; a `ModuleEncoder`'s `names` will do. */
export type TextNames = Partial<Pick<ModuleNames, 'functions' | 'globals'>>;

/** How locals, functions and globals are written. */
interface Identifiers {
	readonly locals: readonly string[];
	readonly functions: readonly string[];
	readonly globals: readonly string[];
}

/** Characters that an identifier may have, besides letters and digits. */
const IDENTIFIER = /^[\w!#$%&'*+\-./:<=>?@\\^`|~]+$/;

/**
 * Prints a body as the text that WebAssembly tools read, without the `end` of the body itself.
 *
 * There is one group for each mark, also for one without code, and one in front if code comes before the first mark.
 * Something is called by its name if that is a proper identifier and nothing before it has the same, else by its index.
 * Throws an `Error` with the offset for bytes that are no instruction of `OPCODES`.
 */
export function bodyText(body: FunctionBody, names: TextNames = {}): MarkedLines[] {
	const identifiers: Identifiers = {
		locals: identifiersOf(body.localNames),
		functions: identifiersOf(names.functions ?? []),
		globals: identifiersOf(names.globals ?? []),
	};
	const code = new ByteReader(body.code);
	const bodyEnd = body.code.length - 1;
	const groups: MarkedLines[] = [];
	let lines: string[] = [];
	let nextMark = 0;
	let depth = 0;
	if (body.marks[0]?.byteOffset !== 0) groups.push({ mark: null, lines });
	for (;;) {
		for (; nextMark < body.marks.length && body.marks[nextMark].byteOffset <= code.offset; nextMark++) {
			lines = [];
			groups.push({ mark: body.marks[nextMark].mark, lines });
		}
		if (code.offset >= bodyEnd) break;
		const opcode = readOpcode(code);
		if (opcode.immediate === 'closing') depth--;
		lines.push('  '.repeat(depth) + opcode.name + readImmediates(opcode, code, identifiers));
		if (opcode.immediate === 'block' || opcode.name === 'else') depth++;
	}
	return groups.filter(({ mark, lines }) => mark !== null || lines.length > 0);
}

/** A body's parameters and locals as WebAssembly text, one a line, in the order of their indices. */
export function localsText(body: FunctionBody): string[] {
	const identifiers = identifiersOf(body.localNames);
	return [...body.parameters, ...body.locals].map((type, index) => {
		const name = identifiers[index]?.startsWith('$') ? `${identifiers[index]} ` : '';
		return `(${index < body.parameters.length ? 'param' : 'local'} ${name}${type})`;
	});
}

function readOpcode(code: ByteReader): OpcodeEntry {
	const start = code.offset;
	const first = code.u8();
	const opcode = OPCODE_BY_CODE.get(first === LONG_PREFIX ? (LONG_PREFIX << 8) | code.u32() : first);
	if (opcode === undefined) throw new Error(`byte ${start} of the body, 0x${first.toString(16)}, begins no known instruction`);
	return opcode;
}

/** The immediates behind an opcode, each with a blank in front. */
function readImmediates(opcode: OpcodeEntry, code: ByteReader, identifiers: Identifiers): string {
	switch (opcode.immediate) {
		case 'none':
		case 'closing':
			return '';
		case 'block':
			return readBlockType(code);
		case 'label':
			return ` ${code.u32()}`;
		case 'labels': {
			let labels = '';
			for (let left = code.u32(); left >= 0; left--) labels += ` ${code.u32()}`;
			return labels;
		}
		case 'function':
			return readIndex(code, identifiers.functions);
		case 'local':
			return readIndex(code, identifiers.locals);
		case 'global':
			return readIndex(code, identifiers.globals);
		case 'indirect': {
			const type = code.u32();
			const table = code.u32();
			return `${table === 0 ? '' : ` ${table}`} (type ${type})`;
		}
		case 'access': {
			const alignment = code.u32();
			const byteOffset = code.u32();
			return (
				(byteOffset === 0 ? '' : ` offset=${byteOffset}`) +
				(alignment === NATURAL_ALIGNMENT[opcode.name] ? '' : ` align=${2 ** alignment}`)
			);
		}
		case 'memory':
			return memoryText(code.u32());
		case 'memories': {
			const target = code.u32();
			const source = code.u32();
			return target === 0 && source === 0 ? '' : ` ${target} ${source}`;
		}
		case 'i32':
			return ` ${code.i32()}`;
		case 'i64':
			return ` ${code.i64()}`;
		case 'f32':
			return ` ${f32Text(code.word())}`;
	}
}

function memoryText(index: number): string {
	return index === 0 ? '' : ` ${index}`;
}

function readIndex(code: ByteReader, identifiers: readonly string[]): string {
	const index = code.u32();
	return ` ${identifiers[index] ?? index}`;
}

function readBlockType(code: ByteReader): string {
	const byte = code.u8();
	if (byte === NO_RESULT) return '';
	const type = (Object.keys(VALUE_TYPES) as ValueType[]).find((name) => VALUE_TYPES[name] === byte);
	if (type === undefined) throw new Error(`byte ${code.offset - 1} of the body, 0x${byte.toString(16)}, is no block type`);
	return ` (result ${type})`;
}

function identifiersOf(names: readonly string[]): string[] {
	const taken = new Set<string>();
	return names.map((name, index) => {
		if (!IDENTIFIER.test(name) || taken.has(name)) return String(index);
		taken.add(name);
		return `$${name}`;
	});
}
