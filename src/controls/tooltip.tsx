import { cloneElement, type ReactElement, useEffect, useId, useRef } from 'react';
import styles from './help-mark.module.css';
import { usePopup } from './use-popup.ts';

/** A pointer that rests this long on something gets its tooltip, in milliseconds. */
const REST_MS = 500;

/** A line about a control. */
export interface TooltipProps {
	readonly text: string;
	/** The control; it is described by the text. */
	readonly children: ReactElement<{ 'aria-describedby'?: string | undefined }>;
}

/** Shows a line about its child when a pointer rests on it or the keyboard reaches it. Escape puts it away. */
export function Tooltip({ text, children }: TooltipProps) {
	const id = useId();
	const timer = useRef(0);
	const { anchor, element: tip, popupProps } = usePopup<HTMLSpanElement, HTMLDivElement>({ widthPx: 0, heightPx: 60 });

	useEffect(() => () => window.clearTimeout(timer.current), []);

	function show(): void {
		if (!tip.current?.matches(':popover-open')) tip.current?.showPopover();
	}

	function hide(): void {
		window.clearTimeout(timer.current);
		if (tip.current?.matches(':popover-open')) tip.current.hidePopover();
	}

	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the control inside is what is operated; this only listens to what passes
		<span
			ref={anchor}
			className={styles.anchor}
			onPointerEnter={() => {
				timer.current = window.setTimeout(show, REST_MS);
			}}
			onPointerLeave={hide}
			onPointerDown={hide}
			onFocus={(event) => event.target.matches(':focus-visible') && show()}
			onBlur={hide}
			onKeyDown={(event) => event.key === 'Escape' && hide()}
		>
			{cloneElement(children, { 'aria-describedby': id })}
			<div {...popupProps} ref={tip} id={id} popover="manual" role="tooltip" className={styles.tip}>
				{text}
			</div>
		</span>
	);
}
