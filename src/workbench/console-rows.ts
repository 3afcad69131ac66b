import type { ConsoleLine } from '../store/console-store.ts';

/** Characters in a row of the console. */
export const CONSOLE_COLUMNS = 80;

/** One printed row: a line, or a part of one that is too long. */
export interface ConsoleRow {
	readonly line: ConsoleLine;
	/** 0 for the row that a line begins with. */
	readonly part: number;
	readonly text: string;
}

/** Breaks a line's text into rows: at blanks where there are any, and in mid-word where there are none. Never empty. */
export function wrapText(text: string, columns = CONSOLE_COLUMNS): string[] {
	const rows: string[] = [];
	let rest = text;
	while (rest.length > columns) {
		const blank = rest.lastIndexOf(' ', columns);
		const cut = blank > 0 ? blank : columns;
		rows.push(rest.slice(0, cut));
		rest = rest.slice(blank > 0 ? cut + 1 : cut);
	}
	rows.push(rest);
	return rows;
}

/** All lines as rows of one height. */
export function consoleRows(lines: readonly ConsoleLine[]): ConsoleRow[] {
	return lines.flatMap((line) =>
		line.text
			.split('\n')
			.flatMap((text) => wrapText(text))
			.map((text, part) => ({ line, part, text })),
	);
}
