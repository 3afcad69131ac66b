import { download } from '../../store/download.ts';

/** Name of the file that a configuration is exported to. */
const FILE_NAME = 'heap.json';

/** Lets the user choose a file; its text, or null when none was chosen. */
export async function openConfiguration(): Promise<string | null> {
	const input = Object.assign(document.createElement('input'), { type: 'file', accept: '.json,application/json' });
	const file = await new Promise<File | null>((resolve) => {
		input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
		input.addEventListener('cancel', () => resolve(null));
		input.click();
	});
	return file === null ? null : await file.text();
}

/** Gives a configuration document to the browser's downloads. */
export function saveConfiguration(text: string): void {
	download(FILE_NAME, text, 'application/json');
}
