import type { Toolchain } from '../toolchain/toolchain.ts';
import { catalogueStore, fetchBundledSource } from './catalogue.ts';
import { fetchTemplate, TEMPLATES } from './templates.ts';

/** Builds wait so long for one another, in milliseconds, so that one that somebody waits for comes in between. */
const PAUSE_MS = 20;

/** Ids of builds that nobody plays. */
const NO_ID = 0;

/**
 * Has the toolchain build the firmwares that come with the page and forgets them: a compiler that has run for a while is several times
 * faster, and an author's first edit is to be heard as soon as the later ones. What cannot be fetched is left out.
 */
export async function rehearseToolchain(toolchain: Toolchain, baseUrl: string): Promise<void> {
	const fetches = [
		...TEMPLATES.map((template) => () => fetchTemplate(baseUrl, template)),
		...catalogueStore.getState().banks.map((bank) => () => fetchBundledSource(baseUrl, bank)),
	];
	for (const fetchSource of fetches) {
		try {
			const code = await fetchSource();
			await toolchain.build({ id: NO_ID, name: 'rehearsal', code, language: 'impala', config: '', debug: true, draft: true });
		} catch {}
		await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
	}
}
