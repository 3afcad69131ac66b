import { createStore } from 'zustand/vanilla';
import type { Emulator } from './emulator.ts';
import { latin1 } from './file-kinds.ts';
import type { Clip } from './sound-store.ts';
import { soundStore } from './sound-store.ts';

/** A bank that comes with the page. */
export interface BundledBank {
	readonly title: string;
	/** Name of its file in the folder `banks`. */
	readonly file: string;
	/** What it does, in one line. */
	readonly about: string;
	/** Name of its firmware's Impala source in the folder `firmware`. */
	readonly source: string;
}

/** The banks that come with the page, the first of which a first visit starts with. */
export const catalogueStore = createStore<{ readonly banks: readonly BundledBank[] }>(() => ({ banks: [] }));

async function fetchFile(baseUrl: string, path: string): Promise<Response> {
	const response = await fetch(baseUrl + path);
	if (!response.ok) throw new Error(`The page's own file ${path} cannot be fetched (${response.status}). Reload the page.`);
	return response;
}

/** Reads which clips and banks come with the page. */
export async function readCatalogue(baseUrl: string): Promise<void> {
	await Promise.all([
		fetchFile(baseUrl, 'clips/clips.json')
			.then((response) => response.json() as Promise<Clip[]>)
			.then((clips) => soundStore.setState({ clips })),
		fetchFile(baseUrl, 'banks/banks.json')
			.then((response) => response.json() as Promise<BundledBank[]>)
			.then((banks) => catalogueStore.setState({ banks })),
	]);
}

/** Opens a bank that comes with the page. */
export async function openBundledBank(emulator: Emulator, baseUrl: string, bank: BundledBank): Promise<void> {
	const response = await fetchFile(baseUrl, `banks/${bank.file}`);
	await emulator.openBank(bank.file, new Uint8Array(await response.arrayBuffer()));
}

/** The Impala source of the firmware in a bank that comes with the page, one character (Latin-1) per byte. */
export async function fetchBundledSource(baseUrl: string, bank: BundledBank): Promise<string> {
	const response = await fetchFile(baseUrl, `firmware/${bank.source}`);
	return latin1(new Uint8Array(await response.arrayBuffer()));
}

/** Opens what a first visit starts with. */
export async function openFirstBank(emulator: Emulator, baseUrl: string): Promise<void> {
	const [first] = catalogueStore.getState().banks;
	if (first !== undefined) await openBundledBank(emulator, baseUrl, first);
}
