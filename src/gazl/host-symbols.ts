/** What a source may use without defining it: predefined names, the host's constants and natives (gazl.md 1). */

import { wordOfFloat } from './arithmetic.ts';
import { ADDRESS, capabilityOfInt, FLOAT, INT, NATIVE, NULL_POINTER } from './capabilities.ts';
import { type ConstantSymbol, type DataSymbol, MEMORY_OFFSET } from './program.ts';
import { type NamedValue, SymbolTable } from './symbol-table.ts';

/** Words of the host that lie outside all memory, where programs reach them by pointers, see `RegisterWindow`. */
export interface HostWindow {
	/** Pointer to the first of them. */
	readonly pointer: number;
	readonly words: number;
}

/** What one assembly gets from its host. */
export interface AssemblyHost {
	/** Total memory in words, guard word included: 1 or more. */
	readonly memoryWords: number;
	/** Words among them that neither sections nor the data stack may have: the host's heap. 0 if not given. */
	readonly heapWords?: number;
	/** Instructions that there is room for, 65536 if not given. */
	readonly codeCapacity?: number;
	/** Functions that there is room for, 4096 if not given. */
	readonly functionCapacity?: number;
	/** Names of the natives; the place in this list is what a CALL_native operand holds. */
	readonly natives: readonly string[];
	/** Named constants: an int as a number (−2³¹…2³²−1), a float in an object. */
	readonly constants?: Readonly<Record<string, number | { readonly float: number }>>;
	/** Whether a definition in the source takes over the name of a host constant (device.md 6.2); else it is error 28. */
	readonly sourceMayRedefineConstants?: boolean;
	/** Windows by name, which stands for the first word, as an address or as an int. A definition in the source takes such a name over. */
	readonly windows?: Readonly<Record<string, HostWindow>>;
}

/** The version of the language, and the bits of a word, as sources can ask for them. */
const GAZL_VERSION = 1;
const GAZL_WORD_SIZE = 32;

const PREDEFINED = 'predefined name';
const HOST_WINDOW = 'window of the host';

/** A table with all that the host gives. RangeError when its names or values cannot be used: a bug of the host. */
export function hostSymbols(host: AssemblyHost): SymbolTable {
	const table = new SymbolTable();
	const define = (name: string, value: Omit<NamedValue, 'sizeWords' | 'place'>): void => {
		try {
			table.define({ text: name, line: 1, column: 1 }, { ...value, sizeWords: 1, place: null });
		} catch {
			throw new RangeError(`the host cannot define “${name}”: the name is malformed or taken`);
		}
	};
	define('NULL', { capabilities: NULL_POINTER, value: 0, definedBy: PREDEFINED });
	for (const [name, value] of [
		['GAZL_VERSION', GAZL_VERSION],
		['GAZL_WORD_SIZE', GAZL_WORD_SIZE],
		['GAZL_MEMORY_SIZE', host.memoryWords],
	] as const) {
		define(name, { capabilities: capabilityOfInt(value), value, definedBy: PREDEFINED });
	}
	for (const [index, name] of host.natives.entries()) define(name, { capabilities: NATIVE, value: index, definedBy: 'native' });
	const isReplaceable = host.sourceMayRedefineConstants ?? false;
	for (const [name, constant] of Object.entries(host.constants ?? {})) {
		if (typeof constant === 'number' && !(Number.isInteger(constant) && constant >= -0x80000000 && constant <= 0xffffffff)) {
			throw new RangeError(`the host constant “${name}” is ${constant}, which is no 32-bit int; give a float as { float }`);
		}
		const value = typeof constant === 'number' ? constant | 0 : wordOfFloat(constant.float);
		const capabilities = typeof constant === 'number' ? capabilityOfInt(value) : FLOAT;
		define(name, { capabilities, value, definedBy: 'host constant', isReplaceable });
	}
	for (const [name, { pointer, words }] of Object.entries(host.windows ?? {})) {
		const capabilities = ADDRESS | capabilityOfInt(pointer);
		const value: NamedValue = { capabilities, value: pointer, sizeWords: words, definedBy: HOST_WINDOW, place: null };
		table.define({ text: name, line: 1, column: 1 }, { ...value, isReplaceable: true, isWindow: true });
	}
	return table;
}

/** The addresses among the symbols, for those who look at memory. */
export function dataSymbols(table: SymbolTable): DataSymbol[] {
	const symbols: DataSymbol[] = [];
	for (const [name, { capabilities, value, sizeWords, place, section }] of table.entries()) {
		if ((capabilities & ADDRESS) === 0 || section === undefined || place === null) continue;
		symbols.push({ name, section, address: (value - MEMORY_OFFSET) | 0, sizeWords, line: place.line });
	}
	return symbols;
}

/** The int and float constants among the symbols, without predefined names and windows. */
export function constantSymbols(table: SymbolTable): ConstantSymbol[] {
	const symbols: ConstantSymbol[] = [];
	for (const [name, { capabilities, value, definedBy, isWindow }] of table.entries()) {
		if ((capabilities & (INT | FLOAT)) === 0 || definedBy === PREDEFINED || isWindow) continue;
		symbols.push({ name, type: (capabilities & FLOAT) === 0 ? 'int' : 'float', word: value });
	}
	return symbols;
}
