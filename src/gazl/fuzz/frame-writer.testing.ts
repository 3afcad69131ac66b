/** The frame of a random function, and the operands that its statements take from it. */

import type { ProgramShape, SectionShape, WordType } from './program-shape.testing.ts';
import type { RandomSource } from './random-source.testing.ts';

/** Transients that statements use freely: `%0` to `%5`. */
export const TRANSIENTS = 6;

const INT_CONSTANTS = [
	'0',
	'1',
	'-1',
	'2',
	'3',
	'7',
	'8',
	'31',
	'32',
	'-5',
	'100',
	'255',
	'-256',
	'4095',
	'0x10000',
	'0x7fffffff',
];
const WIDE_INT_CONSTANTS = ['0x80000000', '0x80000001', '0x55555555', '0xff00ff00', '0x3f800000', '0x7f800000', '0x00000400'];
const FLOAT_CONSTANTS = ['0.0', '-0.0', '1.0', '-1.0', '0.5', '-0.5', '1.5', '0.1', '-2.75', '100.0', '65536.0', '16777217.0'];
const WIDE_FLOAT_CONSTANTS = ['1e-45', '-3e-42', '1e-38', '3e38', '-3e38', '1e39', '-1e39', '2147483648.0', '-2147483904.0'];

interface Slot {
	readonly text: string;
	readonly type: WordType;
	readonly isWritable: boolean;
}

/** An array of the frame. */
interface LocalArray {
	readonly name: string;
	readonly words: number;
}

/** Writes the lines of one function: its declarations, and the operands of what follows. */
export class FrameWriter {
	readonly lines: string[] = [];
	protected readonly random: RandomSource;
	protected readonly program: ProgramShape;
	readonly #slots: Slot[] = [];
	protected readonly arrays: LocalArray[] = [];
	/** Slots that nothing may be written to by name at the moment: loop counters, mostly. */
	protected readonly reserved = new Set<string>();
	#labels = 0;

	constructor(program: ProgramShape, random: RandomSource) {
		this.program = program;
		this.random = random;
	}

	protected emit(line: string): void {
		this.lines.push(`\t${line}`);
	}

	protected newLabel(): string {
		return `L${this.#labels++}`;
	}

	protected place(label: string): void {
		this.lines.push(`${label}:\tNOOP`);
	}

	/** Declares a slot of the frame, or an array whose words take any type. */
	protected declare(name: string, directive: string, words = 1): void {
		const isArray = directive === 'LOCA' || directive === 'PARA';
		this.lines.push(`${name}:\t${directive}${isArray ? ` *${words}` : ''}`);
		if (isArray) {
			this.arrays.push({ name, words });
			for (let word = 0; word < Math.min(words, 4); word++) {
				this.#slots.push({ text: word === 0 ? name : `${name}:${word}`, type: 'any', isWritable: true });
			}
		} else {
			this.#slots.push({ text: name, type: directive[3] as WordType, isWritable: !directive.startsWith('INP') });
		}
	}

	protected transient(): string {
		return `%${this.random.below(TRANSIENTS)}`;
	}

	/** A slot that may be read as that type. */
	protected read(type: WordType): string {
		const fitting = this.#slots.filter((slot) => type === 'any' || slot.type === type || slot.type === 'any');
		return fitting.length === 0 || this.random.chance(25) ? this.transient() : this.random.pick(fitting).text;
	}

	/** A slot that may be written as that type and is not reserved. */
	protected write(type: WordType): string {
		const fitting = this.#slots.filter(
			(slot) => slot.isWritable && !this.reserved.has(slot.text) && (type === 'any' || slot.type === type || slot.type === 'any'),
		);
		if (fitting.length > 0 && this.random.chance(75)) return this.random.pick(fitting).text;
		const free = Array.from({ length: TRANSIENTS }, (_, index) => `%${index}`).filter((slot) => !this.reserved.has(slot));
		return free.length > 0 ? this.random.pick(free) : `%${TRANSIENTS + 1}`;
	}

	protected intConstant(): string {
		return `#${this.random.chance(80) ? this.random.pick(INT_CONSTANTS) : this.random.pick(WIDE_INT_CONSTANTS)}`;
	}

	protected floatConstant(): string {
		return `#${this.random.chance(70) ? this.random.pick(FLOAT_CONSTANTS) : this.random.pick(WIDE_FLOAT_CONSTANTS)}`;
	}

	/** Two sources, of which at most one is a constant. */
	protected sources(type: 'i' | 'f'): string {
		const constant = () => (type === 'i' ? this.intConstant() : this.floatConstant());
		const form = this.random.below(4);
		return `${form === 0 ? constant() : this.read(type)} ${form === 1 ? constant() : this.read(type)}`;
	}

	protected section(type: WordType, isWritable = false): SectionShape {
		const { sections } = this.program;
		const fitting = sections.filter((section) => section.type === type && !(isWritable && section.isConstant));
		return this.random.pick(fitting.length > 0 ? fitting : sections.filter(({ isConstant }) => !isConstant));
	}

	/** A word of a section, as `&name:offset`. */
	protected wordOf({ name, words }: SectionShape): string {
		return `&${name}:${this.random.below(words)}`;
	}

	/** True where the check that prevents a trap is to be left out. */
	protected isUnguarded(): boolean {
		return this.random.chance(this.program.profile.unguardedPercent);
	}

	/** A slot with a number from 0 up to below the power of two that `words` reaches, or unchecked, with any number. Not the slot `beside`. */
	protected index(words: number, beside = ''): string {
		if (this.isUnguarded()) return this.read('i');
		let index = this.write('i');
		if (index === beside) index = `%${TRANSIENTS}`;
		this.emit(`ANDi ${index} ${this.read('i')} #${(1 << (31 - Math.clz32(words))) - 1}`);
		return index;
	}
}
