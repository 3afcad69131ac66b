import { cloneElement, type ReactElement, useEffect, useId, useRef } from 'react';
import styles from './help-mark.module.css';
import { usePopup } from './use-popup.ts';

/** A pointer that rests this long on something gets its tooltip, in milliseconds. */
const REST_MS = 500;

/** A line about a control. */
export interface TooltipProps {
	/** The line; '' for none at present. */
	readonly text: string;
	/**
	 * `help` explains the control, which it describes to assistive technology; it waits until the pointer rests and gives way to a press.
	 * `reading` says what the control is set to, which the control itself says to assistive technology; it is there at once and stays
	 * while the control is in use. Help unless told.
	 */
	readonly kind?: 'help' | 'reading' | undefined;
	/** The control. */
	readonly children: ReactElement<{ 'aria-describedby'?: string | undefined }>;
}

/** Shows a line about its child while a pointer or the keyboard's focus is on it. Escape puts it away. */
export function Tooltip({ text, kind = 'help', children }: TooltipProps) {
	const id = useId();
	const timer = useRef(0);
	const { anchor, element: tip, popupProps } = usePopup<HTMLSpanElement, HTMLDivElement>({ widthPx: 0, heightPx: 60 });

	useEffect(() => () => window.clearTimeout(timer.current), []);

	const isHelp = kind === 'help';

	// A line that ends while it shows must not stand there empty.
	useEffect(() => {
		if (text === '' && tip.current?.matches(':popover-open')) tip.current.hidePopover();
	}, [text, tip]);

	function show(): void {
		if (text !== '' && !tip.current?.matches(':popover-open')) tip.current?.showPopover();
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
				window.clearTimeout(timer.current);
				timer.current = window.setTimeout(show, isHelp ? REST_MS : 0);
			}}
			onPointerLeave={hide}
			onPointerDown={isHelp ? hide : undefined}
			onFocus={(event) => event.target.matches(':focus-visible') && show()}
			onBlur={hide}
			onKeyDown={(event) => event.key === 'Escape' && hide()}
		>
			{isHelp && text !== '' ? cloneElement(children, { 'aria-describedby': id }) : children}
			<div {...popupProps} ref={tip} id={id} popover="manual" role="tooltip" className={styles.tip}>
				{text}
			</div>
		</span>
	);
}
