/**
 * A table for people, an empty line before it: columns as wide as they need, numbers to the right. Empty when there are no
 * rows.
 */
export function textTable(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
	if (rows.length === 0) return '';
	const lines = [headings, ...rows].map((row) => {
		const cells = row.map((cell, column) => {
			const width = Math.max(headings[column].length, ...rows.map((other) => String(other[column]).length));
			return typeof rows[0][column] === 'number' ? String(cell).padStart(width) : String(cell).padEnd(width);
		});
		return cells.join('  ').trimEnd();
	});
	return `\n${lines.join('\n')}\n`;
}
