/** What a column of a table sorts by: numbers by size, texts by the alphabet. */
export type SortValue = number | string;

/** A column. */
export interface Column<Row> {
	/** Unique in its table. */
	readonly id: string;
	readonly title: string;
	/** For the tooltip of its heading: a sentence. */
	readonly meaning: string;
	/** Width in characters of the longest value. */
	readonly characters: number;
	/** As printed. */
	text(row: Row): string;
	/** What it sorts by; its text unless told. */
	sortValue?(row: Row): SortValue;
	/** Whether figures stand at the right; they do unless told. */
	readonly isText?: boolean;
	/** Whether a cell is worth a look. */
	isMarked?(row: Row): boolean;
}

/** How a table is sorted: by a column, in which direction. */
export interface Sorting {
	readonly column: string;
	readonly descending: boolean;
}

function compare(a: SortValue, b: SortValue): number {
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	return String(a).localeCompare(String(b));
}

/** Rows in the order that was asked for; equal ones stay as they were. */
export function sortedRows<Row>(
	rows: readonly Row[],
	columns: readonly Column<Row>[],
	{ column: id, descending }: Sorting,
): readonly Row[] {
	const column = columns.find((known) => known.id === id);
	if (column === undefined) return rows;
	const sortedBy = (row: Row): SortValue => column.sortValue?.(row) ?? column.text(row);
	const sign = descending ? -1 : 1;
	return rows.toSorted((a, b) => sign * compare(sortedBy(a), sortedBy(b)));
}

/** The sorting that a press on a heading leads to: numbers begin with the largest, texts with the first. */
export function sortingAfter<Row>(now: Sorting, { id, isText = false }: Column<Row>): Sorting {
	return now.column === id ? { column: id, descending: !now.descending } : { column: id, descending: !isText };
}
