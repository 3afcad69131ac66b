/** Control flow of one function as a graph of numbered nodes, and the two views of it that every analysis starts from. */

/**
 * Where control can go from each node. Node 0 is the entry. Nodes that it does not reach may exist and play no part.
 *
 * A node without successors leaves the function, one with two is a two-way branch, one with more a switch. A node may name
 * a successor more than once; each time counts as an edge of its own.
 */
export interface FlowGraph {
	/** By node, in an order that means something to whoever made the graph. */
	readonly successors: readonly (readonly number[])[];
}

/** The reachable nodes in the orders in which one depth-first search met and left them. */
export interface FlowOrder {
	/** Each node stands before its successors, except along edges that retreat: those that close a cycle. */
	readonly reversePostorder: Int32Array;
	/** By node: its index in `reversePostorder`; -1 if it is unreachable. */
	readonly rank: Int32Array;
	/** Nodes as they were first met. */
	readonly preorder: Int32Array;
	/** By node: the node that it was first met from; -1 for the entry and unreachable nodes. */
	readonly parent: Int32Array;
}

/**
 * Searches the graph from its entry. Of two successors that both fit, the one named first comes first in reverse postorder,
 * so that code laid out by rank keeps the order of its source.
 *
 * @throws RangeError if there is no node, or a reachable node names a successor that does not exist.
 */
export function orderNodes({ successors }: FlowGraph): FlowOrder {
	const count = successors.length;
	if (count === 0) throw new RangeError('A flow graph needs at least one node, its entry 0');
	const rank = new Int32Array(count).fill(-1);
	const parent = new Int32Array(count).fill(-1);
	const preorder: number[] = [0];
	const postorder: number[] = [];
	/** By node: how many of its successors are still to be followed; -1 before it is met. */
	const untried = new Int32Array(count).fill(-1);
	untried[0] = successors[0].length;
	let node = 0;
	// The path back to the entry is in `parent`, so the search needs no stack however deep it gets.
	while (node >= 0) {
		if (untried[node] === 0) {
			postorder.push(node);
			node = parent[node];
			continue;
		}
		const next = successors[node][--untried[node]];
		if (untried[next] === undefined) {
			throw new RangeError(`Node ${node} names ${next} as a successor, but the graph has only nodes 0 to ${count - 1}`);
		}
		if (untried[next] >= 0) continue;
		untried[next] = successors[next].length;
		parent[next] = node;
		preorder.push(next);
		node = next;
	}
	const reversePostorder = Int32Array.from(postorder).reverse();
	reversePostorder.forEach((reached, index) => {
		rank[reached] = index;
	});
	return { reversePostorder, rank, preorder: Int32Array.from(preorder), parent };
}

/** By node: the reachable nodes with an edge to it, as often as they have one. Unreachable nodes have none. */
export function predecessorsOf({ successors }: FlowGraph, { reversePostorder }: FlowOrder): readonly (readonly number[])[] {
	const predecessors = successors.map((): number[] => []);
	for (const node of reversePostorder) {
		for (const next of successors[node]) predecessors[next].push(node);
	}
	return predecessors;
}
