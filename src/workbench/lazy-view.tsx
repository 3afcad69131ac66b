import { Component, type ComponentType, type FunctionComponent, lazy, type ReactNode, Suspense } from 'react';
import { PushButton } from '../controls/index.ts';
import styles from './lazy-view.module.css';

/** Says why a part of the page could not be fetched. */
class FetchGuard extends Component<
	{ readonly title: string; readonly comfort: string; readonly children: ReactNode },
	{ readonly failed: boolean }
> {
	override state = { failed: false };

	static getDerivedStateFromError(): { readonly failed: boolean } {
		return { failed: true };
	}

	override render(): ReactNode {
		if (!this.state.failed) return this.props.children;
		const { title, comfort } = this.props;
		return (
			<div className={styles.waiting} role="alert">
				<p>
					{title.charAt(0).toUpperCase() + title.slice(1)} could not be opened: this part of the page was not fetched. {comfort}{' '}
					Load the page again.
				</p>
				<PushButton variant="small" onClick={() => location.reload()}>
					Load again
				</PushButton>
			</div>
		);
	}
}

/**
 * A view that is fetched when it is first looked at: a first visit does without.
 *
 * @param title its name, for what is said meanwhile
 * @param load imports a module whose default is the view
 * @param comfort a sentence on what is not lost when it cannot be fetched
 */
export function lazyView<Props extends object>(
	title: string,
	load: () => Promise<{ default: ComponentType<Props> }>,
	comfort = '',
): FunctionComponent<Props> {
	const View = lazy(load) as unknown as ComponentType<Props>;
	return function LazyView(props: Props) {
		return (
			<FetchGuard title={title} comfort={comfort}>
				<Suspense fallback={<p className={styles.waiting}>Opening {title}…</p>}>
					<View {...props} />
				</Suspense>
			</FetchGuard>
		);
	};
}

/** As {@link lazyView}, for the keys in a heading: nothing stands there until they come, and what is wrong the view says. */
export function lazyTools<Props extends object>(
	load: () => Promise<{ default: ComponentType<Props> }>,
): FunctionComponent<Props> {
	const Tools = lazy(() => load().catch(() => ({ default: () => null }))) as unknown as ComponentType<Props>;
	return function LazyTools(props: Props) {
		return (
			<Suspense fallback={null}>
				<Tools {...props} />
			</Suspense>
		);
	};
}
