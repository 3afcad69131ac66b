import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_CACHE, DEFAULT_CONFIGURATION } from '../heap/heap-configuration.ts';
import { AccessCost } from './access-cost.ts';
import { AccessTracer, accessesByOwner, replayTrace } from './access-trace.ts';
import { digestTrace, replayDigest } from './trace-digest.ts';

const START = 4096;
const END = START + 2048 + 8192 + 65536 + 1048576;
const L1 = START + 2048;
const L2 = L1 + 8192;

it('a trace is the same run with its allocations elsewhere', () => {
	const tracer = new AccessTracer(START, END);
	tracer.allocated(L1, 64);
	tracer.allocated(L2, 64);
	tracer.access(1, L1 + 5);
	tracer.access(3, L2 + 63);
	tracer.copy(5, L2, L1, 10);
	tracer.run(7, L2 + 8, 3);
	const replay = (...addresses: number[]) =>
		replayTrace(tracer.trace(), Int32Array.from(addresses), new AccessCost(DEFAULT_CONFIGURATION, START));
	expect(replay(L1, L2)).toBe(1 + 9 + 10 * 10 + 27);
	expect(replay(L2, L1)).toBe(9 + 1 + 10 * 10 + 3);
	expect([...accessesByOwner(tracer.trace(), 2)]).toEqual([11, 14]);
	// In two sub-banks of L1 the words of the COPY are pairs.
	expect(replay(L1, L1 + 4096)).toBe(1 + 1 + 10 + 3);
	expect(replay(L1, L1 + 64)).toBe(1 + 1 + 20 + 3);
});

it('words of a freed allocation are still counted from it, and those of nobody stay where they are', () => {
	const tracer = new AccessTracer(START, END);
	tracer.allocated(L1, 16);
	tracer.access(1, L1 + 15);
	tracer.access(5, L1 + 16);
	tracer.emptied();
	tracer.access(9, L1 + 15);
	const cost = new AccessCost(DEFAULT_CONFIGURATION, START);
	expect(replayTrace(tracer.trace(), Int32Array.of(L2), cost)).toBe(9 + 1 + 1);
});

it('replayed where it was recorded, it costs what the run did, and digested too', () => {
	const blocks = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 });
	const steps = fc.array(
		fc.record({
			kind: fc.constantFrom('access', 'access', 'access', 'copy', 'run', 'prefetch'),
			instruction: fc.integer({ min: 0, max: 6 }),
			// Some of them before the heap.
			from: fc.integer({ min: -200, max: 20000 }),
			to: fc.integer({ min: -200, max: 20000 }),
			words: fc.integer({ min: 1, max: 40 }),
		}),
		{ maxLength: 60 },
	);
	fc.assert(
		fc.property(blocks, steps, fc.boolean(), (places, script, isCached) => {
			const configuration = { ...DEFAULT_CONFIGURATION, cache: isCached ? DEFAULT_CACHE : null };
			const cost = new AccessCost(configuration, START);
			const tracer = new AccessTracer(START, END);
			const addresses = places.map((place) => START + 16 * place);
			for (const address of addresses) tracer.allocated(address, 16);
			let cycles = 0;
			for (const { kind, instruction, from, to, words } of script) {
				const [source, target] = [START + from, START + to];
				if (kind === 'access') {
					cycles += cost.access(instruction, source);
					tracer.access(instruction, source);
				} else if (kind === 'copy') {
					cycles += cost.copy(source, target, words);
					tracer.copy(instruction, source, target, words);
				} else if (kind === 'run') {
					cycles += cost.run(source, words);
					tracer.run(instruction, source, words);
				} else {
					cost.prefetch(source);
					tracer.prefetch(instruction, source);
				}
			}
			const trace = tracer.trace();
			expect(replayTrace(trace, Int32Array.from(addresses), new AccessCost(configuration, START))).toBe(cycles);
			const digest = digestTrace(trace, addresses.length, cost);
			const elsewhere = Int32Array.from(addresses, (_, index) => L1 + 1000 * index);
			for (const moved of [Int32Array.from(addresses), elsewhere]) {
				expect(replayDigest(digest, moved, cost)).toBe(replayTrace(trace, moved, new AccessCost(configuration, START)));
			}
		}),
		{ numRuns: 60 },
	);
});

it('goes on in another piece when one is full', () => {
	const tracer = new AccessTracer(START, END);
	tracer.allocated(L1, 64);
	const cost = new AccessCost({ ...DEFAULT_CONFIGURATION, cache: DEFAULT_CACHE }, START);
	const ACCESSES = 200_000;
	for (let access = 0; access < ACCESSES; access++) tracer.access(2 * (access % 9), L1 + (access % 64));
	const trace = tracer.trace();
	expect(trace.pieces.length).toBeGreaterThan(1);
	expect(replayTrace(trace, Int32Array.of(L1), cost)).toBe(ACCESSES);
	expect([...accessesByOwner(trace, 1)]).toEqual([ACCESSES]);
	expect(replayDigest(digestTrace(trace, 1, cost), Int32Array.of(L1), cost)).toBe(ACCESSES);
});
