import { type ReactNode, useId, useRef } from 'react';
import styles from './split-pane.module.css';
import { useRangeInput } from './use-range-input.ts';

/** Two panes and the line between them. */
export interface SplitPaneProps {
	/** Name of the line, as in "width of the panel". */
	readonly label: string;
	/** Side by side, or one over the other. */
	readonly axis: 'columns' | 'rows';
	/** Part of the room that the first pane takes, 0…1. The owner keeps it. */
	readonly share: number;
	readonly onResize: (share: number) => void;
	/** The least and the most that the first pane may take; 0.15 and 0.85 unless told. */
	readonly min?: number | undefined;
	readonly max?: number | undefined;
	/** Where a double click puts the line. */
	readonly defaultShare?: number | undefined;
	readonly first: ReactNode;
	readonly second: ReactNode;
}

/** Two panes that a hand or the arrow keys divide anew. */
export function SplitPane(props: SplitPaneProps) {
	const { label, axis, share, onResize, min = 0.15, max = 0.85, defaultShare, first, second } = props;
	const id = useId();
	const root = useRef<HTMLDivElement>(null);
	const columns = axis === 'columns';
	const tracks = `minmax(0, ${share}fr) 7px minmax(0, ${1 - share}fr)`;
	const range = useRangeInput<HTMLDivElement>({
		value: share,
		min,
		max,
		step: 0.01,
		page: 0.1,
		unitsPerPx: () => 1 / Math.max(1, (columns ? root.current?.clientWidth : root.current?.clientHeight) ?? 1),
		axis: columns ? 'right' : 'down',
		wheel: false,
		resetTo: defaultShare,
		onChange: onResize,
	});
	return (
		<div
			ref={root}
			className={styles.split}
			data-axis={axis}
			style={columns ? { gridTemplateColumns: tracks } : { gridTemplateRows: tracks }}
		>
			<div id={id} className={styles.pane}>
				{first}
			</div>
			{/* biome-ignore lint/a11y/useSemanticElements: a rule in the text cannot be focused or hold a value */}
			<div
				{...range.handlers}
				ref={range.ref}
				role="separator"
				className={styles.separator}
				data-active={range.active}
				tabIndex={0}
				aria-label={label}
				aria-orientation={columns ? 'vertical' : 'horizontal'}
				aria-controls={id}
				aria-valuemin={Math.round(min * 100)}
				aria-valuemax={Math.round(max * 100)}
				aria-valuenow={Math.round(share * 100)}
				aria-valuetext={`${Math.round(share * 100)} %`}
			/>
			<div className={styles.pane}>{second}</div>
		</div>
	);
}
