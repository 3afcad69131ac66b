import { firmwareAssemblyHost } from '../../bridge/firmware-assembly.ts';
import { FIRMWARE_NATIVES } from '../../bridge/firmware-interface.ts';
import { INSTRUCTION_WORDS, OP } from '../../gazl/opcodes.ts';
import type { Program } from '../../gazl/program.ts';
import { assembleFile, programSize } from '../assembling.ts';
import { defineCommand } from '../command.ts';
import { TEST_NATIVES } from '../conformance/test-natives.ts';
import type { Diagnostic } from '../diagnostics.ts';
import { textTable } from '../text-table.ts';
import { hexWord } from '../words.ts';

/** `p8 assemble`: what a GAZL text comes to. */
export const assembleCommand = defineCommand({
	name: 'assemble',
	operands: 'FILE.gazl',
	operandCount: 1,
	summary: 'assemble a GAZL file and list its sizes and symbols',
	details: [
		'The file is assembled as firmware: 131072 words of memory, the constants and natives of the device.',
		'The natives that only test programs may call are taken with a warning.',
	],
	options: {
		debug: { type: 'boolean', help: 'assemble with DEBUG 1, as from the console (default: DEBUG 0, as from a bank)' },
	},
	run({ operands: [path = ''], options, print, report }) {
		const host = firmwareAssemblyHost(options.debug ? 1 : 0);
		const program = assembleFile(path, { ...host, natives: [...new Set([...FIRMWARE_NATIVES, ...TEST_NATIVES])] });
		for (const warning of foreignNativeWarnings(path, program)) report(warning);

		const size = programSize(program);
		const functions = program.functions.map(({ name, line, start, end, localWords, transientWords }) => {
			return { name, line, instructions: end - start, localWords, transientWords };
		});
		const symbols = program.symbols.map(({ name, section, address, sizeWords, line }) => ({
			name,
			section,
			address,
			sizeWords,
			line,
		}));
		const constants = program.constants
			.filter(({ name, word }) => host.constants?.[name] !== word)
			.map(({ name, type, word }) => ({ name, type, word: hexWord(word) }));

		print(`${size.instructions} instructions, ${size.functions} functions, ${size.globals} words of globals, `);
		print(`${size.constants} words of constants\n`);
		print(textTable(['function', 'line', 'instructions', 'locals', 'transients'], functions.map(Object.values)));
		print(textTable(['symbol', 'section', 'address', 'words', 'line'], symbols.map(Object.values)));
		print(textTable(['constant', 'type', 'word'], constants.map(Object.values)));
		return { exitCode: 0, json: { size, functions, symbols, constants } };
	},
});

/** One warning for each native that is called and that the device does not have, at its first call. */
function foreignNativeWarnings(path: string, program: Program): Diagnostic[] {
	const warnings = new Map<string, Diagnostic>();
	for (const [index, line] of program.lines.entries()) {
		if (program.code[index * INSTRUCTION_WORDS] !== OP.CALL_native) continue;
		const name = program.natives[program.code[index * INSTRUCTION_WORDS + 1]];
		if (FIRMWARE_NATIVES.some((native) => native === name) || warnings.has(name)) continue;
		const message = `The device has no native '${name}', only test programs may call it.`;
		warnings.set(name, { severity: 'warning', file: path, line, column: 1, name: 'TEST_NATIVE', message });
	}
	return [...warnings.values()];
}
