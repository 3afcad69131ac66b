import type { Bank, BankVersion } from '../patch/bank.ts';
import { readBank } from '../patch/bank-reader.ts';
import { writeBank } from '../patch/bank-writer.ts';
import { bankFileLine } from '../patch/firmware-line-map.ts';
import { buildFirmware, type FirmwareBuild } from '../toolchain/build-firmware.ts';
import { BadInput, type Diagnostic, fileError } from './diagnostics.ts';
import { readBytes } from './files.ts';
import { columnInString } from './string-columns.ts';

/** A bank and the file that it came from. */
export interface BankFile {
	/** As the user wrote it. */
	readonly path: string;
	readonly bytes: Uint8Array;
	readonly bank: Bank;
	/** What the reader found odd. */
	readonly warnings: readonly Diagnostic[];
}

/** @throws BadInput with all that is wrong, when the file cannot be read or the bank has an error */
export function openBank(path: string): BankFile {
	const bytes = readBytes(path);
	const { bank, diagnostics } = readBank(bytes);
	const located = diagnostics.map(({ severity, code, message, line, column }) => {
		return { severity, file: path, line, column, name: code, message };
	});
	if (!bank) throw new BadInput(...located);
	return { path, bytes, bank, warnings: located };
}

/**
 * A bank as a file.
 *
 * @param path of the file that errors are told of, as the user wrote it
 * @throws BadInput when the version cannot hold the bank, or a file of it would be longer than a bank may be
 */
export function bankBytes(path: string, bank: Bank, version: BankVersion): Buffer {
	const writing = writeBank(bank, { version });
	if (!writing.ok) throw new BadInput(fileError(path, writing.code, writing.message));
	const obstacle = readBank(writing.text).diagnostics.find(({ severity }) => severity === 'error');
	if (obstacle) throw new BadInput(fileError(path, obstacle.code, obstacle.message));
	return Buffer.from(writing.text, 'latin1');
}

/** Builds a bank's firmware as loading the bank does, with DEBUG 0; undefined when it has none. */
export function buildBankFirmware({ firmware }: Bank): FirmwareBuild | undefined {
	return firmware && buildFirmware({ id: 1, name: firmware.name, code: firmware.code, config: firmware.config, debug: false });
}

/** Why a bank's firmware cannot be built, at its place in the bank file: the faulty line, or where the block begins. */
export function firmwareDiagnostic({ path, bytes, bank }: BankFile, build: FirmwareBuild & { readonly ok: false }): Diagnostic {
	const { code: name, message, line: codeLine, column: codeColumn } = build.diagnostics[0];
	const lines = Buffer.from(bytes).toString('latin1').split('\n');
	const line = bankFileLine(bank, codeLine) ?? lines.findIndex((text) => /^\s*Firmware\s*:/.test(text)) + 1;
	const column = codeLine === 0 ? 1 : columnInString(lines[line - 1], codeColumn);
	return { severity: 'error', file: path, line, column, name, message };
}
