import type { DataSymbol, Program } from '../gazl/program.ts';
import type { LogEntry } from '../memory/checks/allocation-log.ts';
import type { Violation } from '../memory/checks/violation-list.ts';
import type { CheckRecords } from './check-records.ts';
import type { ViolationContext } from './violation-text.ts';

/** Where the code of a firmware is, as its author knows it. */
export interface SourcePlace {
	readonly fileName: string;
	/** Line in that file of a line of the GAZL, 0 for none. */
	fileLine(gazlLine: number): number;
}

/** How to speak of what a program does in the words of its source. */
export function contextOf(
	program: Program,
	{ fileName, fileLine }: SourcePlace,
	sampleRate: number,
	records: CheckRecords,
): ViolationContext {
	const { functions, lines, symbols } = program;
	return {
		fileName,
		sampleRate,
		lineOf(instruction) {
			const line = lines[instruction] ?? 0;
			return line > 0 ? fileLine(line) : 0;
		},
		functionOf: (instruction) => functions.findLast(({ start }) => instruction >= start)?.name ?? '',
		nameOf: (row) => records.name(row),
		lastEntryOf: (violation) => lastEntryOf(violation, records),
		symbolOf(address) {
			const symbol = symbols.find((one) => one.section !== 'alias' && isIn(one, address));
			if (symbol === undefined) return '';
			const sort = symbol.section === 'CNST' ? 'constant' : 'global';
			const offset = address - symbol.address;
			return `${isGenerated(symbol) ? `a ${sort}` : `${sort} ${symbol.name}`}${offset === 0 ? '' : ` + ${offset}`}`;
		},
	};
}

/**
 * What the log has last of the buffer of a violation before it was found: an allocation, a free, or a violation that was seen. Null where the log has
 * nothing of it any more, and for what is about no buffer.
 */
function lastEntryOf({ buffer, place }: Violation, records: CheckRecords): LogEntry | null {
	if (buffer === null) return null;
	let last: LogEntry | null = null;
	let isFound = false;
	records.openLog().read((entry) => {
		if (entry.allocation !== buffer.serial || isFound) return;
		const { operation, instruction, frame } = entry;
		// The violation's own record: what comes after it is no part of how it came about.
		isFound = operation === 'violation' && instruction === place.instruction && frame === place.frame;
		if (!isFound) last = entry;
	});
	return isFound ? last : null;
}

/** Whether the compiler has made up the name, as it does for texts: its author has never seen it. */
function isGenerated({ name }: DataSymbol): boolean {
	return name.startsWith('.');
}

function isIn({ address: start, sizeWords }: DataSymbol, address: number): boolean {
	return address >= start && address < start + sizeWords;
}
