/**
 * From a graph to WebAssembly's structured control flow, by a walk over the dominator tree: Norman Ramsey, "Beyond Relooper:
 * recursive translation of unstructured control flow to structured control flow" (2022).
 *
 * A node with one way in is written where that way leaves off. Any other gets a label: it is written behind a block that holds
 * its immediate dominator and everything that can branch to it. One thing differs from the paper: what a loop's nodes dominate
 * but is no part of the loop goes behind the loop's end, instead of into it. Loops that follow each other then stand
 * side by side, and an engine sees in a loop only what is repeated.
 */

import { type DominatorTree, dominatorTree, isReducible, type LoopNest, loopNest } from './dominators.ts';
import type { FlowGraph } from './flow-graph.ts';

/** Steps in the order in which their code is written. */
export type FlowTree = readonly FlowStep[];

/** A piece of structured control flow. Control never runs out of the end of the outermost tree. */
export type FlowStep =
	/** A branch to its label goes on behind it. So does control that runs out of the end of `body`. */
	| { readonly kind: 'block'; readonly body: FlowTree }
	/** A branch to its label begins the next round. Control that runs out of the end of `body` leaves the loop. */
	| { readonly kind: 'loop'; readonly header: number; readonly body: FlowTree }
	/**
	 * The node's own code, then its exits in the order of its successors; always the last step of its list.
	 *
	 * - No exit: the node leaves the function.
	 * - One: a branch, or the code that follows.
	 * - Two, both branches: a conditional branch and a plain one, of which one that falls can be left out.
	 * - Two, one inline: a conditional branch; the inline code follows it under the same labels.
	 * - Two inline: an `if` with an `else`. Both bodies lie under its label, and depths in them count it.
	 * - A switch: branches only, for a `br_table`.
	 */
	| { readonly kind: 'node'; readonly node: number; readonly exits: readonly FlowExit[] };

/** A way out of a node. */
export type FlowExit =
	| {
			readonly kind: 'branch';
			/** The label, counted outwards from 0, seen from directly behind the node's code. */
			readonly depth: number;
			/** Control that just runs on behind the node's code arrives there too. Never so beside an inline exit or in a switch. */
			readonly falls: boolean;
	  }
	/** The only way to what is in the body, which is therefore written right here. */
	| { readonly kind: 'inline'; readonly body: FlowTree };

/**
 * Structures a reducible graph. Each reachable node occurs once in the tree.
 *
 * Nearly linear; only an edge that leaves many loops at once costs a step for each. However deep the graph, the stack is not.
 *
 * @param isSwitch whether a node's exits are chosen by an index although it has fewer than three.
 * @throws RangeError if the graph is not reducible (`steerLoops` makes it so), and as `orderNodes` does.
 */
export function structureFlow(graph: FlowGraph, isSwitch: (node: number) => boolean = () => false): FlowTree {
	const dominators = dominatorTree(graph);
	if (!isReducible(dominators)) {
		throw new RangeError('The graph has a loop with more than one entry: pass it through steerLoops first');
	}
	const isIndexed = (node: number): boolean => graph.successors[node].length > 2 || isSwitch(node);
	const loops = loopNest(dominators);
	return writeTree(graph, dominators, loops, placeNodes(graph, dominators, loops, isIndexed), isIndexed);
}

/** Where each node is written. Lists are by node and ascend in rank. */
interface Placement {
	/** By node: 1 if it is written as an inline exit of its only predecessor. */
	readonly isInline: Uint8Array;
	/** Nodes with a label that are written behind the node's code, if it is a header inside its loop. */
	readonly inside: readonly number[][];
	/** Nodes with a label that are written behind the loop which the node heads. */
	readonly behindLoop: readonly number[][];
}

function placeNodes(
	{ successors }: FlowGraph,
	{ order: { reversePostorder, rank }, predecessors, immediate }: DominatorTree,
	{ isHeader, enclosing }: LoopNest,
	isIndexed: (node: number) => boolean,
): Placement {
	const isInline = new Uint8Array(rank.length);
	const inside = successors.map((): number[] => []);
	const behindLoop = successors.map((): number[] => []);
	for (const node of reversePostorder.subarray(1)) {
		const dominator = immediate[node];
		/** Header of the outermost loop that the dominator is in and the node is not. */
		let left = -1;
		// The loops around the node, without its own, are all around the dominator too: the way outwards must meet them.
		for (let loop = isHeader[dominator] ? dominator : enclosing[dominator]; loop !== enclosing[node]; loop = enclosing[loop]) {
			left = loop;
		}
		const waysIn = predecessors[node].reduce((ways, predecessor) => ways + (rank[predecessor] < rank[node] ? 1 : 0), 0);
		// A lone node that leaves the function is no code to step around: moved away it would only cost a label.
		const staysHere = left < 0 || successors[node].length === 0;
		if (waysIn === 1 && staysHere && !isIndexed(dominator)) isInline[node] = 1;
		else if (left < 0) inside[dominator].push(node);
		else behindLoop[left].push(node);
	}
	return { isInline, inside, behindLoop };
}

/** A node that is to be written, and where. */
interface Position {
	readonly node: number;
	/** The list that it and what follows it are appended to. */
	readonly list: FlowStep[];
	/** Labels that are open there. */
	readonly labels: number;
	/** The node that control arrives at from the end of the list; -1 if it must not get there. */
	readonly follower: number;
}

/**
 * Writes dominators before what they dominate, so all labels that a node can branch to are known when its turn comes. Which of
 * two others comes first does not matter: each list is continued from one position at a time.
 */
function writeTree(
	{ successors }: FlowGraph,
	{ order: { rank } }: DominatorTree,
	{ isHeader }: LoopNest,
	{ isInline, inside, behindLoop }: Placement,
	isIndexed: (node: number) => boolean,
): FlowTree {
	/** By node: labels that were open where the block in front of it, or its loop, began. */
	const blockLabel = new Int32Array(successors.length);
	const loopLabel = new Int32Array(successors.length);
	const tree: FlowStep[] = [];
	const positions: Position[] = [{ node: 0, list: tree, labels: 0, follower: -1 }];

	/** Opens a block in front of each of the nodes, the last one's outermost, and gives the position in the innermost. */
	const openBlocks = (position: Position, nodes: readonly number[]): Position =>
		nodes.reduceRight(({ node, list, labels, follower }, labelled) => {
			const body: FlowStep[] = [];
			list.push({ kind: 'block', body });
			blockLabel[labelled] = labels;
			positions.push({ node: labelled, list, labels, follower });
			return { node, list: body, labels: labels + 1, follower: labelled };
		}, position);

	const openLoop = ({ node, list, labels, follower }: Position): Position => {
		const body: FlowStep[] = [];
		list.push({ kind: 'loop', header: node, body });
		loopLabel[node] = labels;
		return { node, list: body, labels: labels + 1, follower };
	};

	const exitsOf = ({ node, labels, follower }: Position): FlowExit[] => {
		const isForward = (next: number): boolean => rank[node] < rank[next];
		const goesInline = (next: number): boolean => isForward(next) && isInline[next] === 1;
		const inlineExits = successors[node].reduce((exits, next) => exits + (goesInline(next) ? 1 : 0), 0);
		const mayFall = inlineExits === 0 && !isIndexed(node);
		return successors[node].map((next): FlowExit => {
			if (goesInline(next)) {
				const body: FlowStep[] = [];
				positions.push({ node: next, list: body, labels: inlineExits === 2 ? labels + 1 : labels, follower });
				return { kind: 'inline', body };
			}
			const label = isForward(next) ? blockLabel[next] : loopLabel[next];
			return { kind: 'branch', depth: labels - label - 1, falls: mayFall && next === follower };
		});
	};

	for (let position = positions.pop(); position !== undefined; position = positions.pop()) {
		const { node } = position;
		const around = openBlocks(position, behindLoop[node]);
		const within = openBlocks(isHeader[node] ? openLoop(around) : around, inside[node]);
		within.list.push({ kind: 'node', node, exits: exitsOf(within) });
	}
	return tree;
}
