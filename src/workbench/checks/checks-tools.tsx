import { useState } from 'react';
import { useStore } from 'zustand';
import { HelpMark, IconButton } from '../../controls/index.ts';
import styles from '../heap/heap-tools.module.css';
import type { ChecksHost } from './checks-host.ts';
import { checksOf } from './checks-source.ts';
import { violatedWords } from './violated-words.ts';
import { violationsText } from './violation-rows.ts';

/** The keys of the checks, for the heading that they stand under. */
export default function ChecksTools({ engine }: { readonly engine: ChecksHost }) {
	const rows = useStore(violatedWords, (state) => state.rows);
	const [report, setReport] = useState('');

	async function copy(): Promise<void> {
		const { checks } = checksOf(engine);
		if (checks === null) return;
		try {
			await navigator.clipboard.writeText(violationsText(checks.records.violations, checks.context));
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
			<IconButton label="Copy all violations" disabled={rows === 0} onClick={() => void copy()}>
				<svg viewBox="0 0 16 16" aria-hidden="true">
					<path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />
				</svg>
			</IconButton>
			<HelpMark about="the checks" heightPx={230}>
				A checked build knows of every word of the heap whose it is. What a firmware does that it must not is a violation: it is
				listed once for each place, with a count. The log tells every allocation, Live what is in use, Forgotten what no pointer
				leads to any more. Pressure makes allocations fail, so that you hear what the firmware does then.
			</HelpMark>
		</span>
	);
}
