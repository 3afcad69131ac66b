/** The natives by which a firmware uses the heap (memory.md 3 to 6, 9): what they are called with, what they answer, what they mean. */

/** What a word is that a native takes or answers, in Impala's terms. */
export type NativeWordType = 'int' | 'pointer';

/** An argument of a native. */
export interface NativeParameter {
	readonly name: string;
	readonly type: NativeWordType;
}

/** A native without its behaviour, which is in `memory-native-code.ts`. */
export interface MemoryNative {
	readonly name: string;
	readonly parameters: readonly NativeParameter[];
	/** What it answers; null for nothing. */
	readonly result: NativeWordType | null;
	/** Whether it writes words that the firmware sees, besides its result. */
	readonly writesMemory: boolean;
	/** Sentences for an editor: the meaning, with units and ranges. */
	readonly meaning: string;
}

/** As `"int words, pointer name"`. */
function parameters(text: string): readonly NativeParameter[] {
	return text.split(', ').map((parameter) => {
		const [type, name] = parameter.split(' ');
		return { name, type: type as NativeWordType };
	});
}

const NONE: readonly NativeParameter[] = [];

/** The memory natives in the order in which every host has them. */
export const MEMORY_NATIVES = [
	{
		name: 'adiAlloc',
		parameters: parameters('int words, int level, pointer name'),
		result: 'pointer',
		writesMemory: true,
		meaning:
			'Allocates words in a level of the heap: 0 is STACK, 1 is L1, 2 is L2, 3 is Lext; a level without room passes the request on to the others. The name, a text of which 44 characters count, is what adiSetLevel() knows the buffer by; null for none. What the words hold is left over from before. The answer is null when no level has room.',
	},
	{
		name: 'adiFree',
		parameters: parameters('pointer block'),
		result: null,
		writesMemory: true,
		meaning:
			'Frees what adiAlloc() answered. Any other pointer changes nothing and is reported. In STACK nothing has to be freed.',
	},
	{
		name: 'adiCheck',
		parameters: NONE,
		result: 'int',
		writesMemory: false,
		meaning:
			'Looks at the header of every block and answers how many are not what they should be, because something was written past the end of a buffer.',
	},
	{
		name: 'adiReport',
		parameters: NONE,
		result: null,
		writesMemory: false,
		meaning: 'Prints the statistics of the heap to the console, DEBUG or not.',
	},
	{
		name: 'adiInit',
		parameters: parameters('pointer bins'),
		result: null,
		writesMemory: true,
		meaning:
			'Frees all, pools and buffers too, and cuts the levels into other bins; with null into those that they have by default. The table has for L1, L2 and Lext, one behind the other: words of the smallest chunks, a power of two; how many bins; chunks of each bin, whose chunks are twice as large as those of the one before. A table that does not fit changes nothing and is reported.',
	},
	{
		name: 'adiSetLevel',
		parameters: parameters('pointer name, int level'),
		result: null,
		writesMemory: false,
		meaning:
			'Puts the buffer of that name into a level, whatever level adiAlloc() is called with, from its next allocation on; −1 leaves it to the call again.',
	},
	{
		name: 'poolCreate',
		parameters: parameters('pointer type, int words, int count, int level'),
		result: 'int',
		writesMemory: true,
		meaning:
			'Makes a pool of count items of so many words each in L1, L2 or Lext, with the name of their type for views. The answer is the pool, or 0.',
	},
	{
		name: 'poolAlloc',
		parameters: parameters('int pool'),
		result: 'pointer',
		writesMemory: false,
		meaning: 'Takes an item out of a pool. The answer is null when all are in use, which is counted.',
	},
	{
		name: 'poolFree',
		parameters: parameters('int pool, pointer item'),
		result: null,
		writesMemory: false,
		meaning:
			'Puts an item back into its pool. Any other pointer, and an item that is back already, changes nothing and is reported.',
	},
	{
		name: 'multiPoolCreate',
		parameters: parameters('int small, int medium, int large, int level'),
		result: 'int',
		writesMemory: true,
		meaning: 'Makes a pool of items of 32, 256 and 1024 words, so many of each, in L1, L2 or Lext. The answer is the pool, or 0.',
	},
	{
		name: 'multiPoolAlloc',
		parameters: parameters('int pool, int words'),
		result: 'pointer',
		writesMemory: false,
		meaning:
			'Takes an item that holds so many words out of a pool of three sizes, the smallest that there is. The answer is null when there is none, and for more than 1024 words.',
	},
	{
		name: 'multiPoolFree',
		parameters: parameters('int pool, pointer item'),
		result: null,
		writesMemory: false,
		meaning: 'Puts an item of any size back into its pool, as poolFree() does.',
	},
	{
		name: 'frameAlloc',
		parameters: parameters('int words'),
		result: 'pointer',
		writesMemory: true,
		meaning:
			'Allocates words in STACK that are free again when the present call of process() ends or yields. The answer is null when they do not fit.',
	},
	{
		name: 'ringCreate',
		parameters: parameters('int words'),
		result: 'int',
		writesMemory: false,
		meaning:
			'Makes a ring for 1 to 4096 words, a power of two and 16 at least, whose other end the page holds. The answer is the ring, or 0.',
	},
	{
		name: 'ringWrite',
		parameters: parameters('int ring, int value'),
		result: 'int',
		writesMemory: false,
		meaning: 'Appends a word to a ring. The answer is 1, or 0 when the ring is full.',
	},
	{
		name: 'ringRead',
		parameters: parameters('int ring, pointer to'),
		result: 'int',
		writesMemory: true,
		meaning: 'Takes the oldest word out of a ring. The answer is 1, or 0 when the ring is empty; then nothing is written.',
	},
	{
		name: 'circularCreate',
		parameters: parameters('int words, int level'),
		result: 'int',
		writesMemory: true,
		meaning:
			'Makes a circular buffer of zeros in L1, L2 or Lext; the words are rounded up to a power of two, 16 at least. The answer is the buffer, or 0.',
	},
	{
		name: 'circularWrite',
		parameters: parameters('int buffer, int value'),
		result: null,
		writesMemory: true,
		meaning: 'Writes the next word of a circular buffer over the oldest.',
	},
	{
		name: 'circularRead',
		parameters: parameters('int buffer, int delay'),
		result: 'int',
		writesMemory: false,
		meaning: 'The word that was written so many writes before the last one, which is 0. Delays beyond the buffer go round.',
	},
	{
		name: 'dmaCreate',
		parameters: parameters('int frames'),
		result: 'pointer',
		writesMemory: true,
		meaning:
			'Makes a buffer of two halves of so many frames into which the host puts the input of every tick. Word 0 is 1 or 2 while the first or second half is yours, until you write a 0; word 1 is the next frame to be filled, word 2 the frames of a half, word 3 counts overruns; the frames, left and right, begin at word 4. The answer is null when there is no room.',
	},
	{
		name: 'dmaInvalidate',
		parameters: parameters('pointer buffer'),
		result: null,
		writesMemory: false,
		meaning: 'Has the firmware see what the host has put into a DMA buffer. To be called before a half is read.',
	},
	{
		name: 'dmaFlush',
		parameters: parameters('pointer buffer'),
		result: null,
		writesMemory: false,
		meaning: 'Has the host see what the firmware has written into a DMA buffer.',
	},
	{
		name: 'boundedCreate',
		parameters: parameters('pointer start, int words'),
		result: 'int',
		writesMemory: false,
		meaning:
			'Makes a pointer that stays within so many words from start on, which can be written. The answer is its number, or 0.',
	},
	{
		name: 'boundedAdvance',
		parameters: parameters('int bounded, int words'),
		result: 'int',
		writesMemory: false,
		meaning:
			'Moves a bounded pointer forward. The answer is 1, or 0 when it would leave its range; then it stays, and that is counted.',
	},
	{
		name: 'boundedRetreat',
		parameters: parameters('int bounded, int words'),
		result: 'int',
		writesMemory: false,
		meaning: 'Moves a bounded pointer backward, as boundedAdvance() moves it forward.',
	},
	{
		name: 'boundedRead',
		parameters: parameters('int bounded'),
		result: 'int',
		writesMemory: false,
		meaning: 'The word that a bounded pointer points at.',
	},
	{
		name: 'boundedWrite',
		parameters: parameters('int bounded, int value'),
		result: 'int',
		writesMemory: true,
		meaning: 'Writes the word that a bounded pointer points at. The answer is 1, or 0 when there is no such pointer.',
	},
	{
		name: 'prefetch',
		parameters: parameters('pointer address'),
		result: null,
		writesMemory: false,
		meaning:
			'Asks for the line of an address to be in the cache when it is read. It changes what is counted, never what is heard.',
	},
] as const satisfies readonly MemoryNative[];

export type MemoryNativeName = (typeof MEMORY_NATIVES)[number]['name'];

/** Place of each in {@link MEMORY_NATIVES}, by which records name it. */
export const MEMORY_NATIVE = Object.fromEntries(MEMORY_NATIVES.map(({ name }, index) => [name, index])) as Readonly<
	Record<MemoryNativeName, number>
>;
