import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { IconButton } from '../controls/index.ts';
import { type EnlargeableView, viewStore } from '../store/view-store.ts';
import { fillWindow } from './frame-clock.ts';
import styles from './view-frame.module.css';

/** A view of the workbench. */
export interface ViewFrameProps {
	readonly view: EnlargeableView;
	/** Its name; printed unless `heading` takes its place. */
	readonly title: string;
	/** A few words beside the title. */
	readonly detail?: ReactNode;
	/** In place of the title: a row of tabs. */
	readonly heading?: ReactNode;
	/** Keys and marks at the right of the heading. */
	readonly tools?: ReactNode;
	readonly children: ReactNode;
}

function isTyping(target: EventTarget): boolean {
	return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

/**
 * A view with its heading. F, pressed anywhere in it, gives it the whole window, and Escape gives the window back: the view moves to
 * the browser's top layer and is not built anew.
 */
export function ViewFrame({ view, title, detail, heading, tools, children }: ViewFrameProps) {
	const root = useRef<HTMLElement>(null);
	const enlarged = useStore(viewStore, (state) => state.enlarged === view);

	useEffect(() => {
		const element = root.current;
		if (!enlarged || element === null) return;
		element.popover = 'manual';
		element.showPopover();
		if (!element.contains(document.activeElement)) element.focus();
		const giveBack = fillWindow(element);
		const close = (event: globalThis.KeyboardEvent) => {
			if (event.key === 'Escape' && !event.defaultPrevented) viewStore.setState({ enlarged: '' });
		};
		document.addEventListener('keydown', close);
		return () => {
			document.removeEventListener('keydown', close);
			giveBack();
			element.hidePopover();
			element.popover = null;
		};
	}, [enlarged]);

	function pressKey(event: KeyboardEvent): void {
		if (event.key.toLowerCase() !== 'f' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
		event.preventDefault();
		viewStore.setState({ enlarged: enlarged ? '' : view });
	}

	return (
		<section ref={root} className={styles.view} data-enlarged={enlarged} aria-label={title} tabIndex={-1} onKeyDown={pressKey}>
			<header className={styles.header}>
				{heading ?? (
					<div className={styles.title}>
						<h2>{title}</h2>
						<span className={styles.detail}>{detail}</span>
					</div>
				)}
				<div className={styles.tools}>
					{tools}
					<IconButton
						label={enlarged ? 'Back to its place (Escape)' : 'Fill the window (F)'}
						pressed={enlarged}
						onClick={() => viewStore.setState({ enlarged: enlarged ? '' : view })}
					>
						<svg viewBox="0 0 16 16" aria-hidden="true">
							{enlarged ? (
								<path d="M2 6h4V2M14 6h-4V2M2 10h4v4M14 10h-4v4" />
							) : (
								<path d="M2 6V2h4M14 6V2h-4M2 10v4h4M14 10v4h-4" />
							)}
						</svg>
					</IconButton>
				</div>
			</header>
			<div className={styles.body}>{children}</div>
		</section>
	);
}
