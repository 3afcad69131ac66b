import { ALLOCATION_KINDS, type AllocationKind } from '../../memory/checks/allocation-ledger.ts';
import { LOG_OPERATIONS, type LogOperation } from '../../memory/checks/allocation-log.ts';
import { LEVEL_NAMES } from '../../memory/heap/levels.ts';
import type { LogRecord, LogTest } from './log-book.ts';

/** What the log shows: '' in a field lets everything through. */
export interface LogFilter {
	readonly operation: '' | LogOperation;
	readonly kind: '' | AllocationKind;
	/** Number of a level, as text. */
	readonly level: string;
	readonly name: string;
	/** Letters that have to be somewhere in what is printed, large or small. */
	readonly text: string;
}

export const NO_FILTER: LogFilter = { operation: '', kind: '', level: '', name: '', text: '' };

/** What there is to choose from. */
export const OPERATION_ITEMS = anyOf(LOG_OPERATIONS.map((id) => ({ id, label: id })));
export const KIND_ITEMS = anyOf(ALLOCATION_KINDS.map((id) => ({ id, label: id })));
export const LEVEL_ITEMS = anyOf(LEVEL_NAMES.map((label, level) => ({ id: String(level), label })));

interface Choice {
	readonly id: string;
	readonly label: string;
}

function anyOf(items: readonly Choice[]): readonly Choice[] {
	return [{ id: '', label: 'all' }, ...items];
}

/** The test of a filter. */
export function logTest({ operation, kind, level, name, text }: LogFilter): LogTest {
	const wanted = text.trim().toLowerCase();
	return (record) =>
		(operation === '' || record.operation === operation) &&
		(kind === '' || record.kind === kind) &&
		(level === '' || record.level === Number(level)) &&
		(name === '' || record.nameText === name) &&
		(wanted === '' || searchText(record).includes(wanted));
}

function searchText({ operation, kind, nameText, site, address, askedWords }: LogRecord): string {
	return `${operation} ${kind} ${nameText} ${site} ${address} ${askedWords}`.toLowerCase();
}
