import { formatImpala } from '../../impala/format/format.ts';
import { defineCommand } from '../command.ts';
import { BadInput, UsageError } from '../diagnostics.ts';
import { readSource, writeBytes } from '../files.ts';
import { compilerDiagnostic, isImpalaPath } from '../gazl-source.ts';

/** `p8 format`: Impala in one style. */
export const formatCommand = defineCommand({
	name: 'format',
	operands: 'FILE.impala',
	operandCount: 1,
	summary: 'bring an Impala file into one style',
	details: [
		'The text goes to standard output, or with --write back into the file. Lines and comments stay, and the',
		'program stays the same.',
		'A file with errors of its form is left alone; exit code 1.',
	],
	options: {
		write: { type: 'boolean', help: 'change the file itself' },
		check: { type: 'boolean', help: 'change nothing; exit code 1 when the file is not in the style' },
	},
	run({ operands: [path = ''], options, print }) {
		if (!isImpalaPath(path)) throw new UsageError(`format takes a file whose name ends in .impala, not '${path}'.`);
		if (options.write && options.check) throw new UsageError('Give --write or --check, not both.');
		const source = readSource(path);
		const { text, diagnostics } = formatImpala(source);
		if (diagnostics.length > 0) throw new BadInput(...diagnostics.map((diagnostic) => compilerDiagnostic(path, diagnostic)));
		const isChanged = text !== source;
		if (options.check) {
			print(`${path}: ${isChanged ? 'not in the style' : 'in the style'}\n`);
			return { exitCode: isChanged ? 1 : 0, json: { isChanged } };
		}
		if (!options.write) {
			print(Buffer.from(text, 'latin1'));
			return { exitCode: 0, json: { isChanged, text } };
		}
		if (isChanged) writeBytes(path, Buffer.from(text, 'latin1'));
		print(`${path}: ${isChanged ? 'changed' : 'nothing to change'}\n`);
		return { exitCode: 0, json: { isChanged } };
	},
});
