/** Random statements that reach memory: globals, constants, frames, by every way there is. */

import { ArithmeticWriter } from './arithmetic-writer.testing.ts';
import { CONSTANTS_ALIAS, MEMORY_END, type WordType } from './program-shape.testing.ts';

/** Arithmetic, and moves between frame and memory. */
export class MemoryWriter extends ArithmeticWriter {
	/** Words that change their type on the way, through slots and through memory. */
	protected moves(): void {
		this.emit(this.#move());
	}

	#move(): string {
		switch (this.random.below(6)) {
			case 0:
				return `MOVi ${this.write('i')} ${this.intConstant()}`;
			case 1:
				return `MOVf ${this.write('f')} ${this.floatConstant()}`;
			case 2:
				return `POKE ${this.wordOf(this.section('any', true))} ${this.read('any')}`;
			default:
				return `MOVE ${this.write('any')} ${this.read('any')}`;
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

	/** Addresses that are fixed before the program runs, and yet reach frames, constants, or outside of memory. */
	protected fixedAddress(): void {
		const { globalWords, profile } = this.program;
		if (profile.writesConstants && this.random.chance(70)) {
			this.#constantThroughAlias();
			return;
		}
		const outside = [-1, -0x10000, 0x10000, 0x40000000];
		const distance = this.isUnguarded() ? this.random.pick(outside) : globalWords + this.random.below(64);
		this.emit('! MOVp <P> &ints');
		this.emit(`! ADDp <P> <P> #${distance}`);
		this.emit(this.#fixedAccess());
	}

	#fixedAccess(): string {
		switch (this.random.below(7)) {
			case 0:
			case 1:
				return `PEEK ${this.write('any')} <P>`;
			case 2:
				return `PEEK ${this.write('any')} <P> ${this.index(8)}`;
			case 3:
				return `POKE <P> ${this.index(8)} ${this.#value('any')}`;
			case 4:
				return `COPY <P> ${this.wordOf(this.section('any'))} *${this.random.below(6)}`;
			case 5:
				return `COPY ${this.wordOf(this.section('any', true))} <P> *${this.random.below(6)}`;
			default:
				return `POKE <P> ${this.#value('any')}`;
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
		if (kind < 4 && this.arrays.length > 0) this.emit(`ADRL ${pointer} ${this.random.pick(this.arrays).name}${offset} *0`);
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
		const base = this.arrays.length > 0 && this.random.chance(75) ? this.random.pick(this.arrays).name : scalar;
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
