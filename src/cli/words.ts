import { createHash } from 'node:crypto';
import { endianness } from 'node:os';

/** The bytes of words as the corpora and output files have them: little-endian, whatever this machine is. */
export function littleEndianBytes(words: Int32Array): Buffer {
	const bytes = Buffer.from(words.buffer, words.byteOffset, words.byteLength);
	return endianness() === 'LE' ? bytes : Buffer.from(bytes).swap32();
}

/** SHA-256 in hexadecimal. */
export function sha256(content: string | Uint8Array): string {
	return createHash('sha256').update(content).digest('hex');
}

/** A word as eight hexadecimal digits. */
export function hexWord(word: number): string {
	return (word >>> 0).toString(16).padStart(8, '0');
}

/** Words as the manifests write them: hexadecimal, one blank between. */
export function hexWords(words: Iterable<number>): string {
	return Array.from(words, hexWord).join(' ');
}
