import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readBank } from '../../src/patch/bank-reader.ts';
import { type BenchFirmware, CONFORMANCE_SETTINGS } from '../bench-firmware.ts';

const BANK_ENDING = '.p8bank';

/**
 * The firmwares of all banks in a folder that have one. With the settings of the conformance firmwares and not with a program of the
 * bank: the cycles that they then take are nearest to what the native figures speak of.
 */
export function bankFirmwares(folder: string): BenchFirmware[] {
	const files = readdirSync(folder).filter((file) => file.endsWith(BANK_ENDING));
	return files.sort().flatMap((file): BenchFirmware[] => {
		const { bank } = readBank(readFileSync(join(folder, file)));
		if (bank === null) throw new Error(`${join(folder, file)} is no bank`);
		if (bank.firmware === undefined) return [];
		const { code, config } = bank.firmware;
		return [{ name: basename(file, BANK_ENDING), code, config, settings: CONFORMANCE_SETTINGS }];
	});
}
