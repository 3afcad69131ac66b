import styles from './change-legend.module.css';

const MAGNITUDES = [0, 1, 4, 8, 12, 16, 24, 31];

/** What the map's colours mean. */
export function ChangeLegend() {
	return (
		<div className={styles.legend}>
			<span>0</span>
			<span className={styles.ramp} data-sign="plus" aria-hidden="true">
				{MAGNITUDES.map((bits) => (
					<i key={bits} style={{ opacity: 1, '--share': `${Math.round((bits / 31) ** 0.7 * 100)}%` } as React.CSSProperties} />
				))}
			</span>
			<span>31 bits</span>
			<span className={styles.ramp} data-sign="minus" aria-hidden="true">
				<i style={{ '--share': '70%' } as React.CSSProperties} />
			</span>
			<span>negative</span>
			<span className={styles.constant} aria-hidden="true" />
			<span>constant</span>
			<span className={styles.glow} aria-hidden="true" />
			<span>changed, half-life 250 ms</span>
		</div>
	);
}
