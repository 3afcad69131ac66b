import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccessWatcher } from '../access-watcher.ts';
import { programOf } from '../assembly.testing.ts';
import { Machine, privateSpace } from '../machine.ts';
import { MEMORY_OFFSET, type Program } from '../program.ts';
import { STATUS } from '../status.ts';
import { CODE_FORMS, type CodeForm, codeForm } from './code-form.ts';
import { compileProgram } from './compile-program.ts';
import { bindCompiled, runCompiled } from './compiled-run.ts';
import { type HostCode, plainHost, type WordRange } from './host-code.ts';
import { HOST_IMPORTS } from './module-interface.ts';
import { FREE_SHADOW } from './shadow-code.ts';

const MEMORY_WORDS = 256;
const HEAP_WORDS = 128;
const AMPLE = 100_000;

/** `main` copies by its parameters; `touch` reads and writes by a pointer and an index. */
const SOURCE = `globals: GLOB *4
copy: FUNC
	PARA *1
to: INPp
from: INPp
	COPY to from *13
	RETU
one: FUNC
	PARA *1
to: INPp
from: INPp
	COPY to from *1
	RETU
long: FUNC
	PARA *1
to: INPp
from: INPp
	COPY to from *40
	RETU
touch: FUNC
	PARA *1
p: INPp
i: INPi
	PEEK %0 p i
	POKE p i %0
	RETU
`;

const FORMS = Object.keys(CODE_FORMS) as CodeForm[];
const CHECKED = FORMS.filter((form) => CODE_FORMS[form].checks);

/** Globals and stack, and in place of a heap the last words but a few. */
const program: Program = programOf(SOURCE, { memoryWords: MEMORY_WORDS, natives: [] });
const HEAP: WordRange = { start: MEMORY_WORDS - 4 - HEAP_WORDS, words: HEAP_WORDS };
const shadowing = (shadowedWords: WordRange): HostCode => ({ ...plainHost([]), shadowedWords });

const importsOf = (bytes: Uint8Array<ArrayBuffer>): readonly string[] =>
	WebAssembly.Module.imports(new WebAssembly.Module(bytes)).map(({ name }) => name);

describe('the forms', () => {
	test('are named by their features', () => {
		for (const form of FORMS) expect(codeForm(CODE_FORMS[form])).toBe(form);
	});

	test.each(['plain', 'instrumented'] as const)('%s has nothing of the checks, byte for byte', (form) => {
		const unchecked = compileProgram(program, plainHost([]), form);
		expect(Buffer.from(compileProgram(program, shadowing(HEAP), form)).equals(unchecked)).toBe(true);
		expect(importsOf(unchecked)).not.toContain(HOST_IMPORTS.shadow);
	});

	test.each([
		['checked', 'plain'],
		['checked instrumented', 'instrumented'],
	] as const)('%s is %s where nothing is shadowed, and for a program whose memory ends before', (checked, unchecked) => {
		const bytes = compileProgram(program, plainHost([]), unchecked);
		for (const host of [plainHost([]), shadowing({ start: MEMORY_WORDS, words: 10 }), shadowing({ start: 0, words: 0 })]) {
			expect(Buffer.from(compileProgram(program, host, checked)).equals(bytes)).toBe(true);
		}
	});

	test('import what they need and nothing else', () => {
		for (const form of FORMS) {
			const imports = importsOf(compileProgram(program, shadowing(HEAP), form));
			expect(imports.includes(HOST_IMPORTS.shadow), form).toBe(CODE_FORMS[form].checks);
			expect(imports.includes(HOST_IMPORTS.counters), form).toBe(CODE_FORMS[form].heat);
		}
	});
});

/** Runs functions in a checked form and tells whether the interpreter had to be asked. */
class CheckedMachine implements AccessWatcher {
	readonly passes = new Int32Array(0);
	readonly shadow: Int32Array;
	/** Accesses that came to the interpreter: word, words. */
	readonly asked: [number, number][] = [];
	readonly #machine: Machine;

	constructor(form: CodeForm) {
		const { memory, ...space } = privateSpace(8 * MEMORY_WORDS, 16);
		const { byteOffset, buffer } = memory;
		this.#machine = new Machine({ ...space, memory: memory.subarray(0, MEMORY_WORDS) });
		this.#machine.load(program, {});
		this.shadow = new Int32Array(buffer, byteOffset + MEMORY_WORDS * 4, HEAP_WORDS);
		this.#machine.compiled = bindCompiled(new WebAssembly.Module(compileProgram(program, shadowing(HEAP), form)), this.#machine, {
			hostImports: {
				[HOST_IMPORTS.shadow]: this.shadow.byteOffset,
				[HOST_IMPORTS.counters]: byteOffset + 2 * MEMORY_WORDS * 4,
			},
		});
		this.#machine.executor = runCompiled;
		this.#machine.watcher = this;
	}

	access(_machine: Machine, _instruction: number, _base: number, address: number, words: number): boolean {
		this.asked.push([address, words]);
		return false;
	}

	call(name: string, ...words: readonly number[]): number {
		const machine = this.#machine;
		machine.memory.set(words, machine.dsp + 1);
		machine.enterCall(machine.functionPointer(name));
		machine.cycles = AMPLE;
		this.asked.length = 0;
		return machine.run();
	}
}

const pointer = (word: number): number => word + MEMORY_OFFSET;
const STACK_WORD = 60;

describe.each(CHECKED)('code in the form %s', (form) => {
	const machine = new CheckedMachine(form);

	test('does by itself what lies beside the shadow or is free, and leaves every other word to the interpreter', () => {
		for (let guarded = 0; guarded < HEAP_WORDS; guarded++) {
			machine.shadow.fill(FREE_SHADOW);
			machine.shadow[guarded] = guarded % 16;
			for (const distance of [-2, -1, 0, 1, 2]) {
				const word = HEAP.start + guarded + distance;
				if (word >= MEMORY_WORDS - 1) continue;
				expect(machine.call('touch', pointer(word - 3), 3)).toBe(STATUS.OK);
				expect(machine.asked).toEqual(
					distance === 0
						? [
								[word, 1],
								[word, 1],
							]
						: [],
				);
			}
		}
	});

	test.each([
		['one', 1],
		['copy', 13],
		['long', 40],
	])('looks at every word of a COPY on both sides: %s', (name, words) => {
		const place = fc.integer({ min: 70, max: HEAP.start + HEAP_WORDS - words });
		const guardedWords = fc.uniqueArray(fc.integer({ min: 0, max: HEAP_WORDS - 1 }), { maxLength: 6 });
		const touches = (from: number, word: number): boolean => HEAP.start + word >= from && HEAP.start + word < from + words;
		fc.assert(
			fc.property(place, place, guardedWords, (to, from, guarded) => {
				machine.shadow.fill(FREE_SHADOW);
				for (const word of guarded) machine.shadow[word] = 3;
				expect(machine.call(name, pointer(to), pointer(from))).toBe(STATUS.OK);
				const meets = guarded.some((word) => touches(to, word) || touches(from, word));
				expect(machine.asked).toEqual(
					meets
						? [
								[from, words],
								[to, words],
							]
						: [],
				);
			}),
			{ numRuns: 400 },
		);
	});

	test('looks at the first and the last shadowed word, and not one beyond', () => {
		const last = HEAP_WORDS - 1;
		machine.shadow.fill(FREE_SHADOW);
		machine.shadow[0] = 1;
		expect(machine.call('copy', pointer(STACK_WORD), pointer(HEAP.start - 13))).toBe(STATUS.OK);
		expect(machine.asked).toEqual([]);
		machine.call('copy', pointer(STACK_WORD), pointer(HEAP.start - 12));
		expect(machine.asked).toHaveLength(2);
		machine.shadow.fill(FREE_SHADOW);
		machine.shadow[last] = 1;
		machine.call('copy', pointer(HEAP.start + last - 13), pointer(STACK_WORD));
		expect(machine.asked).toEqual([]);
		machine.call('copy', pointer(HEAP.start + last - 12), pointer(STACK_WORD));
		expect(machine.asked).toHaveLength(2);
	});

	test('leaves an access that traps to the interpreter, which asks nobody', () => {
		machine.shadow.fill(0);
		expect(machine.call('touch', pointer(MEMORY_WORDS), 0)).toBe(STATUS.BAD_PEEK);
		expect(machine.asked).toEqual([]);
	});
});
