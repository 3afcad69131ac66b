import type { ViolationKind } from '../../memory/checks/violation-kinds.ts';
import { VIOLATION_MARKS } from './violation-marks.ts';
import styles from './violations-pane.module.css';

/** The mark of a kind of violation; its name stands beside it. */
export function ViolationMark({ kind }: { readonly kind: ViolationKind }) {
	return (
		<svg className={styles.mark} viewBox="0 0 12 12" aria-hidden="true">
			<path d={VIOLATION_MARKS[kind]} />
		</svg>
	);
}
