import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dominatorTree, isReducible, loopNest } from './dominators.ts';
import { anyGraph, anyReducibleGraph, dominanceByRemoval, reachable, reducesToOneNode, SHAPES } from './flow-graph.testing.ts';
import type { FlowGraph } from './flow-graph.ts';

/** The nodes of the natural loop of a header: those that reach an edge back to it without passing it. */
function loopOf({ successors }: FlowGraph, header: number, dominates: (dominator: number, node: number) => boolean): Set<number> {
	const members = new Set([header]);
	const reached = reachable({ successors });
	for (const node of reached) {
		if (node !== header && dominates(header, node) && successors[node].includes(header)) members.add(node);
	}
	for (const member of members) {
		if (member === header) continue;
		for (const node of reached) if (successors[node].includes(member)) members.add(node);
	}
	return members;
}

describe('dominators', () => {
	it('are the nodes without which a node cannot be reached', () => {
		fc.assert(
			fc.property(anyGraph, (graph) => {
				const expected = dominanceByRemoval(graph);
				const { immediate, dominates } = dominatorTree(graph);
				const nodes = [...reachable(graph)];
				for (const node of nodes) {
					for (const other of nodes) expect(dominates(other, node)).toBe(expected(other, node));
					if (node === 0) continue;
					const nearest = nodes.filter((other) => other !== node && expected(other, node));
					expect(nearest.filter((other) => nearest.every((above) => expected(above, other)))).toEqual([immediate[node]]);
				}
			}),
		);
	});

	it('are not given for the entry and unreachable nodes', () => {
		expect([...dominatorTree({ successors: [[2], [2], []] }).immediate]).toEqual([-1, -1, 0]);
	});

	it('are found on the example that iterative methods need many rounds for', () => {
		// 0 enters a ladder 1 to 5 at both ends, and neighbours go to each other.
		const ladder = { successors: [[1, 5], [2], [1, 3], [2, 4], [3, 5], [4]] };
		expect([...dominatorTree(ladder).immediate]).toEqual([-1, 0, 0, 0, 0, 0]);
	});
});

describe('reducibility', () => {
	it('is what the reductions that name it find', () => {
		fc.assert(
			fc.property(fc.oneof(anyGraph, anyReducibleGraph), (graph) => {
				expect(isReducible(dominatorTree(graph))).toBe(reducesToOneNode(graph));
			}),
			{ numRuns: 300 },
		);
	});

	it('fails for a loop with two entries', () => {
		expect(isReducible(dominatorTree(SHAPES.irreduciblePair))).toBe(false);
		expect(isReducible(dominatorTree(SHAPES.resumeInTripleNest))).toBe(false);
		expect(isReducible(dominatorTree(SHAPES.nestedLoops))).toBe(true);
	});
});

describe('the nest of loops', () => {
	it('says which loop is the next one around each node', () => {
		const { isHeader, enclosing } = loopNest(dominatorTree(SHAPES.nestedLoops));
		expect([...isHeader]).toEqual([0, 1, 1, 1, 0, 0]);
		expect([...enclosing]).toEqual([-1, -1, 1, 2, 1, -1]);
	});

	it('is made of the natural loops, whichever way they lie', () => {
		fc.assert(
			fc.property(anyReducibleGraph, (graph) => {
				const dominates = dominanceByRemoval(graph);
				const { isHeader, enclosing } = loopNest(dominatorTree(graph));
				const nodes = [...reachable(graph)];
				const headers = nodes.filter((header) =>
					nodes.some((node) => dominates(header, node) && graph.successors[node].includes(header)),
				);
				const loops = new Map(headers.map((header) => [header, loopOf(graph, header, dominates)]));
				expect(nodes.filter((node) => isHeader[node])).toEqual(headers);
				for (const node of nodes) {
					const around = headers.filter((header) => header !== node && loops.get(header)?.has(node));
					const innermost = around.filter((header) => around.every((other) => loops.get(other)?.has(header)));
					expect(innermost).toEqual(enclosing[node] < 0 ? [] : [enclosing[node]]);
				}
			}),
		);
	});
});
