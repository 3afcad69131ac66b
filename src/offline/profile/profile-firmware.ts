import type { EngineEvent } from '../../bridge/events.ts';
import { HEAP_START } from '../../bridge/machine-size.ts';
import { linkProgram } from '../../gazl/linked-program.ts';
import type { HeapRecording } from '../../memory/advice/heap-recording.ts';
import { ALLOCATION_KINDS, type AllocationKind } from '../../memory/checks/allocation-ledger.ts';
import type { AllocationAccount, CallSiteAccount } from '../../memory/checks/allocation-profile.ts';
import type { TypeAccount } from '../../memory/checks/buffer-names.ts';
import { AccessCost } from '../../memory/cost/access-cost.ts';
import { CycleAccount, type CycleSums } from '../../memory/cost/cycle-account.ts';
import { type Clip, ClipPlayer } from './clip-player.ts';
import { CycleWatcher } from './cycle-watcher.ts';
import { HeapProfiler } from './heap-profiler.ts';

/** What a function has cost, its callees apart. */
export interface FunctionCycles extends CycleSums {
	readonly name: string;
	/** Times that it was entered. */
	readonly calls: number;
}

/** What a source line has cost. */
export interface LineCycles extends CycleSums {
	readonly line: number;
}

/** A place in the source that allocates. */
export interface AllocationSite extends Omit<CallSiteAccount, 'instruction' | 'kind' | 'name'> {
	readonly function: string;
	readonly line: number;
	readonly kind: AllocationKind;
	/** The name of the buffer or type that it last gave, '' for none. */
	readonly name: string;
}

/** What the modelled cache did. */
export interface CacheCounts {
	readonly hits: number;
	readonly misses: number;
	readonly prefetches: number;
	/** Prefetches whose line was not there. */
	readonly prefetchedLines: number;
}

/** What a firmware does with cycles and memory while a clip is played (specification: memory, section 9); structured-cloneable. */
export interface FirmwareProfile {
	readonly sampleRate: number;
	/** Frames that were rendered. */
	readonly frames: number;
	readonly cycles: CycleSums;
	/** Null when the configuration has no cache. */
	readonly cache: CacheCounts | null;
	/** Most cycles first. */
	readonly functions: readonly FunctionCycles[];
	/** By line. */
	readonly lines: readonly LineCycles[];
	readonly allocations: Omit<AllocationAccount, 'sites'>;
	/** Most allocations first. */
	readonly sites: readonly AllocationSite[];
	readonly types: readonly TypeAccount[];
	/** For the bin advisor. */
	readonly recording: HeapRecording;
	/** What the engine reported. */
	readonly events: readonly EngineEvent[];
}

/**
 * Plays a clip with its firmware interpreted and watched, and counts. The sound is that of any other render.
 *
 * @param lineOf the line of the source that a line of the program's GAZL comes from; by default that line itself
 */
export function profileFirmware(clip: Clip, lineOf: (gazlLine: number) => number = (line) => line): FirmwareProfile {
	const { program } = clip.firmware;
	const account = new CycleAccount(program.lines.length, new AccessCost(clip.memory.configuration, HEAP_START));
	const watcher = new CycleWatcher(program, account, null);
	let profiler: HeapProfiler | null = null;
	const events = new ClipPlayer().play(clip, 'interpreter', (stage) => {
		profiler = new HeapProfiler(stage, watcher);
		return { listener: profiler, watcher, heard: () => true };
	});
	// Assigned in the callback, which `play` has called.
	const heap = profiler as HeapProfiler | null;
	if (heap === null) throw new Error('The player has not asked for its audience');

	const { owners } = linkProgram(program);
	const lines = Int32Array.from(program.lines, lineOf);
	const { sites, ...allocations } = heap.account();
	const { cache } = account.cost;
	return {
		sampleRate: clip.sampleRate,
		frames: clip.frames,
		cycles: account.total(),
		cache: cache && {
			hits: cache.hits,
			misses: cache.misses,
			prefetches: cache.prefetches,
			prefetchedLines: cache.prefetchedLines,
		},
		functions: account
			.byKey(owners)
			.map(({ key, ...sums }) => {
				const { name, start } = program.functions[key];
				return { name, calls: account.passes[start] >>> 0, ...sums };
			})
			.sort((a, b) => b.cycles - a.cycles),
		lines: account.byKey(lines).map(({ key, ...sums }) => ({ line: key, ...sums })),
		allocations,
		sites: sites.map(({ instruction, kind, name, ...counts }) => ({
			...counts,
			function: program.functions[owners[instruction]]?.name ?? '',
			line: lines[instruction] ?? 0,
			kind: ALLOCATION_KINDS[kind] ?? 'block',
			name: heap.nameOf(name),
		})),
		types: heap.types(),
		recording: heap.recording(),
		events,
	};
}
