import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useVirtualRows } from '../virtual-rows.ts';
import styles from './virtual-table.module.css';

const ROW_PX = 18;

/** A table that is scrolled to within this of its end follows the end. */
const END_PX = ROW_PX;

/** A column of a long table. */
export interface TableColumn<Row> {
	readonly title: string;
	/** For the tooltip of its heading: a sentence. */
	readonly meaning: string;
	/** Width in characters; the least one of a column that grows with the table. */
	readonly characters: number;
	readonly grows?: boolean;
	/** Numbers stand at the right. */
	readonly isNumber?: boolean;
	content(row: Row): ReactNode;
}

interface VirtualTableProps<Row> {
	readonly label: string;
	readonly columns: readonly TableColumn<Row>[];
	readonly rows: number;
	/** The rows from `first` up to `end`. */
	slice(first: number, end: number): readonly Row[];
	keyOf(row: Row): number;
	/** What a row is about, for its colour and mark. */
	toneOf?(row: Row): string;
	/** Whether the table goes along with its end when it is scrolled to it. */
	readonly follows?: boolean;
	/** Rows that have gone from the beginning since the table was filled: what is looked at stays where it is. */
	readonly gone?: number;
}

/** A table of any length, of which only the rows in sight are there. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
	const { label, columns, rows, slice, keyOf, toneOf, follows = false, gone = 0 } = props;
	const scroller = useRef<HTMLElement>(null);
	const following = useRef(true);
	const goneBefore = useRef(gone);
	const { first, end } = useVirtualRows(scroller, rows, ROW_PX);

	useLayoutEffect(() => {
		const element = scroller.current;
		const went = Math.max(0, gone - goneBefore.current);
		goneBefore.current = gone;
		if (element === null || !follows) return;
		if (following.current) element.scrollTop = element.scrollHeight;
		else if (went > 0) element.scrollTop = Math.max(0, element.scrollTop - went * ROW_PX);
	}, [rows, gone, follows]);

	const leastCharacters = columns.reduce((sum, { characters }) => sum + characters, 0);
	const shown = slice(first, end);
	return (
		<section
			ref={scroller}
			className={styles.scroller}
			aria-label={label}
			// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys
			tabIndex={0}
			onScroll={({ currentTarget: element }) => {
				following.current = element.scrollTop + element.clientHeight >= element.scrollHeight - END_PX;
			}}
		>
			<table
				className={styles.table}
				aria-label={label}
				aria-rowcount={rows + 1}
				style={{ minWidth: `calc(${leastCharacters}ch + ${columns.length} * var(--space-3))` }}
			>
				<colgroup>
					{columns.map(({ title, characters, grows = false }) => (
						<col key={title} style={grows ? undefined : { width: `calc(${characters}ch + var(--space-3))` }} />
					))}
				</colgroup>
				<thead>
					<tr aria-rowindex={1}>
						{columns.map(({ title, meaning, isNumber }) => (
							<th key={title} scope="col" data-number={isNumber} title={meaning}>
								{title}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					<Gap rows={first} columns={columns.length} />
					{shown.map((row, index) => (
						<tr key={keyOf(row)} aria-rowindex={first + index + 2} data-tone={toneOf?.(row)} style={{ height: ROW_PX }}>
							{columns.map(({ title, isNumber, content }) => (
								<td key={title} data-number={isNumber}>
									{content(row)}
								</td>
							))}
						</tr>
					))}
					<Gap rows={rows - first - shown.length} columns={columns.length} />
				</tbody>
			</table>
		</section>
	);
}

/** Room for the rows that are not there. */
function Gap({ rows, columns }: { readonly rows: number; readonly columns: number }) {
	return (
		rows > 0 && (
			// biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row cannot be focused
			<tr aria-hidden="true" style={{ height: rows * ROW_PX }}>
				<td colSpan={columns} />
			</tr>
		)
	);
}
