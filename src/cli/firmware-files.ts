/** The files that the device's own tools keep a firmware in (device.md 7), as text of one char per byte (Latin-1). */
import { basename } from 'node:path';
import type { Firmware } from '../patch/bank.ts';
import { BadInput, type Diagnostic, fileError, UsageError } from './diagnostics.ts';
import { readSource } from './files.ts';

/** A part of a firmware that has a file of its own. */
export type FiledPart = 'code' | 'logo' | 'about';

/** What follows a firmware's name in the name of each file. */
const FILE_ENDINGS: Readonly<Record<FiledPart | 'programs', string>> = {
	code: '_code.gazl',
	logo: '_logo.ivg',
	about: '_about.txt',
	// Ours: a bank of the programs alone, the template to pack the firmware with again.
	programs: '_programs.p8bank',
};

/** Names that a bank, the device's console and file names of every system can hold. */
const FIRMWARE_NAME = /^(?!.*[/\\:*?"<>|])[!-~¡-ÿ]+( [!-~¡-ÿ]+)*$/;

/** Name of the file that holds a part of the firmware of a name. */
export function partFile(name: string, part: keyof typeof FILE_ENDINGS): string {
	return `${name}${FILE_ENDINGS[part]}`;
}

/** Name of the firmware whose code is in a file: `echo` of `echo.impala`, `echo_code.impala` and `echo_code.gazl`. */
export function firmwareNameOf(codePath: string): string {
	return basename(codePath)
		.replace(/\.[^.]*$/, '')
		.replace(/_code$/, '');
}

/** @throws UsageError for a name that a bank or a file cannot have */
export function checkFirmwareName(name: string): void {
	if (FIRMWARE_NAME.test(name)) return;
	throw new UsageError(
		`A firmware cannot be called '${name}': give a --name of printable Latin-1 characters, with single blanks inside and none of / \\ : * ? " < > |.`,
	);
}

/**
 * The lines of a text file. The line end of the last is part of it, whichever line ends the file has.
 *
 * @throws BadInput when it cannot be read
 */
export function readLines(path: string): readonly string[] {
	return linesOf(readSource(path));
}

/** The lines of a text; none of an empty one. */
export function linesOf(text: string): readonly string[] {
	if (text === '') return [];
	return text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
}

/**
 * The bytes of a part's file; null when the part is empty.
 *
 * @param path of the bank that the firmware is from, as the user wrote it
 * @throws BadInput for a character beyond Latin-1
 */
export function partBytes(path: string, firmware: Firmware, part: FiledPart): Buffer | null {
	const lines = part === 'code' ? firmware.code.split('\n') : firmware[part];
	if (lines.length === 0) return null;
	const index = lines.findIndex((line) => /[^\0-ÿ]/.test(line));
	if (index < 0) return Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1');
	const found = /[^\0-ÿ]/u.exec(lines[index])?.[0];
	const message = `Line ${index + 1} of the firmware's ${part} has '${found}', but its file is Latin-1. Replace it in the bank first.`;
	throw new BadInput(fileError(path, 'NOT_LATIN_1', message));
}

/** Columns of the console, and rows beside the prompt (device.md 9.2). */
const CONSOLE_COLUMNS = 80;
const CONSOLE_ROWS = 21;

/** What a reader of the about text will stumble over. */
export function aboutWarnings(path: string, lines: readonly string[]): Diagnostic[] {
	const warning = (line: number, column: number, name: string, message: string): Diagnostic => {
		return { severity: 'warning', file: path, line, column, name, message };
	};
	const wide = lines.flatMap((text, index) => {
		if (text.length <= CONSOLE_COLUMNS) return [];
		const message = `The console is ${CONSOLE_COLUMNS} columns wide; what stands from here on goes into another line.`;
		return [warning(index + 1, CONSOLE_COLUMNS + 1, 'WIDE_LINE', message)];
	});
	if (lines.length <= CONSOLE_ROWS) return wide;
	const message = `The console shows ${CONSOLE_ROWS} lines at once; from here on the first ones scroll away.`;
	return [...wide, warning(CONSOLE_ROWS + 1, 1, 'LONG_TEXT', message)];
}

/** A warning for text that was saved as UTF-8, at its first character that comes out wrong in Latin-1. */
export function encodingWarnings(path: string, lines: readonly string[]): Diagnostic[] {
	const index = lines.findIndex((line) => /[\x80-\xff]/.test(line));
	const first = lines[index];
	if (first === undefined || !isUtf8(first)) return [];
	const column = first.search(/[\x80-\xff]/) + 1;
	const message =
		'This is UTF-8, but banks hold Latin-1: save the file as Latin-1 (ISO 8859-1), or each such character becomes two.';
	return [{ severity: 'warning', file: path, line: index + 1, column, name: 'UTF_8', message }];
}

function isUtf8(text: string): boolean {
	try {
		new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
		return true;
	} catch {
		return false;
	}
}
