import { bankBytes, openBank } from '../bank-file.ts';
import { defineCommand } from '../command.ts';

/** `p8 bank rewrite`: a bank as the writer writes it. */
export const bankRewrite = defineCommand({
	name: 'bank rewrite',
	operands: 'FILE.p8bank',
	operandCount: 1,
	summary: 'print a bank as it would be saved',
	details: ['The bytes of the file go to standard output, in the version of the file that was read.'],
	options: {},
	run({ operands: [path = ''], print }) {
		const { bank } = openBank(path);
		const bytes = bankBytes(path, bank, bank.version);
		print(bytes);
		return { exitCode: 0, json: { text: bytes.toString('latin1') } };
	},
});
