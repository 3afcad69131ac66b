/** From a line of a firmware's code, as assembler messages count, to the line of the bank file that it was read from. */
import type { Bank } from './bank.ts';

/**
 * Line of the bank file, counted from 1, that holds line `codeLine` of the firmware's code, counted from 1; null when the
 * code was not read from a file, was edited since, or has no such line.
 */
export function bankFileLine(bank: Bank, codeLine: number): number | null {
	const source = bank.source?.firmware;
	if (!source || source.code !== bank.firmware?.code) return null;
	return source.codeFileLines[codeLine - 1] ?? null;
}
