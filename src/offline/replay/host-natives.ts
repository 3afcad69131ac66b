import { DELAY_FRAMES } from '../../bridge/block-regions.ts';
import type { Machine, Native } from '../../gazl/machine.ts';
import { STATUS } from '../../gazl/status.ts';

/**
 * Hears of every native call that gets its arguments.
 *
 * @param args ints as signed words; a text as a string of Latin-1 characters, absent when it is not readable
 */
export type NativeLog = (name: string, ...args: readonly (number | string)[]) => void;

/**
 * Text that a pointer refers to: the low byte of each word up to a zero word.
 *
 * @returns null when it runs into a word that cannot be read
 */
export function readText(machine: Machine, pointer: number): string | null {
	let text = '';
	for (let next = pointer; ; next = (next + 1) | 0) {
		const index = machine.readable(next, 1);
		if (index < 0) return null;
		const word = machine.memory[index];
		if (word === 0) return text;
		text += String.fromCharCode(word & 0xff);
	}
}

/**
 * The natives of a firmware host that keeps words as they are: 32 bits, no clipping, no write protection
 * (conformance/README.md, "Natives"). `yield` is not among them, see `YieldingRun`.
 *
 * @param delayMemory 2 · DELAY_FRAMES words, left and right in turn
 */
export function hostNatives(delayMemory: Int32Array, log: NativeLog): Readonly<Record<string, Native>> {
	const textNative =
		(name: string, status: number): Native =>
		(machine) => {
			const window = machine.parameters(2);
			if (window < 0) return STATUS.DATA_STACK_OVERFLOW;
			const text = readText(machine, machine.memory[window + 1]);
			if (text === null) {
				log(name);
				return STATUS.ACCESS_VIOLATION;
			}
			log(name, text);
			return status;
		};

	const transferNative =
		(name: string, direction: 'read' | 'write'): Native =>
		(machine) => {
			const window = machine.parameters(4);
			if (window < 0) return STATUS.DATA_STACK_OVERFLOW;
			const memory = machine.memory;
			const offset = memory[window + 1];
			const frames = memory[window + 2];
			const pointer = memory[window + 3];
			log(name, offset, frames, pointer);
			if (frames <= 0) return STATUS.OK;
			const start = direction === 'read' ? machine.writable(pointer, 2 * frames) : machine.readable(pointer, 2 * frames);
			if (start < 0) return STATUS.ACCESS_VIOLATION;
			for (let frame = 0; frame < frames; frame++) {
				const inDelay = 2 * ((offset + frame) & (DELAY_FRAMES - 1));
				const inMemory = start + 2 * frame;
				for (let channel = 0; channel < 2; channel++) {
					if (direction === 'read') memory[inMemory + channel] = delayMemory[inDelay + channel];
					else delayMemory[inDelay + channel] = memory[inMemory + channel];
				}
			}
			return STATUS.OK;
		};

	const stopNative =
		(name: string, status: number): Native =>
		() => {
			log(name);
			return status;
		};

	return {
		abort: stopNative('abort', STATUS.ABORTED),
		exit: stopNative('exit', STATUS.TERMINATED),
		trace: textNative('trace', STATUS.OK),
		assertFail: textNative('assertFail', STATUS.ABORTED),
		read: transferNative('read', 'read'),
		write: transferNative('write', 'write'),
	};
}
