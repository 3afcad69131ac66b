/** Instructions as they are emitted. */

import { AssemblyFault, type Place } from './errors.ts';
import { INSTRUCTION_WORDS, OP, type OpcodeName } from './opcodes.ts';

/** A program's code while it grows. */
export class CodeBuffer {
	/** At least `length` instructions; exchanged as it grows. */
	words = new Int32Array(64 * INSTRUCTION_WORDS);
	#lines = new Int32Array(64);
	#length = 0;
	readonly #capacity: number;

	/** `capacity`: instructions that the host has room for. */
	constructor(capacity: number) {
		this.#capacity = capacity;
	}

	/** Instructions so far: the index of the next. */
	get length(): number {
		return this.#length;
	}

	/** Emits an instruction whose operands are 0 and gives the index of its first word. Error 25. */
	emit(opcode: OpcodeName, place: Place): number {
		if (this.#length >= this.#capacity) {
			throw new AssemblyFault('NOT_ENOUGH_CODE_SPACE', '', place, `There is room for ${this.#capacity}.`);
		}
		if (this.#length === this.#lines.length) this.#grow();
		const word = this.#length * INSTRUCTION_WORDS;
		this.words[word] = OP[opcode];
		this.#lines[this.#length++] = place.line;
		return word;
	}

	/** Whether the last instruction never goes on to the one behind it. */
	endsInJump(): boolean {
		const opcode = this.words[(this.#length - 1) * INSTRUCTION_WORDS];
		return opcode === OP.RETU || opcode === OP.GOTO;
	}

	/** A copy of all instructions, four words each. */
	code(): Int32Array {
		return this.words.slice(0, this.#length * INSTRUCTION_WORDS);
	}

	/** The source line of each instruction. */
	lines(): Int32Array {
		return this.#lines.slice(0, this.#length);
	}

	#grow(): void {
		const words = new Int32Array(this.words.length * 2);
		words.set(this.words);
		this.words = words;
		const lines = new Int32Array(this.#lines.length * 2);
		lines.set(this.#lines);
		this.#lines = lines;
	}
}
