import { createStore } from 'zustand/vanilla';

/** The word that the memory views speak of. */
interface MemoryCursor {
	/** −1 for none. */
	readonly address: number;
	/** Whether it stays when the pointer leaves. */
	readonly pinned: boolean;
}

export const memoryCursor = createStore<MemoryCursor>(() => ({ address: -1, pinned: false }));

/** Points at a word in passing; a pinned one stays. −1 points at nothing. */
export function hoverWord(address: number): void {
	const cursor = memoryCursor.getState();
	if (!cursor.pinned && cursor.address !== address) memoryCursor.setState({ address });
}

/** Pins a word. */
export function pinWord(address: number): void {
	memoryCursor.setState({ address, pinned: address >= 0 });
}

/** Pins a word, or lets go of it if it is pinned already. */
export function togglePin(address: number): void {
	const cursor = memoryCursor.getState();
	if (cursor.pinned && cursor.address === address) memoryCursor.setState({ pinned: false });
	else pinWord(address);
}
