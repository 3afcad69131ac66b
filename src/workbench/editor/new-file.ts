import { catalogueStore, fetchBundledSource } from '../../store/catalogue.ts';
import { print } from '../../store/console-store.ts';
import { deviceStore } from '../../store/device-store.ts';
import { fetchTemplate, TEMPLATES } from '../../store/templates.ts';
import { addFile } from '../../store/workspace.ts';

/** Files to begin with nothing in. */
export const EMPTY_FILES = [
	{
		id: 'empty-impala',
		title: 'Empty Impala file',
		summary: 'The language of firmware, compiled to GAZL.',
		name: 'untitled.impala',
	},
	{ id: 'empty-gazl', title: 'Empty GAZL file', summary: 'The assembly language of the virtual machine.', name: 'untitled.gazl' },
] as const;

/** Source of the firmware that plays. */
export const PLAYING_ID = 'playing';

/** What the ids of the sources of banks begin with; behind it stands the bank's file. */
export const BANK_ID = 'bank ';

const baseUrl = () => new URL('./', document.baseURI).href;

/** Does what may fail for want of a file of the page's own, and says so. */
async function reported(work: () => Promise<void>): Promise<void> {
	try {
		await work();
	} catch (reason) {
		print('error', reason instanceof Error ? reason.message : String(reason));
	}
}

/** Opens a new file by its id: a template, an empty one, the source of a bank or of what plays. */
export function newFile(id: string): Promise<void> {
	return reported(async () => {
		const empty = EMPTY_FILES.find((known) => known.id === id);
		const bank = catalogueStore.getState().banks.find(({ file }) => id === BANK_ID + file);
		const template = TEMPLATES.find((known) => known.id === id);
		if (empty !== undefined) addFile({ name: empty.name, text: '' });
		else if (id === PLAYING_ID) await openPlayingSource();
		else if (bank !== undefined) addFile({ name: bank.source, text: await fetchBundledSource(baseUrl(), bank) });
		else if (template !== undefined) addFile({ name: template.file, text: await fetchTemplate(baseUrl(), template) });
	});
}

/** As it was written when that is known, else its GAZL. */
async function openPlayingSource(): Promise<void> {
	const { firmware, bankFile } = deviceStore.getState();
	if (firmware === null) return;
	const { source, gazl } = firmware;
	const bundled = catalogueStore.getState().banks.find(({ file }) => file === bankFile && firmware.fileName === file);
	if (source.language === 'impala') addFile({ name: `${source.name}.impala`, text: source.code, config: source.config });
	else if (bundled === undefined) addFile({ name: `${source.name}.gazl`, text: gazl, config: source.config });
	else addFile({ name: bundled.source, text: await fetchBundledSource(baseUrl(), bundled), config: source.config });
}
