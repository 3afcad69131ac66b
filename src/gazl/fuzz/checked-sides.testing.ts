/** Executors under the eyes of a watcher, as sides of comparisons. */

import type { AccessWatcher } from '../access-watcher.ts';
import type { Machine } from '../machine.ts';
import type { CodeForm } from '../wasm/code-form.ts';
import type { HostCode, WordRange } from '../wasm/host-code.ts';
import { FREE_SHADOW } from '../wasm/shadow-code.ts';
import type { ExecutorSide } from './compare-executors.testing.ts';
import { compiledSide, shadowOf } from './compiled-sides.testing.ts';
import type { RandomProgram } from './random-programs.testing.ts';
import { RandomSource } from './random-source.testing.ts';

/** Words of a machine with their shadow. */
export interface ShadowedWords {
	readonly range: WordRange;
	/** By word, from the first of the range on; below 0 where it is free. */
	readonly shadow: Int32Array;
}

/** Shadows any range of a program's memory, and guards a few or many of its words. */
export function randomShadow({ seed, memoryWords }: RandomProgram): ShadowedWords {
	const random = new RandomSource(seed ^ 0x51ed270b);
	const start = random.chance(20) ? 0 : random.below(memoryWords);
	const words = random.chance(20) ? memoryWords - start : random.between(1, memoryWords - start);
	const guardedPercent = random.pick([0, 1, 5, 20, 60, 100]);
	const shadow = Int32Array.from(
		{ length: words },
		() => random.below(0x8000) | (random.chance(guardedPercent) ? 0 : FREE_SHADOW),
	);
	return { range: { start, words }, shadow };
}

/** Every so many accesses of guarded words one is stopped. */
const STOPS_EVERY = 7;

/** Words that a report of an access is: instruction, base, address, words, whether they are written. */
export const REPORT_WORDS = 5;

/** Records the accesses of guarded words, and stops some of them. */
export class AccessRecorder implements AccessWatcher {
	readonly passes = new Int32Array(0);
	readonly reports: number[] = [];
	readonly #shadowed: ShadowedWords;
	#count = 0;

	constructor(shadowed: ShadowedWords) {
		this.#shadowed = shadowed;
	}

	access(_machine: Machine, instruction: number, base: number, address: number, words: number, writes: boolean): boolean {
		const { range, shadow } = this.#shadowed;
		let guarded = false;
		for (let word = address; word < address + words; word++) guarded ||= (shadow[word - range.start] ?? FREE_SHADOW) >= 0;
		if (!guarded) return false;
		this.reports.push(instruction, base, address, words, Number(writes));
		this.#count += 1;
		return this.#count % STOPS_EVERY === 0;
	}
}

/** A side whose machine is watched; the machine of the other one keeps its own watcher when it is handed over. */
export function watchedSide(side: ExecutorSide, watcher: AccessWatcher): ExecutorSide {
	return {
		...side,
		name: `${side.name}, watched`,
		executorFor(machine) {
			machine.watcher ??= watcher;
			return side.executorFor(machine);
		},
	};
}

/** Compiled code that has the shadow at hand. */
export function shadowedSide(natives: HostCode['natives'], form: CodeForm, { range, shadow }: ShadowedWords): ExecutorSide {
	const side = compiledSide(`code in the form ${form}`, natives, form, range);
	return {
		...side,
		executorFor(machine) {
			shadowOf(machine, range.words).set(shadow);
			return side.executorFor(machine);
		},
	};
}
