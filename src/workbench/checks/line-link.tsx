import type { ReactNode } from 'react';
import type { BuiltFirmware } from '../../store/device-store.ts';
import { goToInstruction, sourceLineOf } from '../go-to-line.ts';
import styles from './line-link.module.css';

/** A place in the source that opens the editor at its line; what has no line is only printed. */
export function LineLink({
	firmware,
	instruction,
	children,
}: {
	readonly firmware: BuiltFirmware;
	readonly instruction: number;
	readonly children: ReactNode;
}) {
	if (sourceLineOf(firmware, instruction) <= 0) return children;
	return (
		<button
			type="button"
			className={styles.link}
			title="Go to the line"
			onClick={(event) => {
				event.stopPropagation();
				goToInstruction(firmware, instruction);
			}}
		>
			{children}
		</button>
	);
}
