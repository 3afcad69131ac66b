import { LINE_BYTES, type Region } from './layout.ts';

/**
 * The header of a shared block, in 32-bit words of the platform's byte order. It describes the block completely, so that any
 * thread or tool can draw the map from the block alone (specification: memory, section 1).
 *
 * | words | what |
 * |---|---|
 * | 0 | {@link MAGIC} |
 * | 1 | {@link VERSION} |
 * | 2 | size of the block in 64 KiB pages |
 * | 3 | regions in the table |
 * | 4 | checksum of words 0 to 3 and of the table |
 * | 16 | engine state, alone in its cache line because it is the one word that changes |
 * | 32 + 16 n | entry n of the table: offset in bytes, size in bytes, then the name, see {@link MAX_NAME_LENGTH} |
 */
const HEADER = { magic: 0, version: 1, pages: 2, regionCount: 3, checksum: 4, engineState: 16, table: 32 } as const;
const ENTRY = { offset: 0, bytes: 1, name: 2, words: 16 } as const;

/** The letters `P8MB`, lowest byte first. */
const MAGIC = 0x424d3850;
const VERSION = 1;

/** Name of the region that holds the header itself, always the first. */
export const HEADER_REGION = 'header';

/** Longest region name: printable ASCII, one character per byte, ended by a zero byte if shorter. A worklet has no `TextDecoder`. */
export const MAX_NAME_LENGTH = (ENTRY.words - ENTRY.name) * 4;

/** Index of the engine state among the 32-bit words of the block. */
export const ENGINE_STATE_WORD = HEADER.engineState;

/** Bytes in a page of WebAssembly memory. */
export const PAGE_BYTES = 65536;

/** Bytes of the header of a block with `regionCount` regions, the header among them. */
export function headerBytes(regionCount: number): number {
	return (HEADER.table + regionCount * ENTRY.words) * 4;
}

/**
 * Writes the header of a block whose words are zero.
 *
 * @param regions every region, the header first
 * @throws RangeError naming a region whose name does not fit the table
 */
export function writeHeader(buffer: SharedArrayBuffer, regions: readonly Region[]): void {
	const words = new Uint32Array(buffer, 0, headerBytes(regions.length) / 4);
	words[HEADER.version] = VERSION;
	words[HEADER.pages] = buffer.byteLength / PAGE_BYTES;
	words[HEADER.regionCount] = regions.length;
	for (const [index, { name, offset, bytes }] of regions.entries()) {
		const entry = HEADER.table + index * ENTRY.words;
		words[entry + ENTRY.offset] = offset;
		words[entry + ENTRY.bytes] = bytes;
		writeName(words.subarray(entry + ENTRY.name, entry + ENTRY.words), name);
	}
	words[HEADER.magic] = MAGIC;
	words[HEADER.checksum] = checksum(words);
}

/**
 * Reads the region table of a block that may hold anything.
 *
 * @returns every region by ascending offset, the header first
 * @throws TypeError when the block has no header of this version, or one that contradicts itself. The message says what is wrong.
 */
export function readHeader(buffer: SharedArrayBuffer): Region[] {
	if (buffer.byteLength < headerBytes(1)) {
		throw new TypeError(`not a shared block: ${buffer.byteLength} bytes are too few for a header`);
	}
	const fixed = new Uint32Array(buffer, 0, HEADER.table);
	if (fixed[HEADER.magic] !== MAGIC) {
		throw new TypeError(`not a shared block: it starts with ${hex(fixed[HEADER.magic])} instead of ${hex(MAGIC)}`);
	}
	if (fixed[HEADER.version] !== VERSION) {
		throw new TypeError(
			`the shared block has layout version ${fixed[HEADER.version]} and this program reads ${VERSION}; ` +
				'reload so that every thread runs the same build',
		);
	}
	if (fixed[HEADER.pages] * PAGE_BYTES !== buffer.byteLength) {
		corrupt(`it says ${fixed[HEADER.pages]} pages and the memory has ${buffer.byteLength / PAGE_BYTES}`);
	}
	const regionCount = fixed[HEADER.regionCount];
	if (regionCount < 1 || headerBytes(regionCount) > buffer.byteLength) corrupt(`it says ${regionCount} regions`);
	const words = new Uint32Array(buffer, 0, headerBytes(regionCount) / 4);
	if (words[HEADER.checksum] !== checksum(words)) {
		corrupt(`its checksum is ${hex(words[HEADER.checksum])} and its words sum up to ${hex(checksum(words))}`);
	}
	const regions: Region[] = [];
	for (let index = 0; index < regionCount; index++) {
		const entry = HEADER.table + index * ENTRY.words;
		const name = readName(words.subarray(entry + ENTRY.name, entry + ENTRY.words));
		regions.push(Object.freeze({ name, offset: words[entry + ENTRY.offset], bytes: words[entry + ENTRY.bytes] }));
	}
	checkRegions(regions, buffer.byteLength);
	return regions;
}

function checkRegions(regions: readonly Region[], blockBytes: number): void {
	const [header] = regions;
	if (header.name !== HEADER_REGION || header.offset !== 0 || header.bytes !== headerBytes(regions.length)) {
		corrupt(`its first entry is "${header.name}", ${header.bytes} bytes at ${header.offset}, and not the header`);
	}
	const names = new Set<string>();
	let end = 0;
	for (const { name, offset, bytes } of regions) {
		if (names.has(name)) corrupt(`region "${name}" is there twice`);
		if (offset < end) corrupt(`region "${name}" at ${offset} overlaps the one that ends at ${end}`);
		if (bytes < 1 || offset + bytes > blockBytes) corrupt(`region "${name}", ${bytes} bytes at ${offset}, is not in the block`);
		names.add(name);
		end = offset + bytes;
	}
}

function writeName(words: Uint32Array, name: string): void {
	if (name.length > MAX_NAME_LENGTH || !/^[\x20-\x7e]+$/.test(name)) {
		throw new RangeError(`region "${name}" needs a name of 1 to ${MAX_NAME_LENGTH} printable ASCII characters`);
	}
	for (let i = 0; i < name.length; i++) words[i >> 2] |= name.charCodeAt(i) << ((i & 3) * 8);
}

function readName(words: Uint32Array): string {
	let name = '';
	for (let i = 0; i < MAX_NAME_LENGTH; i++) {
		const code = (words[i >> 2] >>> ((i & 3) * 8)) & 0xff;
		if (code === 0) break;
		name += String.fromCharCode(code);
	}
	if (!/^[\x20-\x7e]+$/.test(name)) corrupt(`a region is named ${JSON.stringify(name)}`);
	return name;
}

/** FNV-1a (Fowler, Noll, Vo), word by word, over the header without the checksum and the engine state's line. */
function checksum(words: Uint32Array): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < words.length; i++) {
		if (i === HEADER.checksum || (i >= HEADER.engineState && i < HEADER.engineState + LINE_BYTES / 4)) continue;
		hash = Math.imul(hash ^ words[i], 0x01000193);
	}
	return hash >>> 0;
}

function corrupt(reason: string): never {
	throw new TypeError(`the shared block's region table is corrupt: ${reason}`);
}

function hex(word: number): string {
	return `0x${word.toString(16).padStart(8, '0')}`;
}
