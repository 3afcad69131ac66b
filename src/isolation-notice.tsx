import styles from './isolation-notice.module.css';

/** What stands in place of the instrument when the browser gives the page no shared memory. */
export function IsolationNotice({ message, remedy }: { readonly message: string; readonly remedy: string }) {
	return (
		<main className={styles.notice} role="alert">
			<h1>No shared memory</h1>
			<p>
				The sound and this page share one block of memory, and browsers allow that only under cross-origin isolation: the headers
				<code>Cross-Origin-Opener-Policy: same-origin</code> and <code>Cross-Origin-Embedder-Policy: require-corp</code>.
			</p>
			<p>{message}</p>
			<p>{remedy}</p>
		</main>
	);
}
