import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyGraph, anyReducibleGraph, graphOf, reachable, SHAPES } from './flow-graph.testing.ts';
import { orderNodes, predecessorsOf } from './flow-graph.ts';

const byNumber = (a: number, b: number): number => a - b;

describe('the order of nodes', () => {
	it('keeps the order of the source where both arms of a branch fit', () => {
		expect([...orderNodes(SHAPES.diamond).reversePostorder]).toEqual([0, 1, 2, 3]);
	});

	it('has each reachable node once, and the entry first', () => {
		fc.assert(
			fc.property(anyGraph, (graph) => {
				const { reversePostorder, preorder, rank, parent } = orderNodes(graph);
				const nodes = [...reachable(graph)].sort(byNumber);
				expect([...reversePostorder].sort(byNumber)).toEqual(nodes);
				expect([...preorder].sort(byNumber)).toEqual(nodes);
				expect([reversePostorder[0], preorder[0], parent[0]]).toEqual([0, 0, -1]);
				graph.successors.forEach((_, node) => {
					expect(rank[node]).toBe(reversePostorder.indexOf(node));
					if (node !== 0 && rank[node] >= 0) expect(graph.successors[parent[node]]).toContain(node);
				});
			}),
		);
	});

	it('puts nodes before their successors but for edges that close a cycle', () => {
		fc.assert(
			fc.property(anyReducibleGraph, (graph) => {
				const { rank, reversePostorder } = orderNodes(graph);
				for (const node of reversePostorder) {
					for (const next of graph.successors[node]) {
						// These graphs are made so that exactly the edges to the same or a lower number close a cycle.
						expect(rank[node] < rank[next]).toBe(node < next);
					}
				}
			}),
		);
	});

	it('refuses a graph without nodes and a successor that does not exist', () => {
		expect(() => orderNodes(graphOf())).toThrow(/at least one node/);
		expect(() => orderNodes(graphOf([1], [2]))).toThrow('Node 1 names 2 as a successor, but the graph has only nodes 0 to 1');
		expect(() => orderNodes(graphOf([-1]))).toThrow(RangeError);
	});
});

describe('predecessors', () => {
	it('come as often as they have an edge, and only reachable ones', () => {
		const graph = graphOf([1, 1], [2], [], [2]);
		expect(predecessorsOf(graph, orderNodes(graph))).toEqual([[], [0, 0], [1], []]);
	});
});
