/** Random statements without loops and calls: arithmetic, moves, and every way to reach memory. */

import type { Profile } from './profiles.testing.ts';
import type { RandomSource } from './random-source.testing.ts';

/** What a parameter, a result, a local or a section holds: ints, floats, pointers, or any of them in turn. */
export type WordType = 'i' | 'f' | 'p' | 'any';

/** A section of global memory or of constants. */
export interface SectionShape {
	readonly name: string;
	readonly words: number;
	readonly type: WordType;
	readonly isConstant: boolean;
}

/** What callers know of a function: slot 0 is its result or an unused word, its parameters follow. */
export interface FunctionShape {
	readonly name: string;
	readonly result: WordType | null;
	readonly parameters: readonly WordType[];
	/** `quiet` functions do only int arithmetic; `process` goes round for ever and yields. */
	readonly role: 'plain' | 'process' | 'quiet';
}

/** What all functions of a program have in common. */
export interface ProgramShape {
	readonly profile: Profile;
	readonly sections: readonly SectionShape[];
	/** Words of globals, G: the data stack begins there. */
	readonly globalWords: number;
	/** Words of the data stack. */
	readonly stackWords: number;
	readonly functions: readonly FunctionShape[];
}

/** Global that counts down where a jump might otherwise go round for ever. */
export const FUEL = 'fuel';
/** Global through which floats that may be NaNs go; no NaN stays in it. */
export const PARK = 'park';
/** A DEFp name of the first constants, which may therefore be written. */
export const CONSTANTS_ALIAS = 'writableConstants';
/** A DEFp name of the end of writable memory. */
export const MEMORY_END = 'memoryEnd';
/** Ends each line that keeps a NaN from getting about; a program stays deterministic as long as these are in it. */
export const NAN_GUARD = '; no NaN';

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
const SCALES = ['1.0', '0.5', '-1.0', '256.0', '65536.0', '1e9', '1e-3', '3e38'];

const INT_OPERATIONS = ['ADDi', 'SUBi', 'MULi', 'ANDi', 'IORi', 'XORi'] as const;
const SHIFTS = ['SHLi', 'SHRi', 'SHRu'] as const;
const FLOAT_OPERATIONS = ['ADDf', 'SUBf', 'MULf', 'DIVf'] as const;
/** Relations that all types can be compared by. */
export const RELATIONS = ['EQU', 'NEQ', 'LSS', 'LEQ', 'GRT', 'GEQ'] as const;

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

/** Writes the lines of one function; this half of it knows its frame and what one statement after the other does. */
export class StraightLineWriter {
	readonly lines: string[] = [];
	protected readonly random: RandomSource;
	protected readonly program: ProgramShape;
	readonly #slots: Slot[] = [];
	readonly #arrays: LocalArray[] = [];
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
			this.#arrays.push({ name, words });
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

	protected integers(): void {
		for (let count = this.random.between(1, 4); count > 0; count--) {
			const kind = this.random.below(10);
			if (kind < 6) this.emit(`${this.random.pick(INT_OPERATIONS)} ${this.write('i')} ${this.sources('i')}`);
			else if (kind < 8) this.#shift();
			else if (kind < 9) this.emit(`ABSi ${this.write('i')} ${this.read('i')}`);
			else this.emit(`fTOi ${this.write('i')} ${this.read('f')} #${this.random.pick(SCALES)}`);
		}
	}

	#shift(): void {
		const [value, count] = this.random.chance(50)
			? [this.read('i'), this.random.chance(50) ? `#${this.random.below(40)}` : this.read('i')]
			: [this.intConstant(), this.read('i')];
		this.emit(`${this.random.pick(SHIFTS)} ${this.write('i')} ${value} ${count}`);
	}

	protected division(): void {
		const operation = this.random.chance(50) ? 'DIVi' : 'MODi';
		if (this.random.chance(35)) {
			this.emit(`${operation} ${this.write('i')} ${this.read('i')} #${this.random.pick(['1', '-1', '2', '7', '-10', '4096'])}`);
			return;
		}
		let divisor = this.read('i');
		if (!this.isUnguarded()) {
			const odd = this.write('i');
			this.emit(`IORi ${odd} ${divisor} #1`);
			divisor = odd;
		}
		this.emit(`${operation} ${this.write('i')} ${this.random.chance(40) ? this.intConstant() : this.read('i')} ${divisor}`);
	}

	/**
	 * Float operations in a row. Which NaN an operation makes is nobody's promise, so no NaN leaves the row: inside it only float
	 * operations and compares look at the results, behind it each one that is a NaN becomes a number.
	 */
	protected floats(): void {
		const results = new Set<string>();
		const behind = this.newLabel();
		let isParked = false;
		for (let count = this.random.between(1, 6); count > 0; count--) {
			switch (this.random.below(13)) {
				case 12:
					this.#makeNaN(results, behind);
					break;
				case 0:
					this.emit(`MOVf ${this.#floatResult(results)} ${this.#floatOf(results)}`);
					break;
				case 1:
					this.emit(`FLOf ${this.#floatResult(results)} ${this.#floatOf(results)}`);
					break;
				case 2:
					this.emit(`ABSf ${this.#floatResult(results)} ${this.#floatOf(results)}`);
					break;
				case 3:
					this.emit(`iTOf ${this.#floatResult(results)} ${this.#intBeside(results)} #${this.random.pick(SCALES)}`);
					break;
				case 4: {
					const branch = `${this.random.pick(RELATIONS)}f`;
					this.emit(
						`${branch} ${this.random.chance(50) ? this.sources('f') : `${this.#floatOf(results)} ${this.#floatOf(results)}`} @${behind}`,
					);
					break;
				}
				case 5:
					isParked = true;
					this.emit(`POKE &${PARK} ${this.#floatOf(results)}`);
					this.emit(`PEEK ${this.#floatResult(results)} &${PARK}`);
					break;
				default:
					this.#floatOperation(results);
			}
		}
		if (this.random.chance(60))
			this.emit(`fTOi ${this.#intResultBeside(results)} ${this.#floatOf(results)} #${this.random.pick(SCALES)}`);
		this.lines.push(`${behind}:\tNOOP ${NAN_GUARD}`);
		for (const result of results) this.#replaceNaN(result);
		if (isParked) this.emit(`POKE &${PARK} #0 ${NAN_GUARD}`);
	}

	/** A NaN for certain, and a compare that it decides. */
	#makeNaN(results: Set<string>, behind: string): void {
		const result = this.#floatResult(results);
		this.emit(`MOVf ${result} #${this.random.pick(['1e39', '-1e39'])}`);
		this.emit(this.random.chance(50) ? `SUBf ${result} ${result} ${result}` : `MULf ${result} ${result} #0.0`);
		const other = this.random.pick([result, this.read('f'), this.floatConstant()]);
		const [left, right] = this.random.chance(50) || other === result ? [result, other] : [other, result];
		this.emit(`${this.random.pick(RELATIONS)}f ${left} ${right} @${behind}`);
	}

	#floatOperation(results: Set<string>): void {
		const operation = this.random.pick(FLOAT_OPERATIONS);
		const form = this.random.below(4);
		const left = form === 0 ? this.floatConstant() : this.#floatOf(results);
		if (operation !== 'DIVf') {
			const right = form === 1 ? this.floatConstant() : this.#floatOf(results);
			this.emit(`${operation} ${this.#floatResult(results)} ${left} ${right}`);
			return;
		}
		if (form === 1) {
			this.emit(`DIVf ${this.#floatResult(results)} ${left} #${this.random.pick(['1.0', '-3.0', '0.1', '1e39', '1e-42'])}`);
			return;
		}
		const divisor = this.#floatOf(results);
		const skip = this.newLabel();
		if (!this.isUnguarded()) this.emit(`EQUf ${divisor} #0.0 @${skip}`);
		this.emit(`DIVf ${this.#floatResult(results)} ${left} ${divisor}`);
		this.place(skip);
	}

	/** A slot for a result that may be a NaN. */
	#floatResult(results: Set<string>): string {
		const result = this.write('f');
		results.add(result);
		return result;
	}

	/** A float to work on, preferably a result of the row. */
	#floatOf(results: ReadonlySet<string>): string {
		return results.size > 0 && this.random.chance(50) ? this.random.pick([...results]) : this.read('f');
	}

	/** An int that is no result of the row. */
	#intBeside(results: ReadonlySet<string>): string {
		for (let attempt = 0; attempt < 8; attempt++) {
			const slot = this.read('i');
			if (!results.has(slot)) return slot;
		}
		// No row has so many results that this transient would be one: `write` does not know it.
		const other = `%${TRANSIENTS}`;
		this.emit(`PEEK ${other} &${FUEL}`);
		return other;
	}

	/** A slot for an int that is no result of the row, which still has to be seen as one. */
	#intResultBeside(results: ReadonlySet<string>): string {
		const slot = this.write('i');
		return results.has(slot) ? `%${TRANSIENTS}` : slot;
	}

	#replaceNaN(slot: string): void {
		const isNumber = this.newLabel();
		if (this.random.chance(50)) this.emit(`EQUf ${slot} ${slot} @${isNumber} ${NAN_GUARD}`);
		else {
			const isNaN = this.newLabel();
			this.emit(`NEQf ${slot} ${slot} @${isNaN} ${NAN_GUARD}`);
			this.emit(`GOTO @${isNumber} ${NAN_GUARD}`);
			this.lines.push(`${isNaN}:\tNOOP ${NAN_GUARD}`);
		}
		this.emit(`MOVf ${slot} ${this.floatConstant()} ${NAN_GUARD}`);
		this.lines.push(`${isNumber}:\tNOOP ${NAN_GUARD}`);
	}

	/** Words that change their type on the way, through slots and through memory. */
	protected moves(): void {
		switch (this.random.below(6)) {
			case 0:
				return this.emit(`MOVi ${this.write('i')} ${this.intConstant()}`);
			case 1:
				return this.emit(`MOVf ${this.write('f')} ${this.floatConstant()}`);
			case 2:
				return this.emit(`POKE ${this.wordOf(this.section('any', true))} ${this.read('any')}`);
			default:
				return this.emit(`MOVE ${this.write('any')} ${this.read('any')}`);
		}
	}

	protected globals(): void {
		const type = this.random.pick(['i', 'f', 'any'] as const);
		const isRead = this.random.chance(50);
		const section = this.section(type, !isRead);
		if (this.random.chance(50)) {
			const word = this.wordOf(section);
			if (isRead) this.emit(`PEEK ${this.write(type)} ${word}`);
			else this.emit(`POKE ${word} ${this.#value(type)}`);
			return;
		}
		const index = this.index(section.words);
		if (isRead) this.emit(`PEEK ${this.write(type)} &${section.name} ${index}`);
		else this.emit(`POKE &${section.name} ${index} ${this.#value(type)}`);
	}

	#value(type: WordType): string {
		if (this.random.chance(70)) return this.read(type);
		return type === 'f' ? this.floatConstant() : this.intConstant();
	}

	/** A slot with a number from 0 up to below the power of two that `words` reaches, or unchecked, with any number. Not the slot `beside`. */
	protected index(words: number, beside = ''): string {
		if (this.isUnguarded()) return this.read('i');
		let index = this.write('i');
		if (index === beside) index = `%${TRANSIENTS}`;
		this.emit(`ANDi ${index} ${this.read('i')} #${(1 << (31 - Math.clz32(words))) - 1}`);
		return index;
	}

	/** Addresses that are fixed before the program runs, and yet reach frames, constants, or outside of memory. */
	protected fixedAddress(): void {
		const { globalWords, profile } = this.program;
		if (profile.writesConstants && this.random.chance(70)) return this.#constantThroughAlias();
		const outside = [-1, -0x10000, 0x10000, 0x40000000];
		const distance = this.isUnguarded() ? this.random.pick(outside) : globalWords + this.random.below(64);
		this.emit('! MOVp <P> &ints');
		this.emit(`! ADDp <P> <P> #${distance}`);
		switch (this.random.below(7)) {
			case 0:
			case 1:
				return this.emit(`PEEK ${this.write('any')} <P>`);
			case 2:
				return this.emit(`PEEK ${this.write('any')} <P> ${this.index(8)}`);
			case 3:
				return this.emit(`POKE <P> ${this.index(8)} ${this.#value('any')}`);
			case 4:
				return this.emit(`COPY <P> ${this.wordOf(this.section('any'))} *${this.random.below(6)}`);
			case 5:
				return this.emit(`COPY ${this.wordOf(this.section('any', true))} <P> *${this.random.below(6)}`);
			default:
				return this.emit(`POKE <P> ${this.#value('any')}`);
		}
	}

	/** Constants above the alias, and the tables of switches below it. */
	#constantThroughAlias(): void {
		this.emit(`! MOVp <P> &${CONSTANTS_ALIAS}`);
		this.emit(`! ADDp <P> <P> #${this.random.chance(30) ? -this.random.between(1, 24) : this.random.below(24)}`);
		const isIndexed = this.random.chance(25);
		if (this.random.chance(60))
			this.emit(`POKE <P> ${this.random.chance(60) ? `#${this.random.between(-6, 12)}` : this.read('any')}`);
		if (this.random.chance(60)) this.emit(`PEEK ${this.write('any')} <P>${isIndexed ? ` ${this.index(4)}` : ''}`);
	}

	/**
	 * Makes a pointer in a slot and gives the slot: into a section, a frame or anywhere. Goes to `unfit` when it points to nothing
	 * that may be written, unless the check is left out.
	 */
	protected pointer(unfit: string): string {
		const pointer = this.write('p');
		const { wildPercent } = this.program.profile;
		if (this.random.chance(wildPercent)) this.#wildPointer(pointer);
		else {
			switch (this.random.below(8)) {
				case 0:
				case 1:
					this.emit(`MOVp ${pointer} ${this.wordOf(this.section('any', true))}`);
					break;
				case 2:
					this.emit(`ADDp ${pointer} &${this.section('i', true).name} ${this.index(8)}`);
					break;
				case 3:
				case 4:
					this.emit(`MOVp ${pointer} ${this.read('p')}`);
					break;
				default:
					this.address(pointer);
			}
		}
		if (this.random.chance(30)) {
			const step = this.random.chance(70) ? `#${this.random.between(-3, 4)}` : this.index(4, pointer);
			this.emit(`${this.random.pick(['ADDp', 'SUBp'])} ${pointer} ${pointer} ${step}`);
		}
		if (!this.isUnguarded()) {
			this.emit(`LSSp ${pointer} &ints @${unfit}`);
			this.emit(`GEQp ${pointer} &${MEMORY_END} @${unfit}`);
		}
		return pointer;
	}

	/** The address of a scalar, an array or a transient of this frame, or of what lies behind it. */
	protected address(pointer: string): void {
		const kind = this.random.below(10);
		const offset = this.random.chance(30) ? `:${this.random.below(7)}` : '';
		if (kind < 4 && this.#arrays.length > 0) this.emit(`ADRL ${pointer} ${this.random.pick(this.#arrays).name}${offset} *0`);
		else if (kind < 8) this.emit(`ADRL ${pointer} ${this.read('any')} *${this.random.below(3)}`);
		else this.emit(`ADRL ${pointer} ${this.transient()} *0`);
	}

	/** Any word of the data stack, counted from the globals. */
	#wildPointer(pointer: string): void {
		const { globalWords } = this.program;
		this.emit(`MOVp ${pointer} &ints`);
		this.emit(`ADDp ${pointer} ${pointer} #${globalWords + this.random.below(80)}`);
		if (this.random.chance(50)) this.emit(`ADDp ${pointer} ${pointer} ${this.index(32, pointer)}`);
	}

	protected pointers(): void {
		const skip = this.newLabel();
		const pointer = this.pointer(skip);
		const mayBeLost = this.isUnguarded();
		if (!mayBeLost) this.reserved.add(pointer);
		for (let count = this.random.between(1, 3); count > 0; count--) {
			const index = this.random.pick(['', ` #${this.random.between(-2, 6)}`, ` ${this.index(8)}`]);
			if (this.random.chance(50)) this.emit(`PEEK ${this.write('any')} ${pointer}${index}`);
			else this.emit(`POKE ${pointer}${index} ${this.#value('any')}`);
		}
		if (!mayBeLost) this.reserved.delete(pointer);
		if (this.random.chance(40)) {
			const other = this.random.chance(50) ? this.read('p') : `&${this.section('i').name}`;
			this.emit(`DIFp ${this.write('i')} ${this.random.chance(50) ? `${pointer} ${other}` : `${this.read('p')} ${pointer}`}`);
		}
		this.place(skip);
	}

	/** GETL and SETL inside their array and past it, into the slots behind and the frames above. */
	protected locals(): void {
		const isRead = this.random.chance(50);
		const scalar = isRead ? this.read('any') : this.write('any');
		const base = this.#arrays.length > 0 && this.random.chance(75) ? this.random.pick(this.#arrays).name : scalar;
		const far = this.random.chance(30) && !base.startsWith('%') && !base.includes(':') ? `:${this.random.below(12)}` : '';
		const index = this.index(this.random.pick([2, 4, 8, 8, 16]));
		if (isRead) this.emit(`GETL ${this.write('any')} ${base}${far} ${index}`);
		else this.emit(`SETL ${base}${far} ${index} ${this.#value('any')}`);
	}

	protected copies(): void {
		const skip = this.newLabel();
		const count = this.random.pick([0, 1, 2, 3, 4, 5, 8, 12, 31, 32, 33, 41, 48]);
		const area = this.section('any', true).name;
		const inArea = () => `&${area}:${this.random.below(16)}`;
		switch (this.random.below(5)) {
			case 0:
				this.emit(`COPY ${inArea()} ${inArea()} *${count}`);
				break;
			case 1: {
				const pointer = this.write('p');
				this.emit(`ADDp ${pointer} &${area} ${this.index(8)}`);
				this.emit(this.random.chance(50) ? `COPY ${pointer} ${inArea()} *${count}` : `COPY ${inArea()} ${pointer} *${count}`);
				break;
			}
			case 2: {
				// The address of a scalar, and over its neighbours.
				const pointer = this.write('p');
				this.address(pointer);
				const few = this.random.between(1, 6);
				this.emit(this.random.chance(50) ? `COPY ${pointer} ${inArea()} *${few}` : `COPY ${inArea()} ${pointer} *${few}`);
				break;
			}
			default: {
				const to = this.pointer(skip);
				this.reserved.add(to);
				const from = this.pointer(skip);
				this.reserved.delete(to);
				this.emit(`COPY ${to} ${from} *${this.random.chance(75) ? this.random.below(8) : count}`);
			}
		}
		this.place(skip);
	}
}
