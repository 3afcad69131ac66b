/** Chars that an escape of a bank file takes, by the letter after the backslash; two for all others (device.md 5.1). */
const ESCAPE_LENGTHS: Readonly<Record<string, number>> = { x: 4, u: 6 };

/**
 * Column in a line of a bank file of what is at a column of the text that the line's string means.
 *
 * @param line of the file, with a string in quotes
 * @param column 1-based, in the text without quotes and escapes
 * @returns 1-based
 */
export function columnInString(line: string, column: number): number {
	let at = line.indexOf('"') + 1;
	for (let decoded = 1; decoded < column && at < line.length; decoded++) {
		at += line[at] === '\\' ? (ESCAPE_LENGTHS[line[at + 1]] ?? 2) : 1;
	}
	return at + 1;
}
