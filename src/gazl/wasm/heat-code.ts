/** The code that counts in the instrumented form; the plain form has none of it. */

import type { BodyWriter } from './body-writer.ts';
import { GRANULE_WORDS, type HeatCounters } from './heat-counters.ts';

const WORD_BYTES = 4;
const GRANULE_BITS = Math.log2(GRANULE_WORDS);

/** Reading or writing. */
export type Access = 'reads' | 'writes';

/** Where counters are, for code. */
export interface HeatPlace {
	/** Index of the global with the byte address of the counters. */
	readonly global: number;
	readonly counters: HeatCounters;
}

/** Counts a pass through a block. */
export function countPass(body: BodyWriter, { global, counters }: HeatPlace, ordinal: number, block: number): void {
	const offset = (counters.blocks + counters.firstBlocks[ordinal] + block) * WORD_BYTES;
	body.globalGet(global).globalGet(global).load('i32.load', offset).i32(1).op('i32.add').store('i32.store', offset);
}

/** Remembers where the frame of a function begins. */
export function noteFrame(body: BodyWriter, { global, counters }: HeatPlace, ordinal: number, frameWord: number): void {
	body
		.globalGet(global)
		.get(frameWord)
		.store('i32.store', (counters.frames + ordinal) * WORD_BYTES);
}

/** Counts an access to a word that is known. */
export function countFixed(body: BodyWriter, { global, counters }: HeatPlace, access: Access, word: number): void {
	const offset = (counters[access] + (word >>> GRANULE_BITS)) * WORD_BYTES;
	body.globalGet(global).globalGet(global).load('i32.load', offset).i32(1).op('i32.add').store('i32.store', offset);
}

/**
 * Counts an access to the word whose index `push` puts on the stack.
 *
 * @param scratch a local for the counter's address
 */
export function countWord(
	body: BodyWriter,
	{ global, counters }: HeatPlace,
	access: Access,
	scratch: number,
	push: () => void,
): void {
	const offset = counters[access] * WORD_BYTES;
	push();
	body.i32(GRANULE_BITS).op('i32.shr_u').i32(2).op('i32.shl').globalGet(global).op('i32.add').tee(scratch);
	body.get(scratch).load('i32.load', offset).i32(1).op('i32.add').store('i32.store', offset);
}

/**
 * Counts accesses to words one behind the other: each granule as many as it has of them.
 *
 * @param word local with the index of the first word; it is changed
 * @param end local with the index of the word behind the last
 * @param scratch two locals
 */
export function countWords(
	body: BodyWriter,
	{ global, counters }: HeatPlace,
	access: Access,
	[word, end]: readonly [number, number],
	[counter, next]: readonly [number, number],
): void {
	const offset = counters[access] * WORD_BYTES;
	body.block().loop();
	body.get(word).get(end).op('i32.ge_u').brIf(1);
	body.get(word).i32(-GRANULE_WORDS).op('i32.and').i32(GRANULE_WORDS).op('i32.add').set(next);
	body.get(next).get(end).get(next).get(end).op('i32.lt_u').op('select').set(next);
	body.get(word).i32(GRANULE_BITS).op('i32.shr_u').i32(2).op('i32.shl').globalGet(global).op('i32.add').tee(counter);
	body.get(counter).load('i32.load', offset).get(next).get(word).op('i32.sub').op('i32.add').store('i32.store', offset);
	body.get(next).set(word).br(0);
	body.end().end();
}
