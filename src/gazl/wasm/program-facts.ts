/** What the compiler knows of a whole program before it compiles its functions one by one. */

import { INSTRUCTION_WORDS, OP, OPCODES } from '../opcodes.ts';
import type { FunctionSymbol, Program } from '../program.ts';
import { type HostCode, type NativeTraits, UNKNOWN_NATIVE } from './host-code.ts';

/** What calling a function can bring about, by whatever it calls in turn. */
export interface FunctionFacts {
	/** May read frames of its callers, by pointers or through natives: their memory must be as it should be during the call. */
	readonly readsCallers: boolean;
	/** May write to frames of its callers: what is in their locals is worth nothing behind the call. */
	readonly writesCallers: boolean;
	/** May be suspended by a native that does that as a matter of course, so that it is resumed often. */
	readonly suspends: boolean;
}

/** What holds for a program as a whole. */
export interface ProgramFacts extends MemoryBounds {
	readonly program: Program;
	/** By ordinal. */
	readonly functions: readonly FunctionFacts[];
	/** What a call through a function pointer can bring about. */
	readonly anyFunction: FunctionFacts;
	/** By index of the native. */
	readonly natives: readonly NativeTraits[];
	/** Whether some instruction writes into the constants by a fixed address, so that a SWCH table may not be what it was. */
	readonly writesConstants: boolean;
}

/** Where words of a program's memory lie (gazl.md 11). */
export interface MemoryBounds {
	/** Words of globals G: below lies no frame. */
	readonly stackBase: number;
	/** Word behind the data stack: no frame lies from here on. */
	readonly stackEnd: number;
	/** Words that pointers may write, RW: from here on lie the constants. Between the data stack and them is the heap, if any. */
	readonly writableWords: number;
	/** Total memory M. */
	readonly memoryWords: number;
}

/** The part of memory that a word lies in, by its unsigned index; frames lie in the stack, as which the heap counts. */
export function partOf(
	{ stackBase, writableWords, memoryWords }: MemoryBounds,
	word: number,
): 'globals' | 'stack' | 'constants' | 'outside' {
	if (word < stackBase) return 'globals';
	if (word < writableWords) return 'stack';
	return word < memoryWords ? 'constants' : 'outside';
}

/** Opcodes that read, or write, memory by a pointer from a slot, so that any frame can be reached. */
const POINTER_READS = new Set(
	OPCODES.filter(({ name }) => name.startsWith('PEEK_s') || name.startsWith('COPY')).map(({ number }) => number),
);
const POINTER_WRITES = new Set(
	OPCODES.filter(({ name }) => name.startsWith('POKE_s') || name.startsWith('COPY')).map(({ number }) => number),
);

/**
 * Whether compiled code executes reads, or writes, of an instruction in frames of callers. By a base among the globals, or a fixed
 * address, none is reached: what leads there is left to the interpreter.
 */
function readsFrames({ code }: Program, bounds: MemoryBounds, at: number): boolean {
	if (code[at] === OP.PEEK_cs) return !['globals', 'constants'].includes(partOf(bounds, code[at + 2] >>> 0));
	return POINTER_READS.has(code[at]);
}

function writesFrames({ code }: Program, bounds: MemoryBounds, at: number): boolean {
	if (code[at] === OP.POKE_cs_c || code[at] === OP.POKE_cs_s) return partOf(bounds, code[at + 1] >>> 0) !== 'globals';
	return POINTER_WRITES.has(code[at]);
}

/** What one function does by itself, and whom it calls, by ordinal; the one behind the last stands for any function. */
interface OwnFacts {
	readsCallers: boolean;
	writesCallers: boolean;
	suspends: boolean;
	readonly callees: number[];
}

function ownFacts(program: Program, bounds: MemoryBounds, symbol: FunctionSymbol, natives: readonly NativeTraits[]): OwnFacts {
	const { code, functions } = program;
	const own: OwnFacts = { readsCallers: false, writesCallers: false, suspends: false, callees: [] };
	for (let at = symbol.start * INSTRUCTION_WORDS; at < symbol.end * INSTRUCTION_WORDS; at += INSTRUCTION_WORDS) {
		switch (code[at]) {
			case OP.CALL_function:
				own.callees.push(code[at + 1]);
				break;
			case OP.CALL_s:
				own.callees.push(functions.length);
				break;
			case OP.CALL_native: {
				const { suspends, readsMemory, writesMemory } = natives[code[at + 1]];
				own.readsCallers ||= readsMemory || writesMemory;
				own.writesCallers ||= writesMemory;
				own.suspends ||= suspends;
				break;
			}
			default:
				own.readsCallers ||= readsFrames(program, bounds, at) || writesFrames(program, bounds, at);
				own.writesCallers ||= writesFrames(program, bounds, at);
		}
	}
	return own;
}

/** Gives every function what its callees have, and theirs. The last entry stands for a call to any function. */
function withCallees(own: readonly OwnFacts[]): readonly FunctionFacts[] {
	const callers: number[][] = own.map(() => []);
	own.forEach(({ callees }, caller) => {
		for (const callee of callees) callers[callee].push(caller);
	});
	const waiting = own.map((_, ordinal) => ordinal);
	for (let callee = waiting.pop(); callee !== undefined; callee = waiting.pop()) {
		const { readsCallers, writesCallers, suspends } = own[callee];
		for (const caller of callers[callee]) {
			const fact = own[caller];
			if (fact.readsCallers >= readsCallers && fact.writesCallers >= writesCallers && fact.suspends >= suspends) continue;
			fact.readsCallers ||= readsCallers;
			fact.writesCallers ||= writesCallers;
			fact.suspends ||= suspends;
			waiting.push(caller);
		}
	}
	return own;
}

/** Looks a program over. */
export function programFacts(program: Program, host: HostCode): ProgramFacts {
	const { code, functions, memoryWords, heapWords, globalImage, constantImage } = program;
	const natives = program.natives.map((name) => host.natives[name] ?? UNKNOWN_NATIVE);
	const writableWords = memoryWords - constantImage.length;
	const bounds = { stackBase: globalImage.length, stackEnd: writableWords - heapWords, writableWords, memoryWords };
	const own = functions.map((symbol) => ownFacts(program, bounds, symbol, natives));
	const facts = withCallees([
		...own,
		{ readsCallers: false, writesCallers: false, suspends: false, callees: functions.map((_, ordinal) => ordinal) },
	]);
	let writesConstants = false;
	for (let at = 0; at < code.length; at += INSTRUCTION_WORDS) {
		const fixed = code[at] === OP.POKE_fixed_c || code[at] === OP.POKE_fixed_s;
		writesConstants ||= fixed && partOf(bounds, code[at + 1] >>> 0) === 'constants';
	}
	return {
		program,
		functions: facts,
		anyFunction: facts[functions.length],
		natives,
		...bounds,
		writesConstants,
	};
}
