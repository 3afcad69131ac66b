import type { MemorySetup } from '../src/bridge/memory-setup.ts';
import type { AllocatorKind } from '../src/memory/heap/allocator.ts';
import { DEFAULT_CONFIGURATION } from '../src/memory/heap/heap-configuration.ts';

/**
 * A firmware that uses the heap in every tick as it should be used: blocks of all levels, items, words of the frame, transfers. It fills what it gets, finds
 * it unchanged later (`wrong` counts what it does not), and its output depends on all of it.
 */
export const rightChurn = (seed: number): string => `const int BLOCKS = 24
const int ITEMS = 6
extern native read
extern native write
global array blocks[BLOCKS]
global array sizes[BLOCKS]
global array items[ITEMS]
global int seed = ${seed}
global int wrong = 0
global int failed = 0
global int pool = 0
global int sized = 0
global int tape = 0

function random(int range)
returns int value
{
	global seed = global seed * 1664525 + 1013904223;
	value = ((global seed >>> 8) & 0x7FFFFF) % range;
}

function fill(pointer block, int size, int tag)
locals int i
{
	for (i = 0 to size) block[i] = tag + i;
}

function sumOf(pointer block, int size, int tag)
returns int sum
locals int i
{
	sum = 0;
	for (i = 0 to size) {
		if ((int) block[i] != tag + i) global wrong = global wrong + 1;
		sum = sum + (int) block[i];
	}
}

function init()
{
	global pool = (int) poolCreate("voice", 5, 7, L1);
	global sized = (int) multiPoolCreate(4, 2, 1, LEXT);
	global tape = (int) circularCreate(100, L2);
}

function process()
locals int place, int size, int level, int sum, pointer block
{
	sum = (int) global signal[0];
	place = (int) random(BLOCKS);
	block = (pointer) global blocks[place];
	if (block != null) {
		sum = sum + (int) sumOf(block, (int) global sizes[place], place);
		adiFree(block);
		global blocks[place] = null;
	} else {
		size = 1 + (int) random(1 << (int) random(9));
		level = (int) random(4);
		block = (pointer) adiAlloc(size, level, "block");
		if (block == null) global failed = global failed + 1;
		else {
			fill(block, size, place);
			if (size >= 16) {
				write(0, 8, block);
				read(1000, 8, block);
				fill(block, 16, place);
			}
			if (level == STACK) adiFree(block);
			else {
				global blocks[place] = block;
				global sizes[place] = size;
			}
		}
	}
	place = (int) random(ITEMS);
	block = (pointer) global items[place];
	if (block != null) {
		sum = sum + (int) sumOf(block, 5, place);
		poolFree(global pool, block);
		global items[place] = null;
	} else {
		block = (pointer) poolAlloc(global pool);
		fill(block, 5, place);
		global items[place] = block;
	}
	size = 1 + (int) random(300);
	block = (pointer) multiPoolAlloc(global sized, size);
	if (block != null) {
		fill(block, size, sum);
		sum = sum + (int) sumOf(block, size, sum);
		multiPoolFree(global sized, block);
	}
	if ((int) random(2) == 0) {
		size = 1 + (int) random(50);
		block = (pointer) frameAlloc(size);
		if (block != null) {
			fill(block, size, sum);
			sum = sum + (int) sumOf(block, size, sum);
		}
	}
	circularWrite(global tape, sum & 255);
	sum = sum + (int) circularRead(global tape, 20);
	global signal[0] = sum % 2000;
}
`;

const bins = (smallestWords: number, chunks: readonly number[]) =>
	chunks.map((count, bin) => ({ words: smallestWords * 2 ** bin, chunks: count }));

/** Levels that are soon looked through, with room for {@link rightChurn}, in which every level hands requests on. */
export function smallHeap(allocator: AllocatorKind): MemorySetup {
	const { levels } = DEFAULT_CONFIGURATION;
	return {
		configuration: {
			...DEFAULT_CONFIGURATION,
			allocator,
			levels: {
				STACK: { ...levels.STACK, words: 512 },
				L1: { ...levels.L1, words: 2048, bins: bins(16, [20, 20, 12]) },
				L2: { ...levels.L2, words: 4096, bins: bins(32, [20, 20, 14]) },
				Lext: { ...levels.Lext, words: 20480, bins: bins(32, [64, 64, 60, 0, 0, 2]) },
			},
		},
		levels: {},
	};
}
