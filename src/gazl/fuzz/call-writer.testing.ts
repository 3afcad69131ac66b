/** Random calls: of functions, of natives, of the host by way of a suspension, and failures. */

import { TRANSIENTS } from './frame-writer.testing.ts';
import { MemoryWriter } from './memory-writer.testing.ts';
import {
	FUEL,
	type FunctionShape,
	MEMORY_END,
	type ProgramShape,
	WORDS_BEHIND_END,
	type WordType,
} from './program-shape.testing.ts';
import type { RandomSource } from './random-source.testing.ts';

/** Section with a pointer to each function. */
export const FUNCTION_TABLE = 'functionTable';
/** Words of `FUNCTION_TABLE`. */
export const FUNCTION_TABLE_WORDS = 8;

/** What a function does that reaches out of it. */
export class CallWriter extends MemoryWriter {
	protected readonly shape: FunctionShape;

	constructor(program: ProgramShape, shape: FunctionShape, random: RandomSource) {
		super(program, random);
		this.shape = shape;
	}

	/** Fills the words of a callee's frame from slot 1 on, now and then more of them than it has parameters. */
	#pass(parameters: readonly WordType[], window: number): void {
		const extra = this.random.chance(40) ? this.random.between(1, 3) : 0;
		const types = [...parameters, ...Array.from({ length: extra }, () => this.random.pick(['i', 'f', 'p'] as const))];
		types.forEach((type, index) => {
			const slot = `%${window + 1 + index}`;
			if (type === 'p') {
				if (this.random.chance(60)) this.address(slot);
				else this.emit(`MOVp ${slot} ${this.random.chance(60) ? this.wordOf(this.section('any', true)) : this.read('p')}`);
			} else if (type === 'f' && this.random.chance(30)) this.emit(`MOVf ${slot} ${this.floatConstant()}`);
			else if (type === 'i' && this.random.chance(30)) this.emit(`MOVi ${slot} ${this.intConstant()}`);
			else this.emit(`MOVE ${slot} ${this.read(type)}`);
		});
	}

	#useResult({ result }: FunctionShape, window: number): void {
		if (this.random.chance(70)) this.emit(`MOVE ${this.write(result ?? 'any')} %${window}`);
		// What the callee left behind in its frame.
		if (this.random.chance(20)) this.emit(`MOVE ${this.write('any')} %${this.random.between(window, window + 4)}`);
	}

	/** Functions that may be called without going round in circles; all of them, where recursion has no end. */
	#callees(): readonly FunctionShape[] {
		const { functions, profile } = this.program;
		const own = functions.indexOf(this.shape);
		return functions.filter(({ role }, index) => role !== 'process' && (index > own || profile.recursesWithoutEnd));
	}

	protected call(): void {
		const callees = this.#callees();
		if (callees.length === 0) {
			this.integers();
			return;
		}
		const callee = this.random.pick(callees);
		const window = this.random.pick([0, 0, 0, 1, 2, 3, 5]);
		this.#pass(callee.parameters, window);
		const size = callee.parameters.length + 1 + this.random.below(3);
		const windowText = window === 0 && this.random.chance(30) ? '' : ` %${window} *${size}`;
		if (this.random.chance(25)) {
			const pointer = `%${Math.max(TRANSIENTS, window + callee.parameters.length + 4)}`;
			if (this.isUnguarded()) this.emit(`MOVE ${pointer} ${this.read('any')}`);
			else if (this.random.chance(50)) this.emit(`MOVp ${pointer} &${callee.name}`);
			else this.emit(`PEEK ${pointer} &${FUNCTION_TABLE}:${this.program.functions.indexOf(callee)}`);
			this.emit(`CALL ${pointer}${windowText}`);
		} else this.emit(`CALL &${callee.name}${windowText}`);
		this.#useResult(callee, window);
	}

	/** Calls itself as long as the fuel lasts, or without end. */
	protected recursion(): void {
		const stop = this.newLabel();
		const endless = this.program.profile.recursesWithoutEnd && this.random.chance(40);
		if (!endless) {
			const fuel = this.write('i');
			this.emit(`PEEK ${fuel} &${FUEL}`);
			this.emit(`SUBi ${fuel} ${fuel} #${this.random.between(1, 6)}`);
			this.emit(`LSSi ${fuel} #0 @${stop}`);
			this.emit(`POKE &${FUEL} ${fuel}`);
		}
		const window = this.random.below(4);
		this.#pass(this.shape.parameters, window);
		this.emit(`CALL &${this.shape.name} %${window} *${this.shape.parameters.length + 1}`);
		this.#useResult(this.shape, window);
		this.place(stop);
	}

	/** Suspends, with a transient live across it, or in a loop whose limit or counter is one. */
	protected yield(): void {
		const window = this.random.between(1, TRANSIENTS);
		const live = `%${this.random.below(window)}`;
		const call = `CALL ^${this.random.chance(75) ? 'yield' : 'retry'} %${window} *1`;
		if (this.random.chance(30)) {
			const again = this.newLabel();
			const counter = this.write('i');
			if (counter === live) {
				this.emit(call);
				return;
			}
			this.emit(`MOVi ${live} #${this.random.between(1, 3)}`);
			this.emit(`MOVi ${counter} #0`);
			this.place(again);
			this.emit(call);
			if (this.random.chance(50)) this.#integersBeside(counter, live);
			this.emit(`FORi ${counter} ${live} @${again}`);
			return;
		}
		this.emit(`MOVE ${live} ${this.read('any')}`);
		this.emit(call);
		this.emit(`MOVE ${this.write('any')} ${live}`);
	}

	#integersBeside(...slots: readonly string[]): void {
		const fresh = slots.filter((slot) => !this.reserved.has(slot));
		for (const slot of fresh) this.reserved.add(slot);
		this.integers();
		for (const slot of fresh) this.reserved.delete(slot);
	}

	/** Calls of the natives of `fuzz-natives.testing.ts`, with arguments they can use. */
	protected native(): void {
		const window = this.random.below(4);
		const skip = this.newLabel();
		const name = this.random.weighted({ fill: 4, sum: 4, budget: 3, nest: 4, abandon: 2, scatter: 4, retry: 2, stop: 1 });
		if (name === 'fill' || name === 'sum') {
			const pointer = this.pointer(skip);
			this.emit(`MOVp %${window + 1} ${pointer}`);
			this.emit(`MOVi %${window + 2} #${this.random.pick([0, 1, 2, 4, 8, 40])}`);
		} else if (name === 'nest') {
			const callees = this.#callees();
			if (callees.length === 0) {
				this.integers();
				return;
			}
			const callee = this.random.pick(callees);
			this.#pass(callee.parameters, window);
			this.emit(`POKE &callee &${callee.name}`);
		} else if (name === 'budget') this.emit(`MOVi %${window + 1} #${this.random.pick([0, 1, 3, 20, 100, 1000])}`);
		else if (name === 'stop') {
			this.emit(`ANDi %${window + 1} ${this.read('i')} #7`);
			this.emit(`NEQi %${window + 1} #0 @${skip}`);
		}
		this.emit(`CALL ^${name} %${window} *3`);
		this.place(skip);
		if (this.random.chance(50)) this.emit(`MOVE ${this.write('i')} %${window}`);
	}

	/** Fails on purpose, not each time it comes here. */
	protected trap(): void {
		const skip = this.newLabel();
		const moment = this.write('i');
		this.emit(`ANDi ${moment} ${this.read('i')} #7`);
		this.emit(`NEQi ${moment} #${this.random.below(4)} @${skip}`);
		const bad = this.write('any');
		const badWord = this.random.pick([
			'#0',
			'#1',
			'#-1',
			'#0x12345677',
			'#0x56789abb',
			'&ints',
			'&lastConstants:1',
			`&${this.shape.name}`,
		]);
		switch (this.random.below(9)) {
			case 0:
				this.emit(`PEEK ${this.write('any')} ${this.#slotWith(bad, badWord)}`);
				break;
			case 1:
				this.emit(`POKE ${this.#slotWith(bad, badWord)} ${this.intConstant()}`);
				break;
			case 2:
				this.emit(`CALL ${this.#slotWith(bad, badWord === `&${this.shape.name}` ? '#0' : badWord)} %${this.random.below(3)} *2`);
				break;
			case 3:
				this.emit(`MOVi ${moment} #0`);
				this.emit(`${this.random.pick(['DIVi', 'MODi'])} ${this.write('i')} ${this.intConstant()} ${moment}`);
				break;
			case 4:
				this.emit(`MOVi ${moment} #${this.random.pick(['-1', '0x7fffffff', '60000'])}`);
				if (this.random.chance(50)) this.emit(`GETL ${this.write('any')} %0 ${moment}`);
				else this.emit(`SETL %0 ${moment} ${this.intConstant()}`);
				break;
			case 5:
				this.emit(`COPY ${this.#slotWith(bad, badWord)} &ints *${this.random.below(4)}`);
				break;
			case 6:
				this.emit(`COPY &ints &lastConstants:1 *1`);
				break;
			case 7:
				this.emit(`POKE ${this.#slotWith(bad, `&lastConstants:${this.random.below(2)}`)} ${this.read('any')}`);
				break;
			default:
				this.emit(`MOVf %0 #${this.random.pick(['0.0', '-0.0'])}`);
				this.emit(`DIVf %1 ${this.floatConstant()} %0`);
		}
		this.place(skip);
	}

	/** One of the last words that an instruction may reach, or the first that it may not (gazl.md 10). */
	protected limit(): void {
		const pointer = this.transient();
		const step = this.random.pick([-2, -1, -1, -1, 0]);
		const isRead = this.random.chance(50);
		const end = isRead ? '&lastConstants:2' : `&${MEMORY_END}`;
		this.emit(`MOVp ${pointer} ${end}`);
		// The guard word follows the last constant; the constants begin so many words behind the end that pointers keep to.
		this.emit(`ADDp ${pointer} ${pointer} #${step + (isRead ? 1 : WORDS_BEHIND_END)}`);
		switch (this.random.below(3)) {
			case 0: {
				this.emit(isRead ? `PEEK ${this.write('any')} ${pointer}` : `POKE ${pointer} ${this.intConstant()}`);
				break;
			}
			case 1: {
				const count = this.random.between(0, 2);
				this.emit(isRead ? `COPY &ints ${pointer} *${count}` : `COPY ${pointer} &ints *${count}`);
				break;
			}
			default: {
				const index = `%${TRANSIENTS}`;
				this.emit(`ADRL %${TRANSIENTS + 1} %0 *0`);
				this.emit(`MOVp ${index} &${MEMORY_END}`);
				this.emit(`ADDp ${index} ${index} #${step + WORDS_BEHIND_END}`);
				this.emit(`DIFp ${index} ${index} %${TRANSIENTS + 1}`);
				this.emit(isRead ? `GETL ${this.write('any')} %0 ${index}` : `SETL %0 ${index} ${this.intConstant()}`);
			}
		}
	}

	/** Puts a word of any kind into a slot of any kind. */
	#slotWith(slot: string, word: string): string {
		const transient = slot.startsWith('%') ? slot : this.transient();
		this.emit(word.startsWith('&') ? `MOVp ${transient} ${word}` : `MOVi ${transient} ${word}`);
		return transient;
	}
}
