import { useRef, useState } from 'react';
import { violationText } from '../../bridge/violation-text.ts';
import { useLooks } from '../use-looks.ts';
import type { OpenChecks } from './checks-source.ts';
import { ViolationNews } from './news.ts';
import styles from './news-reader.module.css';

/** Tells those who listen to the page of new violations. */
export function NewsReader({ checks }: { readonly checks: OpenChecks | null }) {
	const root = useRef<HTMLDivElement>(null);
	const news = useRef(new ViolationNews());
	const [text, setText] = useState('');
	useLooks(root, 250, (nowMs) => {
		if (checks === null) return;
		const { records, context } = checks;
		const rows = records.violationRows;
		const told = news.current.tell(checks.id, rows, nowMs, () => {
			const latest = records.violation(rows - 1);
			return latest === null ? '' : violationText(latest, context).headline;
		});
		if (told !== '') setText(told);
	});
	return (
		<div ref={root} className={styles.news} role="status" aria-label="New violations">
			<span className="spoken">{text}</span>
		</div>
	);
}
