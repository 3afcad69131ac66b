import { firmwareAssemblyHost } from '../../bridge/firmware-assembly.ts';
import { usesRegisters } from '../../bridge/hardware-registers.ts';
import type { Program } from '../../gazl/program.ts';
import { assembleFirmware, programSize } from '../assembling.ts';
import { defineCommand } from '../command.ts';
import { textTable } from '../text-table.ts';
import { hexWord } from '../words.ts';

/** Where the heap of a program is; null when it has none. */
function heapOf({ memoryWords, heapWords, constantImage }: Program): { address: number; sizeWords: number } | null {
	return heapWords === 0 ? null : { address: memoryWords - constantImage.length - heapWords, sizeWords: heapWords };
}

/** `p8 assemble`: what a GAZL text comes to. */
export const assembleCommand = defineCommand({
	name: 'assemble',
	operands: 'FILE',
	operandCount: 1,
	summary: 'assemble a GAZL or Impala file and list its sizes and symbols',
	details: [
		'The file is assembled as firmware: 131072 words of memory, the constants and natives of the device. One that',
		'calls natives of the heap has that above its data stack, and its constants above that.',
		'The natives that only test programs may call are taken with a warning.',
	],
	options: {
		debug: { type: 'boolean', help: 'assemble with DEBUG 1, as from the console (default: DEBUG 0, as from a bank)' },
	},
	run({ operands: [path = ''], options, print, report }) {
		const debug = options.debug ? 1 : 0;
		const { program, source } = assembleFirmware(path, debug, report);
		const fileLine = (gazlLine: number) => source.placeOf(gazlLine).line;

		const size = programSize(program);
		const heap = heapOf(program);
		const functions = program.functions.map(({ name, line, start, end, localWords, transientWords }) => {
			return { name, line: fileLine(line), instructions: end - start, localWords, transientWords };
		});
		const symbols = program.symbols.map(({ name, section, address, sizeWords, line }) => ({
			name,
			section,
			address,
			sizeWords,
			line: fileLine(line),
		}));
		const constants = program.constants
			.filter(({ name, word }) => firmwareAssemblyHost(debug).constants?.[name] !== word)
			.map(({ name, type, word }) => ({ name, type, word: hexWord(word) }));

		print(`${size.instructions} instructions, ${size.functions} functions, ${size.globals} words of globals, `);
		print(`${size.constants} words of constants${heap === null ? '' : `, a heap of ${heap.sizeWords} words`}\n`);
		print(textTable(['function', 'line', 'instructions', 'locals', 'transients'], functions.map(Object.values)));
		print(textTable(['symbol', 'section', 'address', 'words', 'line'], symbols.map(Object.values)));
		print(textTable(['constant', 'type', 'word'], constants.map(Object.values)));
		return { exitCode: 0, json: { size, heap, registers: usesRegisters(program), functions, symbols, constants } };
	},
});
