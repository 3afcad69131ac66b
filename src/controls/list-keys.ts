/** Keys in one list must follow within this time to count as one word, in milliseconds. */
export const TYPEAHEAD_MS = 600;

/** What a list must know of an item to move among its items. */
export interface ListEntry {
	readonly label: string;
	readonly disabled?: boolean | undefined;
}

/** How many items Page Up and Page Down pass. */
const PAGE = 8;

/** The nearest item that can be chosen from `from` on, going by `direction`; if there is none that way, then going back. */
function chooseable(entries: readonly ListEntry[], from: number, direction: 1 | -1): number {
	for (let index = from; index >= 0 && index < entries.length; index += direction) {
		if (!entries[index]?.disabled) return index;
	}
	for (let index = from; index >= 0 && index < entries.length; index -= direction) {
		if (!entries[index]?.disabled) return index;
	}
	return -1;
}

/**
 * Where a key moves the mark in a list, or undefined if it moves nothing. Disabled items are passed over; the ends do not wrap.
 * `index` is −1 when nothing is marked; the result is −1 when nothing can be chosen.
 */
export function entryAfterKey(key: string, index: number, entries: readonly ListEntry[]): number | undefined {
	const last = entries.length - 1;
	switch (key) {
		case 'ArrowDown':
			return chooseable(entries, Math.min(last, index + 1), 1);
		case 'ArrowUp':
			return chooseable(entries, index < 0 ? last : Math.max(0, index - 1), -1);
		case 'PageDown':
			return chooseable(entries, Math.min(last, index + PAGE), 1);
		case 'PageUp':
			return chooseable(entries, Math.max(0, index - PAGE), -1);
		case 'Home':
			return chooseable(entries, 0, 1);
		case 'End':
			return chooseable(entries, last, -1);
		default:
			return undefined;
	}
}

/**
 * The item that typed text finds, or −1. A word is looked for from the marked item on, and round; one letter, also typed several
 * times, goes on to the next item with it.
 */
export function entryAfterTyping(typed: string, index: number, entries: readonly ListEntry[]): number {
	const word = typed.toLowerCase();
	const oneLetter = word.split('').every((letter) => letter === word[0]);
	const wanted = oneLetter ? word.slice(0, 1) : word;
	const from = Math.max(0, oneLetter ? index + 1 : index);
	for (let way = 0; way < entries.length; way++) {
		const at = (from + way) % entries.length;
		const entry = entries[at];
		if (entry && !entry.disabled && entry.label.toLowerCase().startsWith(wanted)) return at;
	}
	return -1;
}
