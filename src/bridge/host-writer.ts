/** Writes host code: what all of it needs. */

import { REGISTER } from '../gazl/machine-space.ts';
import { BodyWriter } from '../gazl/wasm/body-writer.ts';
import type { HostContext } from '../gazl/wasm/host-code.ts';
import { TICK_WORDS } from './block-regions.ts';
import { HOST_CELL } from './host-cells.ts';

/** Largest magnitude of a 12-bit sample (device.md 3.1). */
export const SAMPLE_LIMIT = 2047;

/** Bytes of a word, and of a frame or the words of a tick. */
export const WORD = 4;
export const PAIR = TICK_WORDS * WORD;

type Cell = keyof typeof HOST_CELL;

/** A function body with words for what host code keeps meeting. */
export class HostWriter extends BodyWriter {
	readonly context: HostContext;

	constructor(context: HostContext, parameters: readonly string[]) {
		super(
			parameters.map(() => 'i32'),
			parameters,
		);
		this.context = context;
	}

	/** Puts a cell on the stack. */
	cell(cell: Cell): this {
		return this.globalGet(this.context.imports.hostCells).load('i32.load', HOST_CELL[cell] * WORD) as this;
	}

	/** Writes a cell. */
	setCell(cell: Cell, value: () => void): this {
		this.globalGet(this.context.imports.hostCells);
		value();
		return this.store('i32.store', HOST_CELL[cell] * WORD);
	}

	/** Puts a register on the stack. */
	register(register: keyof typeof REGISTER): this {
		return this.globalGet(this.context.module.registers).load('i32.load', REGISTER[register] * WORD);
	}

	/** Writes a register. */
	setRegister(register: keyof typeof REGISTER, value: () => void): this {
		this.globalGet(this.context.module.registers);
		value();
		return this.store('i32.store', REGISTER[register] * WORD);
	}

	/** Leaves with a constant if the int on the stack is not 0. */
	returnIf(result: number): this {
		return this.if().i32(result).op('return').end();
	}

	/** Puts the byte address of the machine word whose index is in a local on the stack. */
	address(index: number): this {
		return this.get(index).i32(2).op('i32.shl').globalGet(this.context.module.words).op('i32.add');
	}

	/** Puts the smaller, or the larger, of a local and a constant on the stack. */
	limited(local: number, compare: 'i32.lt_s' | 'i32.gt_s', limit: number): this {
		return this.get(local).i32(limit).get(local).i32(limit).op(compare).op('select');
	}
}
