import type { BinConfiguration, HeapConfiguration } from '../heap/heap-configuration.ts';
import { levelArenaWords } from '../heap/heap-configuration.ts';
import { LEVEL, LEVEL_NAMES } from '../heap/levels.ts';
import { type Chunks, levelDemands, reservedWords } from './chunk-demand.ts';
import type { HeapRecording } from './heap-recording.ts';
import { fitLevels, isWithinLimits, leastChunks } from './least-chunks.ts';
import { type ConfigurationUse, replayRecording } from './replay-recording.ts';

/** Bins that a recording could have been served with, found out by replaying it with them. */
export interface AdvisedBins {
	/** The configuration that the advice was asked for, with these bins and ADIalloc. */
	readonly configuration: HeapConfiguration;
	readonly use: ConfigurationUse;
	/** Whether it is known that no bins that serve every request in the level that it wants take fewer words. */
	readonly isProvenLeast: boolean;
}

/** What the advisor says about a recording. */
export interface BinAdvice {
	/** The bins that the configuration has. */
	readonly today: ConfigurationUse;
	/**
	 * The fewest words that were found: some requests fall through to a larger bin, and, where a level has no room for what it is wanted
	 * for, to another level. Null when no bins were found that serve every request.
	 */
	readonly least: AdvisedBins | null;
	/**
	 * A chunk of its own bin for every request in the level that it wants: nothing falls through, and of all such bins these take the
	 * fewest words. Null when the levels have no room for them.
	 */
	readonly direct: AdvisedBins | null;
}

/**
 * The bin advisor (specification: memory, section 9): bins for what a recorded run asked for, next to those of a configuration. Both
 * advices have been replayed on a real ADIalloc that serves every request with them, and `direct` lets none fall through.
 *
 * `direct` is optimal. `least` is a heuristic that is often optimal, and says when, see `leastChunks`.
 */
export function adviseBins(recording: HeapRecording, configuration: HeapConfiguration): BinAdvice {
	const demands = levelDemands(recording);
	const arenaWords = LEVEL_NAMES.map((name) => levelArenaWords(configuration, name) & -2);
	const fits = (levels: readonly Chunks[]) =>
		levels.every((chunks, level) => isWithinLimits(chunks) && reservedWords(chunks) <= arenaWords[level]);
	const leastWords = demands.reduce((words, demand) => words + demand.leastWords, 0);

	const replay = (levels: readonly Chunks[]): AdvisedBins => {
		const advised = withBins(configuration, levels);
		const use = replayRecording(recording, advised);
		return { configuration: advised, use, isProvenLeast: use.reservedWords === leastWords };
	};

	const peaks = demands.map((demand) => demand.peaks);
	const direct = fits(peaks) ? replay(peaks) : null;
	const chunks = demands.map(leastChunks);
	const fitting = fits(chunks) ? chunks : fitLevels(recording, chunks, arenaWords);
	const least = fitting === null ? null : replay(fitting);
	return {
		today: replayRecording(recording, configuration),
		// ADIalloc coalesces where the simulation passes on to another level, so only its own word counts.
		least: least?.use.failed === 0 ? least : null,
		direct,
	};
}

function withBins(configuration: HeapConfiguration, chunks: readonly Chunks[]): HeapConfiguration {
	const { STACK, L1, L2, Lext } = configuration.levels;
	return {
		...configuration,
		allocator: 'adialloc',
		levels: {
			STACK,
			L1: { ...L1, bins: binsOf(chunks[LEVEL.L1], L1.bins) },
			L2: { ...L2, bins: binsOf(chunks[LEVEL.L2], L2.bins) },
			Lext: { ...Lext, bins: binsOf(chunks[LEVEL.Lext], Lext.bins) },
		},
	};
}

/** Bins from the smallest to the largest class that has chunks; a level that nobody wants keeps an empty bin of its smallest size. */
function binsOf(chunks: Chunks, today: readonly BinConfiguration[]): readonly BinConfiguration[] {
	const first = chunks.findIndex((count) => count > 0);
	if (first < 0) return [{ words: today[0]?.words ?? 2, chunks: 0 }];
	const last = chunks.findLastIndex((count) => count > 0);
	return Array.from(chunks.subarray(first, last + 1), (count, bin) => ({ words: 2 ** (first + bin), chunks: count }));
}
