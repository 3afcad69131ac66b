import type { Distribution } from './distribution.ts';

/** A table of figures: the first column to the left, all others to the right. */
export function figuresTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
	const widths = headings.map((heading, column) => Math.max(heading.length, ...rows.map((row) => row[column].length)));
	return [headings, ...rows]
		.map((row) =>
			row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  '),
		)
		.join('\n');
}

/** A figure with three significant digits, or all digits before the point. */
export function digits(figure: number): string {
	const magnitude = Math.abs(figure);
	return figure.toFixed(magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2);
}

/** Two cells: the median, and the quartiles around it. */
export function spreadCells({ median, lowerQuartile, upperQuartile }: Distribution): [string, string] {
	return [digits(median), `${digits(lowerQuartile)}–${digits(upperQuartile)}`];
}
