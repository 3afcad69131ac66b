import styles from './space-legend.module.css';

/** What hue and pattern mean, in the order of how often one asks. */
const STATES = [
	{ state: 'used', text: 'used' },
	{ state: 'coalesced', text: 'coalesced' },
	{ state: 'slack', text: 'slack' },
	{ state: 'guard', text: 'guard' },
	{ state: 'free', text: 'free' },
	{ state: 'own', text: 'globals' },
	{ state: 'constant', text: 'constants' },
	{ state: 'stack', text: 'stack' },
	{ state: 'table', text: 'tables' },
	{ state: 'values', text: 'samples ±' },
	{ state: 'violated', text: 'violated' },
] as const;

/** What the colours of the map of all memory mean. */
export function SpaceLegend({ heat }: { readonly heat: boolean }) {
	return (
		<ul className={styles.legend} aria-label="Colours of the map">
			{STATES.map(({ state, text }) => (
				<li key={state}>
					<span className={styles.swatch} data-state={state} aria-hidden="true" />
					{text}
				</li>
			))}
			{!heat && (
				<li>
					<span className={styles.swatch} data-state="changed" aria-hidden="true" />
					changed
				</li>
			)}
		</ul>
	);
}
