/**
 * What each opcode does (gazl.md 10 and 12.2), declared once. `scripts/generate-interpreter.ts` turns this table into
 * `interpreter-loop.ts`; nothing reads it at run time.
 *
 * Statements are TypeScript in which a few words stand for something else:
 *
 * - `A`, `B`, `C`: the operand, for a slot the word in it, otherwise the operand word itself. `fA`, `fB`, `fC`: the same as
 *   a binary32 number. A word that is only passed on must use the former: a number would not keep the bits of a NaN.
 * - `trap NAME`: stop on this instruction with that status.
 * - `reads BASE, ADDRESS, WORDS` and `writes …`: what is accessed next, for an `AccessWatcher`. The plain loop has none of it.
 *
 * The names that they use besides, like `dsp` and `memory`, are local variables of the loop; `p` is the word index of the
 * instruction in the code.
 */

import type { OpcodeName } from './opcodes.ts';

/** The part of an opcode's name that all operand forms share. */
export type Mnemonic<Name extends string = OpcodeName> = Name extends `${infer Stem}_${string}` ? Stem : Name;

/** What an instruction does. */
export type Semantics =
	/** Statements, then on to the next instruction. */
	| { readonly kind: 'step'; readonly statements: readonly string[] }
	/** Statements, then a condition: true goes to instruction C, false to the next. */
	| { readonly kind: 'branch'; readonly statements: readonly string[]; readonly condition: string }
	/** Statements that say in `p` where to go on, or `break` to stop the run. */
	| { readonly kind: 'jump'; readonly statements: readonly string[] };

const step = (...statements: string[]): Semantics => ({ kind: 'step', statements });
const jump = (...statements: string[]): Semantics => ({ kind: 'jump', statements });
const branch = (condition: string, ...statements: string[]): Semantics => ({ kind: 'branch', statements, condition });

/** An expression as one factor of a larger one. */
const factor = (expression: string): string => (/^\w+$/.test(expression) ? expression : `(${expression})`);

/** The word index that an address starts from: the address without its index. */
const baseOf = (address: string): string => {
	const base = address.replace(/ \+ [BC]\b/, '');
	return base === address ? 'index' : `${factor(base)} | 0`;
};

const peek = (address: string, end = 'peekEnd'): Semantics =>
	step(
		`const index = ${factor(address)} >>> 0;`,
		`if (index >= ${end}) trap BAD_PEEK;`,
		`reads ${baseOf(address)}, index, 1;`,
		'A = memory[index];',
	);

const poke = (address: string, value: 'B' | 'C', end = 'pokeEnd'): Semantics =>
	step(
		`const index = ${factor(address)} >>> 0;`,
		`if (index >= ${end}) trap BAD_POKE;`,
		`writes ${baseOf(address)}, index, 1;`,
		`memory[index] = ${value};`,
	);

// Index and end compare as signed numbers so that a sum that wraps in the reference (gazl.md 17) is refused like the rest.
const copy = (destination: string, source: string): Semantics =>
	jump(
		`const to = ${factor(destination)} | 0;`,
		`const from = ${factor(source)} | 0;`,
		'const count = C;',
		'if (to < 0 || from < 0 || count >= pokeEnd - to || count >= peekEnd - from) trap ACCESS_VIOLATION;',
		'reads from, from, count;',
		'writes to, to, count;',
		'copyWords(memory, to, from, count);',
		'p += 4;',
		// The cycle of a COPY buys any number of words, so what a run may move is limited on its own.
		'if (registers[REGISTER.COPY_ALLOWANCE] === UNLIMITED_COPY) continue;',
		'registers[REGISTER.COPY_ALLOWANCE] -= count;',
		'if (registers[REGISTER.COPY_ALLOWANCE] < 0) trap TIME_OUT;',
	);

const setLocal = step(
	'const base = dsp + A;',
	'const index = B;',
	'if (index < 0 || index >= stackEnd - base) trap BAD_POKE;',
	'memory[base + index] = C;',
);

const call = (ordinal: string): readonly string[] => [
	'if (callDepth >= callStackEntries) trap IP_STACK_OVERFLOW;',
	'callStack[2 * callDepth] = p >> 2;',
	'callStack[2 * callDepth + 1] = dsp;',
	'callDepth++;',
	'dsp += B;',
	`p = entryPoints[${ordinal}] << 2;`,
];

const forLoop = branch('count < B', 'const count = (A + 1) | 0;', 'A = count;');

/** By opcode, or by mnemonic where all operand forms differ only in where the operands are. */
export const SEMANTICS: Readonly<Partial<Record<OpcodeName | Mnemonic, Semantics>>> = {
	FUNC: step(
		'dsp = (dsp + A) | 0;',
		// Retrying a FUNC that does not fit adds its locals each time: dsp stops at the top, or it would come round into memory.
		'if (dsp < 0) dsp = 0x7fffffff;',
		'const transients = B;',
		// A negative number of transients is one that does not fit a word.
		'if (transients < 0 || dsp > stackEnd - transients) trap DATA_STACK_OVERFLOW;',
		'if (dsp + transients > registers[REGISTER.STACK_PEAK]) registers[REGISTER.STACK_PEAK] = dsp + transients;',
	),
	RETU: jump(
		'if (callDepth < 1) trap NOTHING_ENTERED;',
		'callDepth--;',
		'const caller = callStack[2 * callDepth];',
		'dsp = callStack[2 * callDepth + 1];',
		'p = (caller + 1) << 2;',
		'if (caller !== HOST_MARKER) continue;',
		'callDepth--;',
		'p = callStack[2 * callDepth] << 2;',
		'dsp = callStack[2 * callDepth + 1];',
		'break;',
	),
	CALL_function: jump(...call('A')),
	CALL_s: jump('const ordinal = (A - IP_OFFSET) >>> 0;', 'if (ordinal >= functionCount) trap BAD_CALL;', ...call('ordinal')),
	CALL_native: step(
		'registers[REGISTER.IP] = p >> 2;',
		'registers[REGISTER.DSP] = dsp + B;',
		'registers[REGISTER.CALL_DEPTH] = callDepth;',
		'registers[REGISTER.CYCLES] = cycles;',
		'status = natives[A](machine);',
		'if (status !== 0) break;',
		'cycles = registers[REGISTER.CYCLES];',
	),
	GOTO: jump('p = A << 2;'),
	SWCH: jump(
		'const selector = A;',
		'const target = (p >> 2) + memory[C + (selector >= 0 && selector < B ? selector : B)];',
		// Memory is open to whoever writes constants through an alias; a table so changed must not lead out of the function.
		'if (owners[target] !== owners[p >> 2]) trap ACCESS_VIOLATION;',
		'p = target << 2;',
	),
	FORi: forLoop,

	MOVE: step('A = B;'),
	ADRL: step('A = MEMORY_OFFSET + dsp + B;'),

	ABSi: step('const sign = B >> 31;', 'A = (B ^ sign) - sign;'),
	ADDi: step('A = B + C;'),
	SUBi: step('A = B - C;'),
	MULi: step('A = Math.imul(B, C);'),
	DIVi: step('if (C === 0) trap DIVISION_BY_ZERO;', 'A = (B / C) | 0;'),
	MODi: step('if (C === 0) trap DIVISION_BY_ZERO;', 'A = (B % C) | 0;'),
	ANDi: step('A = B & C;'),
	IORi: step('A = B | C;'),
	XORi: step('A = B ^ C;'),
	SHLi: step('A = B << C;'),
	SHRi: step('A = B >> C;'),
	SHRu: step('A = B >>> C;'),

	// Sums, products and quotients of binary32 numbers in binary64 round the second time, in the store, to what one rounding gives.
	ABSf: step('A = B & 0x7fffffff;'),
	FLOf: step('fA = Math.floor(fB);'),
	ADDf: step('fA = fB + fC;'),
	SUBf: step('fA = fB - fC;'),
	MULf: step('fA = fB * fC;'),
	DIVf: step('if (fC === 0) trap DIVISION_BY_ZERO;', 'fA = fB / fC;'),
	fTOi: step(
		'const scaled = Math.fround(fB * fC);',
		'A = scaled >= 0x80000000 ? 0x7fffffff : scaled < -0x80000000 ? -0x80000000 : scaled | 0;',
	),
	iTOf: step('fA = Math.fround(B) * fC;'),

	EQUi: branch('A === B'),
	NEQi: branch('A !== B'),
	LSSi: branch('A < B'),
	LEQi: branch('A <= B'),
	GRTi: branch('A > B'),
	GEQi: branch('A >= B'),
	// LEQf and GEQf are taken on a NaN, so they are not `<=` and `>=`.
	EQUf: branch('fA === fB'),
	NEQf: branch('fA !== fB'),
	LSSf: branch('fA < fB'),
	LEQf: branch('!(fB < fA)'),
	GRTf: branch('fB < fA'),
	GEQf: branch('!(fA < fB)'),

	PEEK_fixed: peek('B', 'memoryWords'),
	PEEK_cs: peek('B + C'),
	PEEK_s: peek('B - MEMORY_OFFSET'),
	PEEK_sc: peek('B + C - MEMORY_OFFSET'),
	PEEK_ss: peek('B + C - MEMORY_OFFSET'),
	POKE_fixed_c: poke('A', 'B', 'memoryWords'),
	POKE_fixed_s: poke('A', 'B', 'memoryWords'),
	POKE_cs_c: poke('A + B', 'C'),
	POKE_cs_s: poke('A + B', 'C'),
	POKE_s_c: poke('A - MEMORY_OFFSET', 'B'),
	POKE_s_s: poke('A - MEMORY_OFFSET', 'B'),
	POKE_sc_c: poke('A + B - MEMORY_OFFSET', 'C'),
	POKE_sc_s: poke('A + B - MEMORY_OFFSET', 'C'),
	POKE_ss_c: poke('A + B - MEMORY_OFFSET', 'C'),
	POKE_ss_s: poke('A + B - MEMORY_OFFSET', 'C'),
	COPY_cc: copy('A', 'B'),
	COPY_cs: copy('A', 'B - MEMORY_OFFSET'),
	COPY_sc: copy('A - MEMORY_OFFSET', 'B'),
	COPY_ss: copy('A - MEMORY_OFFSET', 'B - MEMORY_OFFSET'),
	GETL: step(
		'const base = dsp + B;',
		'const index = C;',
		'if (index < 0 || index >= stackEnd - base) trap BAD_PEEK;',
		'A = memory[base + index];',
	),
	SETL: setLocal,
};

/** What the opcode of that name does; its own entry or its mnemonic's. `undefined` if the table lacks it. */
export function semanticsOf(name: OpcodeName): Semantics | undefined {
	return SEMANTICS[name] ?? SEMANTICS[name.split('_')[0] as Mnemonic];
}
