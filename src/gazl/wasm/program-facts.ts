/** What the compiler knows of a whole program before it compiles its functions one by one. */

import { INSTRUCTION_WORDS, OP, OPCODES } from '../opcodes.ts';
import type { FunctionSymbol, Program } from '../program.ts';

/** What calling a function can bring about, by whatever it calls in turn. */
export interface FunctionFacts {
	/** May read or write frames of its callers, by pointers or through natives: their memory must be as it should be during the call. */
	readonly reachesCallers: boolean;
	/** May be suspended by a native that does that as a matter of course, so that it is resumed often. */
	readonly suspends: boolean;
}

/** What holds for a program as a whole. */
export interface ProgramFacts {
	readonly program: Program;
	/** By ordinal. */
	readonly functions: readonly FunctionFacts[];
	/** What a call through a function pointer can bring about. */
	readonly anyFunction: FunctionFacts;
	/** Whether each native, by index, suspends as a matter of course. */
	readonly nativeSuspends: readonly boolean[];
	/** Words of globals G: below lies no frame. */
	readonly stackBase: number;
	/** Word behind the data stack, RW: from here on lie constants, which no frame is in and which no pointer writes. */
	readonly stackEnd: number;
	/** Whether some instruction writes into the constants by a fixed address, so that a SWCH table may not be what it was. */
	readonly writesConstants: boolean;
}

/** Opcodes through which a function may reach any word of the data stack: memory accesses by pointers from slots. */
const POINTER_ACCESS = new Set(
	OPCODES.filter(({ name }) => /^(PEEK|POKE)_s/.test(name) || name.startsWith('COPY')).map(({ number }) => number),
);

/** Whether the opcode accesses memory by a pointer that a slot holds, so that it can be a frame's. */
export function accessesByPointer(opcode: number): boolean {
	return POINTER_ACCESS.has(opcode);
}

/** What one function does by itself, and whom it calls, by ordinal; the one behind the last stands for any function. */
interface OwnFacts {
	reachesCallers: boolean;
	suspends: boolean;
	readonly callees: number[];
}

function ownFacts({ code, functions }: Program, { start, end }: FunctionSymbol, nativeSuspends: readonly boolean[]): OwnFacts {
	const own: OwnFacts = { reachesCallers: false, suspends: false, callees: [] };
	for (let at = start * INSTRUCTION_WORDS; at < end * INSTRUCTION_WORDS; at += INSTRUCTION_WORDS) {
		switch (code[at]) {
			case OP.CALL_function:
				own.callees.push(code[at + 1]);
				break;
			case OP.CALL_s:
				own.callees.push(functions.length);
				break;
			case OP.CALL_native:
				own.reachesCallers = true;
				own.suspends ||= nativeSuspends[code[at + 1]];
				break;
			default:
				own.reachesCallers ||= accessesByPointer(code[at]);
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
		const { reachesCallers, suspends } = own[callee];
		for (const caller of callers[callee]) {
			const fact = own[caller];
			if (fact.reachesCallers >= reachesCallers && fact.suspends >= suspends) continue;
			fact.reachesCallers ||= reachesCallers;
			fact.suspends ||= suspends;
			waiting.push(caller);
		}
	}
	return own;
}

/**
 * Looks a program over.
 *
 * @param suspendingNatives names of natives that suspend as a matter of course. Any native may suspend; these are prepared for.
 */
export function programFacts(program: Program, suspendingNatives: readonly string[]): ProgramFacts {
	const { code, functions, memoryWords, globalImage, constantImage } = program;
	const nativeSuspends = program.natives.map((name) => suspendingNatives.includes(name));
	const own = functions.map((symbol) => ownFacts(program, symbol, nativeSuspends));
	const facts = withCallees([
		...own,
		{ reachesCallers: false, suspends: false, callees: functions.map((_, ordinal) => ordinal) },
	]);
	const stackEnd = memoryWords - constantImage.length;
	let writesConstants = false;
	for (let at = 0; at < code.length; at += INSTRUCTION_WORDS) {
		const fixed = code[at] === OP.POKE_fixed_c || code[at] === OP.POKE_fixed_s;
		writesConstants ||= fixed && code[at + 1] >>> 0 >= stackEnd;
	}
	return {
		program,
		functions: facts,
		anyFunction: facts[functions.length],
		nativeSuspends,
		stackBase: globalImage.length,
		stackEnd,
		writesConstants,
	};
}
