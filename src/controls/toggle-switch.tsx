import { useId } from 'react';
import { ToggleArt, TogglePaints } from './toggle-art.tsx';
import styles from './toggle-switch.module.css';

/** A single switch. */
export interface ToggleSwitchProps {
	readonly label: string;
	/** Up. */
	readonly on: boolean;
	readonly onChange: (on: boolean) => void;
	readonly disabled?: boolean | undefined;
}

/** A small bat-handle switch, up for on. Its legend is the panel's to print; `label` is its name for assistive technology. */
export function ToggleSwitch({ label, on, onChange, disabled = false }: ToggleSwitchProps) {
	const prefix = useId();
	return (
		<button
			type="button"
			role="switch"
			className={styles.toggle}
			aria-checked={on}
			aria-label={label}
			disabled={disabled}
			onClick={() => onChange(!on)}
			onKeyDown={(event) => {
				if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
				event.preventDefault();
				if (on !== (event.key === 'ArrowUp')) onChange(!on);
			}}
		>
			<svg viewBox="-21 -24 42 48" aria-hidden="true">
				<defs>
					<TogglePaints prefix={prefix} />
				</defs>
				<ToggleArt prefix={prefix} x={0} y={0} up={on} classes={{ lever: styles.lever, tip: styles.tip }} />
			</svg>
		</button>
	);
}
