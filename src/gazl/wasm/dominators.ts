/** Which nodes control must have passed to reach a node, and the loops that follow from it. */

import { type FlowGraph, type FlowOrder, orderNodes, predecessorsOf } from './flow-graph.ts';

/** The dominators of a graph's nodes, with the views of the graph that they were found with. */
export interface DominatorTree {
	readonly order: FlowOrder;
	/** By node, as `predecessorsOf` gives them. */
	readonly predecessors: readonly (readonly number[])[];
	/** By node: the nearest other node that every path from the entry passes; -1 for the entry and unreachable nodes. */
	readonly immediate: Int32Array;
	/** Whether every path from the entry to `node` passes `dominator`. Each node dominates itself. Both must be reachable. */
	readonly dominates: (dominator: number, node: number) => boolean;
}

/**
 * The dominator tree of any graph, reducible or not, in O(edges × log nodes).
 *
 * @throws RangeError as `orderNodes` does.
 */
export function dominatorTree(graph: FlowGraph): DominatorTree {
	const order = orderNodes(graph);
	const predecessors = predecessorsOf(graph, order);
	const immediate = immediateDominators(order, predecessors);
	return { order, predecessors, immediate, dominates: dominanceTest(order, immediate) };
}

/**
 * Lengauer and Tarjan, "A fast algorithm for finding dominators in a flowgraph" (1979), with path compression but without
 * balancing. Nodes go by their preorder number in here.
 */
function immediateDominators({ preorder, parent }: FlowOrder, predecessors: readonly (readonly number[])[]): Int32Array {
	const count = preorder.length;
	const numberOf = new Int32Array(predecessors.length);
	preorder.forEach((node, number) => {
		numberOf[node] = number;
	});
	const numbers = preorder.map((_, number) => number);
	const semidominator = numbers.slice();
	/** By number: the one with the least semidominator on the way up to, but without, the root of its tree in the forest. */
	const least = numbers.slice();
	/** By number: where the forest of nodes that are done leads up to; -1 for roots. */
	const ancestor = new Int32Array(count).fill(-1);
	const waiting: number[][] = Array.from({ length: count }, () => []);
	const dominator = new Int32Array(count);
	const way: number[] = [];

	const leastAbove = (number: number): number => {
		for (let at = number; ancestor[at] >= 0 && ancestor[ancestor[at]] >= 0; at = ancestor[at]) way.push(at);
		for (let at = way.pop(); at !== undefined; at = way.pop()) {
			const above = ancestor[at];
			if (semidominator[least[above]] < semidominator[least[at]]) least[at] = least[above];
			ancestor[at] = ancestor[above];
		}
		return least[number];
	};

	for (let number = count - 1; number > 0; number--) {
		for (const predecessor of predecessors[preorder[number]]) {
			const candidate = semidominator[leastAbove(numberOf[predecessor])];
			if (candidate < semidominator[number]) semidominator[number] = candidate;
		}
		waiting[semidominator[number]].push(number);
		const above = numberOf[parent[preorder[number]]];
		ancestor[number] = above;
		for (const other of waiting[above]) {
			const lowest = leastAbove(other);
			dominator[other] = semidominator[lowest] < semidominator[other] ? lowest : above;
		}
		waiting[above].length = 0;
	}

	const immediate = new Int32Array(predecessors.length).fill(-1);
	for (let number = 1; number < count; number++) {
		if (dominator[number] !== semidominator[number]) dominator[number] = dominator[dominator[number]];
		immediate[preorder[number]] = preorder[dominator[number]];
	}
	return immediate;
}

/** Numbers the tree so that each subtree is one range; no walk is needed, because a dominator always has the lower rank. */
function dominanceTest({ reversePostorder }: FlowOrder, immediate: Int32Array): DominatorTree['dominates'] {
	const size = new Int32Array(immediate.length).fill(1);
	for (let index = reversePostorder.length - 1; index > 0; index--) {
		const node = reversePostorder[index];
		size[immediate[node]] += size[node];
	}
	const start = new Int32Array(immediate.length);
	const free = new Int32Array(immediate.length).fill(1);
	for (const node of reversePostorder.subarray(1)) {
		const above = immediate[node];
		start[node] = free[above];
		free[above] += size[node];
		free[node] = start[node] + 1;
	}
	return (dominator, node) => start[dominator] <= start[node] && start[node] < start[dominator] + size[dominator];
}

/**
 * Whether all cycles are loops with one way in: each edge that retreats in reverse postorder leads to a dominator of the node
 * that it comes from (Hecht and Ullman, "Characterizations of reducible flow graphs", 1974).
 */
export function isReducible({ order: { reversePostorder, rank }, predecessors, dominates }: DominatorTree): boolean {
	return reversePostorder.every((node) =>
		predecessors[node].every((predecessor) => rank[predecessor] < rank[node] || dominates(node, predecessor)),
	);
}

/** How the natural loops of a reducible graph lie in each other. Loops with the same header are one. */
export interface LoopNest {
	/** By node: 1 if an edge leads back to it from a node that it dominates, maybe itself. */
	readonly isHeader: Uint8Array;
	/** By node: the header of the innermost loop around it, not counting one that it heads itself; -1 if there is none. */
	readonly enclosing: Int32Array;
}

/** Finds the loops of a reducible graph, from the inside out and in nearly linear time. */
export function loopNest({ order: { reversePostorder, rank }, predecessors }: DominatorTree): LoopNest {
	const isHeader = new Uint8Array(rank.length);
	const enclosing = new Int32Array(rank.length).fill(-1);
	/** By node: a way up to the header of the outermost loop around it that was found so far. */
	const outward = rank.map((_, node) => node);
	const outermost = (node: number): number => {
		let at = node;
		while (outward[at] !== at) {
			outward[at] = outward[outward[at]];
			at = outward[at];
		}
		return at;
	};
	const pending: number[] = [];
	const take = (node: number, header: number): void => {
		const part = outermost(node);
		if (part === header) return;
		outward[part] = header;
		enclosing[part] = header;
		pending.push(part);
	};
	for (let index = reversePostorder.length - 1; index >= 0; index--) {
		const header = reversePostorder[index];
		for (const predecessor of predecessors[header]) {
			if (rank[predecessor] < rank[header]) continue;
			isHeader[header] = 1;
			take(predecessor, header);
		}
		for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
			for (const predecessor of predecessors[part]) take(predecessor, header);
		}
	}
	return { isHeader, enclosing };
}
