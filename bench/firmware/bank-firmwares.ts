import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { engineSettings } from '../../src/bridge/program-settings.ts';
import { programAt } from '../../src/patch/bank.ts';
import { readBank } from '../../src/patch/bank-reader.ts';
import type { BenchFirmware } from '../bench-firmware.ts';

const BANK_ENDING = '.p8bank';

/** The firmwares of all banks in a folder that have one, each with the first program of its bank. */
export function bankFirmwares(folder: string): BenchFirmware[] {
	const files = readdirSync(folder).filter((file) => file.endsWith(BANK_ENDING));
	return files.sort().flatMap((file): BenchFirmware[] => {
		const { bank } = readBank(readFileSync(join(folder, file)));
		if (bank === null) throw new Error(`${join(folder, file)} is no bank`);
		if (bank.firmware === undefined) return [];
		const { code, config } = bank.firmware;
		const name = basename(file, BANK_ENDING);
		return [{ name, code, config, settings: engineSettings(programAt(bank, 'A0'), false) }];
	});
}
