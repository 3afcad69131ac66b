/** Writes the banks that come with the page and their listing: `npx tsx scripts/banks/make-banks.ts [OUTDIR]`, by default into `public/banks`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bankFile, bankText, listBanks, OWN_BANKS } from './own-banks.ts';

const outputFolder = resolve(process.argv[2] ?? join(import.meta.dirname, '../../public/banks'));
mkdirSync(outputFolder, { recursive: true });
for (const bank of OWN_BANKS) {
	const text = bankText(bank);
	writeFileSync(join(outputFolder, bankFile(bank)), text, 'latin1');
	console.log(`${bankFile(bank)}: ${bank.programs.length} named programs, ${text.length} bytes`);
}
writeFileSync(join(outputFolder, 'banks.json'), `${JSON.stringify(listBanks(), null, '\t')}\n`);
console.log(`banks.json: ${OWN_BANKS.length} banks in ${outputFolder}`);
