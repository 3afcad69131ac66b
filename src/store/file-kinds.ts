/** What a file that a user gives is for. */
export type FileKind = 'bank' | 'firmware' | 'audio';

const AUDIO_NAME = /\.(wav|wave|aif|aiff|flac|mp3|ogg|oga|opus|m4a|aac|webm)$/i;

/** Tells by its name, or failing that by its type and first bytes, what a file is; null for what the device cannot use. */
export function fileKind(name: string, type: string, head: string): FileKind | null {
	if (/\.p8bank$/i.test(name) || /^\s*Permut8Bank/.test(head)) return 'bank';
	if (/\.(impala|gazl)$/i.test(name)) return 'firmware';
	if (AUDIO_NAME.test(name) || type.startsWith('audio/') || head.startsWith('RIFF')) return 'audio';
	return null;
}

/** Bytes as a string of one character each (Latin-1), which is how GAZL and banks are read. */
export function latin1(bytes: Uint8Array): string {
	const pieces: string[] = [];
	for (let i = 0; i < bytes.length; i += 8192) pieces.push(String.fromCharCode(...bytes.subarray(i, i + 8192)));
	return pieces.join('');
}
