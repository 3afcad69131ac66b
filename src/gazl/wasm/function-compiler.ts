/** Compiles one function. */

import type { FunctionBody } from './body-writer.ts';
import { callCode, enterCode, nativeCode, returnCode } from './call-code.ts';
import { CodeEmitter } from './code-emitter.ts';
import { type FunctionPlan, fitsStack, type PlanNode } from './function-plan.ts';
import { countPass, noteFrame } from './heat-code.ts';
import { beforeBranch, branchCondition, INSTRUCTION_CODE, mnemonicOf } from './instruction-code.ts';
import type { ModuleIndices } from './module-interface.ts';
import type { ProgramFacts } from './program-facts.ts';
import { analyseSlots, firstLostSlot, floatsOf, type SlotFlow } from './slot-flow.ts';
import { type ExtraNode, steerLoops } from './steer-loops.ts';
import { type FlowExit, type FlowStep, structureFlow } from './structure.ts';

/** Writes a function's body. */
export function compileFunction(facts: ProgramFacts, plan: FunctionPlan, ordinal: number, module: ModuleIndices): FunctionBody {
	return new FunctionCompiler(facts, plan, ordinal, module).compile();
}

/** What is still to be written: a step, or what closes an arm of an `if`. */
type Pending = FlowStep | 'else' | 'end';

class FunctionCompiler {
	readonly #facts: ProgramFacts;
	readonly #plan: FunctionPlan;
	readonly #ordinal: number;
	readonly #emitter: CodeEmitter;
	readonly #flow: SlotFlow;
	readonly #successors: readonly (readonly number[])[];
	readonly #extras: readonly ExtraNode[];

	constructor(facts: ProgramFacts, plan: FunctionPlan, ordinal: number, module: ModuleIndices) {
		this.#facts = facts;
		this.#ordinal = ordinal;
		this.#plan = plan;
		this.#emitter = new CodeEmitter(facts, plan, module);
		this.#flow = analyseSlots(facts, plan, this.#emitter.frame);
		const { successors, extras } = steerLoops(plan.graph);
		this.#successors = successors;
		this.#extras = extras;
	}

	compile(): FunctionBody {
		const { body } = this.#emitter;
		if (!fitsStack(this.#facts, this.#plan.symbol)) {
			enterCode(this.#emitter, 0);
			return body.op('unreachable').finish();
		}
		const tree = structureFlow({ successors: this.#successors }, (node) => this.#isSwitch(node));
		// Whatever leaves the code to the interpreter comes out behind this block.
		body.block();
		this.#write(tree);
		body.mark('exit').op('unreachable').end();
		this.#emitter.exitCode();
		return body.finish();
	}

	/** Writes a tree; a list of what is still to be written stands for recursion, however deep the tree. */
	#write(tree: readonly FlowStep[]): void {
		const { body } = this.#emitter;
		const waiting: Pending[] = [...tree].reverse();
		for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
			if (step === 'else' || step === 'end') {
				body[step]();
			} else if (step.kind === 'node') {
				waiting.push(...this.#writeNode(step.node, step.exits).reverse());
			} else {
				body[step.kind]();
				waiting.push('end', ...[...step.body].reverse());
			}
		}
	}

	/** Writes a node and its exits; gives what follows. */
	#writeNode(node: number, exits: readonly FlowExit[]): Pending[] {
		const extra = this.#extras[node - this.#plan.nodes.length];
		if (extra !== undefined) return this.#writeExtra(extra, exits);
		const planned = this.#plan.nodes[node];
		switch (planned.kind) {
			case 'entry':
				return this.#writeEntry(exits);
			case 'resume':
				return this.#writeResume(planned.block, exits);
			case 'block':
				return this.#writeBlock(planned.block, exits);
		}
	}

	#writeEntry(exits: readonly FlowExit[]): Pending[] {
		const { body, module, framePointer, frameWord, words } = this.#emitter;
		body.mark('entry');
		body.globalGet(module.words).tee(words);
		body.get(frameWord).i32(2).op('i32.shl').op('i32.add').set(framePointer);
		if (exits.length === 1) return this.#follow(exits[0]);
		const chosen = this.#emitter.scratch('entry');
		body.globalGet(module.resumePoint).set(chosen).i32(0).globalSet(module.resumePoint);
		return this.#choose(exits, () => body.get(chosen));
	}

	#writeResume(block: number, exits: readonly FlowExit[]): Pending[] {
		const { body, access, frame } = this.#emitter;
		const state = this.#flow.atBlock(block);
		const floats = floatsOf(state, frame.cachedSlots.length);
		body.mark(`resume B${block}`);
		access.begin(state.live, floats);
		access.load(state.live, floats);
		return this.#follow(exits[0]);
	}

	#writeExtra(extra: ExtraNode, exits: readonly FlowExit[]): Pending[] {
		const { body } = this.#emitter;
		const steered = this.#emitter.scratch('steered');
		if (extra.kind === 'dispatch') return this.#choose(exits, () => body.get(steered));
		body.i32(extra.value).set(steered);
		return this.#follow(exits[0]);
	}

	#writeBlock(block: number, exits: readonly FlowExit[]): Pending[] {
		const emitter = this.#emitter;
		const { body, access } = emitter;
		const { start, end, ending, successors } = this.#plan.blocks[block];
		const state = this.#flow.atBlock(block);
		const size = emitter.frame.cachedSlots.length;
		const slots = this.#flow.through(block);
		const last = end - 1;
		access.begin(state.live, floatsOf(state, size));
		body.mark(start);
		const needed = this.#plan.cyclesNeeded[block];
		if (block === 0) {
			enterCode(emitter, needed);
			// What the code behind reads before it writes it is what the caller, or an earlier call, left there.
			access.load(slots[0].liveAfter, slots[0].floatAfter);
		} else if (needed > 0) {
			body.get(emitter.cycles).i32(needed).op('i32.lt_s').if();
			emitter.exitAt(start, 0, state.dirty);
			body.end();
		}
		body
			.get(emitter.cycles)
			.i32(end - start)
			.op('i32.sub')
			.set(emitter.cycles);
		const { heat } = emitter.module;
		if (heat !== null) {
			countPass(body, heat, this.#ordinal, block);
			if (block === 0) noteFrame(body, heat, this.#ordinal, emitter.frameWord);
		}
		for (let instruction = block === 0 ? start + 1 : start; instruction < end; instruction++) {
			emitter.at(instruction, end, slots[instruction - start], this.#plan.writesThrough[block] !== 0);
			body.mark(instruction);
			if (instruction < last || ending === 'fall') this.#writeInstruction();
		}
		switch (ending) {
			case 'return':
				returnCode(emitter);
				return [];
			case 'native':
				nativeCode(emitter);
				if (firstLostSlot(this.#facts, emitter.frame, last) === undefined) this.#arrangeFor(successors);
				else this.#takeOver(successors[0]);
				return this.#follow(exits[0]);
			case 'call': {
				const next = this.#flow.atBlock(successors[0]);
				callCode(emitter, next.live, floatsOf(next, size));
				this.#arrangeFor(successors);
				return this.#follow(exits[0]);
			}
			case 'switch':
				return this.#writeSwitch(successors, exits);
			case 'branch':
				beforeBranch(emitter);
				this.#arrangeFor(successors);
				return this.#branch(exits);
			case 'jump':
			case 'fall':
				this.#arrangeFor(successors);
				return this.#follow(exits[0]);
		}
	}

	#writeInstruction(): void {
		const code = INSTRUCTION_CODE[mnemonicOf(this.#emitter)];
		if (code === undefined) throw new Error(`There is no code for ${this.#emitter.opcode.name}`);
		code(this.#emitter);
	}

	/** A table that a program may have changed is for the interpreter to look into. */
	#writeSwitch(successors: readonly number[], exits: readonly FlowExit[]): Pending[] {
		const emitter = this.#emitter;
		if (this.#facts.writesConstants || successors.length === 0) {
			emitter.exit();
			return [];
		}
		this.#arrangeFor(successors);
		return this.#choose(exits, () => emitter.push(0, 'i32'));
	}

	/** Takes all that a block reads over from memory. */
	#takeOver(block: number): void {
		const state = this.#flow.atBlock(block);
		this.#emitter.access.load(state.live, floatsOf(state, this.#emitter.frame.cachedSlots.length));
	}

	#arrangeFor(blocks: readonly number[]): void {
		for (const block of new Set(blocks)) {
			const state = this.#flow.atBlock(block);
			this.#emitter.access.arrange(state.live, floatsOf(state, this.#emitter.frame.cachedSlots.length));
		}
	}

	#isSwitch(node: number): boolean {
		const planned: PlanNode | undefined = this.#plan.nodes[node];
		return planned?.kind === 'block' && this.#plan.blocks[planned.block].ending === 'switch';
	}

	/** Goes to the only exit. */
	#follow(exit: FlowExit): Pending[] {
		if (exit.kind === 'inline') return [...exit.body];
		if (!exit.falls) this.#emitter.body.br(exit.depth);
		return [];
	}

	/** Goes to the exit whose index `push` puts on the stack; beyond the last to the last. */
	#choose(exits: readonly FlowExit[], push: () => void): Pending[] {
		const { body } = this.#emitter;
		if (exits.length === 2 && exits.some(({ kind }) => kind === 'inline'))
			return this.#twoWays(exits, (first) => {
				push();
				if (first) body.op('i32.eqz');
			});
		const depths = exits.map((exit) => (exit.kind === 'branch' ? exit.depth : 0));
		push();
		body.brTable(depths.slice(0, -1), depths[depths.length - 1]);
		return [];
	}

	#branch(exits: readonly FlowExit[]): Pending[] {
		return this.#twoWays(exits, (first) => branchCondition(this.#emitter, first));
	}

	/** Goes to one of two exits; `condition` puts on the stack whether it is the first, or whether it is not. */
	#twoWays([first, second]: readonly FlowExit[], condition: (first: boolean) => void): Pending[] {
		const { body } = this.#emitter;
		if (first.kind === 'inline' && second.kind === 'inline') {
			condition(true);
			body.if();
			return [...first.body, 'else', ...second.body, 'end'];
		}
		const branchFirst = first.kind === 'branch' && !(second.kind === 'branch' && first.falls);
		const [taken, other] = branchFirst ? [first, second] : [second, first];
		if (taken.kind !== 'branch') throw new Error('Neither exit is a branch');
		condition(branchFirst);
		body.brIf(taken.depth);
		return this.#follow(other);
	}
}
