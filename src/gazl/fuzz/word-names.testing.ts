/** Says in words of the program what a word of a machine's state is. */

import type { Machine } from '../machine.ts';
import { HOST_MARKER, NO_INSTRUCTION } from '../machine-space.ts';

/** Symbol, frame slot or transient that lies at a word of memory: `floats:3`, `f1 local a0:2`, `process %1`. */
export function nameOfWord(machine: Machine, word: number): string {
	const { program } = machine;
	if (program === null) return `word ${word}`;
	const symbol = program.symbols
		.filter(({ section, address, sizeWords }) => section !== 'alias' && word >= address && word < address + sizeWords)
		.at(-1);
	if (symbol !== undefined) return `${symbol.name}:${word - symbol.address}`;
	if (word >= machine.stackEnd) return `constant word ${word - machine.stackEnd}`;
	for (const { ip, dsp } of activations(machine)) {
		const shape = program.functions[machine.owners[ip]];
		// A FUNC that has not run has not moved dsp behind the locals yet.
		const frame = ip === shape.start ? dsp : dsp - shape.localWords;
		const offset = word - frame;
		if (offset < 0) continue;
		const slot = shape.slots.find((declared) => offset >= declared.slot && offset < declared.slot + declared.sizeWords);
		if (slot !== undefined) return `${shape.name} ${slot.directive} ${slot.name}:${offset - slot.slot}`;
		const transient = offset - shape.localWords;
		return `${shape.name} %${transient}${transient < shape.transientWords ? '' : ' (above its frame)'}`;
	}
	return `data stack word ${word - machine.stackBase}`;
}

/** Instruction and dsp of the running function and its callers, innermost first. */
function* activations({ ip, dsp, callStack, callDepth }: Machine): Generator<{ readonly ip: number; readonly dsp: number }> {
	if (ip !== NO_INSTRUCTION) yield { ip, dsp };
	for (let entry = callDepth - 1; entry >= 0; entry--) {
		const caller = callStack[2 * entry];
		if (caller !== HOST_MARKER && caller !== NO_INSTRUCTION) yield { ip: caller, dsp: callStack[2 * entry + 1] };
	}
}
