import type { CSSProperties, ReactNode, Ref } from 'react';
import styles from './button.module.css';

/** What every button takes. */
interface ButtonProps {
	readonly onClick?: ((event: React.MouseEvent<HTMLButtonElement>) => void) | undefined;
	readonly disabled?: boolean | undefined;
	/** For a key that stays down: whether it is down. */
	readonly pressed?: boolean | undefined;
	readonly ref?: Ref<HTMLButtonElement> | undefined;
}

/** A hardware key. */
export interface PushButtonProps extends ButtonProps {
	/** Print on the cap, or a drawing of up to 20 px. */
	readonly children?: ReactNode;
	/** Name for assistive technology, if the print does not say it. */
	readonly label?: string | undefined;
	/** Plain; `primary` is the one large start key; `small` is for the workbench. */
	readonly variant?: 'plain' | 'primary' | 'small' | undefined;
	readonly shape?: 'rect' | 'round' | undefined;
	/** Diameter of a round key in hardware units; 44 unless told. */
	readonly size?: number | undefined;
}

/** A hardware key in its collar. */
export function PushButton(props: PushButtonProps) {
	const { children, label, variant = 'plain', shape = 'rect', size = 44, onClick, disabled = false, pressed, ref } = props;
	return (
		<button
			ref={ref}
			type="button"
			className={styles.push}
			data-variant={variant}
			data-shape={shape}
			style={{ '--size': size } as CSSProperties}
			aria-label={label}
			aria-pressed={pressed}
			disabled={disabled}
			onClick={onClick}
		>
			<span className={styles.cap}>{children}</span>
		</button>
	);
}

/** A flat key of the workbench that carries a drawing. */
export interface IconButtonProps extends ButtonProps {
	/** What it does: its name for assistive technology and its tooltip. */
	readonly label: string;
	/** An SVG on a 16 × 16 grid, drawn in strokes. */
	readonly children: ReactNode;
}

/** A flat square key with a drawing. */
export function IconButton({ label, children, onClick, disabled = false, pressed, ref }: IconButtonProps) {
	return (
		<button
			ref={ref}
			type="button"
			className={styles.icon}
			aria-label={label}
			title={label}
			aria-pressed={pressed}
			disabled={disabled}
			onClick={onClick}
		>
			{children}
		</button>
	);
}
