import type { CSSProperties, Ref } from 'react';
import styles from './live-text.module.css';

/** A text that changes many times a second. */
export interface LiveTextProps {
	/** What it prints until a drawing loop writes to `textContent` of `ref`. */
	readonly children?: string | undefined;
	/** Width in digits of its font; what is wider is cut off. As wide as the box around it unless told. */
	readonly digits?: number | undefined;
	readonly ref?: Ref<HTMLSpanElement> | undefined;
}

/** One line of text in a box of fixed size: what changes in it does not have the page around it laid out anew. */
export function LiveText({ children, digits, ref }: LiveTextProps) {
	return (
		<span
			ref={ref}
			className={styles.live}
			data-fills={digits === undefined}
			style={digits === undefined ? undefined : ({ '--digits': digits } as CSSProperties)}
		>
			{children}
		</span>
	);
}
