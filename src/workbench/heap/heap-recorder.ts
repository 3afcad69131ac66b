import { LEVEL_COUNT } from '../../memory/heap/levels.ts';
import type { EngineSource } from '../engine-window.ts';
import { type HeapSource, heapOf } from './heap-source.ts';
import { OccupancyTimeline, STEP_MS, UNKNOWN } from './occupancy-timeline.ts';

/**
 * Writes down how full the levels are, whether or not anybody looks: a dozen words are read ten times a second, so that the last minute is there when
 * the tab is opened. While the chart is on the screen its own animation frames look as well.
 *
 * What comes and goes between two looks is not lost: the allocator's own peak tells when it has risen.
 */
export class HeapRecorder {
	readonly timeline = new OccupancyTimeline();
	readonly #source: HeapSource;
	readonly #peaks = new Float64Array(LEVEL_COUNT);
	#heapId = UNKNOWN;

	constructor(source: HeapSource) {
		this.#source = source;
	}

	/** Looks at the levels. */
	look(nowMs: number): void {
		const source = this.#source;
		source.refresh();
		const heap = source.state === 'live' ? source.heap : null;
		this.timeline.advance(nowMs, heap?.id ?? UNKNOWN);
		if (heap === null) return;
		const isOther = heap.id !== this.#heapId;
		this.#heapId = heap.id;
		for (let level = 0; level < LEVEL_COUNT; level++) {
			const { levels } = heap;
			const peakWords = levels.statistic(level, 'peakWords');
			const hasRisen = !isOther && peakWords > (this.#peaks[level] ?? 0);
			this.#peaks[level] = peakWords;
			this.timeline.look(level, {
				grantedWords: levels.statistic(level, 'grantedWords'),
				askedWords: levels.statistic(level, 'askedWords'),
				blocks: levels.liveBlocks(level),
				highestWords: hasRisen ? peakWords : 0,
			});
		}
	}
}

const recorders = new WeakMap<EngineSource, HeapRecorder>();

/** The recorder of an engine, the same one for every view. */
export function recorderOf(engine: EngineSource): HeapRecorder {
	let recorder = recorders.get(engine);
	if (recorder === undefined) {
		recorder = new HeapRecorder(heapOf(engine));
		recorders.set(engine, recorder);
	}
	return recorder;
}

/** Lets an engine's recorder look now and then. Answers how to stop. */
export function recordHeap(engine: EngineSource): () => void {
	const recorder = recorderOf(engine);
	const timer = window.setInterval(() => {
		if (engine.view !== null) recorder.look(performance.now());
	}, STEP_MS);
	return () => window.clearInterval(timer);
}
