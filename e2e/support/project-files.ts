import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { GivenFile } from './page-object.ts';

const PROJECT = join(import.meta.dirname, '../..');

/** A file of the project, named from its root, for dropping on the page. */
export async function projectFile(path: string): Promise<GivenFile> {
	return { name: basename(path), content: await readFile(join(PROJECT, path), 'latin1') };
}
