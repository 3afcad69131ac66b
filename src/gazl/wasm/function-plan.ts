/** A function prepared for code generation: its blocks, where they check the cycles, where it can be entered again. */

import { INSTRUCTION_WORDS, OP } from '../opcodes.ts';
import type { FunctionSymbol } from '../program.ts';
import { type BasicBlock, basicBlocks } from './basic-blocks.ts';
import { dominatorTree, isReducible, loopNest } from './dominators.ts';
import { type FlowGraph, orderNodes } from './flow-graph.ts';
import type { FunctionFacts, ProgramFacts } from './program-facts.ts';
import { steerLoops } from './steer-loops.ts';

/** A node of the flow graph. */
export type PlanNode =
	/** Where every call of the function begins; successor 0 is block 0, successor k resume point k − 1. */
	| { readonly kind: 'entry' }
	/** A basic block, by its index. */
	| { readonly kind: 'block'; readonly block: number }
	/** Takes the frame over from memory and goes on with a block: behind a call that was suspended, and where a run may be gone on with. */
	| { readonly kind: 'resume'; readonly block: number };

/** A place where a function that is already under way can be entered. */
export interface ResumePoint {
	/** The instruction that runs first. */
	readonly instruction: number;
	readonly node: number;
}

/** See above; nodes are numbered as in `nodes`. */
export interface FunctionPlan {
	readonly symbol: FunctionSymbol;
	readonly facts: FunctionFacts;
	readonly blocks: readonly BasicBlock[];
	/**
	 * By block: cycles that must be left to begin it in compiled code, or 0 where there are always enough. A block that asks is asked
	 * for the longest way to where is asked again, so that blocks on the way only charge.
	 */
	readonly cyclesNeeded: Int32Array;
	readonly nodes: readonly PlanNode[];
	readonly graph: FlowGraph;
	readonly resumePoints: readonly ResumePoint[];
	/** By block: 1 if the slots that it writes go to memory at once, so that they are never dirty. */
	readonly writesThrough: Uint8Array;
}

/** What calling through an instruction can bring about; `undefined` for one that calls no function. */
export function calleeFacts(facts: ProgramFacts, instruction: number): FunctionFacts | undefined {
	const { code } = facts.program;
	const at = instruction * INSTRUCTION_WORDS;
	if (code[at] === OP.CALL_function) return facts.functions[code[at + 1]];
	return code[at] === OP.CALL_s ? facts.anyFunction : undefined;
}

/** Whether the call that ends a block may suspend as a matter of course, so that the function is resumed behind it. */
export function suspendsAt(facts: ProgramFacts, instruction: number): boolean {
	const { code } = facts.program;
	const at = instruction * INSTRUCTION_WORDS;
	if (code[at] === OP.CALL_native) return facts.natives[code[at + 1]].suspends;
	return calleeFacts(facts, instruction)?.suspends ?? false;
}

/** Whether the frame of a function fits into the data stack at all; FUNC fails if not, wherever it is called. */
export function fitsStack({ stackBase, stackEnd }: ProgramFacts, { localWords, transientWords }: FunctionSymbol): boolean {
	return localWords + transientWords <= stackEnd - stackBase;
}

/** Plans the code of a function. */
export function planFunction(facts: ProgramFacts, ordinal: number): FunctionPlan {
	const symbol = facts.program.functions[ordinal];
	const blocks = basicBlocks(facts.program, symbol.start, symbol.end);
	const nodes: PlanNode[] = [{ kind: 'entry' }, ...blocks.map((_, block): PlanNode => ({ kind: 'block', block }))];
	const successors: number[][] = [[1], ...blocks.map((block) => block.successors.map(nodeOfBlock))];
	const resumePoints: ResumePoint[] = [];
	const addResumePoint = (block: number): number => {
		const node = nodes.push({ kind: 'resume', block }) - 1;
		successors.push([nodeOfBlock(block)]);
		resumePoints.push({ instruction: blocks[block].start, node });
		return node;
	};
	const loopHeaders = outermostLoopHeaders({ successors });
	blocks.forEach((block, index) => {
		if (block.ending !== 'call' && block.ending !== 'native') return;
		if (suspendsAt(facts, block.end - 1)) addResumePoint(index + 1);
	});
	for (const header of loopHeaders) {
		const { start } = blocks[header - 1];
		if (!resumePoints.some(({ instruction }) => instruction === start)) addResumePoint(header - 1);
	}
	successors[0].push(...resumePoints.map(({ node }) => node));
	const graph = { successors };
	return {
		symbol,
		facts: facts.functions[ordinal],
		blocks,
		cyclesNeeded: checkedCycles(blocks, nodes, graph),
		nodes,
		graph,
		resumePoints,
		writesThrough: writeThroughBlocks(blocks.length, graph),
	};
}

/**
 * Blocks in so many loops at most, counting one that they head, write slots through. That spares every exit behind from storing them:
 * measured over the public firmwares, code is half as large and a third faster than with none. The loop of `process` counts; in the loops
 * that it contains, locals are cheaper than stores.
 */
const WRITE_THROUGH_LOOPS = 1;

/** See `FunctionPlan.writesThrough`. A loop with several entries counts once for each level of steering. */
function writeThroughBlocks(blocks: number, graph: FlowGraph): Uint8Array {
	const dominators = dominatorTree(steerLoops(graph));
	const { isHeader, enclosing } = loopNest(dominators);
	const depths = new Int32Array(isHeader.length);
	for (const node of dominators.order.reversePostorder) {
		depths[node] = (enclosing[node] < 0 ? 0 : depths[enclosing[node]]) + isHeader[node];
	}
	return Uint8Array.from({ length: blocks }, (_, block) => (depths[nodeOfBlock(block)] <= WRITE_THROUGH_LOOPS ? 1 : 0));
}

/** The node of a block. */
function nodeOfBlock(block: number): number {
	return block + 1;
}

/**
 * Headers of loops that lie in no other loop: an edge there from the entry makes no loop irreducible, so what a run that was out of
 * cycles left in a long loop is gone on with for free. None when some loop has several entries.
 */
function outermostLoopHeaders(graph: FlowGraph): readonly number[] {
	const dominators = dominatorTree(graph);
	if (!isReducible(dominators)) return [];
	const { isHeader, enclosing } = loopNest(dominators);
	return graph.successors.flatMap((_, node) => (isHeader[node] && enclosing[node] < 0 ? [node] : []));
}

/** See `FunctionPlan.cyclesNeeded`. Every loop, every way behind a call and every way in asks once at least. */
function checkedCycles(blocks: readonly BasicBlock[], nodes: readonly PlanNode[], graph: FlowGraph): Int32Array {
	const { rank, reversePostorder } = orderNodes(graph);
	const asks = new Uint8Array(blocks.length);
	asks[0] = 1;
	graph.successors.forEach((successors, node) => {
		const { kind } = nodes[node];
		for (const successor of successors) {
			const target = nodes[successor];
			if (target.kind === 'block' && (kind === 'resume' || rank[successor] <= rank[node])) asks[target.block] = 1;
		}
	});
	blocks.forEach(({ ending }, index) => {
		if (ending === 'call' || ending === 'native') asks[index + 1] = 1;
	});
	/** By block: cycles of the longest way from its start to where is asked again. */
	const ahead = new Int32Array(blocks.length);
	for (const node of reversePostorder.toReversed()) {
		const planned = nodes[node];
		if (planned.kind !== 'block') continue;
		const { start, end, successors } = blocks[planned.block];
		const rest = successors.map((successor) => (asks[successor] ? 0 : ahead[successor]));
		ahead[planned.block] = end - start + Math.max(0, ...rest);
	}
	return ahead.map((cycles, block) => (asks[block] ? cycles : 0));
}
