import { describe, expect, test } from 'vitest';
import { LEVEL } from '../../memory/heap/levels.ts';
import { clipOf, memoryOf } from '../profile/clip.testing.ts';
import { ClipPlayer } from '../profile/clip-player.ts';
import { profileFirmware } from '../profile/profile-firmware.ts';
import { SearchRefusal } from './reference-run.ts';
import { renderAssignments, type SearchRow } from './render-assignments.ts';
import { cancelSearch, claimedRows, prepareSearch, type SearchJob, type SearchScope } from './search-job.ts';
import { AS_CALLED, MAX_ASSIGNMENTS } from './search-plan.ts';
import { SIX_BUFFERS, SIX_NAMES } from './six-buffers.testing.ts';

const FRAMES = 2000;

/** Begins the firmwares of this file. */
const HEAD = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
const int STACK = 0
const int L1 = 1
const int L2 = 2
const int LEXT = 3
extern native adiAlloc
extern native adiFree
extern native adiSetLevel
global array signal[2]
global pointer buffer
`;

function searchOf(impala: string, scope: SearchScope = {}, document: object = {}): SearchJob {
	return prepareSearch(new ClipPlayer(), clipOf(impala, FRAMES, memoryOf(document)).clip, scope);
}

const rowsOf = (job: SearchJob): SearchRow[] => [...renderAssignments(job, claimedRows(job))];

describe('a firmware with six buffers', () => {
	const six = searchOf(SIX_BUFFERS);

	test('shows them with the levels that it wants them in and the words that it accesses', () => {
		expect(six.reference.buffers.map(({ name, level, peakWords }) => [name, level, peakWords])).toEqual([
			['shape', LEVEL.L2, 256],
			['left', LEVEL.Lext, 1000],
			['right', LEVEL.Lext, 1000],
			['early', LEVEL.Lext, 500],
			['late', LEVEL.Lext, 2000],
			['history', LEVEL.L2, 64],
		]);
		// What init() fills, and then so many accesses in each tick.
		const accesses = [
			256 + 3 * FRAMES,
			1000 + 2 * FRAMES,
			1000 + 2 * FRAMES,
			500 + 2 * FRAMES,
			2000 + 2 * FRAMES,
			64 + 9 * FRAMES,
		];
		expect(six.reference.buffers.map(({ accesses: words }) => words)).toEqual(accesses);
		expect(six.plan).toMatchObject({ rows: 729, skipped: 0 });
	});

	test('has a reference row of exactly 0 cycles that passes', () => {
		const [row] = renderAssignments(six, [six.plan.referenceRow]);
		expect(row).toEqual({
			row: six.plan.referenceRow,
			levels: [2, 3, 3, 3, 3, 2],
			isReference: true,
			verdict: 'PASS',
			cycles: 0,
			l1Words: 0,
			account: 'replayed',
		});
	});

	test.each([
		['without a cache', {}],
		['with a cache', { cache: { words: 1024 }, levels: { L1: { bins: [{ words: 256, chunks: 20 }] } } }],
	])('costs in every row what a run with those levels costs that is watched itself, %s', (_, document) => {
		const memory = memoryOf(document);
		const { clip } = clipOf(SIX_BUFFERS, FRAMES, memory);
		const job = prepareSearch(new ClipPlayer(), clip);
		const total = (levels: Readonly<Record<string, number>>) =>
			profileFirmware({ ...clip, memory: { ...memory, levels } }).cycles.cycles;
		const reference = total({});
		for (const { levels, verdict, cycles, account } of renderAssignments(job, [0, 100, 333, 500, 728])) {
			const table = Object.fromEntries(SIX_NAMES.map((name, index) => [name, levels[index] ?? AS_CALLED]));
			expect({ verdict, account }).toEqual({ verdict: 'PASS', account: 'replayed' });
			expect(cycles).toBe(total(table) - reference);
		}
	});

	test('costs what the levels say: as many cycles per access as its level is nearer', () => {
		const scope = { buffers: ['history', 'shape'], levels: [LEVEL.L1, LEVEL.L2] };
		const rows = rowsOf(searchOf(SIX_BUFFERS, scope, { levels: { L1: { subBanks: 1 } } }));
		const shape = 256 + 3 * FRAMES;
		const history = 64 + 9 * FRAMES;
		expect(rows.map(({ levels, cycles }) => [levels, cycles])).toEqual([
			[[LEVEL.L1, LEVEL.L1], -8 * (shape + history)],
			[[LEVEL.L1, LEVEL.L2], -8 * shape],
			[[LEVEL.L2, LEVEL.L1], -8 * history],
			[[LEVEL.L2, LEVEL.L2], 0],
		]);
		expect(rows.map(({ l1Words }) => l1Words)).toEqual([256 + 64, 256, 64, 0]);
	});

	test('is rendered by as many as want to, each row once, until it is cancelled', () => {
		const job = searchOf(SIX_BUFFERS, { buffers: ['shape', 'history'] });
		const threads = [renderAssignments(job, claimedRows(job)), renderAssignments(job, claimedRows(job))];
		const step = (thread: number) => threads[thread]?.next().value?.row;
		expect([step(0), step(1), step(1), step(0)]).toEqual([0, 1, 2, 3]);
		cancelSearch(job);
		expect([step(0), step(1)]).toEqual([undefined, undefined]);
	});
});

describe('a firmware that looks at where its buffer lies', () => {
	// In L1 it is the second block of its bin, in L2 the first: that is the low end of the first word of its header.
	const looking = (init: string, process: string) => `${HEAD}
global int place
function init()
{
	adiAlloc(10, L1, null);
	global buffer = (pointer) adiAlloc(10, L2, "moved");
	global place = (int) *(global buffer - 2) & 1;
	${init}
}
function process()
locals int quotient
{
	*global buffer = 5;
	${process}
}
`;
	const search = (code: string) => rowsOf(searchOf(code, { levels: [LEVEL.L1, LEVEL.L2] }));
	const reference = { verdict: 'PASS', cycles: 0, account: 'replayed', isReference: true };

	test('differs when that is heard, and its cycles are those of a run of its own', () => {
		const [moved, kept] = search(looking('', 'global signal[0] = global place * 100;'));
		expect(kept).toMatchObject(reference);
		expect(moved).toMatchObject({ verdict: 'differs', account: 'measured', cycles: -8 * (1 + FRAMES), l1Words: 32 });
	});

	test('is told apart when it stops in one level', () => {
		const [moved, kept] = search(looking('', 'quotient = 1 / (1 - global place);'));
		expect(kept).toMatchObject(reference);
		expect(moved).toMatchObject({ verdict: 'stopped', account: 'measured' });
	});

	test('passes and is measured when it sounds the same and allocates otherwise', () => {
		const [moved, kept] = search(looking('if (global place != 0) { adiAlloc(1000, L1, null); }', ''));
		expect(kept).toMatchObject(reference);
		expect(moved).toMatchObject({ verdict: 'PASS', account: 'measured', l1Words: 32 + 1024 });
	});
});

describe('what is searched', () => {
	test('leaves out buffers that are wanted in STACK, and those without a name', () => {
		const code = `${HEAD}
function init() { global buffer = (pointer) adiAlloc(10, L1, "kept"); adiAlloc(20, L1, null); }
function process() { adiAlloc(16, STACK, "scratch"); }
`;
		const { reference } = searchOf(code);
		expect(reference.buffers.map(({ name }) => name)).toEqual(['kept']);
		expect(reference.frameBuffers).toEqual(['scratch']);
	});

	test('leaves a buffer that is wanted in different levels to its calls in the reference row', () => {
		const code = `${HEAD}
function init() { adiAlloc(10, L1, "both"); adiAlloc(20, LEXT, "both"); }
function process() { }
`;
		const rows = rowsOf(searchOf(code));
		expect(rows.map(({ levels }) => levels)).toEqual([[AS_CALLED], [1], [2], [3]]);
		expect(rows[0]).toMatchObject({ isReference: true, cycles: 0, verdict: 'PASS' });
	});

	test('follows the table of levels that the clip begins with', () => {
		const { clip } = clipOf(SIX_BUFFERS, FRAMES);
		const memory = { ...clip.memory, levels: { left: LEVEL.L1, history: LEVEL.Lext } };
		const { reference } = prepareSearch(new ClipPlayer(), { ...clip, memory });
		expect(reference.buffers.map(({ level }) => level)).toEqual([2, 1, 3, 3, 3, 3]);
	});

	test('obeys a firmware that sets a level by itself', () => {
		const code = `${HEAD}
function init() { adiSetLevel("own", L2); global buffer = (pointer) adiAlloc(10, L1, "own"); }
function process() { *global buffer = 1; }
`;
		const rows = rowsOf(searchOf(code));
		expect(rows.map(({ cycles }) => cycles)).toEqual([0, 0, 0]);
	});

	test('has to be there: otherwise the message says what there is', () => {
		expect(() => searchOf(SIX_BUFFERS, { buffers: ['left', 'wide'] })).toThrow(
			/no buffer 'wide' while the clip is played; it has 'shape', 'left', 'right', 'early', 'late', 'history'/,
		);
		const nameless = `${HEAD}function init() { adiAlloc(10, L1, null); }\nfunction process() { adiAlloc(9, STACK, "scratch"); }\n`;
		expect(() => searchOf(nameless)).toThrow(/no buffer with a name while the clip is played but those in STACK: 'scratch'/);
		const stopping = `${HEAD}function process() locals int i { adiAlloc(10, L1, "a"); i = 0; i = 1 / i; }\n`;
		expect(() => searchOf(stopping)).toThrow(SearchRefusal);
		expect(() => searchOf(stopping)).toThrow(/stops at frame \d+ of the clip/);
	});

	test('is never more than the limit', () => {
		expect(searchOf(SIX_BUFFERS, { most: 100 }).plan.rows).toBeLessThanOrEqual(100);
		expect(MAX_ASSIGNMENTS).toBe(4096);
	});
});
