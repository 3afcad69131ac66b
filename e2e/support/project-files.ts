import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bankFile, bankText, OWN_BANKS } from '../../scripts/banks/own-banks.ts';
import type { GivenFile } from './page-object.ts';

const PROJECT = join(import.meta.dirname, '../..');

/** A file of the project, named from its root, for dropping on the page. */
export async function projectFile(path: string): Promise<GivenFile> {
	return { name: basename(path), content: await readFile(join(PROJECT, path), 'latin1') };
}

/** The bank that comes with the page for a firmware, for dropping on the page. */
export function bundledBank(firmware: string): GivenFile {
	const bank = OWN_BANKS.find(({ name }) => name === firmware);
	if (bank === undefined) throw new Error(`No bank comes with the page for ${firmware}.`);
	return { name: bankFile(bank), content: bankText(bank) };
}
