import { type CSSProperties, useMemo, useRef, useState } from 'react';
import { useVirtualRows } from '../virtual-rows.ts';
import styles from './sortable-table.module.css';
import { type Column, type Sorting, sortedRows, sortingAfter } from './sorted-rows.ts';

const ROW_PX = 20;

interface SortableTableProps<Row> {
	/** Name for assistive technology. */
	readonly label: string;
	readonly rows: readonly Row[];
	/** The first is the heading of the row. */
	readonly columns: readonly Column<Row>[];
	readonly initial: Sorting;
	keyOf(row: Row): string | number;
	/** What a press on a row's heading does; nothing unless told. */
	onOpen?: ((row: Row) => void) | undefined;
	/** Says what that press does, for its tooltip. */
	readonly openTitle?: string;
	/** Whether the row is the one that others are measured against, or the one that was chosen. */
	isMarked?(row: Row): boolean;
	/** 0…1 of a bar behind the heading; none unless told. */
	shareOf?(row: Row): number;
}

/** A table of results: sorted by whatever heading is pressed, with the rows that can be seen alone in the page. */
export function SortableTable<Row>(props: SortableTableProps<Row>) {
	const { label, rows, columns, initial, keyOf, onOpen, openTitle, isMarked, shareOf } = props;
	const [sorting, setSorting] = useState(initial);
	const scroller = useRef<HTMLDivElement>(null);
	const sorted = useMemo(() => sortedRows(rows, columns, sorting), [rows, columns, sorting]);
	const { first, end } = useVirtualRows(scroller, sorted.length, ROW_PX);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keys.
		<section ref={scroller} className={styles.scroller} aria-label={label} tabIndex={0}>
			<table className={styles.table} aria-label={label} aria-rowcount={sorted.length + 1}>
				<thead>
					<tr aria-rowindex={1}>
						{columns.map((column) => {
							const isSorted = sorting.column === column.id;
							return (
								<th
									key={column.id}
									scope="col"
									aria-sort={isSorted ? (sorting.descending ? 'descending' : 'ascending') : 'none'}
									data-text={column.isText ?? false}
									style={{ minWidth: `${column.characters}ch` }}
								>
									<button type="button" title={column.meaning} onClick={() => setSorting(sortingAfter(sorting, column))}>
										{column.title}
										<i aria-hidden="true">{isSorted ? (sorting.descending ? '▼' : '▲') : ''}</i>
									</button>
								</th>
							);
						})}
					</tr>
				</thead>
				<tbody>
					{first > 0 && <tr style={{ height: first * ROW_PX }} />}
					{sorted.slice(first, end).map((row, offset) => (
						<tr key={keyOf(row)} aria-rowindex={first + offset + 2} data-marked={isMarked?.(row) ?? false}>
							{columns.map((column, index) => {
								const text = column.text(row);
								const cell = { 'data-text': column.isText ?? false, 'data-alarm': column.isMarked?.(row) ?? false };
								if (index > 0) {
									return (
										<td key={column.id} {...cell}>
											{text}
										</td>
									);
								}
								const share = shareOf?.(row) ?? 0;
								return (
									<th key={column.id} scope="row" {...cell} style={{ '--share': share } as CSSProperties}>
										{onOpen === undefined ? (
											text
										) : (
											<button type="button" title={openTitle} onClick={() => onOpen(row)}>
												{text}
											</button>
										)}
									</th>
								);
							})}
						</tr>
					))}
					{end < sorted.length && <tr style={{ height: (sorted.length - end) * ROW_PX }} />}
				</tbody>
			</table>
		</section>
	);
}
