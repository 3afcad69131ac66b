/**
 * Hears what a firmware does with its heap by natives, as it happens: for profiles and recordings. What it does by itself, with pointers, an
 * `AccessWatcher` hears.
 *
 * Addresses are word indices in the machine's memory, and an instruction is the index of the CALL in the program. It is called after
 * the fact, and only if something came of the call: a refused free is not heard of. Nothing may be changed from within, but for
 * the table of buffer levels in {@link emptied}.
 */
export interface HeapListener {
	/** All is free: a firmware begins, and its init() is still to be called, or `adiInit` has cut the levels anew. */
	emptied(): void;

	/**
	 * Words were handed out.
	 *
	 * @param kind a number of `ALLOCATION_KIND`
	 * @param name address of the name of the buffer or of the type of the item, a character to a word and a zero word behind; −1 for none
	 * @param words as many as the level was asked for; of an item, its size
	 * @param level the level wanted, a number of `LEVEL`; of an item, that of its pool
	 * @param address of the first word that the firmware may use
	 * @param steps looks of the allocator at its state
	 */
	allocated(kind: number, instruction: number, name: number, words: number, level: number, address: number, steps: number): void;

	/** There was no room. Parameters as of {@link allocated}. */
	failed(kind: number, instruction: number, name: number, words: number, level: number, steps: number): void;

	/** What {@link allocated} was told of is free again. */
	freed(kind: number, instruction: number, address: number, steps: number): void;

	/** A call of the host has ended or yielded: all words of `STACK` are free. */
	frameEnded(): void;

	/** A native has accessed words for the firmware: those of a circular buffer or a bounded pointer, or the firmware's own. */
	accessed(instruction: number, address: number, words: number, writes: boolean): void;

	/** The firmware wants the line of an address in the cache. */
	prefetched(instruction: number, address: number): void;
}
