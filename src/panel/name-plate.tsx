import { useStore } from 'zustand';
import { print } from '../store/console-store.ts';
import { deviceStore } from '../store/device-store.ts';
import { viewStore } from '../store/view-store.ts';
import styles from './name-plate.module.css';
import { AREAS } from './panel-geometry.ts';
import { PlacedArea } from './placed.tsx';

function openConsole(): void {
	viewStore.setState({ dockTab: 'console' });
}

/** The instrument's name, which opens the console; a firmware puts its sticker over it, which prints what the firmware says of itself. */
export function NamePlate() {
	const firmware = useStore(deviceStore, (state) => state.firmware);
	const starting = useStore(deviceStore, (state) => state.firmwareStarting);
	// A firmware that was loaded since is not the one that the bank speaks of.
	const about = useStore(deviceStore, ({ bank, firmware: playing }) =>
		bank.firmware?.code === playing?.source.code ? bank.firmware?.about : undefined,
	);
	const { x, y, width } = AREAS.sticker;
	const area = { x: x - AREAS.header.x, y: y - AREAS.header.y + 9, width: width - 12, height: 98 };
	return (
		<PlacedArea area={area}>
			{firmware === null ? (
				<button type="button" className={styles.plate} aria-label="Permut8 emulator: open the console" onClick={openConsole}>
					<span className={styles.name}>Permut8</span>
					<span className={styles.kind}>12-bit memory · emulator</span>
				</button>
			) : (
				<button
					type="button"
					className={styles.sticker}
					aria-label={`Firmware ${firmware.source.name}${starting ? ', starting' : ''}: print what it says of itself`}
					onClick={() => {
						openConsole();
						print('notice', ...(about && about.length > 0 ? about : [`${firmware.source.name} says nothing of itself`]));
					}}
				>
					<span className={styles.label}>{starting ? 'Firmware · starting' : 'Firmware'}</span>
					<span className={styles.title} data-length={firmware.source.name.length > 16 ? 'long' : 'short'}>
						{firmware.source.name}
					</span>
					<span className={styles.file}>{firmware.fileName}</span>
				</button>
			)}
		</PlacedArea>
	);
}
