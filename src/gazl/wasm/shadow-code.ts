/** The code that looks at the shadow in the checked forms; the others have none of it. */

import type { BodyWriter } from './body-writer.ts';
import type { WordRange } from './host-code.ts';

const WORD_BYTES = 4;

/** A shadow word that lets its word be accessed freely, as all below 0 do. */
export const FREE_SHADOW = -0x80000000;

/** Where the shadow is, for code. The sign of a shadow word tells: below 0 its word may be accessed freely. */
export interface ShadowPlace {
	/** Index of the global with the byte address of the shadow of the first shadowed word. */
	readonly global: number;
	/** The words of memory that are shadowed; at least one. */
	readonly shadowed: WordRange;
}

/** Whether any of the words from one index to another, which lies behind the last, is shadowed. */
export function isShadowed({ shadowed: { start, words } }: ShadowPlace, from: number, end: number): boolean {
	return from < start + words && end > start;
}

/** Puts on the stack whether a known word, which is shadowed, is not free. */
export function fixedIsGuarded(body: BodyWriter, { global, shadowed }: ShadowPlace, word: number): void {
	body.globalGet(global).load('i32.load', (word - shadowed.start) * WORD_BYTES);
	body.i32(0).op('i32.ge_s');
}

/**
 * Deals with the word whose index is in a local plus an offset.
 *
 * @param scratch another local
 * @param exitIf writes what is to happen if the int on the stack is not 0; it is, if the word is shadowed and not free
 */
export function checkWord(
	body: BodyWriter,
	{ global, shadowed }: ShadowPlace,
	[index, offset]: readonly [number, number],
	scratch: number,
	exitIf: () => void,
): void {
	body
		.get(index)
		.i32(shadowed.start - offset)
		.op('i32.sub')
		.tee(scratch);
	body.i32(shadowed.words).op('i32.lt_u').if();
	body.get(scratch).i32(2).op('i32.shl').globalGet(global).op('i32.add').load('i32.load');
	body.i32(0).op('i32.ge_s');
	exitIf();
	body.end();
}

/**
 * Deals with words one behind the other, at least one, from the index in a local on: those of them that are shadowed are looked at one
 * by one.
 *
 * @param scratch three locals
 * @param exitIf as for `checkWord`, if any of them is not free
 */
export function checkWords(
	body: BodyWriter,
	{ global, shadowed: { start, words: shadowedWords } }: ShadowPlace,
	index: number,
	words: number,
	[at, end, all]: readonly [number, number, number],
	exitIf: () => void,
): void {
	const shadowAddress = (): void => {
		body.i32(start).op('i32.sub').i32(2).op('i32.shl').globalGet(global).op('i32.add');
	};
	// Of all places where the words may begin, those from where on the last of them is shadowed, to where the first one still is.
	body
		.get(index)
		.i32(start - words + 1)
		.op('i32.sub');
	body
		.i32(shadowedWords + words - 1)
		.op('i32.lt_u')
		.if();
	body.get(index).i32(start).get(index).i32(start).op('i32.gt_s').op('select');
	shadowAddress();
	body.set(at);
	const shadowedEnd = start + shadowedWords;
	body.get(index).i32(words).op('i32.add').tee(end);
	body.i32(shadowedEnd).get(end).i32(shadowedEnd).op('i32.lt_s').op('select');
	shadowAddress();
	body.set(end).i32(-1).set(all);
	body.loop();
	body.get(all).get(at).load('i32.load').op('i32.and').set(all);
	body.get(at).i32(WORD_BYTES).op('i32.add').tee(at).get(end).op('i32.lt_u').brIf(0);
	body.end();
	body.get(all).i32(0).op('i32.ge_s');
	exitIf();
	body.end();
}
