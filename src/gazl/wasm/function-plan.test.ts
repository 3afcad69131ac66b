import { describe, expect, test } from 'vitest';
import { programOf } from '../assembly.testing.ts';
import { FUZZ_NATIVES, randomProgram } from '../fuzz/random-programs.testing.ts';
import type { Program } from '../program.ts';
import { type FunctionPlan, fitsStack, planFunction } from './function-plan.ts';
import { plainHost } from './host-code.ts';
import { programFacts } from './program-facts.ts';

const HOST = plainHost(['yield']);

const planOf = (source: string): FunctionPlan => planFunction(programFacts(programOf(source), HOST), 0);

/** Start, cycles asked for, of each block. */
const asked = ({ blocks, cyclesNeeded }: FunctionPlan): [number, number][] =>
	blocks.map(({ start }, block) => [start, cyclesNeeded[block]]);

const resumed = ({ resumePoints }: FunctionPlan): number[] => resumePoints.map(({ instruction }) => instruction);

describe('cycles', () => {
	test('are asked for once where there is neither loop nor call, for the longest way', () => {
		// 0 FUNC 1 branch | 2 3 4 jump | 5 | 6 RETU
		const plan = planOf(`f: FUNC
i: LOCi
	EQUi i #0 @.short
	ADDi i i #1
	ADDi i i #1
	GOTO @.end
.short: MOVi i #1
.end:	RETU
`);
		expect(asked(plan)).toEqual([
			[0, 2 + 3 + 1],
			[2, 0],
			[5, 0],
			[6, 0],
		]);
	});

	test('are asked for by every header of loops within loops, for the way to the next that asks', () => {
		// 0 1 | outer: 2 | inner: 3 4 | 5 | 6 RETU
		const plan = planOf(`f: FUNC
i: LOCi
j: LOCi
	MOVi i #9
.outer: MOVi j #9
.inner: SUBi j j #1
	GRTi j #0 @.inner
	FORi i #20 @.outer
	RETU
`);
		expect(asked(plan)).toEqual([
			[0, 2],
			[2, 1],
			[3, 2 + 1 + 1],
			[5, 0],
			[6, 0],
		]);
	});

	test('are asked for behind every call, of a function as of a native', () => {
		// 0 1 CALL | 2 3 CALL | 4 RETU
		const plan = planOf(`f: FUNC
	PARA *1
	CALL &g %0 *1
	MOVi %0 #1
	CALL ^add %0 *1
	RETU
g: FUNC
	PARA *1
	RETU
`);
		expect(asked(plan)).toEqual([
			[0, 2],
			[2, 2],
			[4, 1],
		]);
	});

	test('are asked for by the default of a switch as by its cases', () => {
		// 0 1 SWCH | 2 jump | 3 4 5 jump | 6 RETU
		const plan = planOf(`f: FUNC
i: LOCi
	SWCH i *1 @.go
.go#0:	GOTO @.end
.go:	MOVi i #1
	MOVi i #2
	GOTO @.end
.end:	RETU
`);
		expect(asked(plan)[0]).toEqual([0, 2 + 3 + 1]);
		expect(
			asked(plan)
				.slice(1)
				.map(([, cycles]) => cycles),
		).toEqual([0, 0, 0]);
	});

	test('are asked for in a loop with two entries as well', () => {
		const plan = planOf(IRREDUCIBLE);
		checkPlan(plan);
	});

	test('that are asked for suffice for every way to where is asked again, in any function', () => {
		let functions = 0;
		for (let seed = 0; seed < 44; seed++) {
			const { source, memoryWords } = randomProgram(seed);
			const program = programOf(source, { memoryWords, natives: FUZZ_NATIVES });
			const facts = programFacts(program, HOST);
			for (const ordinal of program.functions.keys()) {
				checkPlan(planFunction(facts, ordinal));
				functions++;
			}
		}
		expect(functions).toBeGreaterThan(100);
	});
});

/** A loop of two blocks, each entered from outside, with a yield in it. */
const IRREDUCIBLE = `f: FUNC
i: LOCi
	EQUi i #0 @.second
.first: ADDi i i #1
	CALL ^yield %0 *1
.second: ADDi i i #2
	LSSi i #50 @.first
	RETU
`;

/** By definition: block 0 asks, every loop asks, every way behind a call or a resume point asks, and for the longest way. */
function checkPlan({ blocks, cyclesNeeded, nodes, graph }: FunctionPlan): void {
	expect(cyclesNeeded[0]).toBeGreaterThan(0);
	const reached = new Set<number>();
	const waiting = [0];
	for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
		if (reached.has(node)) continue;
		reached.add(node);
		waiting.push(...graph.successors[node]);
	}
	/** Longest way from the start of a block to where is asked again, on the path so far. */
	const longest = new Map<number, number>();
	const wayFrom = (block: number, path: ReadonlySet<number>): number => {
		if (path.has(block)) throw new Error(`Nothing in a loop through block ${block} asks`);
		const known = longest.get(block);
		if (known !== undefined) return known;
		const { start, end, successors } = blocks[block];
		const through = new Set([...path, block]);
		const ways = successors.map((successor) => (cyclesNeeded[successor] > 0 ? 0 : wayFrom(successor, through)));
		const way = end - start + Math.max(0, ...ways);
		longest.set(block, way);
		return way;
	};
	nodes.forEach((node, index) => {
		if (node.kind === 'entry' || !reached.has(index)) return;
		if (node.kind === 'resume') {
			expect(cyclesNeeded[node.block]).toBeGreaterThan(0);
			return;
		}
		const { ending, successors } = blocks[node.block];
		if (cyclesNeeded[node.block] > 0) expect(cyclesNeeded[node.block]).toBe(wayFrom(node.block, new Set()));
		if (ending === 'call' || ending === 'native') expect(cyclesNeeded[successors[0]]).toBeGreaterThan(0);
	});
}

describe('resume points', () => {
	test('are behind calls that suspend, of natives as of functions, and nowhere behind others', () => {
		// 0 1 CALL ^yield | 2 CALL &quiet | 3 CALL &waits | 4 CALL ^add | 5 RETU
		const plan = planOf(`f: FUNC
	PARA *1
	CALL ^yield %0 *1
	CALL &quiet %0 *1
	CALL &waits %0 *1
	CALL ^add %0 *1
	RETU
quiet: FUNC
	PARA *1
	RETU
waits: FUNC
	PARA *1
	CALL &more %0 *1
	RETU
more: FUNC
	PARA *1
	CALL ^yield %0 *1
	RETU
`);
		expect(resumed(plan)).toEqual([2, 4]);
		expect(plan.graph.successors[0]).toHaveLength(3);
	});

	test('are headers of outermost loops, once where they are behind a yield as well', () => {
		const plan = planOf(`f: FUNC
i: LOCi
	CALL ^yield %0 *1
.outer: MOVi i #3
.inner: SUBi i i #1
	GRTi i #0 @.inner
	GOTO @.outer
	RETU
`);
		expect(resumed(plan)).toEqual([2]);
	});

	test('are only behind yields when a loop has several entries', () => {
		// 0 1 | 2 3 CALL ^yield | 4 5 | 6
		expect(resumed(planOf(IRREDUCIBLE))).toEqual([4]);
	});

	test('take over a block each', () => {
		const { nodes, graph, resumePoints, blocks } = planOf(IRREDUCIBLE);
		for (const { node, instruction } of resumePoints) {
			const planned = nodes[node];
			if (planned.kind !== 'resume') throw new Error('no resume point');
			expect(blocks[planned.block].start).toBe(instruction);
			expect(graph.successors[node].map((successor) => nodes[successor])).toEqual([{ kind: 'block', block: planned.block }]);
		}
	});
});

describe('a frame', () => {
	const SOURCE = 'f: FUNC\n\tLOCA *10\n\tMOVi %4 #1\n\tRETU\n';
	const fits = (program: Program): boolean => fitsStack(programFacts(program, HOST), program.functions[0]);

	test('fits the stack when all of its slots do, to the last word', () => {
		// 15 slots and the guard word.
		expect(fits(programOf(SOURCE, { memoryWords: 16 }))).toBe(true);
		expect(fits(programOf(SOURCE, { memoryWords: 15 }))).toBe(false);
	});
});
