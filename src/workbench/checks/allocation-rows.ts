import { siteText, type ViolationContext } from '../../bridge/violation-text.ts';
import type { Allocation } from '../../memory/checks/allocation-ledger.ts';
import { wordsChecksum } from '../../memory/checks/checksum.ts';
import { LEVEL_NAMES } from '../../memory/heap/levels.ts';
import { grouped } from '../word-format.ts';

/** What became of the contents of a buffer since a checksum was taken. */
export type Contents = 'same' | 'changed';

/** The checksum of a buffer's words, and what comparing them came to. */
export interface ContentsCheck {
	readonly checksum: number;
	/** Null until it was compared. */
	readonly verdict: Contents | null;
}

/** A live allocation as a line of the table. */
export interface AllocationRow {
	readonly allocation: Allocation;
	readonly name: string;
	readonly level: string;
	readonly words: string;
	readonly site: string;
	readonly age: string;
	readonly contents: string;
}

/** Over the words that were asked for. */
function checksumOf(memory: Int32Array, { address, askedWords }: Allocation): number {
	return wordsChecksum(memory, address, askedWords);
}

/** Checksums of all allocations, by serial number. */
export function takeChecksums(memory: Int32Array, live: readonly Allocation[]): ReadonlyMap<number, ContentsCheck> {
	return new Map(live.map((allocation) => [allocation.serial, { checksum: checksumOf(memory, allocation), verdict: null }]));
}

/** The same checksums with what the words say now; allocations that are gone are left out. */
export function compareChecksums(
	memory: Int32Array,
	live: readonly Allocation[],
	taken: ReadonlyMap<number, ContentsCheck>,
): ReadonlyMap<number, ContentsCheck> {
	const compared = new Map<number, ContentsCheck>();
	for (const allocation of live) {
		const before = taken.get(allocation.serial);
		if (before === undefined) continue;
		const isSame = checksumOf(memory, allocation) === before.checksum;
		compared.set(allocation.serial, { checksum: before.checksum, verdict: isSame ? 'same' : 'changed' });
	}
	return compared;
}

/** How long something has been there. @param seconds 0 or more */
export function ageText(seconds: number): string {
	if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
	if (seconds < 60) return `${seconds.toFixed(1)} s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function contentsText(check: ContentsCheck | undefined): string {
	if (check === undefined) return '–';
	const sum = check.checksum.toString(16).toUpperCase().padStart(8, '0');
	if (check.verdict === null) return sum;
	return check.verdict === 'same' ? `${sum} = same` : `${sum} ≠ changed`;
}

/** The lines of the table, in the order of the allocations. @param secondsSince seconds from a frame until now */
export function allocationRows(
	live: readonly Allocation[],
	context: ViolationContext,
	secondsSince: (frame: number) => number,
	checks: ReadonlyMap<number, ContentsCheck>,
): readonly AllocationRow[] {
	return live.map((allocation) => ({
		allocation,
		name: context.nameOf(allocation.name) || `(${allocation.kind})`,
		level: LEVEL_NAMES[allocation.level] ?? '?',
		words:
			allocation.grantedWords === allocation.askedWords
				? grouped(allocation.askedWords)
				: `${grouped(allocation.askedWords)} / ${grouped(allocation.grantedWords)}`,
		site: siteText(allocation.allocated.instruction, context),
		age: ageText(secondsSince(allocation.allocated.frame)),
		contents: contentsText(checks.get(allocation.serial)),
	}));
}
