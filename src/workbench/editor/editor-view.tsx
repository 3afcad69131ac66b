import { Component, lazy, type ReactNode, Suspense } from 'react';
import { PushButton } from '../../controls/index.ts';
import styles from './editor.module.css';
import type { EditorHost } from './source-document.ts';

/** The editor proper is fetched when it is first looked at: a first visit does without. */
const EditorBench = lazy(() => import('./editor-bench.tsx'));

/** Says why the editor's part of the page could not be fetched. */
class FetchGuard extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
	override state = { failed: false };

	static getDerivedStateFromError(): { readonly failed: boolean } {
		return { failed: true };
	}

	override render(): ReactNode {
		if (!this.state.failed) return this.props.children;
		return (
			<div className={styles.loading} role="alert">
				<p>The editor could not be opened. Your files are kept; load the page again.</p>
				<PushButton variant="small" onClick={() => location.reload()}>
					Load again
				</PushButton>
			</div>
		);
	}
}

/** Where firmware is written. */
export function EditorView({ host }: { readonly host: EditorHost }) {
	return (
		<FetchGuard>
			<Suspense fallback={<p className={styles.loading}>Opening the editor…</p>}>
				<EditorBench host={host} />
			</Suspense>
		</FetchGuard>
	);
}
