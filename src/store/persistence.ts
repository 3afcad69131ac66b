import { readBank } from '../patch/bank-reader.ts';
import { writeBank } from '../patch/bank-writer.ts';
import type { Slot } from '../patch/program.ts';
import { isSlot } from '../patch/program.ts';
import type { FirmwareLanguage } from '../toolchain/build-firmware.ts';
import { keep, keepLarge, recall, recallLarge, settled } from './browser-store.ts';
import type { BuiltFirmware } from './device-store.ts';
import { deviceStore, selectProgram } from './device-store.ts';
import type { Emulator } from './emulator.ts';
import { type KeptMemory, keptMemory, memoryFromKept } from './memory-kept.ts';
import { memoryStore } from './memory-store.ts';
import type { AudioFile } from './sound-input.ts';
import type { SourceChoice } from './sound-store.ts';
import { soundStore } from './sound-store.ts';
import type { ViewState } from './view-store.ts';
import { viewStore } from './view-store.ts';
import { workspaceStore } from './workspace.ts';

/** Keys in the browser's store. A new layout of what is kept gets new keys. */
const DEVICE_KEY = 'permut8 device 2';
const SOUND_KEY = 'permut8 sound 1';
const VIEW_KEY = 'permut8 view 1';
const MEMORY_KEY = 'permut8 memory 1';
const AUDIO_FILE_KEY = 'permut8 audio file 1';
const DELAY_LINE_KEY = 'permut8 delay line 1';

/** What is kept of the device. A firmware that is neither the bank's own nor a file of the workspace is kept as text beside it. */
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
		readonly language: FirmwareLanguage;
		readonly config: string;
		readonly debug: boolean;
	} | null;
}

/** What is kept of the sound. */
interface KeptSound {
	readonly source: SourceChoice;
	readonly fileName: string;
}

function keepDevice(): void {
	const { bank, bankFile, slot, writeProtect, firmware } = deviceStore.getState();
	const writing = writeBank(bank);
	if (!writing.ok) return;
	const { liveId } = workspaceStore.getState();
	const own = firmware !== null && firmware.source.code !== bank.firmware?.code && liveId === null ? firmware : null;
	const kept: KeptDevice = {
		bankFile,
		bank: writing.text,
		slot,
		writeProtect,
		firmware: own && keptFirmware(own),
	};
	keep(DEVICE_KEY, kept);
}

function keptFirmware({ source, fileName }: BuiltFirmware): KeptDevice['firmware'] {
	const { name, code, language = 'gazl', config, debug } = source;
	return { name, fileName, code, language, config, debug };
}

/** Brings back how the page is arranged and how memory is set up, before anything is drawn or loaded. */
export function recallView(): void {
	const view = recall<ViewState>(VIEW_KEY);
	if (view !== undefined) viewStore.setState({ ...view, enlarged: '' });
	const memory = recall<KeptMemory>(MEMORY_KEY);
	if (memory !== undefined) memoryStore.setState(memoryFromKept(memory));
}

/** Brings back the device and the sound as they were left; false when there is nothing to bring back. */
export async function recallDevice(emulator: Emulator): Promise<boolean> {
	const sound = recall<KeptSound>(SOUND_KEY);
	emulator.audioFile = await recallLarge<AudioFile>(AUDIO_FILE_KEY);
	emulator.keptDelayWords = await recallLarge<Int32Array>(DELAY_LINE_KEY);
	if (sound !== undefined) {
		const lost = sound.source.kind === 'file' && emulator.audioFile === null;
		// A microphone is opened by a choice of the user, not by coming back to a page.
		if (!lost && sound.source.kind !== 'microphone') soundStore.setState({ source: sound.source });
		soundStore.setState({ fileName: emulator.audioFile?.name ?? '' });
	}
	const kept = recall<KeptDevice>(DEVICE_KEY);
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
	// A write-protected memory stands still, so it is kept once (device.md 1.3).
	const keepDelayLine = settled(() => {
		const { writeProtect } = deviceStore.getState();
		const words = writeProtect ? emulator.copyDelayWords() : null;
		if (words !== null || !writeProtect) void keepLarge(DELAY_LINE_KEY, words);
	});
	deviceStore.subscribe((state, before) => {
		if (state.writeProtect !== before.writeProtect) keepDelayLine();
	});
	viewStore.subscribe(settled(() => keep(VIEW_KEY, viewStore.getState())));
	memoryStore.subscribe(settled(() => keep(MEMORY_KEY, keptMemory(memoryStore.getState()))));
	let keptFile = emulator.audioFile;
	soundStore.subscribe(
		settled(() => {
			const { source, fileName } = soundStore.getState();
			keep(SOUND_KEY, { source, fileName } satisfies KeptSound);
			if (emulator.audioFile === keptFile) return;
			keptFile = emulator.audioFile;
			void keepLarge(AUDIO_FILE_KEY, keptFile);
		}),
	);
}
