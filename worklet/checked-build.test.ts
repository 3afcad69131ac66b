import { describe, expect, test } from 'vitest';
import { VIOLATION_KINDS } from '../src/memory/checks/violation-kinds.ts';
import { CheckedEngine, EXECUTORS, MISTAKE_TICK, mistake, summaryOf } from './checked-engine.testing.ts';

/** What is told of a mistake; lines are those with the comments ALLOC, FREE and BUG. */
interface Mistake {
	readonly globals?: string;
	readonly init?: string;
	readonly act: string;
	readonly expected: {
		readonly kind: keyof typeof VIOLATION_KINDS;
		readonly by?: 'access' | 'call' | 'host';
		readonly writes?: boolean;
		/** Kind, name and words of the buffer, and where in it; null for none. */
		readonly buffer: readonly [kind: string, name: string, words: number, offset: number] | null;
		readonly function?: string;
		readonly callers?: readonly string[];
	};
	/** Headline and details of the message, where they are told in full. */
	readonly text?: readonly string[];
}

const TAPE = 'global p = (pointer) adiAlloc(16, L1, "tape"); // ALLOC\n';
const NEXT = 'global q = (pointer) adiAlloc(16, L1, "next");';
const POOL = 'global pool = (int) poolCreate("voice", 5, 8, L1);';

const MISTAKES: Readonly<Record<string, Mistake>> = {
	'one word past a block that fills its chunk, in the header of the next': {
		init: TAPE + NEXT,
		act: 'a = global p; a[16] = 1; // BUG',
		expected: { kind: 'overflow', writes: true, buffer: ['block', 'tape', 16, 16] },
		text: [
			'test.impala:BUG: buffer overflow: act() writes block "tape" + 16, 1 word past the end of its 16 words.',
			'called by process() at test.impala:PROCESS',
			'first at frame 64 (0.001 s)',
			'block "tape": 16 words, in L1 at word ADDRESS',
			'allocated by init() at test.impala:ALLOC, at frame 0 (0.000 s)',
			'Compare the largest index with the words that the buffer was allocated with.',
		],
	},
	'one word past a block with words to spare': {
		init: 'global p = (pointer) adiAlloc(10, L1, "tape"); // ALLOC',
		act: 'a = global p; x = (int) a[10]; // BUG',
		expected: { kind: 'overflow', buffer: ['block', 'tape', 10, 10] },
		text: [
			'test.impala:BUG: buffer overflow: act() reads block "tape" + 10, 1 word past the end of its 10 words.',
			'called by process() at test.impala:PROCESS',
			'first at frame 64 (0.001 s)',
			'block "tape": 10 words, 16 granted, in L1 at word ADDRESS',
			'allocated by init() at test.impala:ALLOC, at frame 0 (0.000 s)',
			'Compare the largest index with the words that the buffer was allocated with.',
		],
	},
	'a pointer that walks past the end': {
		init: TAPE,
		act: 'a = global p + 16; *a = 3; // BUG',
		expected: { kind: 'overflow', writes: true, buffer: ['block', 'tape', 16, 16] },
	},
	'an index far beyond the end, counted from the block': {
		init: TAPE,
		act: 'a = global p; i = 2000; a[i] = 1; // BUG',
		expected: { kind: 'overflow', writes: true, buffer: ['block', 'tape', 16, 2000] },
	},
	'a copy that is longer than its block': {
		init: 'global p = (pointer) adiAlloc(40, L1, "tape"); // ALLOC',
		act: 'a = global p; copy (64 from &global words[0] to a); // BUG',
		expected: { kind: 'overflow', writes: true, buffer: ['block', 'tape', 40, 40] },
	},
	'a word in front of a block': {
		init: TAPE,
		act: 'a = global p; i = -1; x = (int) a[i]; // BUG',
		expected: { kind: 'underflow', buffer: ['block', 'tape', 16, -1] },
		text: [
			'test.impala:BUG: buffer underflow: act() reads block "tape" − 1, 1 word in front of its 16 words.',
			'called by process() at test.impala:PROCESS',
			'first at frame 64 (0.001 s)',
			'block "tape": 16 words, in L1 at word ADDRESS',
			'allocated by init() at test.impala:ALLOC, at frame 0 (0.000 s)',
			'Look for an index that can be negative, or a pointer that is moved back too far.',
		],
	},
	'a pointer that walks out in front of a block': {
		init: TAPE,
		act: 'a = global p - 2; *a = 0; // BUG',
		expected: { kind: 'underflow', writes: true, buffer: ['block', 'tape', 16, -2] },
	},
	'a read of a block that was freed': {
		init: TAPE,
		act: 'a = global p; adiFree(a); // FREE\nx = (int) a[3]; // BUG',
		expected: { kind: 'useAfterFree', buffer: ['block', 'tape', 16, 3] },
		text: [
			'test.impala:BUG: use after free: act() reads block "tape" + 3 of 16 words.',
			'called by process() at test.impala:PROCESS',
			'first at frame 64 (0.001 s)',
			'block "tape": 16 words, in L1 at word ADDRESS',
			'allocated by init() at test.impala:ALLOC, at frame 0 (0.000 s)',
			'freed by act() at test.impala:FREE, called by process() at test.impala:PROCESS, at frame 64 (0.001 s)',
			'Set the pointer to null where the buffer is freed, and look who still holds a copy.',
		],
	},
	'a write to a block that was freed': {
		init: TAPE,
		act: 'a = global p; adiFree(a); // FREE\na[0] = 1; // BUG',
		expected: { kind: 'useAfterFree', writes: true, buffer: ['block', 'tape', 16, 0] },
	},
	'a pointer without an index into a block that was freed': {
		init: `global p = (pointer) adiAlloc(16, L1, "tape");\n${NEXT} // ALLOC`,
		act: 'a = global q; adiFree(a); // FREE\n*a = 1; // BUG',
		expected: { kind: 'useAfterFree', writes: true, buffer: ['block', 'next', 16, 0] },
	},
	'a use of a block that was freed, used again by another and freed again': {
		init: 'global p = (pointer) adiAlloc(16, L1, "first");',
		act: 'adiFree(global p);\na = (pointer) adiAlloc(12, L1, "second"); // ALLOC\nadiFree(a); // FREE\nb = global p; x = (int) b[2]; // BUG',
		expected: { kind: 'useAfterFree', buffer: ['block', 'second', 12, 2] },
	},
	'a word of the heap that nobody was ever given': {
		init: TAPE,
		act: 'a = global p + 5000; x = (int) *a; // BUG',
		expected: { kind: 'unallocated', buffer: null },
		text: [
			"test.impala:BUG: access to unallocated memory: act() reads word OTHER, which is nobody's.",
			'called by process() at test.impala:PROCESS',
			'first at frame 64 (0.001 s)',
			'Look where the pointer was calculated: it leads to no buffer.',
		],
	},
	'a block that is freed twice': {
		init: TAPE,
		act: 'adiFree(global p); // FREE\nadiFree(global p); // BUG',
		expected: { kind: 'doubleFree', by: 'call', buffer: ['block', 'tape', 16, 0] },
		text: [
			'test.impala:BUG: double free: act() calls adiFree(block = word ADDRESS). Block "tape" + 0 of 16 words.',
			'called by process() at test.impala:PROCESS',
			'first at frame 64 (0.001 s)',
			'block "tape": 16 words, in L1 at word ADDRESS',
			'allocated by init() at test.impala:ALLOC, at frame 0 (0.000 s)',
			'freed by act() at test.impala:FREE, called by process() at test.impala:PROCESS, at frame 64 (0.001 s)',
			'Set the pointer to null where the buffer is freed first.',
		],
	},
	'a free in the middle of a block': {
		init: TAPE,
		act: 'adiFree(global p + 4); // BUG',
		expected: { kind: 'freeInside', by: 'call', buffer: ['block', 'tape', 16, 4] },
		text: [
			'test.impala:BUG: free in the middle: act() calls adiFree(block = word OTHER). Block "tape" + 4 of 16 words.',
			'called by process() at test.impala:PROCESS',
			'first at frame 64 (0.001 s)',
			'block "tape": 16 words, in L1 at word ADDRESS',
			'allocated by init() at test.impala:ALLOC, at frame 0 (0.000 s)',
			'Keep the pointer that the allocation answered, and move a copy of it.',
		],
	},
	'a free of a global': {
		act: 'adiFree(&global words[3]); // BUG',
		expected: { kind: 'foreignFree', by: 'call', buffer: null },
		text: [
			'test.impala:BUG: free of a foreign pointer: act() calls adiFree(block = word OTHER of memory, global words + 3). What was given back belongs to no level or pool.',
			'called by process() at test.impala:PROCESS',
			'first at frame 64 (0.001 s)',
			'Only what an allocation answered can be freed, and items of a pool only in their pool.',
		],
	},
	'a free of null': {
		act: 'adiFree(null); // BUG',
		expected: { kind: 'foreignFree', by: 'call', buffer: null },
	},
	'a free of an item as if it were a block': {
		init: POOL,
		act: 'a = (pointer) poolAlloc(global pool); // ALLOC\nadiFree(a); // BUG',
		expected: { kind: 'foreignFree', by: 'call', buffer: ['pool item', 'voice', 5, 0] },
	},
	'a free of the words that a pool is made of': {
		init: POOL,
		act: 'a = (pointer) poolAlloc(global pool); // ALLOC\npoolFree(global pool, a); // FREE\nadiFree(a); // BUG',
		expected: { kind: 'foreignFree', by: 'call', buffer: ['pool item', 'voice', 5, 0] },
	},
	'an item that is put back twice': {
		init: POOL,
		act: 'a = (pointer) poolAlloc(global pool); // ALLOC\npoolFree(global pool, a); // FREE\npoolFree(global pool, a); // BUG',
		expected: { kind: 'doubleFree', by: 'call', buffer: ['pool item', 'voice', 5, 0] },
	},
	'an item that is put into another pool': {
		init: `${POOL}global other = (int) poolCreate("grain", 5, 8, L1);`,
		act: 'a = (pointer) poolAlloc(global pool); // ALLOC\npoolFree(global other, a); // BUG',
		expected: { kind: 'foreignFree', by: 'call', buffer: ['pool item', 'voice', 5, 0] },
	},
	'the middle of an item': {
		init: POOL,
		act: 'a = (pointer) poolAlloc(global pool); // ALLOC\npoolFree(global pool, a + 2); // BUG',
		expected: { kind: 'freeInside', by: 'call', buffer: ['pool item', 'voice', 5, 2] },
	},
	'an item that is put back twice into a pool of three sizes': {
		init: 'global pool = (int) multiPoolCreate(2, 2, 1, L2);',
		act: 'a = (pointer) multiPoolAlloc(global pool, 100); // ALLOC\nmultiPoolFree(global pool, a); // FREE\nmultiPoolFree(global pool, a); // BUG',
		expected: { kind: 'doubleFree', by: 'call', buffer: ['pool item', '', 256, 0] },
	},
	'the word between an item and its neighbour': {
		init: POOL,
		act: 'a = (pointer) poolAlloc(global pool); // ALLOC\nb = (pointer) poolAlloc(global pool);\na[5] = 1; // BUG',
		expected: { kind: 'overflow', writes: true, buffer: ['pool item', 'voice', 5, 5] },
	},
	'a pointer that walks from an item towards its neighbour': {
		init: POOL,
		act: 'a = (pointer) poolAlloc(global pool); // ALLOC\nb = (pointer) poolAlloc(global pool);\na = a + 5; *a = 1; // BUG',
		expected: { kind: 'overflow', writes: true, buffer: ['pool item', 'voice', 5, 5] },
	},
	'an item that was put back': {
		init: POOL,
		act: 'b = (pointer) poolAlloc(global pool);\na = (pointer) poolAlloc(global pool); // ALLOC\npoolFree(global pool, a); // FREE\n*a = 1; // BUG',
		expected: { kind: 'useAfterFree', writes: true, buffer: ['pool item', 'voice', 5, 0] },
	},
	'an item that was never taken': {
		init: `${POOL} // ALLOC`,
		act: 'a = (pointer) poolAlloc(global pool) + 12; x = (int) *a; // BUG',
		expected: { kind: 'unallocated', buffer: ['pool', 'voice', 48, 12] },
	},
	'words of the frame of a tick before': {
		globals: 'global pointer old = null',
		init: '',
		act: 'a = global old; x = (int) a[1]; // BUG',
		expected: { kind: 'useAfterFree', buffer: ['frame block', '', 8, 1] },
		text: [
			'test.impala:BUG: use after free: act() reads a frame block + 1 of 8 words.',
			'called by process() at test.impala:PROCESS',
			'first at frame 64 (0.001 s)',
			'a frame block: 8 words, in STACK at word ADDRESS',
			'allocated by process() at test.impala:ALLOC, at frame 64 (0.001 s)',
			'freed when the call ended or yielded, at frame 64 (0.001 s)',
			'Words of the frame are gone when the call ends or yields: take them anew in each call, or use adiAlloc() for what has to stay.',
		],
	},
	'more words than there are': {
		act: 'a = (pointer) adiAlloc(2000000, L1, "huge"); // BUG',
		expected: { kind: 'outOfMemory', by: 'call', buffer: null },
		text: [
			'test.impala:BUG: out of memory: act() calls adiAlloc(words = 2000000). No level had enough free words in one piece, or there were as many such objects as there can be.',
			'called by process() at test.impala:PROCESS',
			'first at frame 64 (0.001 s)',
			'Look at the levels in the heap view: what is large, and what was never freed?',
		],
	},
	'a frame without room': {
		act: 'a = (pointer) frameAlloc(3000); // BUG',
		expected: { kind: 'outOfMemory', by: 'call', buffer: null },
	},
	'a pool that was never made': {
		act: 'a = (pointer) poolAlloc(3); // BUG',
		expected: { kind: 'badHandle', by: 'call', buffer: null },
		text: [
			'test.impala:BUG: bad handle: act() calls poolAlloc(pool = 3). A pool, ring or buffer was named that was never created.',
			'called by process() at test.impala:PROCESS',
			'first at frame 64 (0.001 s)',
			'Look whether its creation answered 0, and was used nevertheless.',
		],
	},
	'an item that is put into a pool that was never made': {
		init: POOL,
		act: 'a = (pointer) poolAlloc(global pool); poolFree(9, a); // BUG',
		expected: { kind: 'badHandle', by: 'call', buffer: null },
	},
	'a level that there is not': {
		act: 'a = (pointer) adiAlloc(8, 7, "tape"); // BUG',
		expected: { kind: 'badArgument', by: 'call', buffer: null },
		text: [
			'test.impala:BUG: bad argument: act() calls adiAlloc(level = 7). An argument was out of its range, and nothing was done.',
			'called by process() at test.impala:PROCESS',
			'first at frame 64 (0.001 s)',
			'Compare it with the range that the documentation gives.',
		],
	},
	'a pointer that is none of a DMA buffer': {
		init: TAPE,
		act: 'dmaInvalidate(global p); // BUG',
		expected: { kind: 'badArgument', by: 'call', buffer: null },
	},
	'a native that writes into a block that was freed': {
		globals: 'extern native read',
		init: TAPE,
		act: 'adiFree(global p); // FREE\nread(0, 4, global p); // BUG',
		expected: { kind: 'useAfterFree', writes: true, buffer: ['block', 'tape', 16, 0] },
	},
	'a native that reads past the end of a block': {
		globals: 'extern native write',
		init: TAPE,
		act: 'write(0, 9, global p); // BUG',
		expected: { kind: 'overflow', buffer: ['block', 'tape', 16, 16] },
	},
	'a ring that is read into a block that was freed': {
		init: `${TAPE}global pool = (int) ringCreate(16);`,
		act: 'ringWrite(global pool, 1); adiFree(global p); // FREE\nringRead(global pool, global p + 2); // BUG',
		expected: { kind: 'useAfterFree', writes: true, buffer: ['block', 'tape', 16, 2] },
	},
	'a bounded pointer into a block that was freed': {
		init: `${TAPE}global pool = (int) boundedCreate(global p, 16);`,
		act: 'adiFree(global p); // FREE\nboundedWrite(global pool, 3); // BUG',
		expected: { kind: 'useAfterFree', writes: true, buffer: ['block', 'tape', 16, 0] },
	},
	'a function that calls itself without end': {
		globals: 'function deeper(int n)\n{\n\tdeeper(n + 1); // BUG\n}',
		init: TAPE,
		act: 'deeper(1);',
		expected: { kind: 'stackOverflow', by: 'host', buffer: null, function: 'deeper', callers: ['deeper', 'deeper', 'deeper'] },
		text: [
			'test.impala:BUG: stack overflow: deeper() calls itself at line BUG, and needs more stack than there is.',
			'called by deeper() at test.impala:BUG, 3 times in a row',
			'first at frame 64 (0.001 s)',
			'Look for a function that calls itself without end, or move large local arrays to globals or the heap.',
		],
	},
	'a header that was overwritten': {
		init: `global p = (pointer) adiAlloc(16, L1, "tape");\n${NEXT} // ALLOC`,
		act: 'a = global p; for (i = 0 to 18) a[i] = 7;\nadiFree(global q); // BUG',
		expected: { kind: 'damagedHeader', by: 'call', buffer: ['block', 'next', 16, 0] },
	},
};

/** The firmware of a mistake. */
function sourceOf(name: string): string {
	const { [name]: source } = MISTAKES;
	if (source === undefined) throw new Error(`no mistake is called ${name}`);
	const code = mistake(source);
	if (name !== 'words of the frame of a tick before') return code;
	const call = `	if (global ticks == ${MISTAKE_TICK}) act();\n`;
	return code.replace(call, `${call}	global old = (pointer) frameAlloc(8); // ALLOC\n`);
}

describe.each(Object.keys(MISTAKES))('%s', (name) => {
	const { expected, text } = MISTAKES[name] as Mistake; // one of its keys
	test.each(EXECUTORS)('is found in the block in which it happens, and told, by the %s', (executor) => {
		const engine = new CheckedEngine(sourceOf(name), { executor });
		while (engine.global('ticks') < MISTAKE_TICK && !engine.run.stopped) {
			expect(engine.records.violationRows).toBe(0);
			engine.play();
		}
		const { violations } = engine.records;
		const found = violations.find(({ kind }) => kind === expected.kind);
		if (found === undefined)
			throw new Error(`Found: ${violations.map((one) => engine.textOf(one).headline).join(' ') || 'nothing'}`);
		const lineOf = (tag: string) => engine.lineOf(`// ${tag}`);
		const summary = summaryOf(engine, found);
		const { buffer } = expected;
		expect(summary).toMatchObject({
			kind: expected.kind,
			foundBy: expected.by ?? 'access',
			writes: expected.writes ?? false,
			frame: 64,
			line: lineOf('BUG'),
			function: expected.function ?? 'act',
			callers: expected.callers ?? ['process'],
			buffer: buffer === null ? null : { kind: buffer[0], name: buffer[1], words: buffer[2], offset: buffer[3] },
		});
		if (summary.buffer !== null && engine.source.includes('// ALLOC')) expect(summary.buffer.allocated).toBe(lineOf('ALLOC'));
		if (engine.source.includes('// FREE')) expect(summary.buffer?.freed).toBe(lineOf('FREE'));
		// Of one mistake nothing else is told, but for the header that an overflow has damaged.
		expect(violations.map(({ kind }) => kind)).toEqual(
			expected.kind === 'damagedHeader' ? ['overflow', 'damagedHeader'] : [expected.kind],
		);
		if (text === undefined) return;
		const { headline, details } = engine.textOf(found);
		const told = [headline, ...details].map((line) =>
			line
				.replaceAll(`test.impala:${lineOf('BUG')}`, 'test.impala:BUG')
				.replaceAll(`at line ${lineOf('BUG')}`, 'at line BUG')
				.replaceAll(`test.impala:${engine.lineOf(') act();')}`, 'test.impala:PROCESS')
				.replaceAll(/test\.impala:(\d+)/g, (whole, line) =>
					['ALLOC', 'FREE'].reduce(
						(to, tag) => (engine.source.includes(`// ${tag}`) && Number(line) === lineOf(tag) ? `test.impala:${tag}` : to),
						whole,
					),
				)
				.replaceAll(/word (\d+)/g, (_, word) => (Number(word) === found.buffer?.address ? 'word ADDRESS' : 'word OTHER')),
		);
		expect(told).toEqual(text);
	});
});

test('every kind that a firmware can be caught at has its mistake here', () => {
	const kinds = new Set(Object.values(MISTAKES).map(({ expected }) => expected.kind));
	// Stale words come from the host, and forgotten buffers are found when somebody looks: both have their own tests.
	const elsewhere = ['staleRead', 'leak'];
	expect(Object.keys(VIOLATION_KINDS).filter((kind) => !kinds.has(kind as never))).toEqual(expect.arrayContaining(elsewhere));
	expect(kinds.size + elsewhere.length).toBe(Object.keys(VIOLATION_KINDS).length);
});
