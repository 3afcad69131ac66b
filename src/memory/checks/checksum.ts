/** A number for what words hold, to be compared with that of another moment: FNV-1a (Fowler, Noll, Vo), word by word. For readers. */
export function wordsChecksum(memory: Int32Array, start: number, words: number): number {
	let hash = 0x811c9dc5;
	for (let at = start; at < start + words; at++) hash = Math.imul(hash ^ memory[at], 0x01000193);
	return hash >>> 0;
}
