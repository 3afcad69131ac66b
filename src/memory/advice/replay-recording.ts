import { ADI_TABLE, BIN, shapeArenaWords } from '../heap/adi-tables.ts';
import { HEAP_TABLE, NO_ADDRESS } from '../heap/allocator.ts';
import { binShape, type HeapConfiguration, heapWords } from '../heap/heap-configuration.ts';
import { LevelHeap, LevelHeapReader } from '../heap/level-heap.ts';
import { LEVEL, LEVEL_COUNT, LEVEL_NAMES, type LevelName } from '../heap/levels.ts';
import { type HeapRecording, RECORD, RECORD_FIELD } from './heap-recording.ts';

/** How the bins of a level did. */
export interface LevelUse {
	readonly level: LevelName;
	/** Requests that wanted this level. */
	readonly requests: number;
	/** Those of them that another level served. */
	readonly passedOn: number;
	/** Requests that came to this level and whose best fitting bin was full, or that were too large for all of them. */
	readonly fellThrough: number;
	/** Words of the arena that the bins take, headers included. */
	readonly reservedWords: number;
	/** Most words that the firmware had asked for at any time. */
	readonly peakAskedWords: number;
	/** `reservedWords` − `peakAskedWords`. */
	readonly wastedWords: number;
	/** Words of the chunks of bins that have some and never had one in use. */
	readonly unusedBins: readonly number[];
}

/** How a configuration did on a recording. */
export interface ConfigurationUse {
	/** `L1`, `L2` and `Lext`. */
	readonly levels: readonly LevelUse[];
	/** Requests that no level served. */
	readonly failed: number;
	/** Sums of the levels. */
	readonly reservedWords: number;
	readonly wastedWords: number;
	readonly fellThrough: number;
}

/**
 * Replays a recording on a real heap of ADIalloc with the bins of a configuration.
 *
 * A request that failed when it was recorded is one whose life is not known: it is freed at once if it is served.
 */
export function replayRecording({ records, serials }: HeapRecording, configuration: HeapConfiguration): ConfigurationUse {
	const withBins: HeapConfiguration = { ...configuration, allocator: 'adialloc' };
	const memory = new Int32Array(heapWords(withBins, 0));
	const tables = new Int32Array(LevelHeap.tableWords(withBins));
	const heap = new LevelHeap(memory, tables, withBins, 0);
	heap.initialiseAsConfigured();
	const reader = new LevelHeapReader(memory, tables);
	const counts = new ReplayCounts(reader);
	const addresses = new Int32Array(serials).fill(NO_ADDRESS);
	/** Serial numbers from here on were given since all was freed last. */
	let firstAlive = 0;
	let next = 0;
	for (let at = 0; at < records.length; at += RECORD_FIELD.size) {
		const serial = records[at + RECORD_FIELD.serial];
		const level = records[at + RECORD_FIELD.level];
		switch (records[at + RECORD_FIELD.what]) {
			case RECORD.allocated:
				next = serial + 1;
				addresses[serial] = heap.allocate(records[at + RECORD_FIELD.words], level);
				counts.requested(level, heap.levelOf(addresses[serial]));
				break;
			case RECORD.failed: {
				const address = heap.allocate(records[at + RECORD_FIELD.words], level);
				counts.requested(level, heap.levelOf(address));
				if (address !== NO_ADDRESS) heap.free(address);
				break;
			}
			case RECORD.freed:
				if (addresses[serial] !== NO_ADDRESS) heap.free(addresses[serial]);
				addresses[serial] = NO_ADDRESS;
				break;
			case RECORD.emptied:
				counts.gather();
				heap.reset();
				addresses.fill(NO_ADDRESS, firstAlive, next);
				firstAlive = next;
				break;
		}
	}
	counts.gather();
	return counts.use(withBins);
}

/** Keeps what the tables of the levels forget when they are emptied. */
class ReplayCounts {
	readonly #reader: LevelHeapReader;
	readonly #requests = new Float64Array(LEVEL_COUNT);
	readonly #passedOn = new Float64Array(LEVEL_COUNT);
	readonly #fellThrough = new Float64Array(LEVEL_COUNT);
	readonly #peakAsked = new Float64Array(LEVEL_COUNT);
	/** Bit n of a level: its bin n had a chunk in use. */
	readonly #usedBins = new Int32Array(LEVEL_COUNT);
	#failed = 0;

	constructor(reader: LevelHeapReader) {
		this.#reader = reader;
	}

	/** @param by the level that served, −1 for none */
	requested(level: number, by: number): void {
		this.#requests[level]++;
		if (by < 0) {
			this.#failed++;
			return;
		}
		if (by !== level) this.#passedOn[level]++;
		this.#peakAsked[by] = Math.max(this.#peakAsked[by], this.#reader.levelTables[by][HEAP_TABLE.askedWords]);
	}

	gather(): void {
		for (let level = LEVEL.L1; level < LEVEL_COUNT; level++) {
			const tables = this.#reader.levelTables[level];
			const bins = tables[ADI_TABLE.bins];
			for (let bin = 0; bin < bins; bin++) {
				const row = ADI_TABLE.firstBin + bin * BIN.size;
				this.#fellThrough[level] += tables[row + BIN.fellThrough];
				if (tables[row + BIN.peakInUse] > 0) this.#usedBins[level] |= 1 << bin;
			}
			const best = tables.subarray(ADI_TABLE.firstBin, ADI_TABLE.firstBin + bins * BIN.size);
			let fitting = 0;
			for (let row = 0; row < best.length; row += BIN.size) fitting += best[row + BIN.requests];
			this.#fellThrough[level] += tables[HEAP_TABLE.requests] - fitting;
		}
	}

	use({ levels }: HeapConfiguration): ConfigurationUse {
		const uses = LEVEL_NAMES.slice(LEVEL.L1).map((name): LevelUse => {
			const level = LEVEL[name];
			const { bins } = levels[name];
			const reservedWords = shapeArenaWords(binShape(bins));
			const peakAskedWords = this.#peakAsked[level];
			return {
				level: name,
				requests: this.#requests[level],
				passedOn: this.#passedOn[level],
				fellThrough: this.#fellThrough[level],
				reservedWords,
				peakAskedWords,
				wastedWords: reservedWords - peakAskedWords,
				unusedBins: bins
					.filter(({ chunks }, bin) => chunks > 0 && (this.#usedBins[level] & (1 << bin)) === 0)
					.map(({ words }) => words),
			};
		});
		const sum = (field: 'reservedWords' | 'wastedWords' | 'fellThrough') => uses.reduce((total, use) => total + use[field], 0);
		return {
			levels: uses,
			failed: this.#failed,
			reservedWords: sum('reservedWords'),
			wastedWords: sum('wastedWords'),
			fellThrough: sum('fellThrough'),
		};
	}
}
