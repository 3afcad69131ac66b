import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyGraph, anyReducibleGraph, reachable, reducesToOneNode, SHAPES } from './flow-graph.testing.ts';
import { type SteeredGraph, steerLoops } from './steer-loops.ts';

/** The original node that an edge of a steered graph leads to in the end. */
function destination({ successors, extras }: SteeredGraph, node: number): number {
	const originals = successors.length - extras.length;
	if (node < originals) return node;
	const steer = extras[node - originals];
	const [dispatch] = successors[node];
	expect(successors[node]).toHaveLength(1);
	expect(extras[dispatch - originals]).toEqual({ kind: 'dispatch' });
	return steer.kind === 'steer' ? successors[dispatch][steer.value] : Number.NaN;
}

describe('steering', () => {
	it('puts a dispatch node in front of a loop with two entries and steers every edge to them', () => {
		const { successors, extras } = steerLoops(SHAPES.irreduciblePair);
		const value = (node: number): unknown => extras[node - 4];
		// 0 goes to entries 1 and 2 from outside, 1 to 2 and 2 to 1 from inside.
		expect(successors.slice(0, 4).map((nexts) => nexts.map((next) => value(next) ?? next))).toEqual([
			[
				{ kind: 'steer', value: 0 },
				{ kind: 'steer', value: 1 },
			],
			[{ kind: 'steer', value: 1 }, 3],
			[{ kind: 'steer', value: 0 }],
			[],
		]);
		const dispatches = extras.flatMap(({ kind }, index) => (kind === 'dispatch' ? [index + 4] : []));
		expect(dispatches.map((node) => successors[node])).toEqual([[1, 2]]);
	});

	it('leads a resume entry through the outermost loop that it lies in, once', () => {
		const { successors, extras } = steerLoops(SHAPES.resumeInTripleNest);
		const originals = SHAPES.resumeInTripleNest.successors.length;
		const dispatches = extras.flatMap(({ kind }, index) => (kind === 'dispatch' ? [successors[originals + index]] : []));
		expect(dispatches).toEqual([[1, 4]]);
	});

	it('steers inner loops with several entries behind a dispatch node of their own', () => {
		// 1 heads a loop, in which 2 and 3 go to each other and are both entered from 1.
		const { successors, extras } = steerLoops({ successors: [[1], [2, 3], [3, 4], [2], [1]] });
		expect(extras.filter(({ kind }) => kind === 'dispatch')).toHaveLength(1);
		expect(successors[0]).toEqual([1]);
		expect(successors[4]).toEqual([1]);
	});

	it('gives back a graph that is reducible unchanged', () => {
		fc.assert(
			fc.property(anyReducibleGraph, (graph) => {
				const { successors, extras } = steerLoops(graph);
				expect(successors).toBe(graph.successors);
				expect(extras).toEqual([]);
			}),
		);
	});

	it('adds nodes if and only if the graph is not reducible, and makes it so', () => {
		fc.assert(
			fc.property(anyGraph, (graph) => {
				const steered = steerLoops(graph);
				expect(steered.extras.length === 0).toBe(reducesToOneNode(graph));
				expect(reducesToOneNode(steered)).toBe(true);
			}),
			{ numRuns: 300 },
		);
	});

	it('leads every edge where it led before', () => {
		fc.assert(
			fc.property(anyGraph, (graph) => {
				const steered = steerLoops(graph);
				const ends = steered.successors.slice(0, graph.successors.length);
				expect(ends.map((nexts) => nexts.map((next) => destination(steered, next)))).toEqual(graph.successors);
			}),
		);
	});

	it('adds no node that is not reached, and at most two steer nodes for an entry', () => {
		fc.assert(
			fc.property(anyGraph, (graph) => {
				const steered = steerLoops(graph);
				const { successors, extras } = steered;
				const originals = graph.successors.length;
				const reached = reachable(steered);
				const steers = new Map<number, number>();
				extras.forEach(({ kind }, index) => {
					const node = originals + index;
					expect(reached).toContain(node);
					if (kind === 'dispatch') {
						expect(successors[node].length).toBeGreaterThan(1);
						expect(new Set(successors[node]).size).toBe(successors[node].length);
						return;
					}
					const entry = destination(steered, node);
					steers.set(entry, (steers.get(entry) ?? 0) + 1);
				});
				for (const count of steers.values()) expect(count).toBeLessThanOrEqual(2);
			}),
		);
	});
});
