import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyGraph, anyReducibleGraph, choicesFrom, graphOf, reachable, SHAPES, walkGraph } from './flow-graph.testing.ts';
import type { FlowGraph } from './flow-graph.ts';
import { runCode, surveyTree, writeCode } from './flow-tree.testing.ts';
import { type SteeredGraph, steerLoops } from './steer-loops.ts';
import { type FlowExit, type FlowStep, type FlowTree, structureFlow } from './structure.ts';

const VISITS = 300;

const node = (number: number, ...exits: FlowExit[]): FlowStep => ({ kind: 'node', node: number, exits });
const block = (...body: FlowStep[]): FlowStep => ({ kind: 'block', body });
const loop = (header: number, ...body: FlowStep[]): FlowStep => ({ kind: 'loop', header, body });
const inline = (...body: FlowStep[]): FlowExit => ({ kind: 'inline', body });
const branch = (depth: number): FlowExit => ({ kind: 'branch', depth, falls: false });
const falls = (depth: number): FlowExit => ({ kind: 'branch', depth, falls: true });

/** The original nodes that a tree visits, when the given choices are made at them; extra nodes steer. */
function walkTree(
	graph: FlowGraph,
	{ successors, extras }: SteeredGraph,
	tree: FlowTree,
	isSwitch: (node: number) => boolean,
	choose: (visit: number, exits: number) => number,
): number[] {
	const originals = graph.successors.length;
	const visited: number[] = [];
	let steering: number | null = null;
	runCode(writeCode(tree, isSwitch), (number) => {
		if (number >= originals) {
			const extra = extras[number - originals];
			if (extra.kind === 'steer') {
				steering = extra.value;
				return 0;
			}
			const value = steering;
			steering = null;
			if (value === null || value >= successors[number].length) throw new Error('A dispatch node reads what was not set');
			return value;
		}
		if (steering !== null) throw new Error('The steering variable was set and not read');
		if (visited.length === VISITS) return null;
		visited.push(number);
		const exits = graph.successors[number].length;
		return exits === 0 ? 0 : choose(visited.length - 1, exits);
	});
	return visited;
}

function expectSameWalks(graph: FlowGraph, numbers: readonly number[], isSwitch: (node: number) => boolean): void {
	const steered = steerLoops(graph);
	const tree = structureFlow(steered, isSwitch);
	const choose = choicesFrom(numbers);
	expect(walkTree(graph, steered, tree, isSwitch, choose)).toEqual(walkGraph(graph, choose, VISITS));
}

const someNumbers = fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 40 });
/** Nodes that count as switches although they have few exits, by bits. */
const someSwitches = fc
	.oneof(fc.constant(0), fc.integer())
	.map((bits) => (number: number) => ((bits >> (number % 32)) & 1) === 1);

describe('the structure of', () => {
	it('a single node is that node', () => {
		expect(structureFlow(SHAPES.oneNode)).toEqual([node(0)]);
	});

	it('a diamond is an if whose arms both run on to the end of the block', () => {
		expect(structureFlow(SHAPES.diamond)).toEqual([
			block(node(0, inline(node(1, falls(1))), inline(node(2, falls(1))))),
			node(3),
		]);
	});

	it('a branch over some code needs no if', () => {
		expect(structureFlow(graphOf([1, 2], [2], []))).toEqual([block(node(0, inline(node(1, falls(0))), branch(0))), node(2)]);
	});

	it('a branch with equal successors is a block that both fall out of', () => {
		expect(structureFlow(graphOf([1, 1], []))).toEqual([block(node(0, falls(0), falls(0))), node(1)]);
	});

	it('a node that goes to itself is a loop', () => {
		expect(structureFlow(SHAPES.selfLoop)).toEqual([loop(0, node(0, branch(0)))]);
	});

	it('loops in loops leaves each behind its end', () => {
		// The exit at 5 leaves the function: it stays with the branch. 4 is behind the loop of 2, 3 in it.
		expect(structureFlow(SHAPES.nestedLoops)).toEqual([
			node(
				0,
				inline(
					loop(
						1,
						node(
							1,
							inline(block(loop(2, node(2, inline(loop(3, node(3, branch(0), branch(1)))), branch(1)))), node(4, branch(1))),
							inline(node(5)),
						),
					),
				),
			),
		]);
	});

	it('loops one behind the other stand side by side', () => {
		expect(structureFlow(SHAPES.loopAfterLoop)).toEqual([
			node(
				0,
				inline(
					block(loop(1, node(1, inline(node(2, branch(0))), branch(1)))),
					loop(3, node(3, inline(node(4, branch(1))), inline(node(5)))),
				),
			),
		]);
	});

	it('a loop with two exits has a block for each around it', () => {
		// In reverse postorder 4 comes before 3: so it is next behind the loop, and 2 need not branch there.
		expect(structureFlow(SHAPES.loopWithTwoExits)).toEqual([
			node(
				0,
				inline(
					block(
						block(block(loop(1, node(1, inline(node(2, branch(0), falls(1))), branch(2)))), node(4, branch(1))),
						node(3, falls(0)),
					),
					node(5),
				),
			),
		]);
	});

	it('a switch has a block for each target, however often it is named', () => {
		expect(structureFlow(SHAPES.switchWithSharedTargets)).toEqual([
			block(
				block(block(block(node(0, branch(1), branch(0), branch(1), branch(2))), node(1, falls(0))), node(2, branch(1))),
				node(3, falls(0)),
			),
			node(4),
		]);
	});

	it('a switch with few targets has branches only, too', () => {
		expect(structureFlow(graphOf([1, 2], [], []), (number) => number === 0)).toEqual([
			block(block(node(0, branch(0), branch(1))), node(1)),
			node(2),
		]);
		expect(structureFlow(graphOf([1], []), (number) => number === 0)).toEqual([block(node(0, branch(0))), node(1)]);
	});

	it('a merge node that heads a loop has a block before it and a loop around it', () => {
		expect(structureFlow(SHAPES.mergeThatHeadsLoop)).toEqual([
			block(node(0, inline(node(1, falls(1))), inline(node(2, falls(1))))),
			loop(3, node(3, branch(0), inline(node(4)))),
		]);
	});

	it('an irreducible graph is refused with what to do', () => {
		expect(() => structureFlow(SHAPES.irreduciblePair)).toThrow(/steerLoops/);
	});
});

describe('a walk over the structured code', () => {
	it.each(Object.entries(SHAPES))('visits the nodes that one over the graph does: %s', (_, graph) => {
		fc.assert(fc.property(someNumbers, someSwitches, (numbers, isSwitch) => expectSameWalks(graph, numbers, isSwitch)));
	});

	it('visits the nodes that one over the graph does, in graphs of any shape', () => {
		fc.assert(
			fc.property(anyGraph, someNumbers, someSwitches, (graph, numbers, isSwitch) => expectSameWalks(graph, numbers, isSwitch)),
			{ numRuns: 2000 },
		);
	});

	it('visits the nodes that one over the graph does, in reducible graphs', () => {
		fc.assert(
			fc.property(anyReducibleGraph, someNumbers, someSwitches, (graph, numbers, isSwitch) =>
				expectSameWalks(graph, numbers, isSwitch),
			),
			{ numRuns: 1000 },
		);
	});
});

/** Graphs that grow without end, with as many nodes as wanted or a few more. */
const FAMILIES: Record<string, (count: number) => FlowGraph> = {
	'a chain': (count) => ({ successors: Array.from({ length: count }, (_, at) => (at + 1 < count ? [at + 1] : [])) }),
	'branches that all lead to the last node': (count) => ({
		successors: Array.from({ length: count }, (_, at) => (at + 1 < count ? [at + 1, count - 1] : [])),
	}),
	'a chain with a switch into every node': (count) => ({
		successors: Array.from({ length: count }, (_, at) =>
			at === 0 ? Array.from({ length: count - 1 }, (_, other) => other + 1) : at + 1 < count ? [at + 1] : [],
		),
	}),
	'loops one behind the other': (count) => ({
		successors: Array.from({ length: count }, (_, at) => (at + 2 < count ? (at % 2 ? [at - 1] : [at + 1, at + 2]) : [])),
	}),
	'loops in each other': (count) => ({
		successors: Array.from({ length: count }, (_, at) => [
			...(at + 1 < count ? [at + 1] : []),
			...(at > count / 2 ? [count - 1 - at] : []),
		]),
	}),
	'a resume switch into loops one behind the other': (count) => ({
		successors: Array.from({ length: count }, (_, at) => {
			if (at === 0) return Array.from({ length: count - 1 }, (_, other) => other + 1);
			return at + 2 < count ? (at % 2 ? [at + 1, at + 2] : [at - 1]) : [];
		}),
	}),
};

/** How often a list of successors is looked up while a graph is steered and structured. */
function countLookups({ successors }: FlowGraph): number {
	let lookups = 0;
	const counted = new Proxy(successors, {
		get(target, property, receiver) {
			if (typeof property === 'string' && /^[0-9]+$/.test(property)) lookups++;
			return Reflect.get(target, property, receiver);
		},
	});
	structureFlow(steerLoops({ successors: counted }));
	return lookups;
}

describe.each(Object.entries(FAMILIES))('for %s', (_, family) => {
	it('the work grows no faster than the graph', () => {
		expect(countLookups(family(4000))).toBeLessThan(2.1 * countLookups(family(2000)));
	});

	it('neither the stack nor patience runs out at fifty thousand nodes', () => {
		const steered = steerLoops(family(50_000));
		expect(surveyTree(structureFlow(steered)).nodes).toHaveLength(reachable(steered).size);
	});
});

describe('labels', () => {
	it('do not pile up over loops one behind the other', () => {
		const { deepest } = surveyTree(structureFlow(FAMILIES['loops one behind the other'](2000)));
		// The last loop's block and its loop.
		expect(deepest).toBeLessThanOrEqual(2);
	});
});

describe('a tree', () => {
	it('has each reachable node exactly once', () => {
		fc.assert(
			fc.property(fc.oneof(anyGraph, anyReducibleGraph), someSwitches, (graph, isSwitch) => {
				const steered = steerLoops(graph);
				const { nodes } = surveyTree(structureFlow(steered, isSwitch));
				const byNumber = (a: number, b: number): number => a - b;
				expect(nodes.sort(byNumber)).toEqual([...reachable(steered)].sort(byNumber));
			}),
		);
	});
});
