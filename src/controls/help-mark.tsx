import { type ReactNode, useId, useRef } from 'react';
import styles from './help-mark.module.css';
import { usePopup } from './use-popup.ts';

/** A quiet question mark. */
export interface HelpMarkProps {
	/** What it explains: the button is called "About …". */
	readonly about: string;
	/** The explanation: a sentence or two. */
	readonly children: ReactNode;
	/** Height that the explanation needs, in CSS pixels; 140 unless told. */
	readonly heightPx?: number | undefined;
}

/** A "?" that explains in place. It opens when clicked or reached by keyboard, and closes on Escape, on leaving, or on a second click. */
export function HelpMark({ about, children, heightPx = 140 }: HelpMarkProps) {
	const id = useId();
	const wasOpen = useRef(false);
	const {
		anchor,
		element: note,
		isOpen,
		shows,
		open,
		close,
		popupProps,
	} = usePopup<HTMLButtonElement, HTMLDivElement>({ widthPx: 220, heightPx });

	return (
		<>
			<button
				ref={anchor}
				type="button"
				className={styles.mark}
				aria-label={`About ${about}`}
				aria-expanded={isOpen}
				aria-describedby={isOpen ? id : undefined}
				// Focus comes before the click that brought it; the click must toggle what was there before.
				onPointerDown={() => {
					wasOpen.current = shows();
				}}
				onFocus={(event) => event.currentTarget.matches(':focus-visible') && open()}
				onBlur={() => shows() && close()}
				onClick={(event) => {
					const toClose = event.detail === 0 ? shows() : wasOpen.current;
					if (toClose) close();
					else open();
				}}
				onKeyDown={(event) => {
					if (event.key !== 'Escape' || !shows()) return;
					event.stopPropagation();
					close();
				}}
			/>
			<div {...popupProps} ref={note} id={id} popover="manual" role="note" className={styles.note}>
				{children}
			</div>
		</>
	);
}
