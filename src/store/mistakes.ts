/** The firmwares that come with the page to be found wanting: one mistake with memory in each (memory.md 6). */

/** What a mistake is, as the checked build names it. */
export type MistakeKind = 'overflow' | 'underflow' | 'useAfterFree' | 'doubleFree' | 'leak' | 'outOfMemory';

/** A firmware with one mistake. The line that is to be found has a comment that begins with {@link MISTAKE_TAG}. */
export interface Mistake {
	/** Name of the firmware, of its source and of its bank. */
	readonly name: string;
	readonly title: string;
	readonly kind: MistakeKind;
	/** Name of what it happens to: that of `adiAlloc`, of the type of a pool, or `frame` for words of the frame. */
	readonly buffer: string;
	/** Tick in which it happens for the first time, counted from the start of a firmware whose operands are 0. */
	readonly firstTick: number;
	/** The guided tour. */
	readonly tour: {
		/** What the firmware does. */
		readonly does: string;
		/** What goes wrong in it, and why nobody notices. */
		readonly wrong: string;
		/** How the checked build finds it. */
		readonly found: string;
		/** How to mend it. */
		readonly mended: string;
	};
}

/** What the comment at the faulty line begins with. */
export const MISTAKE_TAG = 'BUG:';

/** Folder of the sources, below that of the firmwares. */
export const MISTAKE_FOLDER = 'mistakes';

/** The switch that mends each of them while it plays: any value but 0. */
export const MENDING_OPERAND = 'operand2Low';

/** The mistakes, one of each kind first, then those of pools and of the frame. */
export const MISTAKES: readonly Mistake[] = [
	{
		name: 'mistake-overflow',
		title: 'Past the end',
		kind: 'overflow',
		buffer: 'echo',
		firstTick: 3000,
		tour: {
			does: 'A slapback echo. A recording head goes round a buffer of 3000 words.',
			wrong:
				'The head turns back one word too late, and writes word 3000, behind the last. The allocator has given a block of 4096 words, so the word is nobody’s and all sounds well, until the day on which the length is 4096.',
			found:
				'Words of a block past what was asked for are marked as slack. The first store into one of them is told with its line, its tick and “echo + 3000”.',
			mended: 'The last word of a buffer of LENGTH words is LENGTH − 1: turn back when place is LENGTH.',
		},
	},
	{
		name: 'mistake-underflow',
		title: 'In front of the beginning',
		kind: 'underflow',
		buffer: 'echo',
		firstTick: 2000,
		tour: {
			does: 'An echo whose distance is tuned by parts of a frame, so that its head reads between two words.',
			wrong:
				'The newer of the two is brought back into the buffer, the older is not. When the newer one is word 0, the older is word −1: the header that the heap keeps in front of the block. At a tuning of 0 it counts for nothing; at any other it clicks once in each round.',
			found:
				'The words in front of a block are marked as its guard. The load is told as “echo − 1”, with the line of the call that allocated the block.',
			mended: 'Bring both places back into the buffer.',
		},
	},
	{
		name: 'mistake-use-after-free',
		title: 'After it was freed',
		kind: 'useAfterFree',
		buffer: 'reel',
		firstTick: 3999,
		tour: {
			does: 'A reverser: it plays 2000 ticks backwards while it records the next 2000.',
			wrong:
				'To fade over where two recordings meet it looks at the last word of the one that is over, behind the adiFree() of its buffer. The word is still there, because nobody has asked for memory in between.',
			found:
				'Words of a freed block are marked as free. The load is told with both lines, of the allocation and of the free that made it wrong. It is heard too: the words of a freed block are filled, so there is a thump.',
			mended: 'Look first, free then.',
		},
	},
	{
		name: 'mistake-double-free',
		title: 'Freed twice',
		kind: 'doubleFree',
		buffer: 'line',
		firstTick: 2999,
		tour: {
			does: 'An echo that is cut off every 3000 ticks: its lines are thrown away and new ones are taken.',
			wrong:
				'Left and right share a line while they are at the same distance. It is thrown away for the left side and once more for the right.',
			found:
				'The header says that the block is free already. The second adiFree() is told, with the line of the first. The release build warns of it too, and changes nothing.',
			mended: 'What two pointers share has one owner, who frees it.',
		},
	},
	{
		name: 'mistake-leak',
		title: 'Never freed',
		kind: 'leak',
		buffer: 'line',
		firstTick: 0,
		tour: {
			does: 'An echo whose line is as long as the knob says.',
			wrong:
				'A turn of the knob takes a new line and forgets the old one, which stays taken for ever. After some minutes of turning there is no memory left.',
			found:
				'Every block that is in use is listed with the line that asked for it. A look at the leaks shows more and more blocks of one line, oldest first, when there should be one.',
			mended: 'Free the old line when the new one is there.',
		},
	},
	{
		name: 'mistake-exhaustion',
		title: 'More than there is',
		kind: 'outOfMemory',
		buffer: 'echo line',
		firstTick: 448,
		tour: {
			does: 'Twenty echoes that fade, each with a line of its own.',
			wrong:
				'Every line is as long as the longest: twenty times 60000 words are more than all levels have together. The firmware looks at the answer and goes on without the echoes that got none, which is hard to hear.',
			found:
				'The request that no level could serve is told with its words, its level and its line, and the map shows what is in the way.',
			mended: 'One line will do for all echoes of one sound, read at twenty places.',
		},
	},
	{
		name: 'mistake-pool',
		title: 'Back into the pool twice',
		kind: 'doubleFree',
		buffer: 'ping',
		firstTick: 1007,
		tour: {
			does: 'Pings that fade, each in an item of a pool of eight.',
			wrong:
				'A ping is over when it is too faint or when its time is up. Both are so in the same tick, and the item goes back for the one reason and for the other.',
			found:
				'A pool knows which items are in use. The second poolFree() is told with the line of the first. The release build warns of it too.',
			mended: 'Give an item back in one place, at the end of all reasons.',
		},
	},
	{
		name: 'mistake-stale-frame',
		title: 'A tick too late',
		kind: 'useAfterFree',
		buffer: 'frame',
		firstTick: 1,
		tour: {
			does: 'A brightener, which adds some of the step from the sample before to each sample.',
			wrong:
				'The sample before is kept in a word of the frame. That is free again when process() has yielded; it still holds the sample only because nobody else asks for words of the frame.',
			found:
				'When a frame ends, its words are marked as free. The load in the next tick is told with the line of the frameAlloc().',
			mended: 'What has to last from tick to tick belongs into a global, or into a block.',
		},
	},
];
