/** The body of one WebAssembly function, written straight as bytes. */

import { ByteWriter } from './byte-writer.ts';
import {
	LONG_PREFIX,
	type LoadName,
	NATURAL_ALIGNMENT,
	NO_RESULT,
	OPCODES,
	type OpcodeNameOf,
	type StoreName,
	VALUE_TYPES,
	type ValueType,
} from './wasm-opcodes.ts';

/** What a piece of code was made from: a label, or the index of a source instruction. */
export type Mark = string | number;

/** From `byteOffset` of a body's code on, up to the next place, code belongs to `mark`. */
export interface MarkedPlace {
	readonly byteOffset: number;
	readonly mark: Mark;
}

/** A function body that is through. */
export interface FunctionBody {
	/** Types of the parameters: locals 0, 1, … */
	readonly parameters: readonly ValueType[];
	/** Types of the other locals, which follow the parameters. */
	readonly locals: readonly ValueType[];
	/** A name for each parameter and local, `''` for one without. */
	readonly localNames: readonly string[];
	/** The instructions with the `end` that closes the body, without the declarations of locals. */
	readonly code: Uint8Array<ArrayBuffer>;
	/** In the order of their offsets. */
	readonly marks: readonly MarkedPlace[];
}

/**
 * Writes a function body, instruction by instruction; every such method gives the writer back.
 *
 * The writer knows how many locals and open blocks there are and throws a `RangeError` for a local or a depth that does
 * not exist. It does not check operand types: that is for WebAssembly's own validation.
 */
export class BodyWriter {
	readonly #out = new ByteWriter(256);
	readonly #parameters: readonly ValueType[];
	readonly #locals: ValueType[] = [];
	readonly #localNames: string[];
	readonly #marks: MarkedPlace[] = [];
	#localCount: number;
	#openBlocks = 0;

	/** `parameterNames`: shown by tools, `''` or nothing for a parameter without a name. */
	constructor(parameters: readonly ValueType[], parameterNames: readonly string[] = []) {
		this.#parameters = [...parameters];
		this.#localNames = parameters.map((_, index) => parameterNames[index] ?? '');
		this.#localCount = parameters.length;
	}

	/** Bytes of code so far. */
	get length(): number {
		return this.#out.length;
	}

	/** Blocks that are open here, without the body itself: `br(openBlocks)` leaves the function. */
	get openBlocks(): number {
		return this.#openBlocks;
	}

	/** Declares one more local, 0 at first, and gives its index. May be called at any time before `finish`. */
	addLocal(type: ValueType, name = ''): number {
		this.#locals.push(type);
		this.#localNames.push(name);
		return this.#localCount++;
	}

	/** The code from here on belongs to `mark`. */
	mark(mark: Mark): this {
		this.#marks.push({ byteOffset: this.#out.length, mark });
		return this;
	}

	/** An instruction without immediates. */
	op(name: OpcodeNameOf<'none'>): this {
		return this.#code(OPCODES.none[name]);
	}

	/** `i32.const` of the low 32 bits of `value`. */
	i32(value: number): this {
		this.#out.u8(OPCODES.i32['i32.const']).i32(value);
		return this;
	}

	/** `i64.const` of the low 64 bits of `value`. */
	i64(value: bigint): this {
		this.#out.u8(OPCODES.i64['i64.const']).i64(value);
		return this;
	}

	/** `f32.const` of the float whose 32 bits are `word`: the payload of a NaN stays, which a JavaScript number may lose. */
	f32Bits(word: number): this {
		this.#out.u8(OPCODES.f32['f32.const']).word(word);
		return this;
	}

	/** `local.get` */
	get(local: number): this {
		return this.#local('local.get', local);
	}

	/** `local.set` */
	set(local: number): this {
		return this.#local('local.set', local);
	}

	/** `local.tee` */
	tee(local: number): this {
		return this.#local('local.tee', local);
	}

	/** `global.get` */
	globalGet(global: number): this {
		return this.#indexed(OPCODES.global['global.get'], global);
	}

	/** `global.set` */
	globalSet(global: number): this {
		return this.#indexed(OPCODES.global['global.set'], global);
	}

	/** Reads at the address on the stack plus `byteOffset`, an unsigned 32-bit number; promises natural alignment. */
	load(name: LoadName, byteOffset = 0): this {
		return this.#access(name, byteOffset);
	}

	/** Writes at the address on the stack plus `byteOffset`, an unsigned 32-bit number; promises natural alignment. */
	store(name: StoreName, byteOffset = 0): this {
		return this.#access(name, byteOffset);
	}

	/** `memory.copy` inside memory 0: takes target, source and size in bytes from the stack. */
	memoryCopy(): this {
		this.#code(OPCODES.memories['memory.copy']).#out.u8(0).u8(0);
		return this;
	}

	/** `memory.fill` of memory 0: takes target, byte and size in bytes from the stack. */
	memoryFill(): this {
		this.#code(OPCODES.memory['memory.fill']).#out.u8(0);
		return this;
	}

	/** Opens a block: a branch to it goes behind its end. */
	block(result?: ValueType): this {
		return this.#open('block', result);
	}

	/** Opens a loop: a branch to it goes back to its start. */
	loop(result?: ValueType): this {
		return this.#open('loop', result);
	}

	/** Opens a block that runs if the int on the stack is not 0. */
	if(result?: ValueType): this {
		return this.#open('if', result);
	}

	/** The other arm of the `if` that is open. */
	else(): this {
		if (this.#openBlocks === 0) throw new RangeError('else without an open if');
		this.#out.u8(OPCODES.closing.else);
		return this;
	}

	/** Closes the innermost block; the body's own end is written by `finish`. */
	end(): this {
		if (this.#openBlocks === 0) throw new RangeError('end without an open block; the end of the body is written by finish()');
		this.#openBlocks--;
		this.#out.u8(OPCODES.closing.end);
		return this;
	}

	/** Branches to the block `depth` levels out, 0 the innermost. */
	br(depth: number): this {
		return this.#indexed(OPCODES.label.br, this.#label(depth));
	}

	/** Branches if the int on the stack is not 0. */
	brIf(depth: number): this {
		return this.#indexed(OPCODES.label.br_if, this.#label(depth));
	}

	/** Branches to the depth at the place that the unsigned int on the stack says, or to `defaultDepth` beyond the last. */
	brTable(depths: ArrayLike<number>, defaultDepth: number): this {
		this.#indexed(OPCODES.labels.br_table, depths.length);
		for (let i = 0; i < depths.length; i++) this.#out.u32(this.#label(depths[i]));
		this.#out.u32(this.#label(defaultDepth));
		return this;
	}

	/** Calls a function by its index in the module. */
	call(functionIndex: number): this {
		return this.#indexed(OPCODES.function.call, functionIndex);
	}

	/** Calls the function in the table at the place on the stack; traps unless it has this type. */
	callIndirect(typeIndex: number, tableIndex = 0): this {
		this.#indexed(OPCODES.indirect.call_indirect, typeIndex).#out.u32(tableIndex);
		return this;
	}

	/** The body as it stands, closed. Throws a `RangeError` while blocks are open. */
	finish(): FunctionBody {
		if (this.#openBlocks > 0) throw new RangeError(`the body ends with ${this.#openBlocks} open block(s); each needs an end()`);
		const code = new Uint8Array(this.#out.length + 1);
		code.set(this.#out.toBytes());
		code[code.length - 1] = OPCODES.closing.end;
		return {
			parameters: this.#parameters,
			locals: [...this.#locals],
			localNames: [...this.#localNames],
			code,
			marks: [...this.#marks],
		};
	}

	#code(code: number): this {
		if (code > 0xff) this.#out.u8(LONG_PREFIX);
		this.#out.u8(code);
		return this;
	}

	#indexed(code: number, index: number): this {
		this.#out.u8(code).u32(index);
		return this;
	}

	#local(name: OpcodeNameOf<'local'>, local: number): this {
		if (!(local >= 0 && local < this.#localCount)) {
			throw new RangeError(`${name} ${local}: the function has ${this.#localCount} locals; addLocal() declares more`);
		}
		return this.#indexed(OPCODES.local[name], local);
	}

	#access(name: OpcodeNameOf<'access'>, byteOffset: number): this {
		this.#out.u8(OPCODES.access[name]).u32(NATURAL_ALIGNMENT[name]).u32(byteOffset);
		return this;
	}

	#open(name: OpcodeNameOf<'block'>, result?: ValueType): this {
		this.#openBlocks++;
		this.#out.u8(OPCODES.block[name]).u8(result === undefined ? NO_RESULT : VALUE_TYPES[result]);
		return this;
	}

	#label(depth: number): number {
		if (!(depth >= 0 && depth <= this.#openBlocks)) {
			throw new RangeError(`a branch ${depth} blocks out where ${this.#openBlocks} are open`);
		}
		return depth;
	}
}
