import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { BadInput, fileError } from '../diagnostics.ts';

/** A random program, and the machine that it is made for. */
export interface FuzzProgram {
	readonly source: string;
	readonly memoryWords: number;
	readonly callStackEntries: number;
	readonly entry: string;
}

/** What the corpus's generator module exports. */
export interface FuzzGenerator {
	generate(seed: number): FuzzProgram;
	/** The text whose SHA-256 stands for a run; words of globals are unsigned. */
	digestText(status: number, cycles: number, globals: Readonly<Record<string, readonly number[]>>): string;
}

/**
 * Loads a generator module.
 *
 * @param path absolute
 * @throws BadInput when there is none at that path
 */
export async function loadFuzzGenerator(path: string): Promise<FuzzGenerator> {
	if (!existsSync(path)) {
		throw new BadInput(
			fileError(path, 'FILE_NOT_FOUND', 'The generator of the fuzz programs is not here; name it with --generator FILE.'),
		);
	}
	let exported: Partial<FuzzGenerator>;
	try {
		exported = await import(/* @vite-ignore */ pathToFileURL(path).href);
	} catch (failure) {
		throw new BadInput(
			fileError(path, 'BAD_GENERATOR', `This is no JavaScript module: ${failure instanceof Error ? failure.message : failure}`),
		);
	}
	if (typeof exported.generate !== 'function' || typeof exported.digestText !== 'function') {
		throw new BadInput(fileError(path, 'BAD_GENERATOR', 'This module does not export the functions generate and digestText.'));
	}
	return exported as FuzzGenerator;
}
