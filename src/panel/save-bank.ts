import { writeBank } from '../patch/bank-writer.ts';
import { print } from '../store/console-store.ts';
import { deviceStore } from '../store/device-store.ts';
import { download } from '../store/download.ts';

/** Name for a bank that never had one. */
const NEW_BANK_FILE = 'permut8.p8bank';

/** Hands the bank to the user as a file, with the program that is chosen now as its current one. */
export function saveBank(): void {
	const { bank, bankFile, slot } = deviceStore.getState();
	const writing = writeBank({ ...bank, currentProgram: slot });
	if (!writing.ok) {
		print('error', `The bank was not saved. ${writing.message}`);
		return;
	}
	// The writer gives one Latin-1 code per character.
	const bytes = Uint8Array.from(writing.text, (character) => character.charCodeAt(0));
	const fileName = bankFile || NEW_BANK_FILE;
	download(fileName, bytes, 'application/octet-stream');
	print('notice', `bank saved as ${fileName}`);
}
