import { get, set } from 'idb-keyval';
import { readBank } from '../patch/bank-reader.ts';
import { writeBank } from '../patch/bank-writer.ts';
import type { Slot } from '../patch/program.ts';
import { isSlot } from '../patch/program.ts';
import { print } from './console-store.ts';
import { deviceStore, selectProgram } from './device-store.ts';
import type { AudioFile, Emulator } from './emulator.ts';
import type { SourceChoice } from './sound-store.ts';
import { soundStore } from './sound-store.ts';
import type { ViewState } from './view-store.ts';
import { viewStore } from './view-store.ts';

/** Keys in the browser's store. A new layout of what is kept gets new keys. */
const DEVICE_KEY = 'permut8 device 1';
const SOUND_KEY = 'permut8 sound 1';
const VIEW_KEY = 'permut8 view 1';
const AUDIO_FILE_KEY = 'permut8 audio file 1';

/** Time after the last change at which it is written down, milliseconds. */
const SETTLE_MS = 300;

/** What is kept of the device. A firmware that is not the bank's own is kept as text beside it. */
interface KeptDevice {
	readonly bankFile: string;
	/** The bank as the writer writes it. */
	readonly bank: string;
	readonly slot: Slot;
	readonly writeProtect: boolean;
	readonly firmware: {
		readonly name: string;
		readonly fileName: string;
		readonly code: string;
		readonly config: string;
		readonly debug: boolean;
	} | null;
}

/** What is kept of the sound. */
interface KeptSound {
	readonly source: SourceChoice;
	readonly fileName: string;
}

/** Reads one thing from the browser's store; undefined when it is not there or the store cannot be used. */
async function recall<T>(key: string): Promise<T | undefined> {
	try {
		return await get<T>(key);
	} catch {
		return undefined;
	}
}

let storeFails = false;

/** Writes one thing; a store that is full or forbidden is reported once, and the page goes on without it. */
async function keep(key: string, value: unknown): Promise<void> {
	try {
		await set(key, value);
		storeFails = false;
	} catch (reason) {
		if (!storeFails)
			print('warning', `This browser does not keep the settings: ${reason instanceof Error ? reason.message : String(reason)}.`);
		storeFails = true;
	}
}

/** Calls `write` a moment after the last of many calls. */
function settled(write: () => void): () => void {
	let timer = 0;
	return () => {
		window.clearTimeout(timer);
		timer = window.setTimeout(write, SETTLE_MS);
	};
}

function keepDevice(): void {
	const { bank, bankFile, slot, writeProtect, firmware } = deviceStore.getState();
	const writing = writeBank(bank);
	if (!writing.ok) return;
	const own = firmware !== null && firmware.source.code !== bank.firmware?.code;
	const kept: KeptDevice = {
		bankFile,
		bank: writing.text,
		slot,
		writeProtect,
		firmware: own ? { ...firmware.source, fileName: firmware.fileName } : null,
	};
	void keep(DEVICE_KEY, kept);
}

/** Brings back how the page is arranged, before it is drawn. */
export async function recallView(): Promise<void> {
	const view = await recall<ViewState>(VIEW_KEY);
	if (view !== undefined) viewStore.setState({ ...view, enlarged: '' });
}

/** Brings back the device and the sound as they were left; false when there is nothing to bring back. */
export async function recallDevice(emulator: Emulator): Promise<boolean> {
	const sound = await recall<KeptSound>(SOUND_KEY);
	emulator.audioFile = (await recall<AudioFile>(AUDIO_FILE_KEY)) ?? null;
	if (sound !== undefined) {
		const lost = sound.source.kind === 'file' && emulator.audioFile === null;
		// A microphone is opened by a choice of the user, not by coming back to a page.
		if (!lost && sound.source.kind !== 'microphone') soundStore.setState({ source: sound.source });
		soundStore.setState({ fileName: emulator.audioFile?.name ?? '' });
	}
	const kept = await recall<KeptDevice>(DEVICE_KEY);
	if (kept === undefined) return false;
	const { bank } = readBank(kept.bank);
	if (bank === null || !isSlot(kept.slot)) return false;
	if (!(await emulator.useBank(kept.bankFile, bank))) deviceStore.setState({ bank, bankFile: kept.bankFile });
	selectProgram(kept.slot);
	deviceStore.setState({ writeProtect: kept.writeProtect });
	if (kept.firmware !== null) await emulator.openFirmware({ ...kept.firmware, fileLine: (line) => line });
	return true;
}

/** Writes down every change from now on. */
export function keepChanges(emulator: Emulator): void {
	deviceStore.subscribe(settled(keepDevice));
	viewStore.subscribe(settled(() => void keep(VIEW_KEY, viewStore.getState())));
	let keptFile = emulator.audioFile;
	soundStore.subscribe(
		settled(() => {
			const { source, fileName } = soundStore.getState();
			void keep(SOUND_KEY, { source, fileName } satisfies KeptSound);
			if (emulator.audioFile === keptFile) return;
			keptFile = emulator.audioFile;
			void keep(AUDIO_FILE_KEY, keptFile);
		}),
	);
}
