/**
 * Writes the two interpreter loops of `src/gazl` from the tables of opcodes and of their semantics: `npx tsx scripts/generate-interpreter.ts`.
 *
 * Why generated: V8 makes a jump table only of a `switch` whose cases are number literals. Cases that are named constants are
 * compared one after the other, which takes five to ten times as long per instruction; and an operand form per case leaves
 * no decision about operands to the run.
 */

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { INSTRUCTION_WORDS, OPCODES, type Opcode, type OperandKind } from '../src/gazl/opcodes.ts';
import { type Semantics, semanticsOf } from '../src/gazl/semantics.ts';

/** Which loop: the one that only executes, or the one that an `AccessWatcher` follows. */
type LoopKind = 'plain' | 'watched';

const inGazl = (name: string): string => resolve(import.meta.dirname, '../src/gazl', name);

/** Where the loops are kept. */
export const LOOP_FILES: Readonly<Record<LoopKind, string>> = {
	plain: inGazl('interpreter-loop.ts'),
	watched: inGazl('watched-interpreter-loop.ts'),
};

const SLOT_VALUES: readonly OperandKind[] = ['write', 'read', 'update'];

/** The operand that a placeholder such as `B` or `fB` stands for, as an expression of the loop. */
function operandExpression(opcode: Opcode, placeholder: string): string {
	const position = 'ABC'.indexOf(placeholder.slice(-1));
	const kind = opcode.operands[position];
	if (kind === undefined) throw new Error(`${opcode.name} has no operand ${placeholder}`);
	const word = `[p + ${position + 1}]`;
	const isFloat = placeholder.startsWith('f');
	if (SLOT_VALUES.includes(kind)) return `${isFloat ? 'floats' : 'memory'}[dsp + code${word}]`;
	return `${isFloat ? 'codeFloats' : 'code'}${word}`;
}

const withOperands = (opcode: Opcode, text: string): string =>
	text.replace(/\bf?[ABC]\b/g, (placeholder) => operandExpression(opcode, placeholder));

/** Sets the status and leaves the switch, and thereby the run. */
const trapLines = (condition: string, status: string): string[] => [
	`if (${condition}) {`,
	`\tstatus = STATUS.${status};`,
	'\tbreak;',
	'}',
];

/** Asks the watcher about an access to so many words, none of which needs no asking. */
function watchLines(writes: boolean, base: string, address: string, words: string): string[] {
	const stops = `watcher.access(machine, p >> 2, ${base}, ${address}, ${words}, ${writes})`;
	return [
		'registers[REGISTER.IP] = p >> 2;',
		'registers[REGISTER.DSP] = dsp;',
		'registers[REGISTER.CALL_DEPTH] = callDepth;',
		...trapLines(words === '1' ? stops : `${words} > 0 && ${stops}`, 'VIOLATION'),
	];
}

/** Lines of one statement. */
function statementLines(opcode: Opcode, statement: string, kind: LoopKind): string[] {
	const text = withOperands(opcode, statement);
	const [, condition, status] = /^if \((.*)\) trap (\w+);$/.exec(text) ?? [];
	if (condition !== undefined && status !== undefined) return trapLines(condition, status);
	const [, access, base, address, words] = /^(reads|writes) (.+), (\w+), (\w+);$/.exec(text) ?? [];
	if (access === undefined) return [text];
	return kind === 'plain' ? [] : watchLines(access === 'writes', base, address, words);
}

/** What follows an instruction's own statements. */
function continuation(opcode: Opcode, semantics: Semantics): string[] {
	switch (semantics.kind) {
		case 'step':
			return [`p += ${INSTRUCTION_WORDS};`, 'continue;'];
		case 'branch': {
			const target = operandExpression(opcode, 'C');
			return [`p = ${withOperands(opcode, semantics.condition)} ? ${target} << 2 : p + ${INSTRUCTION_WORDS};`, 'continue;'];
		}
		case 'jump':
			return semantics.statements.at(-1) === 'break;' ? [] : ['continue;'];
	}
}

function caseLines(opcode: Opcode, kind: LoopKind): string[] {
	const semantics = semanticsOf(opcode.name);
	if (semantics === undefined) throw new Error(`src/gazl/semantics.ts does not say what ${opcode.name} does`);
	const body = [
		...semantics.statements.flatMap((statement) => statementLines(opcode, statement, kind)),
		...continuation(opcode, semantics),
	].map((line) => `\t${line}`);
	const label = `case ${opcode.number}:`;
	const declares = semantics.statements.some((statement) => statement.startsWith('const '));
	return [
		`// ${opcode.name} ${opcode.operands.join(' ')}`.trimEnd(),
		...(declares ? [`${label} {`, ...body, '}'] : [label, ...body]),
	];
}

const indent = (lines: readonly string[], depth: number): string => lines.map((line) => '\t'.repeat(depth) + line).join('\n');

/** How a loop begins, and what it does on each pass besides executing. */
const HEADS: Readonly<Record<LoopKind, { readonly head: string; readonly pass: string }>> = {
	plain: {
		head: `
/**
 * Runs a machine from its registers until something stops it, and leaves its state in them again. Returns the status
 * (gazl.md 13.3). Each pass charges one cycle and executes one instruction; a case that falls out of the switch stops the run.
 */
export function interpreterLoop(machine: Machine): number {`,
		pass: '',
	},
	watched: {
		head: `
/** What \`interpreterLoop\` does, with a watcher who counts the instructions and is asked before each access by an address. */
export function watchedInterpreterLoop(machine: Machine, watcher: AccessWatcher): number {
	const { passes } = watcher;`,
		pass: '\n\t\tpasses[p >> 2]++;',
	},
};

/** The whole text of a loop's file. Throws if an opcode has no semantics. */
export function interpreterLoopText(kind: LoopKind): string {
	const { head, pass } = HEADS[kind];
	return `/** Generated by \`npx tsx scripts/generate-interpreter.ts\` from opcodes.ts and semantics.ts: change those, not this. */

${kind === 'watched' ? `import type { AccessWatcher } from './access-watcher.ts';\n` : ''}import { copyWords } from './copy-words.ts';
import type { Machine } from './machine.ts';
import { HOST_MARKER, REGISTER, UNLIMITED_COPY } from './machine-space.ts';
import { IP_OFFSET, MEMORY_OFFSET } from './program.ts';
import { STATUS } from './status.ts';
${head}
	const { code, codeFloats, owners, entryPoints, natives, memory, memoryFloats: floats, callStack, registers } = machine;
	const functionCount = entryPoints.length;
	const callStackEntries = callStack.length >> 1;
	const stackEnd = machine.stackEnd;
	const memoryWords = machine.memoryWords >>> 0;
	const peekEnd = (memoryWords - 1) >>> 0;
	const pokeEnd = machine.writableWords >>> 0;

	// p is the word index in code of the instruction: the instruction pointer, times four.
	let p = registers[REGISTER.IP] << 2;
	let dsp = registers[REGISTER.DSP];
	let callDepth = registers[REGISTER.CALL_DEPTH];
	let cycles = registers[REGISTER.CYCLES];
	let status: number = STATUS.OK;

	for (;;) {
		if (--cycles < 0) {
			status = STATUS.TIME_OUT;
			break;
		}${pass}
		switch (code[p]) {
${indent(
	OPCODES.flatMap((opcode) => caseLines(opcode, kind)),
	3,
)}
			// Not an instruction: only a host that spoils the registers gets here.
			default:
				status = STATUS.NOTHING_ENTERED;
		}
		break;
	}

	registers[REGISTER.IP] = p >> 2;
	registers[REGISTER.DSP] = dsp;
	registers[REGISTER.CALL_DEPTH] = callDepth;
	registers[REGISTER.CYCLES] = cycles;
	return status;
}
`;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename)
	for (const kind of ['plain', 'watched'] as const) writeFileSync(LOOP_FILES[kind], interpreterLoopText(kind));
