import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyBank, withFirmware } from '../../src/patch/bank.ts';
import { writeBank } from '../../src/patch/bank-writer.ts';
import { defaultProgram, SLOTS } from '../../src/patch/program.ts';
import type { BankDefinition } from './bank-definition.ts';
import { GRAIN_MIRROR } from './grain-mirror.ts';
import { RING_MODULATOR } from './ring-modulator.ts';
import { TAPE_ECHO } from './tape-echo.ts';

/** The banks that come with the page, the one that a first visit starts with first. */
export const OWN_BANKS: readonly BankDefinition[] = [TAPE_ECHO, RING_MODULATOR, GRAIN_MIRROR];

const FIRMWARE_FOLDER = join(import.meta.dirname, '../../public/firmware');

/** Name of a bank's file. */
export function bankFile({ name }: BankDefinition): string {
	return `${name}.p8bank`;
}

/** The text of a bank's file, one char (Latin-1) per byte. The firmware goes in with its comments, to be read and changed. */
export function bankText({ name, about, programs, spare }: BankDefinition): string {
	const code = readFileSync(join(FIRMWARE_FOLDER, `${name}.gazl`), 'latin1').trimEnd();
	const bank = withFirmware(
		{ ...emptyBank(), programs: SLOTS.map((_, index) => ({ ...defaultProgram(), ...(programs[index] ?? spare) })) },
		{ name, config: '', code, logo: [], about },
	);
	const writing = writeBank(bank);
	if (!writing.ok) throw new Error(`${name}: ${writing.message}`);
	return writing.text;
}

/** The listing that the page reads, `banks.json`. */
export function listBanks(): readonly { readonly title: string; readonly file: string; readonly about: string }[] {
	return OWN_BANKS.map((bank) => ({ title: bank.title, file: bankFile(bank), about: bank.summary }));
}
