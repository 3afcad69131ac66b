/** Graphs for tests: shapes by name, shapes at random, and slow, obvious answers to compare with. */

import fc from 'fast-check';
import type { FlowGraph } from './flow-graph.ts';

/** A graph from its successor lists. */
export const graphOf = (...successors: readonly (readonly number[])[]): FlowGraph => ({ successors });

/** Shapes that real functions have. */
export const SHAPES = {
	oneNode: graphOf([]),
	/** 0 is a branch, both arms meet in 3. */
	diamond: graphOf([1, 2], [3], [3], []),
	/** 0 alone, for ever. */
	selfLoop: graphOf([0]),
	/** 1 loops around 2, which loops around 3. */
	nestedLoops: graphOf([1], [2, 5], [3, 4], [3, 2], [1], []),
	/** The loop of 1 and 2 is left from both, to different places that meet. */
	loopWithTwoExits: graphOf([1], [2, 3], [1, 4], [5], [5], []),
	/** Cases 0 and 2 share a target; case 1 falls through to it. */
	switchWithSharedTargets: graphOf([2, 1, 2, 3], [2], [4], [4], []),
	/** 1 and 2 go to each other, and 0 to both. */
	irreduciblePair: graphOf([1, 2], [2, 3], [1], []),
	/** 0 enters at 1, or resumes at 4 inside the loops of 1, 2 and 3. */
	resumeInTripleNest: graphOf([1, 4], [2, 7], [3, 6], [4], [3, 5], [2], [1], []),
	/** Both arms of 0 meet in 3, which heads a loop. */
	mergeThatHeadsLoop: graphOf([1, 2], [3], [3], [3, 4], []),
	/** Two loops, one behind the other. */
	loopAfterLoop: graphOf([1], [2, 3], [1], [4, 5], [3], []),
} as const satisfies Record<string, FlowGraph>;

const MOST_NODES = 60;

const sizes = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: MOST_NODES }));

/** How many ways out nodes have: mostly one or two, sometimes none or a switch's. */
const exitCounts = fc.oneof(
	{ weight: 5, arbitrary: fc.integer({ min: 1, max: 2 }) },
	{ weight: 1, arbitrary: fc.integer({ min: 0, max: 6 }) },
);

/** Graphs of up to 60 nodes with any edges: irreducible, with duplicates, with unreachable nodes. */
export const anyGraph: fc.Arbitrary<FlowGraph> = sizes.chain((count) => {
	const anywhere = fc.nat({ max: count - 1 });
	const successorsOf = (node: number): fc.Arbitrary<number[]> => {
		const nearby = fc.integer({ min: Math.max(0, node - 3), max: Math.min(count - 1, node + 3) });
		return exitCounts.chain((exits) =>
			fc.array(fc.oneof(anywhere, nearby, fc.constant(Math.min(node + 1, count - 1))), { minLength: exits, maxLength: exits }),
		);
	};
	return fc.tuple(...Array.from({ length: count }, (_, node) => successorsOf(node))).map((successors) => ({ successors }));
});

/**
 * Reducible graphs of up to 60 nodes: edges to higher numbers, and edges back to nodes that dominate their source. The latter
 * change nothing about dominance.
 */
export const anyReducibleGraph: fc.Arbitrary<FlowGraph> = sizes
	.chain((count) => fc.tuple(...Array.from({ length: count }, () => fc.array(fc.nat({ max: 4 * MOST_NODES }), { maxLength: 4 }))))
	.map((choices) => {
		const count = choices.length;
		const forward = choices.map((picks, node) =>
			picks.filter(() => node + 1 < count).map((pick) => (pick % 3 ? Math.min(count - 1, node + 1 + (pick % 5)) : -1)),
		);
		const dominates = dominanceByRemoval({ successors: forward.map((nexts) => nexts.filter((next) => next >= 0)) });
		return {
			successors: forward.map((nexts, node) => {
				const above = choices.flatMap((_, other) => (other <= node && dominates(other, node) ? [other] : [0]));
				return nexts.map((next, index) => (next >= 0 ? next : above[choices[node][index] % above.length]));
			}),
		};
	});

/** The nodes that can be reached from the entry without passing `removed`. */
export function reachable({ successors }: FlowGraph, removed = -1): Set<number> {
	const reached = new Set(removed === 0 ? [] : [0]);
	for (const node of reached) {
		for (const next of successors[node]) {
			if (next !== removed) reached.add(next);
		}
	}
	return reached;
}

/** Dominance by its definition: without the dominator the node cannot be reached. */
export function dominanceByRemoval(graph: FlowGraph): (dominator: number, node: number) => boolean {
	const without = graph.successors.map((_, removed) => reachable(graph, removed));
	return (dominator, node) => !without[dominator].has(node);
}

/**
 * Reducibility by what gave it the name: a node with one predecessor merges into that one, edges to itself go, and in the end
 * one node is left (Hecht and Ullman, "Flow graph reducibility", 1972).
 */
export function reducesToOneNode(graph: FlowGraph): boolean {
	const left = new Map([...reachable(graph)].map((node) => [node, new Set(graph.successors[node])]));
	for (let merged = true; merged; ) {
		merged = false;
		for (const [node, nexts] of left) {
			nexts.delete(node);
			const predecessors = [...left].filter(([, others]) => others.has(node));
			if (node === 0 || predecessors.length !== 1) continue;
			const [[, others]] = predecessors;
			others.delete(node);
			for (const next of nexts) others.add(next);
			left.delete(node);
			merged = true;
		}
	}
	return left.size === 1;
}

/** A node's index among its successors for each visit, from a few numbers without an obvious period. */
export function choicesFrom(numbers: readonly number[]): (visit: number, exits: number) => number {
	return (visit, exits) => (numbers[visit % numbers.length] + 7 * Math.floor(visit / numbers.length)) % exits;
}

/** The nodes that a walk from the entry visits, at most `visits` of them, when the given choices are made. */
export function walkGraph({ successors }: FlowGraph, choose: (visit: number, exits: number) => number, visits: number): number[] {
	const visited: number[] = [];
	for (let node = 0; visited.length < visits; ) {
		visited.push(node);
		const nexts = successors[node];
		if (nexts.length === 0) break;
		node = nexts[choose(visited.length - 1, nexts.length)];
	}
	return visited;
}
