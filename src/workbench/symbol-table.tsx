import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { TextField } from '../controls/index.ts';
import type { DataSymbol } from '../gazl/program.ts';
import { viewStore, type WordFormat } from '../store/view-store.ts';
import { pointerTo } from './address-space.ts';
import { memoryCursor, pinWord } from './memory-cursor.ts';
import type { MemorySource } from './memory-source.ts';
import styles from './symbol-table.module.css';
import { useLooks } from './use-looks.ts';
import { revealRow, useVirtualRows } from './virtual-rows.ts';
import { formatWord, hexWord } from './word-format.ts';

const ROW_PX = 22;

/** Values change this often, so that they can be read. */
const PRINT_PERIOD_MS = 100;

/** Words of an array that are printed. */
const FIRST_WORDS = 4;

const COLUMNS = ['name', 'section', 'word', 'pointer', 'size', 'line', 'value'] as const;

/** The first words of a symbol, as text; a dash for an alias that points out of memory. */
function valueText(words: Int32Array, { address, sizeWords }: DataSymbol, format: WordFormat): string {
	if (address < 0 || address >= words.length) return '–';
	const shown = Math.max(1, Math.min(sizeWords, FIRST_WORDS));
	let text = '';
	for (let i = 0; i < shown; i++) text += `${i > 0 ? '  ' : ''}${formatWord(words[address + i] ?? 0, format)}`;
	return sizeWords > shown ? `${text} …` : text;
}

/** Row that a key leads to; undefined for a key that leads nowhere. */
function rowAfterKey(key: string, row: number, rows: number, pageRows: number): number | undefined {
	const steps: Readonly<Record<string, number>> = {
		ArrowDown: row + 1,
		ArrowUp: row - 1,
		PageDown: row + pageRows,
		PageUp: row - pageRows,
		Home: 0,
		End: rows - 1,
	};
	const next = steps[key];
	return next === undefined ? undefined : Math.max(0, Math.min(rows - 1, next));
}

/** The map as a table: every name with its place and what it holds. Choosing a row moves the map's cursor. */
export function SymbolTable({ source }: { readonly source: MemorySource }) {
	const [filter, setFilter] = useState('');
	const scroller = useRef<HTMLDivElement>(null);
	const valueCells = useRef(new Map<number, HTMLElement>());
	/** Row whose button takes the focus when it is there; −1 for none. */
	const focusRow = useRef(-1);
	const { address } = useStore(memoryCursor);
	const { space } = source;
	const sorted = useMemo(() => [...space.program.symbols].sort((a, b) => a.address - b.address || a.line - b.line), [space]);
	const symbols = useMemo(() => {
		const wanted = filter.trim().toLowerCase();
		return sorted.filter(({ name, section }) => name.toLowerCase().includes(wanted) || section.toLowerCase() === wanted);
	}, [sorted, filter]);
	const { first, end } = useVirtualRows(scroller, symbols.length, ROW_PX);
	const selected = symbols.findLastIndex((symbol) => symbol.address <= address && address < symbol.address + symbol.sizeWords);

	useLooks(scroller, PRINT_PERIOD_MS, (nowMs) => {
		source.refresh(nowMs);
		const { wordFormat } = viewStore.getState();
		for (const [row, cell] of valueCells.current) {
			const symbol = symbols[row];
			if (symbol === undefined) continue;
			const text = valueText(source.words, symbol, wordFormat);
			if (cell.textContent !== text) cell.textContent = text;
		}
	});

	useLayoutEffect(() => {
		if (focusRow.current < first || focusRow.current >= end) return;
		scroller.current
			?.querySelector<HTMLElement>(`[aria-rowindex="${focusRow.current + 2}"] button`)
			?.focus({ preventScroll: true });
		focusRow.current = -1;
	});

	function select(row: number): void {
		const symbol = symbols[row];
		if (symbol !== undefined && symbol.address >= 0 && symbol.address < space.memoryWords) pinWord(symbol.address);
	}

	function pressKey(event: KeyboardEvent, row: number): void {
		const element = scroller.current;
		if (element === null || event.ctrlKey || event.metaKey || event.altKey) return;
		const next = rowAfterKey(event.key, row, symbols.length, Math.max(1, Math.floor(element.clientHeight / ROW_PX) - 2));
		if (next === undefined) return;
		event.preventDefault();
		focusRow.current = next;
		revealRow(element, next, ROW_PX);
		select(next);
	}

	const isTabStop = (row: number) => row === (selected >= first && selected < end ? selected : first);
	return (
		<div className={styles.symbols}>
			<div className={styles.filter}>
				<TextField
					label="Filter symbols"
					hideLabel
					figures
					placeholder="part of a name, or GLOB, TEMP, CNST"
					value={filter}
					onChange={setFilter}
				/>
				<span className={styles.count}>
					{symbols.length} of {sorted.length}
				</span>
			</div>
			<div ref={scroller} className={styles.scroller}>
				<table className={styles.table} aria-label="Symbols" aria-rowcount={symbols.length + 1}>
					<thead>
						<tr aria-rowindex={1}>
							{COLUMNS.map((column) => (
								<th key={column} scope="col" data-column={column}>
									{column}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{first > 0 && <tr style={{ height: first * ROW_PX }} />}
						{symbols.slice(first, end).map((symbol, offset) => {
							const row = first + offset;
							return (
								<tr key={`${symbol.address} ${symbol.name}`} aria-rowindex={row + 2} data-selected={row === selected}>
									<th scope="row">
										<button
											type="button"
											aria-pressed={row === selected}
											tabIndex={isTabStop(row) ? 0 : -1}
											onClick={() => select(row)}
											onKeyDown={(event) => pressKey(event, row)}
										>
											{symbol.name}
										</button>
									</th>
									<td>{symbol.section}</td>
									<td>{symbol.address}</td>
									<td>{hexWord(pointerTo(symbol.address))}</td>
									<td>{symbol.sizeWords}</td>
									<td>{symbol.line}</td>
									<td
										ref={(cell) => {
											if (cell !== null) valueCells.current.set(row, cell);
											return () => {
												valueCells.current.delete(row);
											};
										}}
									/>
								</tr>
							);
						})}
						{end < symbols.length && <tr style={{ height: (symbols.length - end) * ROW_PX }} />}
					</tbody>
				</table>
				{symbols.length === 0 && <p className={styles.none}>No symbol is named like that.</p>}
			</div>
		</div>
	);
}
