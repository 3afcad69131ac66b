import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { EngineBlockView } from '../../bridge/block-regions.ts';
import type { FirmwareImage } from '../../bridge/firmware-image.ts';
import { CPU_SLOTS } from '../../bridge/machine-size.ts';
import { deviceStore } from '../../store/device-store.ts';
import { useEngineFrames } from '../panel-link.ts';
import { imageReader, NO_TAPE, type ReadWord, readTapeRows } from './tape-text.ts';

/** How often a firmware that writes on its own tape is read, in milliseconds. */
const READ_EVERY_MS = 100;

/** Memory of the firmware where it plays, what it starts with where it does not. */
function tapeReader(view: EngineBlockView | null, image: FirmwareImage): ReadWord {
	if (view === null || view.gauges.getInt(view.gauges.offset('firmware'), 0) !== image.id) return imageReader(image.program);
	const slot = view.gauges.getInt(view.gauges.offset('cpuSlot'), 0);
	if (slot < 0 || slot >= CPU_SLOTS) return imageReader(image.program);
	const memory = view.block.int32(`memory ${slot}`);
	return (index) => memory[index] ?? 0;
}

/** The eight texts on the tape of the device's firmware, as they are now. */
export function useTapeRows(): readonly string[] {
	const image = useStore(deviceStore, ({ firmware }) => firmware?.image ?? null);
	const [rows, setRows] = useState(NO_TAPE);
	const sinceReadMs = useRef(READ_EVERY_MS);
	const readImage = useRef<FirmwareImage | null>(null);

	useEngineFrames((view, elapsedMs) => {
		sinceReadMs.current += elapsedMs;
		if (sinceReadMs.current < READ_EVERY_MS && readImage.current === image) return;
		sinceReadMs.current = 0;
		readImage.current = image;
		const read = image === null ? NO_TAPE : readTapeRows(tapeReader(view, image), image.program);
		if (read.some((text, row) => text !== rows[row])) setRows(read);
	});
	return rows;
}
