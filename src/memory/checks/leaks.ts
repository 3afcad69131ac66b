import type { Allocation, AllocationKind } from './allocation-ledger.ts';

/** Words of a memory, from `start` up to `end`. */
export interface WordSpan {
	readonly start: number;
	readonly end: number;
}

/** Where to look for what is forgotten. */
export interface LeakSource {
	readonly memory: Int32Array;
	/** What is in use. */
	readonly live: readonly Allocation[];
	/** Where pointers lie that nobody needs a pointer to reach: globals, data stack. */
	readonly roots: readonly WordSpan[];
	/** Addresses that the host keeps for the firmware, as those of bounded pointers. */
	readonly kept: readonly number[];
	/** What a pointer word is above the address that it leads to. */
	readonly pointerOffset: number;
}

/** Something in use. */
export interface InUse extends Allocation {
	/** Whether no pointer leads to it any more, so that nobody can free it. */
	readonly isForgotten: boolean;
}

/** What one place of a program has allocated and not given back. */
export interface SiteInUse {
	/** Instruction of the calls. */
	readonly instruction: number;
	/** Oldest first; one at least. */
	readonly allocations: readonly InUse[];
	readonly forgotten: readonly InUse[];
	/** Words asked for, of all and of the forgotten. */
	readonly words: number;
	readonly forgottenWords: number;
}

/** What is in use, and what of it is forgotten (specification: memory, section 6, "Leaks"). */
export interface LeakReport {
	/** Oldest first. */
	readonly inUse: readonly InUse[];
	readonly forgotten: readonly InUse[];
	/** By call site, the one that allocated first at first. */
	readonly sites: readonly SiteInUse[];
}

/** Kinds that firmware holds by a number, or that go by themselves: without a pointer to them they are in use all the same. */
const HELD_OTHERWISE: readonly AllocationKind[] = ['pool', 'circular buffer', 'frame block'];

/**
 * Finds what no pointer leads to, as leak sanitizers do: from globals and stack on, every word that looks like a pointer into a live
 * allocation reaches it, and so do the words of what is reached. So an int that happens to look like a pointer hides a leak, and nothing is
 * called forgotten that is not. A pointer may lead to any word of an allocation, or right behind its last. For readers.
 */
export function findLeaks(source: LeakSource): LeakReport {
	const isForgotten = forgottenRows(source);
	const inUse = source.live.map((allocation) => ({ ...allocation, isForgotten: isForgotten.has(allocation.row) }));
	const sites = new Map<number, InUse[]>();
	for (const allocation of inUse) {
		const { instruction } = allocation.allocated;
		const others = sites.get(instruction);
		if (others === undefined) sites.set(instruction, [allocation]);
		else others.push(allocation);
	}
	return {
		inUse,
		forgotten: inUse.filter((allocation) => allocation.isForgotten),
		sites: [...sites].map(([instruction, allocations]) => siteOf(instruction, allocations)),
	};
}

function siteOf(instruction: number, allocations: readonly InUse[]): SiteInUse {
	const forgotten = allocations.filter((allocation) => allocation.isForgotten);
	const wordsOf = (some: readonly InUse[]) => some.reduce((sum, { askedWords }) => sum + askedWords, 0);
	return { instruction, allocations, forgotten, words: wordsOf(allocations), forgottenWords: wordsOf(forgotten) };
}

/** Rows of the allocations that cannot be reached. */
function forgottenRows({ memory, live, roots, kept, pointerOffset }: LeakSource): ReadonlySet<number> {
	// Items lie in the words of their pools: those are no owners of words.
	const owners = live.filter(({ kind }) => kind !== 'pool').sort((a, b) => a.address - b.address);
	const lost = new Set(owners.filter(({ kind }) => !HELD_OTHERWISE.includes(kind)).map(({ row }) => row));
	const [lowest, highest] = [owners[0], owners.at(-1)];
	if (lowest === undefined || highest === undefined) return lost;
	const end = highest.address + highest.grantedWords;
	const toLookAt: WordSpan[] = [...roots];
	for (const owner of owners) if (!lost.has(owner.row)) toLookAt.push(spanOf(owner));
	const reach = (address: number): void => {
		if (address < lowest.address || address > end) return;
		const owner = ownerAt(owners, address);
		if (owner === undefined || !lost.delete(owner.row)) return;
		toLookAt.push(spanOf(owner));
	};
	kept.forEach(reach);
	for (let span = toLookAt.pop(); span !== undefined && lost.size > 0; span = toLookAt.pop()) {
		for (let at = span.start; at < span.end; at++) reach((memory[at] - pointerOffset) | 0);
	}
	return lost;
}

function spanOf({ address, askedWords }: Allocation): WordSpan {
	return { start: address, end: address + askedWords };
}

/** Whose word it is, or the word right behind whose last. @param owners by address */
function ownerAt(owners: readonly Allocation[], address: number): Allocation | undefined {
	let [low, high] = [0, owners.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((owners[middle]?.address ?? 0) <= address) low = middle + 1;
		else high = middle;
	}
	const owner = owners[low - 1];
	return owner !== undefined && address <= owner.address + owner.grantedWords ? owner : undefined;
}
