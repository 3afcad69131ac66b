import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { assembleFirmwareGazl } from '../../src/bridge/firmware-assembly.ts';
import { compileImpala, impalaPlace } from '../../src/impala/compile.ts';

const PROJECT = join(import.meta.dirname, '../..');
const SOURCE_ENDING = '.impala';

/** Where the sources are of the firmwares that come with the page. */
export const FIRMWARE_FOLDER = join(PROJECT, 'public/firmware');

/** Names of the firmwares that come with the page, by the alphabet. */
export function ownFirmwareNames(): readonly string[] {
	const sources = readdirSync(FIRMWARE_FOLDER).filter((file) => file.endsWith(SOURCE_ENDING));
	return sources.map((file) => file.slice(0, -SOURCE_ENDING.length)).sort();
}

/** Name of a firmware's source in the folder of sources. */
export function sourceFile(name: string): string {
	return `${name}${SOURCE_ENDING}`;
}

/** The Impala of one of our own firmwares, one character (Latin-1) per byte. */
export function ownSource(name: string, folder = FIRMWARE_FOLDER): string {
	return readFileSync(join(folder, sourceFile(name)), 'latin1');
}

/**
 * One of our own firmwares as GAZL, one character (Latin-1) per byte, with each statement of its source as a comment beside what it
 * became.
 *
 * @param name as the source is called, without its ending
 * @param folder where the source is
 * @throws FirmwareFault when the source does not compile, or what it compiles to does not assemble for the emulator
 */
export function ownFirmware(name: string, folder = FIRMWARE_FOLDER): string {
	const path = relative(PROJECT, join(folder, sourceFile(name)));
	const compilation = compileImpala(ownSource(name, folder), { listing: true });
	if (!compilation.ok) {
		const errors = compilation.diagnostics.filter(({ severity }) => severity === 'error');
		throw new FirmwareFault(
			path,
			errors.map(({ range, code, message }) => ({ ...range.start, code, message })),
		);
	}
	const { gazl, lineMap } = compilation;
	const assembly = assembleFirmwareGazl(gazl, 0);
	if (!assembly.ok) {
		const { name: code, message, at } = assembly.error;
		const { line, column } = impalaPlace(lineMap, at.line)?.start ?? { line: 1, column: 1 };
		throw new FirmwareFault(path, [{ line, column, code, message }]);
	}
	return gazl;
}

interface SourceFault {
	/** From 1. */
	readonly line: number;
	readonly column: number;
	readonly code: string;
	readonly message: string;
}

/** What is wrong with one of our own sources: a line `FILE:LINE:COLUMN: error CODE: …` for each error. */
export class FirmwareFault extends Error {
	constructor(path: string, faults: readonly SourceFault[]) {
		super(faults.map(({ line, column, code, message }) => `${path}:${line}:${column}: error ${code}: ${message}`).join('\n'));
		this.name = 'FirmwareFault';
	}
}
