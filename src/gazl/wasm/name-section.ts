/** Names in a module: what browser tools and stack traces show instead of numbers. */

import { ByteWriter } from './byte-writer.ts';

/** The names that a module gives to its parts; `''` or nothing where a part has none. */
export interface ModuleNames {
	/** The module itself. */
	readonly module: string;
	/** By function index, imported functions first. */
	readonly functions: readonly string[];
	/** By global index, imported globals first. */
	readonly globals: readonly string[];
}

/** Ids of the section's parts: the core specification's first three, and globals from the extended name section proposal. */
const PART = { module: 0, functions: 1, locals: 2, globals: 7 } as const;

/**
 * The content of the custom section "name".
 *
 * `locals`: by function index, the names of its parameters and locals.
 */
export function nameSection(names: ModuleNames, locals: readonly (readonly string[])[]): ByteWriter {
	const section = new ByteWriter().text('name');
	if (names.module !== '') section.u8(PART.module).sized(new ByteWriter().text(names.module));
	if (names.functions.some(isNamed)) section.u8(PART.functions).sized(nameMap(names.functions));
	const functions = [...locals.keys()].filter((index) => locals[index]?.some(isNamed));
	if (functions.length > 0) {
		const part = new ByteWriter().u32(functions.length);
		for (const index of functions) part.u32(index).bytes(nameMap(locals[index]).toBytes());
		section.u8(PART.locals).sized(part);
	}
	if (names.globals.some(isNamed)) section.u8(PART.globals).sized(nameMap(names.globals));
	return section;
}

function isNamed(name: string): boolean {
	return name !== '';
}

/** How many names, then index and name of each. */
function nameMap(names: readonly string[]): ByteWriter {
	const map = new ByteWriter().u32(names.filter(isNamed).length);
	names.forEach((name, index) => {
		if (name !== '') map.u32(index).text(name);
	});
	return map;
}
