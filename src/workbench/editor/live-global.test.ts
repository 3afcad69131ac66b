import { describe, expect, it } from 'vitest';
import { IP_OFFSET, MEMORY_OFFSET } from '../../gazl/program.ts';
import type { LiveGlobal } from '../../toolchain/language-client.ts';
import { AddressSpace } from '../address-space.ts';
import { programOf } from '../program.testing.ts';
import { globalText } from './live-global.ts';

/** g0 is one word, g1 three, g2 sixteen; then a function of ordinal 0. */
const program = {
	...programOf(64, [1, 3, 16], []),
	functions: [{ name: 'glide', start: 0, end: 0, localWords: 0, transientWords: 0, slots: [], line: 1 }],
};
const space = new AddressSpace(program);

function text(name: string, type: LiveGlobal['type'], words: readonly number[]): string {
	const memory = new Int32Array(64);
	memory.set(words);
	return globalText(memory, space, { name, type, sizeWords: null });
}

describe('the value of a global', () => {
	it('is an int as its sign and digits', () => {
		expect(text('g0', 'int', [-1])).toBe('−1');
	});

	it('is a float of binary32', () => {
		expect(text('g0', 'float', [0x3f800000])).toBe('1');
		expect(text('g0', 'float', [0x3dcccccd])).toBe('0.1');
	});

	it('is a pointer as what it points at', () => {
		expect(text('g0', 'pointer', [MEMORY_OFFSET + 2])).toBe('&g1[1]');
		expect(text('g0', 'pointer', [0])).toBe('null');
		expect(text('g0', 'pointer', [7])).toBe('0x00000007');
	});

	it('is a function pointer as the function', () => {
		expect(text('g0', 'funcptr', [IP_OFFSET])).toBe('glide');
		expect(text('g0', 'funcptr', [0])).toBe('nullfunc');
		expect(text('g0', 'funcptr', [IP_OFFSET + 5])).toBe('0x56789AC1');
	});

	it('is all of a short array and the first eight words of a long one, with its size', () => {
		expect(text('g1', 'int', [0, 4, 5, 6])).toBe('4  5  6');
		expect(text('g2', 'int', [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toBe('1  2  3  4  5  6  7  8  … 16 words');
	});

	it('is nothing when the program has no such global', () => {
		expect(text('missing', 'int', [])).toBe('');
	});
});
