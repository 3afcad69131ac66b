/** Reading the firmware block of a bank file (device.md 5.3). */
import { FIRMWARE_PARTS, type Firmware, type FirmwareSource } from './bank.ts';
import type { BankEntry } from './bank-syntax.ts';
import type { EntryReader } from './entry-reader.ts';

const FIRMWARE_KEYS: ReadonlyMap<string, keyof Firmware> = new Map(FIRMWARE_PARTS.map(({ key, property }) => [key, property]));

/**
 * Reads the firmware block. `outside` are its logo and about where a file has them beside the block: they count when the
 * block has none of its own. Null when it is no block; what is wrong goes to `reader`.
 */
export function readFirmware(
	reader: EntryReader,
	entry: BankEntry,
	outside: readonly BankEntry[],
): { firmware: Firmware; source: FirmwareSource } | null {
	if (reader.version === 1) reader.report('FIRMWARE_IN_V1', entry, {}, entry.key);
	const block = reader.readBlock(entry, entry.key);
	if (!block) return null;
	const { known, unknown } = reader.sortEntries(block, FIRMWARE_KEYS, 'the firmware', 'Firmware.');
	const parts = new Map(known);
	for (const part of outside) {
		const property = FIRMWARE_KEYS.get(part.key);
		if (!property) continue;
		const inside = parts.get(property);
		if (inside) reader.report('DUPLICATE_FIELD', part, { found: part.key, first: inside.line }, part.key);
		else parts.set(property, part);
	}
	const text = (property: 'name' | 'config'): string => {
		const part = parts.get(property);
		return (part && reader.readString(part, `Firmware.${part.key}`)?.text) ?? '';
	};
	const texts = (property: 'code' | 'logo' | 'about') => {
		const part = parts.get(property);
		return part ? reader.readLines(part, `Firmware.${part.key}`) : [];
	};
	const codeTexts = texts('code');
	if (codeTexts.length === 0) reader.report('FIRMWARE_WITHOUT_CODE', entry, {}, 'Firmware.Code');
	// One text may hold several lines of code, by \n: they all come from its one line of the file.
	const codeLines = codeTexts.flatMap(({ text: lines, line: fileLine }) => lines.split('\n').map((line) => ({ line, fileLine })));
	const code = codeLines.map(({ line }) => line).join('\n');
	return {
		firmware: {
			name: text('name'),
			config: text('config'),
			code,
			logo: texts('logo').map((line) => line.text),
			about: texts('about').map((line) => line.text),
		},
		source: {
			code,
			codeFileLines: codeLines.map(({ fileLine }) => fileLine),
			absent: FIRMWARE_PARTS.map(({ property }) => property).filter((property) => !known.has(property)),
			unknownEntries: unknown,
		},
	};
}
