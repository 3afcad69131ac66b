/** Time that a browser is given to fetch a download, milliseconds. */
const DOWNLOAD_MS = 60_000;

/** Gives a text to the browser's downloads. */
export function saveText(fileName: string, text: string, mediaType: string): void {
	const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
	Object.assign(document.createElement('a'), { href: url, download: fileName }).click();
	// Some browsers fetch it a while after the click.
	setTimeout(() => URL.revokeObjectURL(url), DOWNLOAD_MS);
}
