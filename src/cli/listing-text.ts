import { type BlockRows, blockLabel, type FunctionListing, type SlotRow } from '../gazl/wasm/program-listing.ts';

/** Columns that a listing may be wide. */
export const LISTING_WIDTH = { minimum: 60, maximum: 1000, default: 160 } as const;

/** How to read a listing, lines of at most 100 characters. */
export const LISTING_LEGEND = [
	'Left: index of the instruction, its line in the file, the instruction. Pointer arithmetic shows as int,',
	'branches go to blocks. Right: its WebAssembly, one statement a row, in the order of the module.',
	'A ruler begins each basic block:  B2 ── charges 5, asks for 9 ── → B3 B4 ── resumable',
	'  charges    cycles taken off at the start of the block, one for each instruction',
	'  asks for   cycles that must be left, or the interpreter goes on; without it there are always enough',
	'  → B3 B4    what follows; of a branch first where it goes when the condition holds',
	'  resumable  a run that was suspended here goes on in compiled code',
	'The frame says where each slot lives: in locals ($slot2 as an int, $slot2f as a float, $t0 for %0),',
	'or in memory alone, at its byte offset from $framePointer.',
];

/** Between the columns. */
const GAP = ' │ ';

/** The share of the width that GAZL may take, for the sake of functions with long operands. */
const MOST_GAZL = 0.45;

/** One function for people, `width` columns wide. */
export function listingText(listing: FunctionListing, width: number): string {
	const { name, line, start, end, parts, localWords, transientWords, frame, workingLocals } = listing;
	const blocks = parts.filter(({ kind }) => kind === 'block').length;
	const gutter = gutterOf(listing);
	const gazlTexts = parts.flatMap((part) => (part.kind === 'block' ? part.instructions.map(({ gazl }) => gazl) : []));
	const longest = Math.max(0, ...gazlTexts.map((text) => text.length));
	const left = Math.min(gutter.width + longest, Math.floor(width * MOST_GAZL));
	const sideBySide = (gazl: string, wasm: readonly string[], label: string = gutter.blank): string[] => {
		const leftRows = wrapped(gazl.split(' '), ' ', left - gutter.width);
		const rightRows = statements(wasm).flatMap((statement) => wrapped(statement, '  ', width - left - GAP.length));
		return Array.from({ length: Math.max(leftRows.length, rightRows.length) }, (_, row) => {
			const cell = `${row === 0 ? label : gutter.blank}${leftRows[row] ?? ''}`.padEnd(left);
			return `${cell}${GAP}${rightRows[row] ?? ''}`.trimEnd();
		});
	};
	const lines = [
		ruled(`function ${name}`, '═', width),
		`line ${line}, instructions ${start}…${end - 1}, ${blocks} ${blocks === 1 ? 'block' : 'blocks'}`,
		`frame of ${localWords} declared words and ${transientWords} transients`,
		...frameText(frame),
		...wrapped(['working locals:', ...workingLocals], ' ', width),
	];
	for (const part of parts) {
		if (part.kind === 'seam') {
			lines.push(ruled(part.label || 'in front', '┄', width), ...sideBySide('', part.wasm));
			continue;
		}
		lines.push(ruled(blockHeading(part), '─', width));
		if (part.wasm.length > 0) lines.push(...sideBySide('', part.wasm));
		for (const { index, line: sourceLine, gazl, wasm } of part.instructions) {
			lines.push(...sideBySide(gazl, wasm, gutter.label(index, sourceLine)));
		}
	}
	return `${lines.join('\n')}\n`;
}

/** The numbers in front of the instructions of a function. */
function gutterOf({ end, parts }: FunctionListing) {
	const lastLine = Math.max(
		0,
		...parts.flatMap((part) => (part.kind === 'block' ? part.instructions.map(({ line }) => line) : [])),
	);
	const indexWidth = String(end).length;
	const lineWidth = String(lastLine).length;
	const label = (index: number, line: number) => `${String(index).padStart(indexWidth)} ${String(line).padStart(lineWidth)}  `;
	const width = indexWidth + lineWidth + 3;
	return { label, width, blank: ' '.repeat(width) };
}

function blockHeading({ index, cyclesCharged, cyclesNeeded, successors, isResumable, hasCode }: BlockRows): string {
	return [
		blockLabel(index),
		`charges ${cyclesCharged}${cyclesNeeded > 0 ? `, asks for ${cyclesNeeded}` : ''}`,
		successors.length > 0 ? `→ ${successors.map(blockLabel).join(' ')}` : 'leaves',
		...(isResumable ? ['resumable'] : []),
		...(hasCode ? [] : ['no code']),
	].join(' ── ');
}

/** One row a slot: name, declaration, place, locals. */
function frameText(frame: readonly SlotRow[]): string[] {
	const rows = frame.map(({ name, directive, slot, sizeWords, cachedIn }) => [
		`  ${name}`,
		`${directive ?? ''}${sizeWords === 1 ? '' : ` *${sizeWords}`}`,
		`+${slot * 4}`,
		cachedIn.length > 0 ? cachedIn.join(' ') : 'memory',
	]);
	const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column].length)));
	return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

function ruled(heading: string, rule: string, width: number): string {
	return `${rule.repeat(2)} ${heading} `.padEnd(width, rule);
}

/** Opcodes that take what lies on the stack, or begin or end a block: the row ends behind them. */
const ENDS_STATEMENT =
	/^(local\.set|global\.set|[if](32|64)\.store\d*|memory\.\w+|drop|block|loop|if|else|end|br\w*|return|unreachable)$/;

/** Opcodes that have a row of their own, also where a value lies on the stack. */
const STANDS_ALONE = /^(block|loop|else|end)$/;

/** Lines of one instruction each, put together to statements. */
function statements(wasm: readonly string[]): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	const endRow = (): void => {
		if (row.length > 0) rows.push(row);
		row = [];
	};
	for (const line of wasm) {
		const [opcode = ''] = line.trimStart().split(' ', 1);
		if (STANDS_ALONE.test(opcode)) endRow();
		row.push(line);
		if (ENDS_STATEMENT.test(opcode)) endRow();
	}
	endRow();
	return rows;
}

/**
 * Pieces in rows of at most `width` characters, unless a piece is wider itself, with `glue` between. The indent of the first piece is
 * that of the first row; the others stand four further in.
 */
function wrapped(pieces: readonly string[], glue: string, width: number): string[] {
	const [first = ''] = pieces;
	const indent = ' '.repeat(first.length - first.trimStart().length + 4);
	const rows: string[] = [];
	let row = first;
	for (const piece of pieces.slice(1).map((text) => text.trimStart())) {
		if (row.length + glue.length + piece.length <= width) {
			row += glue + piece;
		} else {
			rows.push(row);
			row = indent + piece;
		}
	}
	return [...rows, row];
}
