import styles from './console-card.module.css';

/** A gesture, a key or a file, and what comes of it. */
type Hint = readonly [what: string, outcome: string];

/** What the card lists: what the page takes, and what hand and keys do to any control. */
const COLUMNS: readonly { readonly title: string; readonly hints: readonly Hint[] }[] = [
	{
		title: 'Drop on the page',
		hints: [
			['.p8bank', 'programs, and their firmware'],
			['.impala', 'or .gazl: a firmware, to play and to edit'],
			['.wav', 'or another sound to play through it'],
		],
	},
	{
		title: 'By hand',
		hints: [
			['drag, wheel', 'turns; Shift turns finely'],
			['double click', 'goes back to the default'],
			['Shift-drag', 'paints over a row of switches'],
		],
	},
	{
		title: 'By key',
		hints: [
			['F', 'a view fills the window'],
			['arrows', 'turn, step, go along a row'],
			['0 … F', 'typed into an operand’s digits'],
		],
	},
];

/** The card that stands beside the console while there is room for it: what to give the instrument, and how to work it. */
export function ConsoleCard() {
	return (
		<section className={styles.card} aria-label="Card of hints">
			{COLUMNS.map(({ title, hints }) => (
				<div key={title} className={styles.column}>
					<h2>{title}</h2>
					<dl>
						{hints.map(([what, outcome]) => (
							<div key={what} className={styles.hint}>
								<dt>{what}</dt>
								<dd>{outcome}</dd>
							</div>
						))}
					</dl>
				</div>
			))}
		</section>
	);
}
