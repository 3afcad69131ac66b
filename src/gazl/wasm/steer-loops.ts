/**
 * Makes loops that can be entered at several nodes into loops with one header, which WebAssembly's structured control needs.
 *
 * Such a loop gets a dispatch node as its header. Whoever goes to one of the entries goes to a steer node instead, which sets
 * the steering variable to the number of the entry; the dispatch node switches on it. The variable is always read right
 * after it was set, so a function needs one, however many loops are steered.
 */

import { dominatorTree, isReducible } from './dominators.ts';
import type { FlowGraph } from './flow-graph.ts';

/** What a node that was not in the original graph does. */
export type ExtraNode =
	/** Sets the steering variable to `value` and goes to its only successor, a dispatch node. */
	| { readonly kind: 'steer'; readonly value: number }
	/** Goes to the successor whose index is in the steering variable. They are the loop's entries, at least two, ascending. */
	| { readonly kind: 'dispatch' };

/** A reducible graph: the nodes of the original with their numbers, then the extra ones. */
export interface SteeredGraph extends FlowGraph {
	/** What the extra nodes do: the first describes the node behind the last original one, and so on. */
	readonly extras: readonly ExtraNode[];
}

/**
 * Steers every loop that has more than one entry, the inner ones too. Paths through the original nodes stay what they were.
 * A graph that is reducible comes back with its own `successors` and no extras. O(edges × depth of nesting).
 *
 * @throws RangeError as `orderNodes` does.
 */
export function steerLoops(graph: FlowGraph): SteeredGraph {
	const dominators = dominatorTree(graph);
	if (isReducible(dominators)) return { successors: graph.successors, extras: [] };
	const { order, predecessors } = dominators;
	const components = new ComponentSearch(graph);
	const steering = new Steering(graph);
	/** By node: the last component that it was found in. Components nest, so that is the smallest. */
	const componentOf = new Int32Array(graph.successors.length).fill(-1);
	let component = 0;
	// Steering changes only edges to entries, and entries leave the search: it can keep to the original edges all through.
	const regions: number[][] = [Array.from(order.reversePostorder)];
	for (let region = regions.pop(); region !== undefined; region = regions.pop()) {
		for (const nodes of components.within(region)) {
			component++;
			for (const node of nodes) componentOf[node] = component;
			const isInside = (node: number): boolean => componentOf[node] === component;
			// The graph's entry is never one of several: what it reaches and what reaches it back is all in its component.
			const isEntry = (node: number): boolean => node === 0 || !predecessors[node].every(isInside);
			const entries = nodes.filter(isEntry).sort((a, b) => a - b);
			if (entries.length > 1) steering.steer(nodes, entries);
			regions.push(nodes.filter((node) => !isEntry(node)));
		}
	}
	steering.steerFromOutside(order.reversePostorder);
	return { successors: steering.successors, extras: steering.extras };
}

/** A graph while loops in it are being steered. */
class Steering implements SteeredGraph {
	readonly successors: (readonly number[])[];
	readonly extras: ExtraNode[] = [];
	/** By entry of a steered loop: the steer node for edges from outside of that loop. */
	readonly #outside = new Map<number, number>();

	constructor(graph: FlowGraph) {
		this.successors = [...graph.successors];
	}

	/** Puts a dispatch node in front of a loop's entries and leads the edges within the loop there. */
	steer(nodes: readonly number[], entries: readonly number[]): void {
		const dispatch = this.#add({ kind: 'dispatch' }, entries);
		const valueByEntry = new Map(entries.map((entry, value) => [entry, value]));
		// Inside and outside cannot share a steer node: it would be in the loop and an entry of it once more.
		const inside = new Map<number, number>();
		for (const [entry, value] of valueByEntry) this.#outside.set(entry, this.#add({ kind: 'steer', value }, [dispatch]));
		for (const node of nodes) {
			this.successors[node] = this.successors[node].map((next) => {
				const value = valueByEntry.get(next);
				if (value === undefined) return next;
				const steer = inside.get(next) ?? this.#add({ kind: 'steer', value }, [dispatch]);
				inside.set(next, steer);
				return steer;
			});
		}
	}

	/**
	 * Leads the edges from `nodes` that still go to an entry of a steered loop to its dispatch node. They come from outside:
	 * within loops none is left. Done once for all loops, because one switch can lead into many.
	 */
	steerFromOutside(nodes: Iterable<number>): void {
		for (const node of nodes) this.successors[node] = this.successors[node].map((next) => this.#outside.get(next) ?? next);
	}

	#add(extra: ExtraNode, successors: readonly number[]): number {
		this.extras.push(extra);
		return this.successors.push(successors) - 1;
	}
}

/** Finds strongly connected components in parts of a graph (Tarjan, "Depth-first search and linear graph algorithms", 1972). */
class ComponentSearch {
	readonly #successors: readonly (readonly number[])[];
	/** By node: the region that it is to be searched in; 0 if none, or if its component is complete. */
	readonly #regionOf: Int32Array;
	/** By node: when it was met, from 1; 0 before. */
	readonly #met: Int32Array;
	/** By node: the earliest `#met` that is known to be reached from it within its component. */
	readonly #earliest: Int32Array;
	/** By node: how many of its successors were followed. */
	readonly #followed: Int32Array;
	#region = 0;

	constructor({ successors }: FlowGraph) {
		this.#successors = successors;
		this.#regionOf = new Int32Array(successors.length);
		this.#met = new Int32Array(successors.length);
		this.#earliest = new Int32Array(successors.length);
		this.#followed = new Int32Array(successors.length);
	}

	/** The components of at least two nodes in the graph that has only these nodes. */
	within(nodes: readonly number[]): number[][] {
		this.#region++;
		for (const node of nodes) {
			this.#regionOf[node] = this.#region;
			this.#met[node] = 0;
			this.#followed[node] = 0;
		}
		const components: number[][] = [];
		let clock = 0;
		for (const root of nodes) {
			if (this.#met[root] === 0) clock = this.#search(root, clock, components);
		}
		return components;
	}

	#search(root: number, startClock: number, components: number[][]): number {
		const earliest = this.#earliest;
		let clock = startClock;
		const path: number[] = [];
		const incomplete: number[] = [];
		const meet = (node: number): void => {
			this.#met[node] = earliest[node] = ++clock;
			path.push(node);
			incomplete.push(node);
		};
		meet(root);
		for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
			if (this.#followed[node] < this.#successors[node].length) {
				const next = this.#successors[node][this.#followed[node]++];
				if (this.#regionOf[next] !== this.#region) continue;
				if (this.#met[next] === 0) meet(next);
				else earliest[node] = Math.min(earliest[node], this.#met[next]);
				continue;
			}
			path.pop();
			if (earliest[node] === this.#met[node]) {
				const component = incomplete.splice(incomplete.lastIndexOf(node));
				for (const member of component) this.#regionOf[member] = 0;
				if (component.length > 1) components.push(component);
			}
			const above = path.at(-1);
			if (above !== undefined) earliest[above] = Math.min(earliest[above], earliest[node]);
		}
		return clock;
	}
}
