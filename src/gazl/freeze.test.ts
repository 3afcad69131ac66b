import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freezeGlobals, THAW_STATUS, thawGlobals } from './freeze.ts';
import { handAssemble, machineFor } from './hand-assembly.testing.ts';
import { Machine, privateSpace } from './machine.ts';
import type { DataSymbol, Section } from './program.ts';

const symbol = (name: string, section: Section, address: number, sizeWords: number): DataSymbol => ({
	name,
	section,
	address,
	sizeWords,
	line: 1,
});

/** 32 words: globals 0–5 hold 11–16, stack, constants 30 (99), guard 31. */
const machineWith = (...symbols: DataSymbol[]) =>
	machineFor(handAssemble([], { memoryWords: 32, globals: [11, 12, 13, 14, 15, -16], constants: [99], symbols }));

const word = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) & 255];
const text = (letters: string) => [...letters].map((letter) => letter.charCodeAt(0));
const header = (symbols: number) => [...text('GZMM'), ...[1, 1, 32, 0x01020304, 0x3f800000, symbols].flatMap(word)];
const record = (name: string, ...words: number[]) => [
	...word(name.length),
	...text(name),
	...word(words.length),
	...words.flatMap(word),
];
const bytesOf = (...parts: number[][]) => Uint8Array.from(parts.flat());

describe('freezing', () => {
	it('writes a header and nothing else without symbols, even without a program', () => {
		expect(freezeGlobals(machineWith())).toEqual(bytesOf(header(0)));
		expect(freezeGlobals(new Machine(privateSpace(4, 4)))).toEqual(bytesOf(header(0)));
	});

	it('writes writable symbols in byte order of their names: overlapping, empty and aliasing ones too, no TEMP, no CNST', () => {
		const machine = machineWith(
			symbol('b', 'GLOB', 0, 3),
			symbol('_', 'GLOB', 1, 1),
			symbol('B', 'GLOB', 5, 1),
			symbol('ba', 'GLOB', 6, 0),
			symbol('scratch', 'TEMP', 3, 2),
			symbol('table', 'CNST', 30, 1),
			symbol('a.1', 'alias', 30, 1),
			symbol('a', 'alias', 3, 1),
		);
		expect(freezeGlobals(machine)).toEqual(
			bytesOf(
				header(6),
				record('B', -16),
				record('_', 12),
				record('a', 14),
				record('a.1', 99),
				record('b', 11, 12, 13),
				record('ba'),
			),
		);
	});

	it('leaves out a DEFp constant that points outside memory', () => {
		const outside = [-1, 31, 32, 0x7fffffff, -0x80000000].map((address, index) => symbol(`x${index}`, 'alias', address, 1));
		expect(freezeGlobals(machineWith(symbol('a', 'GLOB', 0, 1), ...outside))).toEqual(bytesOf(header(1), record('a', 11)));
	});

	it('saves globals that fill all of memory but the guard', () => {
		const globals = [1, 2, 3];
		const machine = machineFor(handAssemble([], { memoryWords: 4, globals, symbols: [symbol('all', 'GLOB', 0, 3)] }));
		const bytes = freezeGlobals(machine);
		expect(bytes).toEqual(bytesOf(header(1), record('all', ...globals)));
		machine.memory.fill(0);
		expect(thawGlobals(machine, bytes)).toBe(THAW_STATUS.MEMORY_OK);
		expect([...machine.memory]).toEqual([1, 2, 3, 0]);
	});
});

describe('thawing', () => {
	const INITIAL = [11, 12, 13, 14, 15, -16];
	const machine = () =>
		machineWith(symbol('a', 'GLOB', 0, 2), symbol('t', 'TEMP', 2, 1), symbol('k', 'CNST', 30, 1), symbol('p', 'alias', 4, 1));

	it('names what is wrong with a header, in this order', () => {
		const good = header(0);
		const damaged = (...changes: [number, number][]) => {
			const bytes = bytesOf(good);
			for (const [index, value] of changes) bytes[index] = value;
			return bytes;
		};
		const thaw = (bytes: Uint8Array) => thawGlobals(machine(), bytes);
		for (let length = 0; length < 4; length++) expect(thaw(bytesOf(good).subarray(0, length))).toBe(THAW_STATUS.BAD_MAGIC);
		for (let length = 4; length < 28; length++) expect(thaw(bytesOf(good).subarray(0, length))).toBe(THAW_STATUS.TRUNCATED);
		expect(thaw(bytesOf(good))).toBe(THAW_STATUS.MEMORY_OK);
		const [magic, format, version, size, order, one]: [number, number][] = [
			[3, 0],
			[4, 2],
			[8, 2],
			[12, 64],
			[16, 1],
			[20, 1],
		];
		expect(thaw(damaged(magic).subarray(0, 8))).toBe(THAW_STATUS.BAD_MAGIC);
		expect(thaw(damaged(format).subarray(0, 27))).toBe(THAW_STATUS.TRUNCATED);
		expect(thaw(damaged(format, size, order))).toBe(THAW_STATUS.BAD_VERSION);
		expect(thaw(damaged(version, size, order))).toBe(THAW_STATUS.BAD_VERSION);
		expect(thaw(damaged(size, order))).toBe(THAW_STATUS.BAD_WORDSIZE);
		expect(thaw(damaged(order))).toBe(THAW_STATUS.BAD_CANARY);
		expect(thaw(damaged(one))).toBe(THAW_STATUS.BAD_CANARY);
	});

	it('restores what has its name and size still, a TEMP too, and skips constants, other sizes and unknown names', () => {
		const thawed = machine();
		const bytes = bytesOf(
			header(6),
			record('a', 1, -2),
			record('gone', 7, 7, 7),
			record('k', 7),
			record('p', 5),
			record('p', 6, 6),
			record('t', 3),
			[1, 2, 3],
		);
		expect(thawGlobals(thawed, bytes)).toBe(THAW_STATUS.MEMORY_OK);
		expect([...thawed.memory.subarray(0, 6), thawed.memory[30]]).toEqual([1, -2, 3, 14, 5, -16, 99]);
	});

	it('does not write where a DEFp constant points outside what is writable', () => {
		for (const address of [-1, 30, 31, 32, 0x7fffffff, -0x80000000]) {
			const thawed = machineWith(symbol('p', 'alias', address, 1));
			expect(thawGlobals(thawed, bytesOf(header(1), record('p', 5)))).toBe(THAW_STATUS.MEMORY_OK);
			expect([...thawed.memory.subarray(0, 6), ...thawed.memory.subarray(30)]).toEqual([...INITIAL, 99, 0]);
		}
	});

	it('applies what comes before the end of bytes that are cut short', () => {
		const bytes = bytesOf(header(2), record('a', 1, 2), record('p', 5));
		const endOfFirst = 28 + 4 + 1 + 4;
		for (let length = 28; length < bytes.length; length++) {
			const thawed = machine();
			expect(thawGlobals(thawed, bytes.subarray(0, length))).toBe(THAW_STATUS.TRUNCATED);
			const words = Math.max(0, Math.floor((length - endOfFirst) / 4));
			expect([...thawed.memory.subarray(0, 6)]).toEqual([words > 0 ? 1 : 11, words > 1 ? 2 : 12, 13, 14, 15, -16]);
		}
	});

	it('takes a byte array that begins inside its buffer', () => {
		const buffer = bytesOf([0, 0, 0], header(1), record('a', 1, 2));
		const thawed = machine();
		expect(thawGlobals(thawed, buffer.subarray(3))).toBe(THAW_STATUS.MEMORY_OK);
		expect([...thawed.memory.subarray(0, 2)]).toEqual([1, 2]);
	});

	it('survives any bytes behind a good header', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(), (tail, symbols) => {
				const status = thawGlobals(machine(), bytesOf(header(symbols), [...tail]));
				expect(Object.values(THAW_STATUS)).toContain(status);
			}),
		);
	});

	it('gives back any globals that were frozen', () => {
		fc.assert(
			fc.property(fc.int32Array({ minLength: 6, maxLength: 6 }), (words) => {
				const frozen = machineWith(symbol('a', 'GLOB', 0, 4), symbol('b', 'GLOB', 4, 2));
				frozen.memory.set(words);
				const thawed = machineWith(symbol('b', 'GLOB', 0, 2), symbol('a', 'GLOB', 2, 4));
				expect(thawGlobals(thawed, freezeGlobals(frozen))).toBe(THAW_STATUS.MEMORY_OK);
				expect([...thawed.memory.subarray(0, 6)]).toEqual([...words.subarray(4), ...words.subarray(0, 4)]);
			}),
		);
	});
});
