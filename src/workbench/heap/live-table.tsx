import { type CSSProperties, useRef } from 'react';
import { columnCharacters, type LiveRow, type LiveTableSpec, valueText } from './live-columns.ts';
import styles from './live-table.module.css';
import { useTablePrinter } from './use-table-printer.ts';

/** A table whose numbers are read from the block ten times a second while it can be seen, without rendering it anew. */
export function LiveTable({ table, captioned = true }: { readonly table: LiveTableSpec<LiveRow>; readonly captioned?: boolean }) {
	const root = useRef<HTMLDivElement>(null);
	useTablePrinter(root, table);
	const [heading, ...columns] = table.columns;
	const hasBars = table.rows.some(({ bar }) => bar !== null);
	const characters = table.columns.map(columnCharacters);
	const allCharacters = characters.reduce((sum, count) => sum + count, 0);
	return (
		<div ref={root} className={styles.room}>
			<table
				className={styles.table}
				aria-label={table.title}
				style={{ '--characters': allCharacters, '--columns': table.columns.length } as CSSProperties}
			>
				{captioned && <caption>{table.title}</caption>}
				<colgroup>
					<col style={{ '--characters': characters[0] } as CSSProperties} />
					{hasBars && <col className={styles.barColumn} />}
					{columns.map(({ title }, index) => (
						<col key={title} style={{ '--characters': characters[index + 1] } as CSSProperties} />
					))}
				</colgroup>
				<thead>
					<tr>
						<th scope="col" title={heading?.meaning}>
							{heading?.title}
						</th>
						{hasBars && <td />}
						{columns.map(({ title, meaning }) => (
							<th key={title} scope="col" title={meaning}>
								{title}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{table.rows.map((row) => (
						<tr key={row.key} data-first={row.isFirst ?? false}>
							<th scope="row" data-figure>
								{heading && valueText(heading.value(row))}
							</th>
							{hasBars && (
								<td className={styles.bar}>
									<canvas />
								</td>
							)}
							{columns.map(({ title }) => (
								<td key={title} data-figure />
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
