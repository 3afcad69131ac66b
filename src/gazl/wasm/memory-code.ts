/**
 * WebAssembly for instructions that access memory by address.
 *
 * Frames lie in memory too, and cached slots may differ from it. Callers have stored theirs before they called somebody who has
 * pointers, and take them over again when he may have written, so only the function's own frame is in question. An access by a
 * pointer that hits a cached slot of it is left to the interpreter; COPY, with which programs do that on purpose, stores the
 * dirty slots before and takes all over again behind. An access by a constant base among the globals, or with an index from a slot,
 * is left to the interpreter when it leaves its place.
 *
 * Registers of the host are none of memory: code for them asks for each access, in its turn.
 *
 * In the checked forms the interpreter also gets what the host's shadow does not let pass; a COPY before any of its words is moved.
 */

import { UNLIMITED_COPY } from '../machine-space.ts';
import { MEMORY_OFFSET } from '../program.ts';
import type { CodeEmitter } from './code-emitter.ts';
import type { Representation } from './frame-access.ts';
import { partOf } from './program-facts.ts';
import { isRegister, readRegister, registerAt, writeRegister } from './register-code.ts';

/** Which operands add up to an address, and what is taken off the sum to make it a word index. */
export interface AddressForm {
	readonly base: number;
	readonly index?: number;
	readonly bias: number;
}

/** COPY of up to so many words moves them one by one; `memory.copy` takes as long to start. */
const UNROLLED_WORDS = 16;

/** The constant base of an address as a word index; `undefined` when the base is a slot. */
function constantBase(emitter: CodeEmitter, { base, bias }: AddressForm): number | undefined {
	return emitter.isSlot(base) ? undefined : (emitter.operand(base) - bias) >>> 0;
}

/** Puts the word index of an address into the local for it. */
function computeIndex(emitter: CodeEmitter, { base, index, bias }: AddressForm): void {
	const { body } = emitter;
	emitter.push(base, 'i32');
	if (index !== undefined && !emitter.isSlot(index)) {
		body.i32(emitter.operand(index) - bias).op('i32.add');
	} else {
		if (index !== undefined) {
			emitter.push(index, 'i32');
			body.op('i32.add');
		}
		if (bias !== 0) body.i32(bias).op('i32.sub');
	}
	body.set(emitter.index);
}

/** Word `address` of memory lies behind a load or store of this byte offset from the machine's memory. */
const byteOffset = (address: number): number => address * 4;

/**
 * An access by a base among the globals or the constants, and an index: leaves it to the interpreter unless the index leads upwards
 * and stays in that part of memory. The index is then in its local; the base goes into the access itself.
 */
function checkIndexFrom(emitter: CodeEmitter, { index }: AddressForm, base: number, end: number): void {
	emitter.push(index ?? 0, 'i32');
	emitter.body
		.tee(emitter.index)
		.i32(end - base)
		.op('i32.ge_u');
	emitter.exitIf();
}

/** Words of the frame. */
function frameWords({ frame }: CodeEmitter): number {
	return frame.locals + frame.transients;
}

/** Puts on the stack whether the word whose index is in a local lies in the function's own frame, in no resident slot. */
function hitsCachedSlots(emitter: CodeEmitter, index: number): void {
	const { body, frameWord, frame } = emitter;
	const within = (from: number, words: number): void => {
		body.get(index).get(frameWord).op('i32.sub');
		if (from !== 0) body.i32(from).op('i32.sub');
		body.i32(words).op('i32.lt_u');
	};
	within(0, frameWords(emitter));
	for (const { from, to } of frame.resident) {
		within(from, to - from);
		body.op('i32.eqz').op('i32.and');
	}
}

/** PEEK: operand A becomes the word at an address. */
export function peekCode(emitter: CodeEmitter, form: AddressForm): void {
	const { body, facts } = emitter;
	const base = constantBase(emitter, form);
	const part = base === undefined ? 'stack' : partOf(facts, base);
	const readable = facts.memoryWords - 1;
	if (base !== undefined && (part === 'globals' || part === 'constants')) {
		if (form.index === undefined) {
			emitter.checkFixed(base);
			emitter.countFixed('reads', base);
			emitter.resultBits((type) => body.get(emitter.words).load(`${type}.load`, byteOffset(base)));
			return;
		}
		const end = part === 'globals' ? facts.stackBase : readable;
		checkIndexFrom(emitter, form, base, end);
		emitter.checkWord(emitter.index, end, base);
		emitter.countWord('reads', emitter.index, base);
		emitter.resultBits((type) => {
			emitter.address(emitter.index);
			body.load(`${type}.load`, byteOffset(base));
		});
		return;
	}
	const { registerWindow: window } = emitter.module;
	if (form.index === undefined && base !== undefined) {
		const register = registerAt(window, base);
		if (window !== null && register >= 0) {
			emitter.resultBits((type) => readRegister(body, window, () => body.i32(register), type));
			return;
		}
		emitter.exit();
		emitter.resultBits((type) => body.get(emitter.words).load(`${type}.load`));
		return;
	}
	computeIndex(emitter, form);
	if (window === null) {
		checkPeek(emitter, readable);
		emitter.resultBits((type) => loadWord(emitter, type));
		return;
	}
	const register = emitter.scratch('register');
	emitter.resultBits((type) => {
		isRegister(body, window, emitter.index, register);
		body.if(type);
		readRegister(body, window, () => body.get(register), type);
		body.else();
		checkPeek(emitter, readable);
		loadWord(emitter, type);
		body.end();
	});
}

/** Leaves a PEEK of the word whose index is in its local to the interpreter if it is not to be done here, and counts it. */
function checkPeek(emitter: CodeEmitter, readable: number): void {
	const { body } = emitter;
	if (emitter.slots.dirtyBefore.isEmpty) {
		body.get(emitter.index).i32(readable).op('i32.ge_u');
		emitter.exitIf();
	} else {
		body.get(emitter.index).get(emitter.frameWord).op('i32.ge_u').if();
		body.get(emitter.index).i32(readable).op('i32.ge_u');
		hitsCachedSlots(emitter, emitter.index);
		body.op('i32.or');
		emitter.exitIf();
		body.end();
	}
	emitter.checkWord(emitter.index, readable);
	emitter.countWord('reads', emitter.index);
}

/** Puts the word whose index is in its local on the stack. */
function loadWord(emitter: CodeEmitter, type: Representation): void {
	emitter.address(emitter.index);
	emitter.body.load(`${type}.load`);
}

/** POKE: the word at an address becomes the value of an operand. */
export function pokeCode(emitter: CodeEmitter, form: AddressForm, value: number): void {
	const { body, facts } = emitter;
	const base = constantBase(emitter, form);
	const part = base === undefined ? 'stack' : partOf(facts, base);
	const store = (offset = 0): void => {
		emitter.address(emitter.index);
		const type = emitter.pushBits(value);
		body.store(`${type}.store`, offset);
	};
	const { registerWindow: window } = emitter.module;
	if (form.index === undefined && base !== undefined) {
		const register = registerAt(window, base);
		if (window !== null && register >= 0) {
			writeRegister(
				body,
				window,
				() => body.i32(register),
				() => emitter.pushBits(value),
			);
			return;
		}
		if (part === 'stack' || part === 'outside') {
			emitter.exit();
			return;
		}
		emitter.checkFixed(base);
		emitter.countFixed('writes', base);
		body.get(emitter.words);
		const type = emitter.pushBits(value);
		body.store(`${type}.store`, byteOffset(base));
		return;
	}
	if (base !== undefined && part === 'globals') {
		checkIndexFrom(emitter, form, base, facts.stackBase);
		emitter.checkWord(emitter.index, facts.stackBase, base);
		emitter.countWord('writes', emitter.index, base);
		store(byteOffset(base));
		return;
	}
	computeIndex(emitter, form);
	if (window !== null) {
		const register = emitter.scratch('register');
		isRegister(body, window, emitter.index, register);
		body.if();
		writeRegister(
			body,
			window,
			() => body.get(register),
			() => emitter.pushBits(value),
		);
		body.else();
	}
	body.get(emitter.index).get(emitter.frameWord).op('i32.ge_u').if();
	body.get(emitter.index).i32(facts.writableWords).op('i32.ge_u');
	hitsCachedSlots(emitter, emitter.index);
	body.op('i32.or');
	emitter.exitIf();
	body.end();
	emitter.checkWord(emitter.index, facts.writableWords);
	store();
	emitter.countWord('writes', emitter.index);
	if (window !== null) body.end();
}

/** Puts the index of a GETL or SETL into the local for it. One that leaves the array is left to the interpreter. */
function checkLocalIndex(emitter: CodeEmitter, operand: number, slot: number): void {
	emitter.push(operand, 'i32');
	emitter.body.tee(emitter.index).i32(emitter.frame.residentExtent(slot)).op('i32.ge_u');
	emitter.exitIf();
}

/** Puts the byte address of a frame slot plus the index in the local for it on the stack; the slot's offset is for the access. */
function localAddress(emitter: CodeEmitter): void {
	emitter.body.get(emitter.framePointer).get(emitter.index).i32(2).op('i32.shl').op('i32.add');
}

/** GETL: operand A becomes the word at an index from a slot. Inside the array that the slot begins, nothing is cached. */
export function getLocalCode(emitter: CodeEmitter): void {
	const slot = emitter.slot(1);
	checkLocalIndex(emitter, 2, slot);
	emitter.countLocal('reads', slot, emitter.index);
	emitter.resultBits((type) => {
		localAddress(emitter);
		emitter.body.load(`${type}.load`, byteOffset(slot));
	});
}

/** SETL: the word at an index from a slot becomes the value of an operand. */
export function setLocalCode(emitter: CodeEmitter): void {
	const slot = emitter.slot(0);
	checkLocalIndex(emitter, 1, slot);
	emitter.countLocal('writes', slot, emitter.index);
	localAddress(emitter);
	const type = emitter.pushBits(2);
	emitter.body.store(`${type}.store`, byteOffset(slot));
}

/** COPY: words one by one, ascending, from one address to another. */
export function copyCode(emitter: CodeEmitter): void {
	const { body, facts, index: to, source: from } = emitter;
	const words = emitter.operand(2);
	computeCopyIndex(emitter, 0, to);
	computeCopyIndex(emitter, 1, from);
	const exitUnlessBelow = (index: number, end: number): void => {
		body
			.get(index)
			.i32(Math.max(0, end - words))
			.op('i32.ge_u');
		emitter.exitIf();
	};
	exitUnlessBelow(to, facts.writableWords);
	exitUnlessBelow(from, facts.program.memoryWords - 1);
	emitter.checkWords(from, words);
	emitter.checkWords(to, words);
	emitter.register('COPY_ALLOWANCE');
	body.i32(words).op('i32.lt_s');
	emitter.exitIf();
	emitter.register('COPY_ALLOWANCE');
	body.i32(UNLIMITED_COPY).op('i32.ne').if();
	emitter.setRegister('COPY_ALLOWANCE', () => {
		emitter.register('COPY_ALLOWANCE');
		body.i32(words).op('i32.sub');
	});
	body.end();
	const touchesFrame = (index: number): void => {
		body.get(index).i32(words).op('i32.add').get(emitter.frameWord).op('i32.gt_s');
		body.get(index).get(emitter.frameWord).op('i32.sub').i32(frameWords(emitter)).op('i32.lt_s').op('i32.and');
	};
	if (!emitter.slots.dirtyBefore.isEmpty) {
		touchesFrame(to);
		touchesFrame(from);
		body.op('i32.or').if();
		emitter.storeDirty();
		body.end();
	}
	emitter.countWords('reads', from, words);
	emitter.countWords('writes', to, words);
	moveWords(emitter, words);
	touchesFrame(to);
	body.if();
	emitter.refreshLive();
	body.end();
}

function computeCopyIndex(emitter: CodeEmitter, operand: number, index: number): void {
	emitter.push(operand, 'i32');
	if (emitter.isSlot(operand)) emitter.body.i32(MEMORY_OFFSET).op('i32.sub');
	emitter.body.set(index);
}

/** Copies in ascending order: a destination that begins inside the source repeats its first words. */
function moveWords(emitter: CodeEmitter, words: number): void {
	const { body, index: to, source: from } = emitter;
	if (words === 0) return;
	if (words <= UNROLLED_WORDS) {
		const addresses = [emitter.scratch('copyTo'), emitter.scratch('copyFrom')] as const;
		emitter.address(to);
		body.set(addresses[0]);
		emitter.address(from);
		body.set(addresses[1]);
		for (let word = 0; word < words; word++) {
			body.get(addresses[0]).get(addresses[1]).load('i32.load', byteOffset(word)).store('i32.store', byteOffset(word));
		}
		return;
	}
	body.get(to).get(from).op('i32.sub').i32(words).op('i32.lt_u').if();
	const done = emitter.scratch('copied');
	body.i32(0).set(done).loop();
	for (const index of [to, from]) {
		body.get(index).get(done).op('i32.add').i32(2).op('i32.shl').get(emitter.words).op('i32.add');
	}
	body.load('i32.load').store('i32.store');
	body.get(done).i32(1).op('i32.add').tee(done).i32(words).op('i32.lt_u').brIf(0);
	body.end().else();
	emitter.address(to);
	emitter.address(from);
	body.i32(byteOffset(words)).memoryCopy().end();
}
