import { Plate } from '../controls/index.ts';
import { AnalogColumn } from './analog-column.tsx';
import styles from './front-panel.module.css';
import { HeaderStrip } from './header-strip.tsx';
import { InstructionBlock } from './instruction-block.tsx';
import { MemoryBay } from './memory-bay.tsx';
import { useTapeRows } from './tape/use-tape-rows.ts';

/** Rows of tape of one instruction. */
const ROWS = 4;

/** The device's front panel, as large as the room around it allows. Stands in a `PanelLinkContext`. */
export function FrontPanel() {
	const rows = useTapeRows();
	return (
		<div className={styles.room}>
			<div className={styles.canvas}>
				<Plate screws className={styles.panel}>
					<HeaderStrip />
					<AnalogColumn />
					<InstructionBlock number={1} rows={rows.slice(0, ROWS)} />
					<InstructionBlock number={2} rows={rows.slice(ROWS)} />
					<MemoryBay />
				</Plate>
			</div>
		</div>
	);
}
