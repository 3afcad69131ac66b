import { LEVEL } from '../../memory/heap/levels.ts';

/** Most assignments that are rendered. */
export const MAX_ASSIGNMENTS = 4096;

/** In an assignment: the buffer is left to the levels that its calls pass. */
export const AS_CALLED = -1;

/** Levels that buffers can be put into. The words of `STACK` are gone with the call, so no buffer of another level can be there. */
export const SEARCH_LEVELS: readonly number[] = [LEVEL.L1, LEVEL.L2, LEVEL.Lext];

/** A buffer that a firmware allocates by its name. */
export interface SearchedBuffer {
	readonly name: string;
	/** The level that it wants in the reference run, a number of `LEVEL`; {@link AS_CALLED} when its calls want different ones. */
	readonly level: number;
	/** Words of it that were alive at most. */
	readonly peakWords: number;
	/** Words that the reference run read and wrote in it. */
	readonly accesses: number;
}

/** Which assignments of buffers to levels are rendered. */
export interface SearchPlan {
	readonly buffers: readonly SearchedBuffer[];
	/** A level for each buffer, row behind row. */
	readonly assignments: Int8Array;
	readonly rows: number;
	/** The row whose assignment is that of the reference run. */
	readonly referenceRow: number;
	/** Assignments that there are and that are not rendered. */
	readonly skipped: number;
	/** One sentence on what was skipped, and by what rule; empty when nothing was. */
	readonly skippedBecause: string;
}

/**
 * Chooses the assignments to render: all, when there are at most {@link MAX_ASSIGNMENTS}.
 *
 * Otherwise the buffers that the reference run accesses most are varied together, as many of them as there is room for, with the others where
 * the reference has them; and each of the others is put into each level by itself. So the buffers between which it matters most are searched
 * completely, and of the rest it is known what each would bring alone.
 *
 * The reference assignment is always a row.
 *
 * @param levels that buffers are put into, numbers of `LEVEL`, each once
 */
export function planSearch(
	buffers: readonly SearchedBuffer[],
	levels: readonly number[],
	most: number = MAX_ASSIGNMENTS,
): SearchPlan {
	const reference = Int8Array.from(buffers, ({ level }) => level);
	const byAccesses = buffers.map((_, index) => index).sort((a, b) => buffers[b].accesses - buffers[a].accesses);
	const total = levels.length ** buffers.length;
	// One more for a reference that is not among them.
	const rowsWith = (varied: number) => levels.length ** varied + (buffers.length - varied) * levels.length + 1;
	let varied = buffers.length;
	if (total > most) while (varied > 0 && rowsWith(varied) > most) varied--;

	const together = byAccesses.slice(0, varied).sort((a, b) => a - b);
	const apart = byAccesses.slice(varied).sort((a, b) => a - b);
	const rows = [...products(reference, together, levels)];
	const isReference = (row: Int8Array) => row.every((level, buffer) => level === reference[buffer]);
	for (const buffer of apart) {
		for (const level of levels) {
			if (level !== reference[buffer]) rows.push(reference.with(buffer, level));
		}
	}
	if (!rows.some(isReference)) rows.unshift(reference);
	const assignments = new Int8Array(rows.length * buffers.length);
	for (const [index, row] of rows.entries()) assignments.set(row, index * buffers.length);
	return {
		buffers,
		assignments,
		rows: rows.length,
		referenceRow: rows.findIndex(isReference),
		skipped: Math.max(0, total - rows.filter((row) => row.every((level) => levels.includes(level))).length),
		skippedBecause: apart.length === 0 ? '' : reasonFor(buffers, together, apart, total),
	};
}

/** All assignments of levels to some buffers, the last of which changes fastest. */
function* products(reference: Int8Array, together: readonly number[], levels: readonly number[]): Generator<Int8Array> {
	const count = levels.length ** together.length;
	for (let number = 0; number < count; number++) {
		const row = Int8Array.from(reference);
		let rest = number;
		for (const buffer of together.toReversed()) {
			row[buffer] = levels[rest % levels.length];
			rest = Math.trunc(rest / levels.length);
		}
		yield row;
	}
}

function reasonFor(
	buffers: readonly SearchedBuffer[],
	together: readonly number[],
	apart: readonly number[],
	total: number,
): string {
	const names = (indices: readonly number[]) => indices.map((index) => buffers[index].name).join(', ');
	const all = total < 1e15 ? String(total) : total.toExponential(2);
	const varied =
		together.length === 0 ? 'none were varied together' : `${names(together)}, which are accessed most, were varied together`;
	return `of ${all} assignments, ${varied}, and ${names(apart)} one at a time`;
}
