import { FIRMWARE_HOST_CODE } from '../../bridge/firmware-host-code.ts';
import type { Program } from '../../gazl/program.ts';
import { listProgram } from '../../gazl/wasm/program-listing.ts';
import { bankFileLine } from '../../patch/firmware-line-map.ts';
import { assembleFirmware } from '../assembling.ts';
import { buildBankFirmware, firmwareDiagnostic, openBank } from '../bank-file.ts';
import { defineCommand } from '../command.ts';
import { BadInput, type Diagnostic, fileError, UsageError } from '../diagnostics.ts';
import { LISTING_LEGEND, LISTING_WIDTH, listingText } from '../listing-text.ts';
import { parseInteger } from '../numbers.ts';

/** `p8 disassemble`: a program as it is executed, and the WebAssembly that it is compiled to. */
export const disassemble = defineCommand({
	name: 'disassemble',
	operands: 'FILE',
	operandCount: 1,
	summary: 'list a program as GAZL, basic blocks and the WebAssembly made from it, side by side',
	details: [
		'A GAZL or Impala file is assembled as p8 assemble does it; of a file .p8bank it is the firmware, as the bank loads it.',
		'',
		...LISTING_LEGEND,
	],
	options: {
		function: { type: 'string', value: 'NAME', help: 'only this function (default: all)' },
		width: {
			type: 'string',
			value: 'N',
			help: `columns, ${LISTING_WIDTH.minimum}…${LISTING_WIDTH.maximum} (default: the terminal's, or ${LISTING_WIDTH.default})`,
		},
		debug: { type: 'boolean', help: 'assemble with DEBUG 1, as from the console; not for banks (default: DEBUG 0)' },
	},
	run({ operands: [path = ''], options, print, report }) {
		const width =
			options.width === undefined
				? Math.max(LISTING_WIDTH.minimum, process.stdout.columns ?? LISTING_WIDTH.default)
				: parseInteger(options.width, '--width', LISTING_WIDTH.minimum, LISTING_WIDTH.maximum);
		const program = readProgram(path, options.debug ?? false, report);
		const names = program.functions.map(({ name }) => name);
		const wanted = options.function;
		if (wanted !== undefined && !names.includes(wanted)) {
			const known = names.length === 0 ? 'none' : names.join(', ');
			const message = `There is no function '${wanted}'; the file defines ${known}.`;
			throw new BadInput(fileError(path, 'UNKNOWN_FUNCTION', message));
		}
		const functions = listProgram(program, FIRMWARE_HOST_CODE).filter(({ name }) => wanted === undefined || name === wanted);
		print(functions.map((listing) => listingText(listing, width)).join('\n'));
		return { exitCode: 0, json: { functions } };
	},
});

/**
 * The program of a file, with the file's lines.
 *
 * @throws BadInput or UsageError
 */
function readProgram(path: string, debug: boolean, report: (diagnostic: Diagnostic) => void): Program {
	if (!/\.p8bank$/i.test(path)) {
		const { program, source } = assembleFirmware(path, debug ? 1 : 0, report);
		return withLines(program, (line) => source.placeOf(line).line);
	}
	if (debug) throw new UsageError('--debug needs a GAZL or Impala file: the firmware of a bank has DEBUG 0.');
	const file = openBank(path);
	file.warnings.forEach(report);
	const build = buildBankFirmware(file.bank);
	if (build === undefined)
		throw new BadInput(fileError(path, 'NO_FIRMWARE', 'This bank is for the stock CPU, it has no firmware.'));
	if (!build.ok) throw new BadInput(firmwareDiagnostic(file, build));
	return withLines(build.image.program, (line) => bankFileLine(file.bank, line) ?? 1);
}

/** A program that says of its code where it is in another text than the GAZL that it was assembled from. */
function withLines(program: Program, lineOf: (gazlLine: number) => number): Program {
	const functions = program.functions.map((symbol) => ({ ...symbol, line: lineOf(symbol.line) }));
	return { ...program, lines: program.lines.map(lineOf), functions };
}
