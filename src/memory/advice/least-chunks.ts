import { MAX_CHUNKS } from '../heap/adi-tables.ts';
import { LEVEL, LEVELS } from '../heap/levels.ts';
import { type Chunks, CLASS_WORDS, CLASSES, classOf, type LevelDemand, reservedWords, serves } from './chunk-demand.ts';
import { type HeapRecording, RECORD, RECORD_FIELD } from './heap-recording.ts';

/** Rounds of adding chunks for what no level serves; each adds one chunk or more, so few of them do. */
const MAX_ROUNDS = 32;

/**
 * Chunks that serve a demand in few words. Begins with as many of each class as were ever alive at a time, and takes away what larger bins
 * can do as well, class by class until nothing more can go; once from the smallest class on and once from the largest, of which the better counts.
 *
 * It is least for certain where it takes `leastWords`. Otherwise no single chunk can be taken away, but some quite different bins may
 * take less: the number of those is exponential, and they are not searched.
 */
export function leastChunks(demand: LevelDemand): Chunks {
	const start = withinLimits(demand.peaks);
	const upwards = Array.from({ length: CLASSES }, (_, size) => size);
	let best = start;
	for (const order of [upwards, upwards.toReversed()]) {
		if (reservedWords(best) === demand.leastWords) break;
		const chunks = shrink(demand, start, order);
		if (reservedWords(chunks) < reservedWords(best)) best = chunks;
	}
	return best;
}

/** Whether there may be so many chunks of each class. */
export function isWithinLimits(chunks: Chunks): boolean {
	return chunks.every((count) => count <= MAX_CHUNKS);
}

/** The same chunks, with larger ones for what a bin has no room for. They serve as well: no more fall through than are too many. */
function withinLimits(chunks: Chunks): Chunks {
	const limited = Int32Array.from(chunks);
	for (let size = 0; size < CLASSES - 1; size++) {
		const excess = Math.max(0, limited[size] - MAX_CHUNKS);
		limited[size] -= excess;
		limited[size + 1] += excess;
	}
	return limited;
}

function shrink(demand: LevelDemand, start: Chunks, order: readonly number[]): Chunks {
	const chunks = Int32Array.from(start);
	for (let before = Number.POSITIVE_INFINITY; reservedWords(chunks) < before; ) {
		before = reservedWords(chunks);
		for (const size of order) {
			let low = 0;
			let enough = chunks[size];
			while (low < enough) {
				chunks[size] = (low + enough) >> 1;
				if (serves(demand, chunks)) enough = chunks[size];
				else low = chunks[size] + 1;
			}
			chunks[size] = enough;
		}
	}
	return chunks;
}

/**
 * Cuts the chunks of levels down to what the levels have room for, largest first, and adds chunks for whatever no level serves then,
 * in the level that it wants or in the next one that has room. A rule of thumb: a fast level keeps the many small blocks.
 *
 * @param wanted chunks for each level, by number
 * @param arenaWords words that each level has for bins
 * @returns null when there is no room in any level
 */
export function fitLevels(
	recording: HeapRecording,
	wanted: readonly Chunks[],
	arenaWords: readonly number[],
): readonly Chunks[] | null {
	const levels = wanted.map((chunks, level) => cutToFit(chunks, arenaWords[level]));
	for (let round = 0; round < MAX_ROUNDS; round++) {
		const missing = unservedPeaks(recording, levels);
		if (missing.every((peaks) => peaks.every((count) => count === 0))) return levels;
		if (!addChunks(levels, missing, arenaWords)) return null;
	}
	return null;
}

function cutToFit(chunks: Chunks, arenaWords: number): Chunks {
	const cut = Int32Array.from(chunks);
	for (let size = CLASSES - 1; size >= 0; size--) {
		const excess = reservedWords(cut) - arenaWords;
		if (excess <= 0) break;
		cut[size] -= Math.min(cut[size], Math.ceil(excess / CLASS_WORDS[size]));
	}
	return cut;
}

/** By level wanted and class: most requests at a time that no level serves, with the policy of `serves` and the order of the levels. */
function unservedPeaks({ records, serials }: HeapRecording, levels: readonly Chunks[]): readonly Chunks[] {
	const free = levels.map((chunks) => Int32Array.from(chunks));
	const unserved = levels.map(() => new Int32Array(CLASSES));
	const peaks = levels.map(() => new Int32Array(CLASSES));
	/** For each living request what serves it: 1 + level, or minus that of the level wanted when nothing does; and its class there. */
	const servedBy = new Int8Array(serials);
	const sizes = new Uint8Array(serials);
	let firstAlive = 0;
	let next = 0;
	const release = (serial: number): void => {
		const by = servedBy[serial];
		if (by > 0) free[by - 1][sizes[serial]]++;
		else if (by < 0) unserved[-by - 1][sizes[serial]]--;
		servedBy[serial] = 0;
	};
	const request = (serial: number, level: number, wanted: number): void => {
		for (const trial of [level, ...LEVELS[level].fallback]) {
			let size = wanted;
			while (size < CLASSES && free[trial][size] === 0) size++;
			if (size === CLASSES) continue;
			free[trial][size]--;
			servedBy[serial] = trial + 1;
			sizes[serial] = size;
			return;
		}
		peaks[level][wanted] = Math.max(peaks[level][wanted], ++unserved[level][wanted]);
		servedBy[serial] = -(level + 1);
		sizes[serial] = wanted;
	};
	for (let at = 0; at < records.length; at += RECORD_FIELD.size) {
		const what = records[at + RECORD_FIELD.what];
		const serial = records[at + RECORD_FIELD.serial];
		if (what === RECORD.freed) {
			release(serial);
		} else if (what === RECORD.emptied) {
			for (; firstAlive < next; firstAlive++) release(firstAlive);
		} else {
			next = serial + 1;
			request(serial, records[at + RECORD_FIELD.level], classOf(records[at + RECORD_FIELD.words]));
			if (what === RECORD.failed) release(serial);
		}
	}
	return peaks;
}

/** Adds as many chunks as there is room for. Whether any were added. */
function addChunks(levels: readonly Chunks[], missing: readonly Chunks[], arenaWords: readonly number[]): boolean {
	let added = false;
	for (const [level, peaks] of missing.entries()) {
		for (let size = 0; size < CLASSES; size++) {
			let count = peaks[size];
			for (const trial of [level, ...LEVELS[level].fallback]) {
				if (count === 0) break;
				if (trial < LEVEL.L1) continue;
				const room = Math.floor((arenaWords[trial] - reservedWords(levels[trial])) / CLASS_WORDS[size]);
				const more = Math.max(0, Math.min(count, room, MAX_CHUNKS - levels[trial][size]));
				levels[trial][size] += more;
				count -= more;
				added ||= more > 0;
			}
		}
	}
	return added;
}
