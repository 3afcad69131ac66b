import { describe, expect, test } from 'vitest';
import { MEMORY_NATIVE } from '../../bridge/memory-natives.ts';
import type { ViolationContext } from '../../bridge/violation-text.ts';
import type { Allocation } from '../../memory/checks/allocation-ledger.ts';
import type { LogEntry } from '../../memory/checks/allocation-log.ts';
import { VIOLATION_KIND_NAMES } from '../../memory/checks/violation-kinds.ts';
import type { Violation } from '../../memory/checks/violation-list.ts';
import { ageText, allocationRows, compareChecksums, takeChecksums } from './allocation-rows.ts';
import { VIOLATION_MARKS } from './violation-marks.ts';
import { violationRows, violationSites, violationsText } from './violation-rows.ts';

/** Instruction i is in line 10 × i of echo.impala. */
const CONTEXT: ViolationContext = {
	fileName: 'echo.impala',
	lineOf: (instruction) => Math.max(0, instruction * 10),
	functionOf: (instruction) => (instruction < 0 ? '' : 'init'),
	nameOf: (row) => (row === 1 ? 'echo' : ''),
	sampleRate: 1000,
};

const place = (instruction: number, frame: number, callers: readonly number[] = []) => ({ instruction, callers, frame });

const BUFFER: Allocation = {
	row: 1,
	serial: 3,
	isLive: true,
	kind: 'block',
	address: 100,
	askedWords: 4,
	grantedWords: 8,
	level: 2,
	name: 1,
	allocated: place(2, 500),
	freed: null,
};

const OVERFLOW: Violation = {
	row: 0,
	kind: 'overflow',
	foundBy: 'access',
	native: -1,
	parameter: 0,
	word: 0,
	writes: true,
	address: 105,
	count: 1200,
	place: place(5, 1500, [7]),
	lastFrame: 2250,
	buffer: BUFFER,
};

const OUT_OF_MEMORY: Violation = { ...OVERFLOW, row: 1, kind: 'outOfMemory', address: -1, buffer: null, count: 1 };

/** A header that adiCheck() at instruction 5 has found damaged. */
const DAMAGED: Violation = {
	...OVERFLOW,
	kind: 'damagedHeader',
	foundBy: 'check',
	native: MEMORY_NATIVE.adiCheck,
	address: 98,
	count: 1,
};

describe('the list of violations', () => {
	test('has a damaged header that was found by looking: with block, time, look, and who touched it last if the log knows', () => {
		const [row] = violationRows([DAMAGED], CONTEXT);
		expect(row).toMatchObject({ title: 'damaged header', line: ':50', buffer: 'block "echo"', offset: '− 2', first: '1.500 s' });
		const last = { operation: 'allocate', instruction: 2, frame: 500 } as LogEntry;
		const known = violationsText([DAMAGED], { ...CONTEXT, lastEntryOf: () => last });
		expect(known).toContain('found by adiCheck(), which looks at all words');
		expect(known).toContain(
			'touched last, as far as the log knows, by init() at echo.impala:20: allocate, at frame 500 (0.500 s)',
		);
		expect(violationsText([DAMAGED], CONTEXT)).toContain('who touched it last is not known: the log has nothing of it');
	});

	test('has the newest first, with its place, buffer, count and times', () => {
		const [newest, oldest] = violationRows([OVERFLOW, OUT_OF_MEMORY], CONTEXT);
		expect(newest).toMatchObject({ title: 'out of memory', buffer: '', offset: '', count: '1×' });
		expect(oldest).toMatchObject({
			title: 'buffer overflow',
			fileName: 'echo.impala',
			line: ':50',
			buffer: 'block "echo"',
			offset: '+ 5',
			first: '1.500 s',
			last: '2.250 s',
		});
		expect(oldest?.count.replace(/\s/g, ' ')).toBe('1 200×');
	});

	test('leads to the lines of the access, its callers, the allocation and the free', () => {
		const freed = { ...OVERFLOW, buffer: { ...BUFFER, isLive: false, freed: place(9, 900) } };
		expect(violationSites(freed, CONTEXT).map(({ title, line }) => `${title} ${line}`)).toEqual([
			'Go to line 50',
			'Caller, line 70',
			'Allocated in line 20',
			'Freed in line 90',
		]);
	});

	test('leads nowhere where there is no line', () => {
		expect(violationSites({ ...OUT_OF_MEMORY, place: place(-1, 0) }, CONTEXT)).toEqual([]);
	});

	test('has a mark of its own for each kind', () => {
		const marks = VIOLATION_KIND_NAMES.map((kind) => VIOLATION_MARKS[kind]);
		expect(new Set(marks).size).toBe(VIOLATION_KIND_NAMES.length);
	});

	test('as text has a paragraph for each, its details indented', () => {
		const paragraphs = violationsText([OVERFLOW, OUT_OF_MEMORY], CONTEXT).split('\n\n');
		expect(paragraphs).toHaveLength(2);
		expect(paragraphs[0]).toMatch(/^echo\.impala:50: buffer overflow: .*\n {2}/);
	});
});

describe('live allocations', () => {
	const memory = new Int32Array(200);
	const other: Allocation = { ...BUFFER, serial: 4, address: 120, name: 0 };

	test('are printed with name, words, site and age', () => {
		const [row, unnamed] = allocationRows([BUFFER, other], CONTEXT, (frame) => (2000 - frame) / 1000, new Map());
		expect(row).toMatchObject({
			name: 'echo',
			level: 'L2',
			words: '4 / 8',
			site: 'init() at echo.impala:20',
			age: '1.5 s',
			contents: '–',
		});
		expect(unnamed?.name).toBe('(block)');
	});

	test('whose words changed since a checksum was taken are told from those that did not', () => {
		memory.fill(0);
		const taken = takeChecksums(memory, [BUFFER, other]);
		memory[121] = 1;
		memory[104] = 1; // Behind what was asked for: not its contents.
		const compared = compareChecksums(memory, [BUFFER, other], taken);
		expect([...compared.values()].map(({ verdict }) => verdict)).toEqual(['same', 'changed']);
		const rows = allocationRows([BUFFER, other], CONTEXT, () => 0, compared);
		expect(rows.map(({ contents }) => contents.slice(9))).toEqual(['= same', '≠ changed']);
	});

	test('that are gone or new are not compared', () => {
		const taken = takeChecksums(memory, [BUFFER]);
		expect(compareChecksums(memory, [other], taken).size).toBe(0);
	});

	test.each([
		[0.0305, '31 ms'],
		[12.34, '12.3 s'],
		[125, '2 min 5 s'],
		[7320, '2 h 2 min'],
	])('of %d seconds are %s old', (seconds, text) => {
		expect(ageText(seconds)).toBe(text);
	});
});
