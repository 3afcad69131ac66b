/** Time that a browser is given to fetch a download, milliseconds: some do it a while after the click. */
const DOWNLOAD_MS = 60_000;

/** Gives a file to the browser's downloads. What becomes of it there is not told. */
export function download(fileName: string, content: string | Uint8Array<ArrayBuffer>, mediaType: string): void {
	const url = URL.createObjectURL(new Blob([content], { type: mediaType }));
	Object.assign(document.createElement('a'), { href: url, download: fileName }).click();
	setTimeout(() => URL.revokeObjectURL(url), DOWNLOAD_MS);
}
