import { type ReactNode, useState } from 'react';
import { IconButton } from '../controls/index.ts';
import styles from './copy-tools.module.css';

interface CopyToolsProps {
	/** What the key copies. */
	readonly label: string;
	readonly disabled?: boolean;
	/** The text, as it is now; null when there is none. */
	text(): string | null;
	/** What is said when there is none. */
	readonly missing: string;
	/** What stands behind the key. */
	readonly children: ReactNode;
}

/** The keys of a heading under which there is something to copy as text, with what came of it beside them. */
export function CopyTools({ label, disabled = false, text, missing, children }: CopyToolsProps) {
	const [report, setReport] = useState('');

	async function copy(): Promise<void> {
		const copied = text();
		if (copied === null) {
			setReport(missing);
			return;
		}
		try {
			await navigator.clipboard.writeText(copied);
			setReport('copied');
		} catch {
			setReport('the browser refused');
		}
	}

	return (
		<span className={styles.tools} onPointerLeave={() => setReport('')}>
			<span className={styles.report} role="status">
				{report}
			</span>
			<IconButton label={label} disabled={disabled} onClick={() => void copy()}>
				<svg viewBox="0 0 16 16" aria-hidden="true">
					<path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />
				</svg>
			</IconButton>
			{children}
		</span>
	);
}
