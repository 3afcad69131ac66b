/** Runs flow trees: first written out as a flat list of operators, as an emitter would, then run with WebAssembly's labels. */

import type { FlowExit, FlowStep, FlowTree } from './structure.ts';

type Operator =
	| { readonly op: 'node'; readonly node: number }
	| { readonly op: 'block' | 'loop' | 'else' | 'end' | 'return' }
	/** Goes on when the exit chosen last was `exit`, else behind its `else`. */
	| { readonly op: 'if'; readonly exit: number }
	| { readonly op: 'br'; readonly depth: number }
	| { readonly op: 'br_if'; readonly depth: number; readonly exit: number }
	| { readonly op: 'br_table'; readonly depths: readonly number[] };

/** Writes a tree as code. Branches that fall are left out where a node may end without them. */
export function writeCode(tree: FlowTree, isSwitch: (node: number) => boolean): Operator[] {
	const code: Operator[] = [];
	const write = (steps: FlowTree): void => {
		steps.forEach((step, index) => {
			if (step.kind !== 'node') {
				code.push({ op: step.kind });
				write(step.body);
				code.push({ op: 'end' });
				return;
			}
			if (index !== steps.length - 1) throw new Error(`Steps follow node ${step.node}`);
			code.push({ op: 'node', node: step.node });
			writeExits(step.exits, step.exits.length > 2 || isSwitch(step.node));
		});
	};
	const writeExits = (exits: readonly FlowExit[], indexed: boolean): void => {
		const [first, second] = exits;
		if (first === undefined) {
			code.push({ op: 'return' });
		} else if (indexed) {
			const depths = exits.map((exit) => {
				if (exit.kind === 'inline' || exit.falls) throw new Error('A switch has an exit that is no plain branch');
				return exit.depth;
			});
			code.push({ op: 'br_table', depths });
		} else if (second === undefined) {
			if (first.kind === 'inline') write(first.body);
			else if (!first.falls) code.push({ op: 'br', depth: first.depth });
		} else if (first.kind === 'inline' && second.kind === 'inline') {
			code.push({ op: 'if', exit: 0 });
			write(first.body);
			code.push({ op: 'else' });
			write(second.body);
			code.push({ op: 'end' });
		} else if (first.kind === 'branch' && second.kind === 'branch') {
			if (!first.falls || second.falls) code.push({ op: 'br_if', depth: first.depth, exit: 0 });
			else code.push({ op: 'br_if', depth: second.depth, exit: 1 });
			if (!first.falls && !second.falls) code.push({ op: 'br', depth: second.depth });
		} else {
			exits.forEach((exit, index) => {
				if (exit.kind === 'inline') return;
				if (exit.falls) throw new Error('A branch beside an inline exit cannot fall');
				code.push({ op: 'br_if', depth: exit.depth, exit: index });
			});
			for (const exit of exits) if (exit.kind === 'inline') write(exit.body);
		}
	};
	write(tree);
	return code;
}

/**
 * Runs code until `visit` stops it or it returns. `visit` is called at each node and gives the index of the exit to take, or
 * null to stop.
 *
 * @throws Error where WebAssembly would refuse the code, and if control runs out of its end.
 */
export function runCode(code: readonly Operator[], visit: (node: number) => number | null): void {
	const { ends, elses } = matchEnds(code);
	const labels: number[] = [];
	let chosen: number | null = 0;
	let at = 0;
	const branch = (depth: number): void => {
		if (depth < 0 || depth >= labels.length) throw new Error(`Branch to label ${depth} of ${labels.length}`);
		labels.length -= depth;
		const start = labels[labels.length - 1];
		if (code[start].op === 'loop') {
			at = start + 1;
		} else {
			labels.pop();
			at = ends[start] + 1;
		}
	};
	while (at < code.length) {
		const here = at++;
		const operator = code[here];
		switch (operator.op) {
			case 'node':
				chosen = visit(operator.node);
				if (chosen === null) return;
				break;
			case 'block':
			case 'loop':
				labels.push(here);
				break;
			case 'if':
				labels.push(here);
				if (chosen !== operator.exit) at = elses[here] + 1;
				break;
			case 'else':
				branch(0);
				break;
			case 'end':
				labels.pop();
				break;
			case 'br':
				branch(operator.depth);
				break;
			case 'br_if':
				if (chosen === operator.exit) branch(operator.depth);
				break;
			case 'br_table':
				branch(operator.depths[chosen]);
				break;
			case 'return':
				return;
		}
	}
	throw new Error('Control ran out of the end of the code');
}

/** For each operator that opens a label: where its end and its else are. */
function matchEnds(code: readonly Operator[]): { ends: number[]; elses: number[] } {
	const ends: number[] = [];
	const elses: number[] = [];
	const open: number[] = [];
	code.forEach(({ op }, index) => {
		if (op === 'block' || op === 'loop' || op === 'if') open.push(index);
		if (op === 'else') elses[open[open.length - 1]] = index;
		if (op === 'end') ends[open.pop() ?? -1] = index;
	});
	return { ends, elses };
}

/** The nodes in a tree in the order in which they are written, and the deepest nesting of labels. Works on trees of any depth. */
export function surveyTree(tree: FlowTree): { nodes: number[]; deepest: number } {
	const nodes: number[] = [];
	let deepest = 0;
	const pending: { readonly step: FlowStep; readonly labels: number }[] = [];
	/** The first step is to be taken up first, so it goes on top. */
	const add = (steps: FlowTree, labels: number): void => {
		deepest = Math.max(deepest, labels);
		for (let index = steps.length - 1; index >= 0; index--) pending.push({ step: steps[index], labels });
	};
	add(tree, 0);
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		const { step, labels } = next;
		if (step.kind !== 'node') {
			add(step.body, labels + 1);
			continue;
		}
		nodes.push(step.node);
		const bodies = step.exits.flatMap((exit) => (exit.kind === 'inline' ? [exit.body] : []));
		for (const body of bodies.reverse()) add(body, bodies.length === 2 ? labels + 1 : labels);
	}
	return { nodes, deepest };
}
