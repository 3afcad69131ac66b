import { join } from 'node:path';
import { emptyBank, withFirmware } from '../../src/patch/bank.ts';
import { writeBank } from '../../src/patch/bank-writer.ts';
import { defaultProgram, SLOTS } from '../../src/patch/program.ts';
import type { BankDefinition } from './bank-definition.ts';
import { BIT_SHAPER } from './bit-shaper.ts';
import { CHORUS } from './chorus.ts';
import { COMB_RESONATOR } from './comb-resonator.ts';
import { EUCLID_SLICER } from './euclid-slicer.ts';
import { FM_DRONE } from './fm-drone.ts';
import { FREEZE_LOOPER } from './freeze-looper.ts';
import { GRAIN_CLOUD } from './grain-cloud.ts';
import { GRAIN_MIRROR } from './grain-mirror.ts';
import { GROOVE_WARP } from './groove-warp.ts';
import { MISTAKE_BANKS } from './mistake-banks.ts';
import { MULTI_TAP } from './multi-tap.ts';
import { FIRMWARE_FOLDER, ownFirmware, sourceFile } from './own-firmware.ts';
import { PITCH_SHIFTER } from './pitch-shifter.ts';
import { RESONATOR } from './resonator.ts';
import { REVERB } from './reverb.ts';
import { RING_FED } from './ring-fed.ts';
import { RING_MODULATOR } from './ring-modulator.ts';
import { SPECTRAL_FREEZE } from './spectral-freeze.ts';
import { STEP_GATE } from './step-gate.ts';
import { STUTTER } from './stutter.ts';
import { TAPE_ECHO } from './tape-echo.ts';

/** The banks that come with the page, the one that a first visit starts with first. */
export const OWN_BANKS: readonly BankDefinition[] = [
	TAPE_ECHO,
	RING_MODULATOR,
	GRAIN_MIRROR,
	CHORUS,
	STUTTER,
	COMB_RESONATOR,
	FM_DRONE,
	FREEZE_LOOPER,
	STEP_GATE,
	BIT_SHAPER,
	REVERB,
	PITCH_SHIFTER,
	EUCLID_SLICER,
	GROOVE_WARP,
	MULTI_TAP,
	RESONATOR,
	GRAIN_CLOUD,
	SPECTRAL_FREEZE,
	RING_FED,
];

/** All banks that the page has: those that it lists, and those of mistakes. */
export const PACKED_BANKS: readonly BankDefinition[] = [...OWN_BANKS, ...MISTAKE_BANKS];

/** Name of a bank's file. */
export function bankFile({ name }: BankDefinition): string {
	return `${name}.p8bank`;
}

/**
 * The text of a bank's file, one char (Latin-1) per byte. Its firmware has its source as comments, to be read.
 *
 * @throws FirmwareFault when the firmware does not compile
 * @throws Error when a text or a program cannot be written
 */
export function bankText({ name, folder = '', about, sticker, programs, spare }: BankDefinition): string {
	const code = ownFirmware(name, join(FIRMWARE_FOLDER, folder)).trimEnd();
	const bank = withFirmware(
		{ ...emptyBank(), programs: SLOTS.map((_, index) => ({ ...defaultProgram(), ...(programs[index] ?? spare) })) },
		{ name, config: '', code, logo: sticker, about },
	);
	const writing = writeBank(bank);
	if (!writing.ok) throw new Error(`${name}: ${writing.message}`);
	return writing.text;
}

/** A bank in the listing that the page reads, see `BundledBank` of the page. */
export interface ListedBank {
	readonly title: string;
	readonly file: string;
	readonly about: string;
	readonly source: string;
}

/** The listing that the page reads, of its instruments. */
export function listBanks(): readonly ListedBank[] {
	return OWN_BANKS.map((bank) => {
		return { title: bank.title, file: bankFile(bank), about: bank.summary, source: sourceFile(bank.name) };
	});
}

/**
 * The folder `banks` of the page: by name, all banks and their listing `banks.json`.
 *
 * @throws FirmwareFault when a firmware does not compile
 */
export function packBanks(): ReadonlyMap<string, Uint8Array> {
	const files = new Map<string, Uint8Array>();
	for (const bank of PACKED_BANKS) files.set(bankFile(bank), Buffer.from(bankText(bank), 'latin1'));
	files.set('banks.json', Buffer.from(`${JSON.stringify(listBanks(), null, '\t')}\n`));
	return files;
}
