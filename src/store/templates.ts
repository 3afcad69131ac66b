import { sourceText } from './workspace-bytes.ts';

/** A firmware to begin with: it works, and its comments say how. */
export interface Template {
	readonly id: string;
	readonly title: string;
	/** What it is and does, in one line. */
	readonly summary: string;
	/** Name of its source, also for the copy that the user gets. */
	readonly file: string;
}

/** Folder of the sources among the page's own files. */
export const TEMPLATE_FOLDER = 'firmware/templates/';

/** What a new firmware can begin with, the simplest first. */
export const TEMPLATES: readonly Template[] = [
	{
		id: 'full-patch',
		title: 'Full patch',
		summary: 'A bit crusher: process() is called for each tick and turns the input into the output.',
		file: 'full-patch.impala',
	},
	{
		id: 'full-patch-yield',
		title: 'Full patch with a loop',
		summary: 'An echo: process() is called once, and yield() in its loop waits for the next tick.',
		file: 'full-patch-yield.impala',
	},
	{
		id: 'mod-patch',
		title: 'Mod patch',
		summary: 'A vibrato: operate1() takes the place of instruction 1 and moves where the memory is read.',
		file: 'mod-patch.impala',
	},
];

/**
 * The source of a template.
 *
 * @param baseUrl where the page's own files are, with a slash at its end
 * @throws an Error with a sentence when it cannot be fetched
 */
export async function fetchTemplate(baseUrl: string, template: Template): Promise<string> {
	const path = TEMPLATE_FOLDER + template.file;
	const response = await fetch(baseUrl + path).catch(() => null);
	if (response?.ok !== true) {
		const status = response === null ? 'no connection' : response.status;
		throw new Error(`The template "${template.title}" (${path}) cannot be fetched (${status}). Reload the page.`);
	}
	return sourceText(new Uint8Array(await response.arrayBuffer()));
}
