import { CALL_STACK_ENTRY_WORDS, REGISTER } from '../gazl/machine-space.ts';
import type { Program } from '../gazl/program.ts';

/** Ordinal of the function that an instruction belongs to; −1 for none, as of a host marker. */
function functionAt({ functions }: Program, instruction: number): number {
	let low = 0;
	let high = functions.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((functions[middle]?.start ?? 0) <= instruction) low = middle + 1;
		else high = middle;
	}
	return instruction >= 0 && instruction < (functions[low - 1]?.end ?? 0) ? low - 1 : -1;
}

/**
 * Where the frames of all calls begin that a program is in the middle of, as registers and call stack say; the innermost call of a
 * function counts. Compiled code writes both where it is suspended, so between two ticks they hold; a call that begins or ends while
 * they are read can be missed or misplaced for one look.
 *
 * @param frames a word index for each function by ordinal, −1 for one that is not being called; overwritten
 */
export function findCallFrames(program: Program, callStack: Int32Array, registers: Int32Array, frames: Int32Array): void {
	frames.fill(-1);
	const note = (instruction: number, dsp: number) => {
		const ordinal = functionAt(program, instruction);
		const begins = dsp - (program.functions[ordinal]?.localWords ?? 0);
		if (ordinal >= 0 && begins >= 0 && begins < program.memoryWords) frames[ordinal] = begins;
	};
	const entries = Math.min(registers[REGISTER.CALL_DEPTH] ?? 0, callStack.length / CALL_STACK_ENTRY_WORDS);
	for (let at = 0; at < entries * CALL_STACK_ENTRY_WORDS; at += CALL_STACK_ENTRY_WORDS) {
		note(callStack[at] ?? -1, callStack[at + 1] ?? -1);
	}
	note(registers[REGISTER.IP] ?? -1, registers[REGISTER.DSP] ?? -1);
}
