import type { ReactNode } from 'react';
import styles from './compact-trigger.module.css';

/** What the button of a popup list looks like where room is short: the choice, with a word before it or none. */
export function CompactTrigger({ title, choice }: { readonly title?: string; readonly choice: ReactNode }) {
	return (
		<span className={styles.trigger}>
			{title}
			<b>{choice}</b>
			<svg viewBox="0 0 9 6" aria-hidden="true">
				<path d="M 0 0 H 9 L 4.5 6 Z" />
			</svg>
		</span>
	);
}
