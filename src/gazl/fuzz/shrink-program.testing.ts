/** Makes a program that shows a difference as short as is cheap. */

import { type ComparisonOptions, compareExecutors, ExecutorDifference, type ExecutorSide } from './compare-executors.testing.ts';
import { NAN_GUARD } from './program-shape.testing.ts';
import type { RandomProgram } from './random-programs.testing.ts';

/**
 * Leaves out lines as long as `stillFails` says that what is left shows the same: large pieces first, then smaller ones, down to
 * single lines. Lines that keep NaNs in check stay, or executors that are both right would seem to differ.
 *
 * @param stillFails false for texts that do not assemble
 * @param attempts calls of `stillFails` at most
 */
export function shrinkProgram(source: string, stillFails: (source: string) => boolean, attempts = 2000): string {
	let lines = source.split('\n').filter((line) => line !== '');
	const textOf = (kept: readonly string[]): string => `${kept.join('\n')}\n`;
	let left = attempts;
	for (let piece = lines.length >> 1; piece >= 1 && left > 0; ) {
		let isShorter = false;
		for (let start = 0; start < lines.length && left > 0; ) {
			const isKept = (line: string, index: number) => index < start || index >= start + piece || line.endsWith(NAN_GUARD);
			const kept = lines.filter(isKept);
			left--;
			if (kept.length < lines.length && stillFails(textOf(kept))) {
				lines = kept;
				isShorter = true;
			} else start += piece;
		}
		if (!isShorter || piece > 1) piece >>= 1;
	}
	return textOf(lines);
}

/**
 * Shrinks a program that two executors do not play alike, and gives the difference that what is left of it shows: the shortest
 * way to see what is wrong. Null when there is none to begin with.
 *
 * @param attempts comparisons at most
 */
export function shrunkDifference(
	program: RandomProgram,
	a: ExecutorSide,
	b: ExecutorSide,
	options: ComparisonOptions = {},
	attempts = 2000,
): ExecutorDifference | null {
	let difference: ExecutorDifference | null = null;
	const stillFails = (source: string): boolean => {
		try {
			compareExecutors({ ...program, source }, a, b, options);
		} catch (error) {
			// Any other error: the text does not assemble.
			if (error instanceof ExecutorDifference) difference = error;
			return error instanceof ExecutorDifference;
		}
		return false;
	};
	if (stillFails(program.source)) shrinkProgram(program.source, stillFails, attempts);
	return difference;
}
