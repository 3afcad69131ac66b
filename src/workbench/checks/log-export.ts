import { LEVEL_NAMES } from '../../memory/heap/levels.ts';
import type { LogRecord } from './log-book.ts';

/** A column of the exported log: what it is called and what it says of a record. */
interface LogColumn {
	readonly key: string;
	value(record: LogRecord): number | string | null;
}

const levelName = (level: number): string | null => LEVEL_NAMES[level] ?? null;

/** What is exported of a record: frames are counted since the engine was built; null and an empty cell stand for none. */
export const LOG_COLUMNS: readonly LogColumn[] = [
	{ key: 'serial', value: ({ serial }) => serial },
	{ key: 'frame', value: ({ frame }) => frame },
	{ key: 'seconds', value: ({ seconds }) => Number(seconds.toFixed(6)) },
	{ key: 'operation', value: ({ operation }) => operation },
	{ key: 'kind', value: ({ kind }) => kind },
	{ key: 'name', value: ({ nameText }) => (nameText === '' ? null : nameText) },
	{ key: 'level', value: ({ level }) => levelName(level) },
	{ key: 'wantedLevel', value: ({ wantedLevel }) => levelName(wantedLevel) },
	{ key: 'address', value: ({ address }) => (address === 0 ? null : address) },
	{ key: 'askedWords', value: ({ askedWords }) => askedWords },
	{ key: 'grantedWords', value: ({ grantedWords }) => grantedWords },
	{ key: 'cycles', value: ({ cycles }) => cycles },
	{ key: 'function', value: ({ functionName }) => (functionName === '' ? null : functionName) },
	{ key: 'line', value: ({ line }) => (line === 0 ? null : line) },
	{ key: 'allocation', value: ({ allocation }) => (allocation === 0 ? null : allocation) },
];

/** As a table for a spreadsheet (RFC 4180): a heading, a line for each record, ended by CR LF. */
export function logCsv(records: readonly LogRecord[]): string {
	const lines = [
		LOG_COLUMNS.map(({ key }) => key),
		...records.map((record) => LOG_COLUMNS.map((column) => cell(column.value(record)))),
	];
	return `${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

function cell(value: number | string | null): string {
	const text = value === null ? '' : String(value);
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** As JSON lines: an object for each record, in a line of its own. */
export function logJsonLines(records: readonly LogRecord[]): string {
	return records
		.map((record) => `${JSON.stringify(Object.fromEntries(LOG_COLUMNS.map(({ key, value }) => [key, value(record)])))}\n`)
		.join('');
}
