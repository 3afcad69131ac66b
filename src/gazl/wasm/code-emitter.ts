/** Writes the code of a function's instructions: what all of them need. */

import { INSTRUCTION_WORDS, OPCODES, type Opcode, type OperandKind } from '../opcodes.ts';
import { BodyWriter } from './body-writer.ts';
import { FrameAccess, type Representation } from './frame-access.ts';
import { type FramePlan, planFrame } from './frame-plan.ts';
import type { FunctionPlan } from './function-plan.ts';
import { type Access, countFixed, countWord, countWords } from './heat-code.ts';
import { LEFT, type ModuleIndices, REGISTER_OFFSET } from './module-interface.ts';
import type { ProgramFacts } from './program-facts.ts';
import { checkWord, checkWords, fixedIsGuarded, isShadowed } from './shadow-code.ts';
import type { InstructionSlots } from './slot-flow.ts';

const SLOT_VALUES: readonly OperandKind[] = ['read', 'write', 'update'];

/** Locals that every compiled function has; the first three are its parameters. */
const PARAMETERS = ['frame', 'calls', 'cycles'] as const;

/** The function that is being written, and where in it. */
export class CodeEmitter {
	readonly facts: ProgramFacts;
	readonly plan: FunctionPlan;
	readonly frame: FramePlan;
	readonly module: ModuleIndices;
	readonly body = new BodyWriter(['i32', 'i32', 'i32'], PARAMETERS);
	readonly access: FrameAccess;
	/** Word index of the frame; byte address of the next call stack entry; cycles left. */
	readonly frameWord = 0;
	readonly callsTop = 1;
	readonly cycles = 2;
	/** Byte addresses of the frame and of the machine's memory. */
	readonly framePointer: number;
	readonly words: number;
	/** Word indices that an access is checked with. */
	readonly index: number;
	readonly source: number;
	/** Where an exit goes on, and the cycles that it gives back. */
	readonly exitInstruction: number;
	readonly exitCycles: number;

	/** The instruction that is being written, the end of its block, and what is known of its slots. */
	instruction = 0;
	blockEnd = 0;
	#slots: InstructionSlots | null = null;
	#through = false;
	readonly #scratch = new Map<string, number>();

	constructor(facts: ProgramFacts, plan: FunctionPlan, module: ModuleIndices) {
		this.facts = facts;
		this.plan = plan;
		this.module = module;
		this.frame = planFrame(facts.program, plan.symbol);
		this.framePointer = this.body.addLocal('i32', 'framePointer');
		this.words = this.body.addLocal('i32', 'words');
		this.index = this.body.addLocal('i32', 'index');
		this.source = this.body.addLocal('i32', 'source');
		this.exitInstruction = this.body.addLocal('i32', 'exitInstruction');
		this.exitCycles = this.body.addLocal('i32', 'exitCycles');
		this.access = new FrameAccess(this.body, this.frame, this.framePointer);
	}

	/** Turns to an instruction. */
	at(instruction: number, blockEnd: number, slots: InstructionSlots, through: boolean): void {
		this.#through = through;
		this.instruction = instruction;
		this.blockEnd = blockEnd;
		this.#slots = slots;
	}

	get slots(): InstructionSlots {
		if (this.#slots === null) throw new Error('No instruction is being written');
		return this.#slots;
	}

	get opcode(): Opcode {
		return OPCODES[this.facts.program.code[this.instruction * INSTRUCTION_WORDS]];
	}

	/** An operand word: 0 A, 1 B, 2 C. */
	operand(operand: number): number {
		return this.facts.program.code[this.instruction * INSTRUCTION_WORDS + 1 + operand];
	}

	/** The frame slot that an operand names, counted from the frame's start. */
	slot(operand: number): number {
		return this.operand(operand) + this.frame.locals;
	}

	/** Whether an operand is the value of a slot rather than a constant. */
	isSlot(operand: number): boolean {
		return SLOT_VALUES.includes(this.opcode.operands[operand]);
	}

	/** Puts the value of an operand, slot or constant, on the stack. */
	push(operand: number, type: Representation): void {
		if (this.isSlot(operand)) this.access.push(this.slot(operand), type);
		else if (type === 'f32') this.body.f32Bits(this.operand(operand));
		else this.body.i32(this.operand(operand));
	}

	/** Puts the 32 bits of an operand on the stack and says how they lie there. */
	pushBits(operand: number): Representation {
		if (this.isSlot(operand)) return this.access.pushBits(this.slot(operand));
		this.body.i32(this.operand(operand));
		return 'i32';
	}

	/** Writes the slot that operand A names. */
	result(type: Representation, value: () => void): void {
		this.#write(type, value);
	}

	#write(type: Representation, value: () => void): void {
		const slot = this.slot(0);
		this.access.write(slot, type, value);
		const index = this.frame.cacheIndex.get(slot);
		if (this.#through && index !== undefined) this.access.store([index]);
	}

	/** Writes the slot that operand A names with bits that can be had either way. */
	resultBits(value: (type: Representation) => void): void {
		const type = this.access.wantedType(this.slot(0), this.slots.floatAfter);
		this.#write(type, () => value(type));
	}

	/** Leaves this instruction to the interpreter. */
	exit(): void {
		this.exitAt(this.instruction, this.blockEnd - this.instruction, this.slots.dirtyBefore);
	}

	/** Leaves this instruction to the interpreter if the int on the stack is not 0. */
	exitIf(): void {
		this.body.if();
		this.exit();
		this.body.end();
	}

	/** Leaves the function so that `instruction` is next, with `cycles` given back and the dirty slots in memory. */
	exitAt(instruction: number, cycles: number, dirty: Iterable<number>): void {
		this.access.store(dirty);
		this.body
			.i32(instruction)
			.set(this.exitInstruction)
			.i32(cycles)
			.set(this.exitCycles)
			.br(this.body.openBlocks - 1);
	}

	/** A local for the int of that name, for use within one instruction. */
	scratch(name: string): number {
		const known = this.#scratch.get(name);
		if (known !== undefined) return known;
		const local = this.body.addLocal('i32', name);
		this.#scratch.set(name, local);
		return local;
	}

	/** Puts the byte address of the word whose index is in a local on the stack. */
	address(index: number): void {
		this.body.get(index).i32(2).op('i32.shl').get(this.words).op('i32.add');
	}

	/** Writes the dirty slots to memory, so that it can be read by address. */
	storeDirty(): void {
		this.access.store(this.slots.dirtyBefore);
	}

	/** Takes slots over from memory, which was written to by address. Memory was whole before. */
	refreshLive(): void {
		this.access.refresh(this.slots.liveAfter);
	}

	/** Counts an access to a known word, in the instrumented form. */
	countFixed(access: Access, word: number): void {
		if (this.module.heat !== null) countFixed(this.body, this.module.heat, access, word);
	}

	/** Counts an access to the word whose index is in a local plus an offset, in the instrumented form. */
	countWord(access: Access, index: number, offset = 0): void {
		if (this.module.heat === null) return;
		countWord(this.body, this.module.heat, access, this.scratch('counter'), () => {
			this.body.get(index);
			if (offset !== 0) this.body.i32(offset).op('i32.add');
		});
	}

	/** Counts an access to the word of the frame at a slot plus the index in a local, in the instrumented form. */
	countLocal(access: Access, slot: number, index: number): void {
		if (this.module.heat === null) return;
		countWord(this.body, this.module.heat, access, this.scratch('counter'), () =>
			this.body.get(this.frameWord).i32(slot).op('i32.add').get(index).op('i32.add'),
		);
	}

	/** Counts accesses to `words` words from the index in a local on, in the instrumented form. */
	countWords(access: Access, index: number, words: number): void {
		if (this.module.heat === null) return;
		const [word, end] = [this.scratch('countedWord'), this.scratch('countedEnd')];
		this.body.get(index).tee(word).i32(words).op('i32.add').set(end);
		countWords(this.body, this.module.heat, access, [word, end], [this.scratch('counter'), this.scratch('nextGranule')]);
	}

	/** Leaves this instruction to the interpreter if a known word must not be accessed freely, in a checked form. */
	checkFixed(word: number): void {
		const { shadow } = this.module;
		if (shadow === null || !isShadowed(shadow, word, word + 1)) return;
		fixedIsGuarded(this.body, shadow, word);
		this.exitIf();
	}

	/**
	 * The same for the word whose index is in a local plus an offset.
	 *
	 * @param end no word from there on is meant, nor one below the offset
	 */
	checkWord(index: number, end: number, offset = 0): void {
		const { shadow } = this.module;
		if (shadow === null || !isShadowed(shadow, offset, end)) return;
		checkWord(this.body, shadow, [index, offset], this.scratch('shadowed'), () => this.exitIf());
	}

	/** The same for `words` words from the index in a local on. */
	checkWords(index: number, words: number): void {
		const { shadow } = this.module;
		if (shadow === null || words === 0) return;
		const scratch = [this.scratch('shadowed'), this.scratch('shadowedEnd'), this.scratch('shadowBits')] as const;
		checkWords(this.body, shadow, index, words, scratch, () => this.exitIf());
	}

	/** Puts the word index of `%0`, with an offset, on the stack. */
	dsp(offset = 0): void {
		this.body
			.get(this.frameWord)
			.i32(this.frame.locals + offset)
			.op('i32.add');
	}

	/** Writes a register. */
	setRegister(name: keyof typeof REGISTER_OFFSET, value: () => void): void {
		this.body.globalGet(this.module.registers);
		value();
		this.body.store('i32.store', REGISTER_OFFSET[name]);
	}

	/** Puts a register on the stack. */
	register(name: keyof typeof REGISTER_OFFSET): void {
		this.body.globalGet(this.module.registers).load('i32.load', REGISTER_OFFSET[name]);
	}

	/** Writes the register that says how many call stack entries are in use. */
	setCallDepth(): void {
		this.setRegister('CALL_DEPTH', () =>
			this.body.get(this.callsTop).globalGet(this.module.calls).op('i32.sub').i32(3).op('i32.shr_u'),
		);
	}

	/** What every exit ends in: the registers say where to go on. */
	exitCode(): void {
		const { body } = this;
		this.setRegister('IP', () => body.get(this.exitInstruction));
		this.setRegister('DSP', () => this.dsp());
		this.setCallDepth();
		this.setRegister('CYCLES', () => body.get(this.cycles).get(this.exitCycles).op('i32.add'));
		body.i32(LEFT.goOn).op('return');
	}
}
