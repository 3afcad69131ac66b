import { describe, expect, test } from 'vitest';
import { LEVEL } from '../../memory/heap/levels.ts';
import { clipOf, memoryOf } from './clip.testing.ts';
import { type FirmwareProfile, profileFirmware } from './profile-firmware.ts';

const HEAD = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
const int STACK = 0
const int L1 = 1
const int L2 = 2
const int LEXT = 3
extern native adiAlloc
extern native adiFree
extern native adiInit
extern native frameAlloc
extern native poolCreate
extern native poolAlloc
extern native poolFree
extern native circularCreate
extern native circularWrite
extern native circularRead
extern native prefetch
global array signal[2]
`;
const FIRST_LINE = HEAD.split('\n').length;

/** Profiles a firmware on so many ticks, which are as many frames. */
function profile(code: string, ticks: number, document: object = {}): FirmwareProfile {
	const { clip, lineOf } = clipOf(HEAD + code, ticks, memoryOf(document));
	return profileFirmware(clip, (line) => lineOf(line) - FIRST_LINE + 1);
}

const functionOf = ({ functions }: FirmwareProfile, name: string) => {
	const found = functions.find((entry) => entry.name === name);
	if (found === undefined) throw new Error(`There is no function ${name}`);
	return found;
};

const EMPTY_PROCESS = 'function process() { }\n';

describe('the cycle account', () => {
	// Chunks of L2 begin 1026 words apart, the first 2 behind a multiple of 8: so many words later lines of 8 words begin.
	const BINS = { levels: { L1: { bins: [{ words: 64, chunks: 4 }] }, L2: { bins: [{ words: 1024, chunks: 3 }] } } };
	const LOOPS = `function columns(pointer items)
locals int i, int sum
{
	sum = 0;
	for (i = 0 to 64) { sum = sum + (int) items[i]; }
}

function rows(pointer items)
locals int i, int sum
{
	sum = 0;
	for (i = 0 to 64) { sum = sum + (int) items[i * 8]; }
}

function prefetchedRows(pointer items)
locals int i, int sum
{
	sum = 0;
	for (i = 0 to 64) {
		prefetch(items + i * 8);
		sum = sum + (int) items[i * 8];
	}
}

function init()
{
	columns((pointer) adiAlloc(520, L2, "columns") + 6);
	rows((pointer) adiAlloc(520, L2, "rows") + 4);
	prefetchedRows((pointer) adiAlloc(520, L2, "prefetched") + 2);
}
${EMPTY_PROCESS}`;

	test('shows structures of arrays against arrays of structures, and prefetched against plain loops', () => {
		const cached = profile(LOOPS, 64, { ...BINS, cache: { words: 2048, lineWords: 8, ways: 2 } });
		// One word of each item: 8 lines that miss and 56 words that hit, or 64 lines that miss, or none.
		expect(functionOf(cached, 'columns').accessCycles).toBe(8 * 9 + 56);
		expect(functionOf(cached, 'rows').accessCycles).toBe(64 * 9);
		expect(functionOf(cached, 'prefetchedRows').accessCycles).toBe(64);
		expect(cached.cache).toEqual({ hits: 56 + 64, misses: 8 + 64, prefetches: 64, prefetchedLines: 64 });

		const plain = profile(LOOPS, 64, BINS);
		for (const name of ['columns', 'rows', 'prefetchedRows']) expect(functionOf(plain, name).accessCycles).toBe(64 * 9);
		expect(plain.cache).toBeNull();
	});

	test('is the sum of its functions and of its lines, an instruction a cycle', () => {
		const { cycles, functions, lines } = profile(LOOPS, 64);
		for (const parts of [functions, lines]) {
			expect(parts.reduce((sum, part) => sum + part.cycles, 0)).toBe(cycles.cycles);
			expect(parts.reduce((sum, part) => sum + part.instructions, 0)).toBe(cycles.instructions);
		}
		expect(cycles.cycles).toBe(cycles.instructions + 3 * 64 * 9);
		expect(cycles.accesses).toEqual([0, 0, 3 * 64, 0]);
		const readers = lines.filter(({ accesses }) => accesses[LEVEL.L2] === 64).map(({ line }) => line);
		expect(readers).toEqual([5, 12, 21]);
	});

	test('has the instructions of each call: those of an empty function are two', () => {
		const counts = functionOf(profile(EMPTY_PROCESS, 128), 'process');
		expect(counts).toMatchObject({ instructions: 2 * counts.calls, cycles: 2 * counts.calls });
		expect(counts.calls).toBe(128);
	});

	test('counts what COPY and natives access', () => {
		const { functions, cycles } = profile(
			`function init()
locals pointer near, pointer middle, pointer outer, int tape, int i
{
	near = (pointer) adiAlloc(100, L1, "near");
	middle = (pointer) adiAlloc(100, L2, "middle");
	outer = (pointer) adiAlloc(100, LEXT, "outer");
	copy (100 from near to outer);
	copy (10 from outer to middle);
	tape = (int) circularCreate(64, LEXT);
	for (i = 0 to 5) { circularWrite(tape, i); }
	circularRead(tape, 0);
}
${EMPTY_PROCESS}`,
			64,
		);
		expect(cycles.accesses).toEqual([0, 100, 10, 100 + 10 + 6]);
		expect(functions.find(({ name }) => name === 'init')?.accessCycles).toBe(100 * 41 + 10 * 49 + 6 * 40);
	});

	test('pairs the words of a COPY between sub-banks', () => {
		const { cycles } = profile(
			`function init()
locals pointer a, pointer b
{
	a = (pointer) adiAlloc(500, L1, "a");
	b = (pointer) adiAlloc(900, L1, "b");
	copy (200 from a to b);
}
${EMPTY_PROCESS}`,
			64,
			{
				levels: {
					L1: {
						bins: [
							{ words: 512, chunks: 4 },
							{ words: 1024, chunks: 3 },
						],
					},
				},
			},
		);
		// The first chunk of 1024 words lies behind four of 514: in the second sub-bank, of 2048 words like all four.
		expect(cycles).toMatchObject({ accessCycles: 400, savedCycles: 200 });
	});
});

describe('the profiler', () => {
	const CHURN = `global int voices
global pointer kept

function init()
{
	global voices = (int) poolCreate("voice", 10, 4, L2);
	global kept = (pointer) adiAlloc(100, L1, "kept");
}

function process()
locals pointer grain, pointer voice, pointer scratch
{
	grain = (pointer) adiAlloc(33, L1, "grain");
	voice = (pointer) poolAlloc(global voices);
	scratch = (pointer) frameAlloc(64);
	adiFree(grain);
	poolFree(global voices, voice);
}
`;
	const TICKS = 128;

	test('counts allocations and frees, words and their peak, in all and by name', () => {
		const { allocations, types } = profile(CHURN, TICKS);
		expect(allocations).toMatchObject({ allocations: 2 + 3 * TICKS, frees: 3 * TICKS, failures: 0 });
		expect(allocations).toMatchObject({ currentWords: 140, peakWords: 140 + 33 + 10 + 64 });
		const byName = new Map(types.map((type) => [type.name, type]));
		expect(byName.get('grain')).toMatchObject({ created: TICKS, destroyed: TICKS, currentWords: 0, peakWords: 33 });
		expect(byName.get('kept')).toMatchObject({ created: 1, destroyed: 0, currentWords: 100 });
		expect(byName.get('voice')).toMatchObject({ created: 1 + TICKS, destroyed: TICKS, peakWords: 50 });
		expect(byName.get('')).toMatchObject({ created: TICKS, destroyed: TICKS, peakWords: 64 });
	});

	test('sorts requests into classes by powers of two from 32 words up', () => {
		const { allocations } = profile(CHURN, TICKS);
		// Up to 32 words the items; up to 64 the grains, the scratch words and the pool; up to 128 what is kept.
		expect(allocations.sizes.slice(0, 4)).toEqual([TICKS, 1 + 2 * TICKS, 1, 0]);
		expect(allocations.sizes).toHaveLength(16);
	});

	test('tells what allocations cost: the call, the way to the host, and each look at the state', () => {
		const { allocations } = profile(CHURN, TICKS);
		// Items and words of the frame take one look, 6 cycles; a chunk of ADIalloc 4, of which a third are.
		expect(allocations).toMatchObject({ medianCycles: 6, p99Cycles: 9, worstCycles: 9 });
	});

	test('names the places that allocate, with their lines', () => {
		const { sites } = profile(CHURN, TICKS);
		const places = sites.map(({ name, function: of, line, kind, allocations }) => [name, of, line, kind, allocations]);
		expect(places).toHaveLength(5);
		expect(places).toEqual(
			expect.arrayContaining([
				['voice', 'init', 6, 'pool', 1],
				['kept', 'init', 7, 'block', 1],
				['grain', 'process', 13, 'block', TICKS],
				['voice', 'process', 14, 'pool item', TICKS],
				['', 'process', 15, 'frame block', TICKS],
			]),
		);
	});

	test('frees all with adiInit, and counts what finds no room', () => {
		const { allocations } = profile(
			`function init()
{
	adiAlloc(1000, L1, "a");
	adiAlloc(10000000, LEXT, "huge");
	adiInit(null);
	adiAlloc(20, L1, "b");
}
${EMPTY_PROCESS}`,
			64,
		);
		expect(allocations).toMatchObject({ allocations: 2, frees: 1, failures: 1, currentWords: 20, peakWords: 1000 });
	});
});

test('a profile says where its firmware stopped', () => {
	const { events } = profile('function process() locals int i { i = 0; i = 1 / i; }\n', 64);
	expect(events).toContainEqual(expect.objectContaining({ kind: 'stopped', phase: 'process' }));
});

test('a profile can be sent to another thread', () => {
	const whole = profile(EMPTY_PROCESS, 64);
	expect(structuredClone(whole)).toEqual(whole);
});
