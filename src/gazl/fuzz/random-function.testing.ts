/** Random functions: control flow and calls around straight-line statements. */

import type { StatementKind } from './profiles.testing.ts';
import type { RandomSource } from './random-source.testing.ts';
import {
	FUEL,
	type FunctionShape,
	type ProgramShape,
	RELATIONS,
	StraightLineWriter,
	TRANSIENTS,
	type WordType,
} from './straight-line.testing.ts';

/** Statements inside statements inside statements, at most. */
const NESTING = 3;
/** Labels anywhere in a function that its jumps aim at. */
const JUMP_TARGETS = 4;
/** Section with a pointer to each function. */
export const FUNCTION_TABLE = 'functionTable';
/** Words of `FUNCTION_TABLE`. */
export const FUNCTION_TABLE_WORDS = 8;

/** Writes one whole function. */
export class FunctionWriter extends StraightLineWriter {
	readonly #shape: FunctionShape;
	readonly #statements: Readonly<Record<StatementKind, () => void>>;
	readonly #jumpTargets: string[];
	readonly #pendingTargets: string[];
	#nesting = 0;

	constructor(program: ProgramShape, shape: FunctionShape, random: RandomSource) {
		super(program, random);
		this.#shape = shape;
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
			call: () => this.#call(),
			recursion: () => this.#recursion(),
			yield: () => this.#yield(),
			native: () => this.#native(),
			trap: () => this.#trap(),
		};
	}

	/** Writes the function and gives its lines. */
	compose(): readonly string[] {
		this.lines.push(`${this.#shape.name}:\tFUNC`);
		this.#declareFrame();
		if (this.#shape.role === 'quiet') {
			for (let count = this.random.between(1, 4); count > 0; count--) this.integers();
			this.emit('RETU');
			return this.lines;
		}
		this.#initialise();
		if (this.#shape.role === 'process') this.place('again');
		this.#block(this.random.between(5, 12));
		for (const target of this.#pendingTargets.splice(0)) this.place(target);
		if (this.#shape.role === 'process') {
			this.#yield();
			this.emit('GOTO @again');
			// Out of reach, as behind the endless loop of every firmware that yields.
			if (this.random.chance(50)) this.#block(2);
		}
		this.emit('RETU');
		return this.lines;
	}

	#declareFrame(): void {
		const { result, parameters } = this.#shape;
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
		const relation = this.random.pick(RELATIONS);
		switch (this.random.below(8)) {
			case 0:
				return this.emit(`${relation}p ${this.read('p')} ${this.random.chance(50) ? '&ints' : this.read('p')} @${label}`);
			case 1:
				return this.emit(`${relation}p &NULL ${this.read('p')} @${label}`);
			case 2:
			case 3:
				return this.emit(`${relation}f ${this.sources('f')} @${label}`);
			case 4: {
				const bit = this.write('i');
				this.emit(`ANDi ${bit} ${this.read('i')} #${this.random.pick([1, 2, 3, 7])}`);
				return this.emit(`${this.random.pick(['EQUi', 'NEQi'])} ${bit} #${this.random.below(2)} @${label}`);
			}
			default:
				return this.emit(`${relation}i ${this.sources('i')} @${label}`);
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
		const own = functions.indexOf(this.#shape);
		return functions.filter(({ role }, index) => role !== 'process' && (index > own || profile.recursesWithoutEnd));
	}

	#call(): void {
		const callees = this.#callees();
		if (callees.length === 0) return this.integers();
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
	#recursion(): void {
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
		this.#pass(this.#shape.parameters, window);
		this.emit(`CALL &${this.#shape.name} %${window} *${this.#shape.parameters.length + 1}`);
		this.#useResult(this.#shape, window);
		this.place(stop);
	}

	/** Suspends, with a transient live across it, or in a loop whose limit or counter is one. */
	#yield(): void {
		const window = this.random.between(1, TRANSIENTS);
		const live = `%${this.random.below(window)}`;
		const call = `CALL ^${this.random.chance(75) ? 'yield' : 'retry'} %${window} *1`;
		if (this.random.chance(30)) {
			const again = this.newLabel();
			const counter = this.write('i');
			if (counter === live) return this.emit(call);
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
	#native(): void {
		const window = this.random.below(4);
		const skip = this.newLabel();
		const name = this.random.weighted({ fill: 4, sum: 4, budget: 3, nest: 4, abandon: 2, scatter: 4, retry: 2, stop: 1 });
		if (name === 'fill' || name === 'sum') {
			const pointer = this.pointer(skip);
			this.emit(`MOVp %${window + 1} ${pointer}`);
			this.emit(`MOVi %${window + 2} #${this.random.pick([0, 1, 2, 4, 8, 40])}`);
		} else if (name === 'nest') {
			const callees = this.#callees();
			if (callees.length === 0) return this.integers();
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
	#trap(): void {
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
			`&${this.#shape.name}`,
		]);
		switch (this.random.below(9)) {
			case 0:
				this.emit(`PEEK ${this.write('any')} ${this.#slotWith(bad, badWord)}`);
				break;
			case 1:
				this.emit(`POKE ${this.#slotWith(bad, badWord)} ${this.intConstant()}`);
				break;
			case 2:
				this.emit(`CALL ${this.#slotWith(bad, badWord === `&${this.#shape.name}` ? '#0' : badWord)} %${this.random.below(3)} *2`);
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

	/** Puts a word of any kind into a slot of any kind. */
	#slotWith(slot: string, word: string): string {
		const transient = slot.startsWith('%') ? slot : this.transient();
		this.emit(word.startsWith('&') ? `MOVp ${transient} ${word}` : `MOVi ${transient} ${word}`);
		return transient;
	}
}
