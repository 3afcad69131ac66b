import { assembleForDevice } from '../assembling.ts';
import { defineCommand } from '../command.ts';
import { BadInput, type Diagnostic, UsageError } from '../diagnostics.ts';
import { writeBytes } from '../files.ts';
import { assemblyDiagnostic, type GazlSource, isImpalaPath, readGazlSource } from '../gazl-source.ts';

/** Errors of the assembler that another unit or another host may put right. */
const OPEN_NAMES: readonly string[] = ['FORWARD_SYMBOL_NOT_FOUND', 'NON_FORWARD_SYMBOL_NOT_FOUND'];

/** `p8 compile`: Impala to GAZL. */
export const compileCommand = defineCommand({
	name: 'compile',
	operands: 'FILE.impala',
	operandCount: 1,
	summary: 'compile an Impala file to GAZL',
	details: [
		'The GAZL goes to standard output, or to the file of --out. It is assembled as firmware to see that it',
		'fits the device; names that nothing defines are only warned of, because another unit may define them.',
		'With --json there is lineMap too: for each line of the GAZL the line of the source.',
	],
	options: {
		out: { type: 'string', short: 'o', value: 'OUT.gazl', help: 'write the GAZL to this file' },
		debug: { type: 'boolean', help: 'assemble with DEBUG 1, so that assertions are looked at too (default: DEBUG 0)' },
		listing: { type: 'boolean', help: 'put the source of each statement beside its first instruction' },
	},
	run({ operands: [path = ''], options, print, report }) {
		if (!isImpalaPath(path)) throw new UsageError(`compile takes a file whose name ends in .impala, not '${path}'.`);
		const source = readGazlSource(path, options.listing ?? false);
		const refusal = refusalOf(source, options.debug ? 1 : 0);
		if (refusal?.severity === 'error') throw new BadInput(...source.warnings, refusal);
		for (const warning of refusal ? [...source.warnings, refusal] : source.warnings) report(warning);

		const { gazl, placeOf } = source;
		const lines = gazl.split('\n').length - 1;
		const lineMap = Array.from({ length: lines }, (_, index) => placeOf(index + 1).line);
		if (options.out === undefined) {
			print(Buffer.from(gazl, 'latin1'));
			return { exitCode: 0, json: { lines, gazl, lineMap } };
		}
		writeBytes(options.out, Buffer.from(gazl, 'latin1'));
		print(`${options.out}: ${lines} lines\n`);
		return { exitCode: 0, json: { lines, lineMap } };
	},
});

/** What the assembler of the device has against a program; null when nothing. */
function refusalOf(source: GazlSource, debug: 0 | 1): Diagnostic | null {
	const result = assembleForDevice(source, debug);
	if (result.ok) return null;
	const diagnostic = assemblyDiagnostic(source, result.error);
	return OPEN_NAMES.includes(diagnostic.name) ? { ...diagnostic, severity: 'warning' } : diagnostic;
}
