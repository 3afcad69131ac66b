import { createStore } from 'zustand/vanilla';

/** A word that the firmware has no address for: one of an area of the map of all memory. */
export interface BlockPlace {
	/** Id of the area. */
	readonly area: string;
	readonly offset: number;
}

/** The word that the memory views speak of. */
interface MemoryCursor {
	/** Of the firmware's memory; −1 for none. */
	readonly address: number;
	/** The word when it is none of the firmware's. */
	readonly elsewhere: BlockPlace | null;
	/** Whether it stays when the pointer leaves. */
	readonly pinned: boolean;
}

export const memoryCursor = createStore<MemoryCursor>(() => ({ address: -1, elsewhere: null, pinned: false }));

/** Nothing is pointed at any more. */
export function dropCursor(): void {
	memoryCursor.setState({ address: -1, elsewhere: null, pinned: false });
}

/** Points at a word in passing; a pinned one stays. −1 points at nothing. */
export function hoverWord(address: number): void {
	const cursor = memoryCursor.getState();
	if (cursor.pinned || (cursor.address === address && cursor.elsewhere === null)) return;
	memoryCursor.setState({ address, elsewhere: null });
}

/** The same for a word that is none of the firmware's. */
export function hoverPlace(elsewhere: BlockPlace): void {
	const cursor = memoryCursor.getState();
	if (cursor.pinned || isSamePlace(cursor.elsewhere, elsewhere)) return;
	memoryCursor.setState({ address: -1, elsewhere });
}

/** Pins a word. */
export function pinWord(address: number): void {
	memoryCursor.setState({ address, elsewhere: null, pinned: address >= 0 });
}

/** Pins a word that is none of the firmware's. */
export function pinPlace(elsewhere: BlockPlace): void {
	memoryCursor.setState({ address: -1, elsewhere, pinned: true });
}

/** Pins a word, or lets go of it if it is pinned already. */
export function togglePin(address: number): void {
	const cursor = memoryCursor.getState();
	if (cursor.pinned && cursor.address === address) memoryCursor.setState({ pinned: false });
	else pinWord(address);
}

/** The same for a word that is none of the firmware's. */
export function togglePlace(elsewhere: BlockPlace): void {
	const cursor = memoryCursor.getState();
	if (cursor.pinned && isSamePlace(cursor.elsewhere, elsewhere)) memoryCursor.setState({ pinned: false });
	else pinPlace(elsewhere);
}

function isSamePlace(one: BlockPlace | null, other: BlockPlace): boolean {
	return one !== null && one.area === other.area && one.offset === other.offset;
}
