/** Reads and writes of a function's frame slots in generated code: cached ones in WebAssembly locals, the others in memory. */

import type { BodyWriter } from './body-writer.ts';
import type { FramePlan } from './frame-plan.ts';
import { SlotSet } from './slot-set.ts';
import type { ValueType } from './slot-use.ts';

/** How a value lies on WebAssembly's stack. */
export type Representation = 'i32' | 'f32';

/**
 * Knows, while a block's code is written, in which locals the value of each cached slot is: as an int, as a binary32 number, or both.
 * A value is converted when it is first needed the other way. Slots are numbered from the frame's start.
 */
export class FrameAccess {
	readonly #body: BodyWriter;
	readonly #frame: FramePlan;
	readonly #framePointer: number;
	/** By index of a cached slot: its local of each type, −1 before it is needed. */
	readonly #locals: Readonly<Record<Representation, Int32Array>>;
	/** Which of them hold the slot's value here. */
	readonly #valid: Readonly<Record<Representation, SlotSet>>;

	/** @param framePointer local with the frame's byte address */
	constructor(body: BodyWriter, frame: FramePlan, framePointer: number) {
		this.#body = body;
		this.#frame = frame;
		this.#framePointer = framePointer;
		const size = frame.cachedSlots.length;
		this.#locals = { i32: new Int32Array(size).fill(-1), f32: new Int32Array(size).fill(-1) };
		this.#valid = { i32: new SlotSet(size), f32: new SlotSet(size) };
	}

	/** Begins code that control reaches with these slots in their locals, those in `floats` as binary32 numbers. */
	begin(live: SlotSet, floats: SlotSet): void {
		this.#valid.i32.clear();
		this.#valid.f32.clear();
		for (const index of live) this.#valid[floats.has(index) ? 'f32' : 'i32'].add(index);
	}

	/** Puts a slot's value on the stack. */
	push(slot: number, type: Representation): void {
		const index = this.#frame.cacheIndex.get(slot);
		if (index === undefined) this.#body.get(this.#framePointer).load(`${type}.load`, slot * 4);
		else this.#body.get(this.#hold(index, type));
	}

	/** Puts a slot's 32 bits on the stack, in the representation that is at hand, and says which that is. */
	pushBits(slot: number): Representation {
		const index = this.#frame.cacheIndex.get(slot);
		const type = index !== undefined && !this.#valid.i32.has(index) ? 'f32' : 'i32';
		this.push(slot, type);
		return type;
	}

	/** In which representation a slot's value is at hand; the one asked for if both are, or if it is in memory. */
	atHand(slot: number, preferred: Representation): Representation {
		const index = this.#frame.cacheIndex.get(slot);
		if (index === undefined || this.#valid[preferred].has(index)) return preferred;
		return preferred === 'i32' ? 'f32' : 'i32';
	}

	/** Writes a slot; `value` puts the value on the stack. */
	write(slot: number, type: Representation, value: () => void): void {
		const index = this.#frame.cacheIndex.get(slot);
		if (index === undefined) {
			this.#body.get(this.#framePointer);
			value();
			this.#body.store(`${type}.store`, slot * 4);
			return;
		}
		value();
		this.#body.set(this.#local(index, type));
		this.#valid.i32.delete(index);
		this.#valid.f32.delete(index);
		this.#valid[type].add(index);
	}

	/** As what a slot that an instruction passes bits to is best written. */
	wantedType(slot: number, floatAfter: SlotSet): Representation {
		const index = this.#frame.cacheIndex.get(slot);
		return index !== undefined && floatAfter.has(index) ? 'f32' : 'i32';
	}

	/** Writes cached slots, by index, to memory. */
	store(indices: Iterable<number>): void {
		for (const index of indices) {
			const type = this.#valid.i32.has(index) ? 'i32' : 'f32';
			this.#body
				.get(this.#framePointer)
				.get(this.#hold(index, type))
				.store(`${type}.store`, this.#slot(index) * 4);
		}
	}

	/** Takes cached slots, by index, over from memory, those in `floats` as binary32 numbers. */
	load(indices: Iterable<number>, floats: SlotSet): void {
		for (const index of indices) {
			const type = floats.has(index) ? 'f32' : 'i32';
			this.#loadInto(index, type);
			this.#valid.i32.delete(index);
			this.#valid.f32.delete(index);
			this.#valid[type].add(index);
		}
	}

	/** Takes cached slots, by index, over from memory into every local that holds them already. */
	refresh(indices: Iterable<number>): void {
		for (const index of indices) {
			if (this.#valid.i32.has(index)) this.#loadInto(index, 'i32');
			if (this.#valid.f32.has(index)) this.#loadInto(index, 'f32');
		}
	}

	/** Forgets the locals of all cached slots from an index on. */
	lose(firstIndex: number): void {
		this.#valid.i32.deleteFrom(firstIndex);
		this.#valid.f32.deleteFrom(firstIndex);
	}

	/** Sees to it that slots are in the locals in which the code that follows looks for them. */
	arrange(live: SlotSet, floats: SlotSet): void {
		for (const index of live) {
			const type = floats.has(index) ? 'f32' : 'i32';
			if (!this.#valid[type].has(index)) this.#convert(index, type);
		}
	}

	#slot(index: number): number {
		return this.#frame.cachedSlots[index];
	}

	#local(index: number, type: Representation): number {
		const locals = this.#locals[type];
		if (locals[index] < 0) {
			const slot = this.#slot(index);
			const name = slot < this.#frame.locals ? `slot${slot}` : `t${slot - this.#frame.locals}`;
			locals[index] = this.#body.addLocal(type, type === 'f32' ? `${name}f` : name);
		}
		return locals[index];
	}

	/** The local that holds a slot's value in this representation; converts it if it does not yet. */
	#hold(index: number, type: Representation): number {
		if (!this.#valid[type].has(index)) this.#convert(index, type);
		return this.#local(index, type);
	}

	#convert(index: number, type: Representation): void {
		const other = type === 'i32' ? 'f32' : 'i32';
		if (!this.#valid[other].has(index)) throw new Error(`Slot ${this.#slot(index)} is read where its local has no value`);
		this.#body
			.get(this.#local(index, other))
			.op(type === 'i32' ? 'i32.reinterpret_f32' : 'f32.reinterpret_i32')
			.set(this.#local(index, type));
		this.#valid[type].add(index);
	}

	#loadInto(index: number, type: Representation): void {
		this.#body
			.get(this.#framePointer)
			.load(`${type}.load`, this.#slot(index) * 4)
			.set(this.#local(index, type));
	}
}

/** The representation of a value type; bits are ints. */
export function representationOf(type: ValueType): Representation {
	return type === 'f32' ? 'f32' : 'i32';
}
