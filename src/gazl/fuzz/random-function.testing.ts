/** Random functions: control flow and calls around straight-line statements. */

import { RELATIONS } from './arithmetic-writer.testing.ts';
import { CallWriter } from './call-writer.testing.ts';
import type { StatementKind } from './profiles.testing.ts';
import { CONSTANTS_ALIAS, FUEL, type FunctionShape, type ProgramShape } from './program-shape.testing.ts';
import type { RandomSource } from './random-source.testing.ts';

/** Statements inside statements inside statements, at most. */
const NESTING = 3;
/** Labels anywhere in a function that its jumps aim at. */
const JUMP_TARGETS = 4;
/** Writes one whole function. */
export class FunctionWriter extends CallWriter {
	readonly #statements: Readonly<Record<StatementKind, () => void>>;
	readonly #jumpTargets: string[];
	readonly #pendingTargets: string[];
	#nesting = 0;

	constructor(program: ProgramShape, shape: FunctionShape, random: RandomSource) {
		super(program, shape, random);
		this.#jumpTargets = Array.from({ length: JUMP_TARGETS }, (_, index) => `J${index}`);
		this.#pendingTargets = [...this.#jumpTargets];
		this.#statements = {
			integers: () => this.integers(),
			division: () => this.division(),
			floats: () => this.floats(),
			moves: () => this.moves(),
			globals: () => this.globals(),
			fixedAddress: () => this.fixedAddress(),
			pointers: () => this.pointers(),
			locals: () => this.locals(),
			copies: () => this.copies(),
			condition: () => this.#condition(),
			loop: () => this.#loop(),
			pointerLoop: () => this.#pointerLoop(),
			switch: () => this.#switch(),
			graph: () => this.#graph(),
			jump: () => this.#jump(),
			call: () => this.call(),
			recursion: () => this.recursion(),
			yield: () => this.yield(),
			native: () => this.native(),
			limit: () => this.limit(),
			trap: () => this.trap(),
		};
	}

	/** Writes the function and gives its lines. */
	compose(): readonly string[] {
		this.lines.push(`${this.shape.name}:\tFUNC`);
		this.#declareFrame();
		if (this.shape.role === 'quiet') {
			for (let count = this.random.between(1, 4); count > 0; count--) this.integers();
			this.emit('RETU');
			return this.lines;
		}
		this.#initialise();
		if (this.shape.role === 'process') this.place('again');
		this.#block(this.random.between(5, 12));
		for (const target of this.#pendingTargets.splice(0)) this.place(target);
		if (this.shape.role === 'process') {
			this.yield();
			this.emit('GOTO @again');
			// Out of reach, as behind the endless loop of every firmware that yields.
			if (this.random.chance(50)) this.#block(2);
		}
		this.emit('RETU');
		return this.lines;
	}

	#declareFrame(): void {
		const { result, parameters } = this.shape;
		if (result === null || result === 'any') this.declare('unused', 'PARA');
		else this.declare('result', `OUT${result}`);
		parameters.forEach((type, index) => {
			if (type === 'any') this.declare(`in${index}`, 'PARA', 1);
			else this.declare(`in${index}`, `INP${type}`);
		});
		const locals = [
			...Array.from({ length: this.random.between(1, 4) }, (_, index) => () => this.declare(`i${index}`, 'LOCi')),
			...Array.from({ length: this.random.between(0, 3) }, (_, index) => () => this.declare(`f${index}`, 'LOCf')),
			...Array.from({ length: this.random.between(0, 2) }, (_, index) => () => this.declare(`p${index}`, 'LOCp')),
			...Array.from({ length: this.random.between(0, 2) }, (_, index) => () => {
				this.declare(`a${index}`, 'LOCA', this.random.chance(6) ? this.random.between(40, 120) : this.random.between(1, 9));
			}),
		];
		for (const declareLocal of this.random.shuffled(locals)) declareLocal();
	}

	/** Gives some slots a first value; the others read what earlier frames or the caller left there. */
	#initialise(): void {
		for (const line of [...this.lines]) {
			const [label, directive = ''] = line.split(':\t');
			if (!directive.startsWith('LOC') || !this.random.chance(60)) continue;
			if (directive === 'LOCi') this.emit(`MOVi ${label} ${this.intConstant()}`);
			else if (directive === 'LOCf') this.emit(`MOVf ${label} ${this.floatConstant()}`);
			else if (directive === 'LOCp') this.emit(`MOVp ${label} ${this.wordOf(this.section('i', true))}`);
		}
	}

	#block(statements: number): void {
		for (let count = statements; count > 0; count--) {
			if (this.#pendingTargets.length > 0 && this.random.chance(25)) this.place(this.#pendingTargets.pop() ?? '');
			this.#statement();
		}
	}

	#statement(): void {
		const kind = this.random.weighted(this.program.profile.weights);
		const nests = kind === 'condition' || kind === 'loop' || kind === 'switch' || kind === 'graph' || kind === 'pointerLoop';
		this.#statements[nests && this.#nesting >= NESTING ? 'integers' : kind]();
	}

	#nested(statements: number): void {
		this.#nesting++;
		this.#block(statements);
		this.#nesting--;
	}

	/** Branches to the label or not, as some values decide. */
	#branch(label: string): void {
		this.emit(`${this.#relation()} @${label}`);
	}

	#relation(): string {
		const relation = this.random.pick(RELATIONS);
		switch (this.random.below(8)) {
			case 0:
				return `${relation}p ${this.read('p')} ${this.random.chance(50) ? '&ints' : this.read('p')}`;
			case 1:
				return `${relation}p &NULL ${this.read('p')}`;
			case 2:
			case 3:
				return `${relation}f ${this.sources('f')}`;
			case 4: {
				const bits = this.write('i');
				this.emit(`ANDi ${bits} ${this.read('i')} #${this.random.pick([1, 2, 3, 7])}`);
				return `${this.random.pick(['EQUi', 'NEQi'])} ${bits} #${this.random.below(2)}`;
			}
			default:
				return `${relation}i ${this.sources('i')}`;
		}
	}

	#condition(): void {
		const otherwise = this.newLabel();
		this.#branch(otherwise);
		this.#nested(this.random.between(1, 3));
		if (this.random.chance(40)) {
			const behind = this.newLabel();
			this.emit(`GOTO @${behind}`);
			// Nothing comes here.
			if (this.random.chance(15)) this.#nested(1);
			this.place(otherwise);
			this.#nested(this.random.between(1, 2));
			this.place(behind);
		} else this.place(otherwise);
	}

	#loop(): void {
		const counter = this.write('i');
		const again = this.newLabel();
		const limit = this.random.between(1, 6);
		const isReserved = this.random.chance(85);
		this.emit(`MOVi ${counter} #${this.random.pick([0, 0, 0, -2])}`);
		let bound = `#${limit}`;
		if (isReserved) this.reserved.add(counter);
		if (this.random.chance(40)) {
			bound = this.random.chance(5) ? counter : this.write('i');
			if (bound !== counter) this.emit(`MOVi ${bound} #${limit}`);
			if (isReserved) this.reserved.add(bound);
		}
		this.place(again);
		this.#nested(this.random.between(1, 3));
		if (this.random.chance(70)) this.emit(`FORi ${counter} ${bound} @${again}`);
		else {
			this.emit(`ADDi ${counter} ${counter} #1`);
			this.emit(`LSSi ${counter} ${bound} @${again}`);
		}
		this.reserved.delete(counter);
		this.reserved.delete(bound);
	}

	#pointerLoop(): void {
		const pointer = this.write('p');
		const again = this.newLabel();
		const { name } = this.section('i', true);
		const limit = this.random.between(1, 6);
		this.emit(`MOVp ${pointer} &${name}`);
		this.reserved.add(pointer);
		let bound = `&${name}:${limit}`;
		if (this.random.chance(50)) {
			bound = this.write('p');
			this.emit(`MOVp ${bound} &${name}:${limit}`);
			this.reserved.add(bound);
		}
		this.place(again);
		this.emit(this.random.chance(50) ? `PEEK ${this.write('i')} ${pointer}` : `POKE ${pointer} ${this.read('i')}`);
		this.#nested(1);
		this.emit(`FORp ${pointer} ${bound} @${again}`);
		this.reserved.delete(pointer);
		this.reserved.delete(bound);
	}

	#switch(): void {
		const name = `S${this.newLabel()}`;
		const behind = this.newLabel();
		const cases = this.random.between(0, 5);
		const selector = this.random.chance(70) ? this.index(8) : this.read('i');
		const { switchTables, profile } = this.program;
		switchTables.words += cases + 1;
		if (profile.writesConstants && this.random.chance(30)) {
			this.emit(`! MOVp <P> &${CONSTANTS_ALIAS}`);
			this.emit(`! SUBp <P> <P> #${switchTables.words - this.random.below(cases + 1)}`);
			this.emit(`POKE <P> #${this.random.chance(85) ? this.random.between(1, 6) : this.random.between(-40, 40)}`);
		}
		this.emit(`SWCH ${selector} *${cases} @${name}`);
		const entries = this.random.shuffled(Array.from({ length: cases }, (_, entry) => entry).filter(() => this.random.chance(80)));
		for (const entry of entries) {
			this.place(`${name}.${entry}`);
			this.#nested(1);
			if (this.random.chance(75)) this.emit(`GOTO @${behind}`);
		}
		this.place(name);
		if (this.random.chance(60)) this.#nested(1);
		this.place(behind);
	}

	/** Blocks that go to each other as the values fall: any graph, irreducible ones among them, left after some rounds. */
	#graph(): void {
		const blocks = Array.from({ length: this.random.between(2, 4) }, () => this.newLabel());
		const exit = this.newLabel();
		const rounds = this.write('i');
		this.emit(`MOVi ${rounds} #0`);
		this.reserved.add(rounds);
		this.#branch(this.random.pick(blocks));
		for (const block of blocks) {
			this.place(block);
			this.emit(`ADDi ${rounds} ${rounds} #1`);
			this.emit(`GRTi ${rounds} #${this.random.between(4, 16)} @${exit}`);
			this.#nested(1);
			this.#branch(this.random.pick(blocks));
			if (this.random.chance(40)) this.emit(`GOTO @${this.random.pick(blocks)}`);
		}
		this.place(exit);
		this.reserved.delete(rounds);
	}

	/** Goes anywhere in the function, as long as the fuel lasts. */
	#jump(): void {
		const stay = this.newLabel();
		const fuel = this.write('i');
		this.emit(`PEEK ${fuel} &${FUEL}`);
		this.emit(`LSSi ${fuel} #1 @${stay}`);
		this.emit(`SUBi ${fuel} ${fuel} #1`);
		this.emit(`POKE &${FUEL} ${fuel}`);
		this.#branch(stay);
		this.emit(`GOTO @${this.random.pick(this.#jumpTargets)}`);
		this.place(stay);
	}
}
