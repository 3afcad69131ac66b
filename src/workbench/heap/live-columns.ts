import { grouped } from '../word-format.ts';
import type { CellBar } from './cell-bar.ts';

/** What stands in a cell of a live table. */
export type LiveValue = number | string;

/** A column of a table whose numbers change while one looks. */
export interface LiveColumn<Row> {
	readonly title: string;
	/** For the tooltip of its heading: a sentence. */
	readonly meaning: string;
	/** Width in characters, of the longest value that there can be, so that nothing jumps about. */
	readonly characters: number;
	value(row: Row): LiveValue;
	/** Whether the value is something to look into. */
	isAlarm?(row: Row): boolean;
}

/** A table: what it is called, its rows, what is said of each in figures, and its bar. */
export interface LiveTableSpec<Row extends LiveRow> {
	readonly title: string;
	readonly rows: readonly Row[];
	/** The first is the heading of the row. */
	readonly columns: readonly LiveColumn<Row>[];
}

/** A row of any table. */
export interface LiveRow {
	/** Unique in its table. */
	readonly key: string;
	/** What is drawn behind the heading; null for nothing. */
	readonly bar: CellBar | null;
	/** Whether something new begins with the row, which gets a rule above. */
	readonly isFirst?: boolean;
}

/** Width of a letter of a title, of which they are set narrower, in figures. */
const TITLE_LETTER = 0.75;

/** Width of a column in characters: of its longest value, and of its title. */
export function columnCharacters<Row>({ title, characters }: LiveColumn<Row>): number {
	return Math.max(characters, Math.ceil(title.length * TITLE_LETTER));
}

/** A value as it is printed. */
export function valueText(value: LiveValue): string {
	return typeof value === 'number' ? grouped(value) : value;
}

/** Tables as text for a spreadsheet: tabs between the columns, plain numbers, an empty line between two tables. */
export function tablesText(tables: readonly LiveTableSpec<LiveRow>[]): string {
	return tables
		.map(({ title, columns, rows }) => {
			const lines = [
				columns.map((column) => column.title),
				...rows.map((row) => columns.map((column) => String(column.value(row)))),
			];
			return [title, ...lines.map((cells) => cells.join('\t'))].join('\n');
		})
		.join('\n\n');
}
