import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENGINE_STATE_WORD, headerBytes, MAX_NAME_LENGTH, PAGE_BYTES } from './block-header.ts';
import type { RegionSpec } from './layout.ts';
import { SharedBlock } from './shared-block.ts';

const TWO_REGIONS: readonly RegionSpec[] = [
	{ name: 'controls', bytes: 100 },
	{ name: 'delay line', bytes: 65536 * 8 },
];

const names = fc.stringMatching(/^[ -~]{1,56}$/).filter((name) => name !== 'header');

const specs: fc.Arbitrary<RegionSpec[]> = fc.uniqueArray(
	fc.record({ name: names, bytes: fc.integer({ min: 1, max: 100_000 }), align: fc.nat(12).map((log2) => 2 ** log2) }),
	{ selector: (spec) => spec.name, maxLength: 12 },
);

/** A memory with the header of a good block, free to be spoiled. */
function copyOfBlock(): { memory: WebAssembly.Memory; words: Uint32Array } {
	const { memory } = SharedBlock.build(TWO_REGIONS);
	return { memory, words: new Uint32Array(memory.buffer) };
}

/** Puts the checksum right again: FNV-1a over the header's words but the checksum and the engine state's line. */
function reseal(words: Uint32Array): void {
	let hash = 0x811c9dc5;
	for (let i = 0; i < headerBytes(words[3]) / 4; i++) {
		if (i !== 4 && (i < 16 || i >= 32)) hash = Math.imul(hash ^ words[i], 0x01000193);
	}
	words[4] = hash;
}

describe('a shared block', () => {
	it('tells its regions from itself alone, wherever it is opened', () => {
		fc.assert(
			fc.property(specs, (wanted) => {
				const built = SharedBlock.build(wanted);
				const opened = SharedBlock.open(built.memory);
				expect(opened.regions).toEqual(built.regions);
				expect(opened.regions.map(({ name, bytes }) => ({ name, bytes }))).toEqual([
					{ name: 'header', bytes: headerBytes(wanted.length + 1) },
					...wanted.map(({ name, bytes }) => ({ name, bytes })),
				]);
				for (const { name, align = 64 } of wanted) expect(opened.region(name).offset % align).toBe(0);
				expect(opened.buffer).toBe(built.buffer);
			}),
			{ numRuns: 50 },
		);
	});

	it('is one shared memory that cannot grow, of as many pages as the regions need', () => {
		const { memory, buffer, regions } = SharedBlock.build(TWO_REGIONS);
		expect(buffer).toBeInstanceOf(SharedArrayBuffer);
		const last = regions[regions.length - 1];
		expect(buffer.byteLength).toBe(Math.ceil((last.offset + last.bytes) / PAGE_BYTES) * PAGE_BYTES);
		expect(() => memory.grow(1)).toThrow(RangeError);
	});

	it('shows a region as words of each kind, on the same memory, and zero at first', () => {
		const block = SharedBlock.build(TWO_REGIONS);
		const ints = block.int32('delay line');
		expect([ints.length, ints.every((word) => word === 0)]).toEqual([131072, true]);
		block.float32('delay line')[5] = -1;
		expect(block.uint32('delay line')[5]).toBe(0xbf800000);
		expect(SharedBlock.open(block.memory).int32('delay line')[5]).toBe(0xbf800000 | 0);
		expect(block.int32('controls').byteOffset).toBe(block.region('controls').offset);
	});

	it('has an engine state that every side sees', () => {
		const block = SharedBlock.build(TWO_REGIONS);
		const other = SharedBlock.open(block.memory);
		expect(other.engineState).toBe(0);
		block.engineState = -3;
		expect(other.engineState).toBe(-3);
		expect(() => SharedBlock.open(block.memory)).not.toThrow();
	});

	it('names a region that is not there, and one that is no array of words', () => {
		const block = SharedBlock.build([
			{ name: 'odd size', bytes: 7 },
			{ name: 'odd place', bytes: 4, align: 1 },
		]);
		expect(() => block.region('scope')).toThrow(
			new RangeError('the shared block has no region "scope"; it has header, odd size, odd place'),
		);
		expect(() => block.int32('odd size')).toThrow(/region "odd size"/);
	});

	it('refuses names that its table cannot hold', () => {
		for (const name of ['header', 'ü', 'tab\t', 'x'.repeat(MAX_NAME_LENGTH + 1)]) {
			expect(() => SharedBlock.build([{ name, bytes: 4 }])).toThrow(RangeError);
		}
		const longest = 'x'.repeat(MAX_NAME_LENGTH);
		expect(SharedBlock.open(SharedBlock.build([{ name: longest, bytes: 4 }]).memory).region(longest).bytes).toBe(4);
	});
});

describe('opening what is not a good block', () => {
	it('fails on garbage, whatever it is', () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 256, maxLength: 256 }), fc.boolean(), (garbage, looksRight) => {
				const memory = new WebAssembly.Memory({ shared: true, initial: 1, maximum: 1 });
				new Uint8Array(memory.buffer).set(garbage);
				if (looksRight) new Uint32Array(memory.buffer).set(copyOfBlock().words.subarray(0, 2));
				expect(() => SharedBlock.open(memory)).toThrow(TypeError);
			}),
		);
	});

	it('fails when any bit of the header is not as it was written', () => {
		const { memory, words } = copyOfBlock();
		for (let bit = 0; bit < headerBytes(3) * 8; bit++) {
			const word = bit >> 5;
			if (word >= ENGINE_STATE_WORD && word < ENGINE_STATE_WORD + 16) continue;
			words[word] ^= 1 << (bit & 31);
			expect(() => SharedBlock.open(memory)).toThrow(TypeError);
			words[word] ^= 1 << (bit & 31);
		}
		expect(SharedBlock.open(memory).regions).toHaveLength(3);
	});

	it('says what is wrong', () => {
		const unshared = new WebAssembly.Memory({ initial: 1 });
		expect(() => SharedBlock.open(unshared)).toThrow(/not shared/);
		const empty = new WebAssembly.Memory({ shared: true, initial: 0, maximum: 0 });
		expect(() => SharedBlock.open(empty)).toThrow(/0 bytes are too few/);
		const zeros = new WebAssembly.Memory({ shared: true, initial: 1, maximum: 1 });
		expect(() => SharedBlock.open(zeros)).toThrow(/starts with 0x00000000 instead of 0x424d3850/);
		const { memory, words } = copyOfBlock();
		words[1] = 99;
		expect(() => SharedBlock.open(memory)).toThrow(/layout version 99 and this program reads 1/);
	});

	it('finds a table that contradicts itself even where the checksum is right', () => {
		const FIRST = 32;
		const SECOND = 48;
		const THIRD = 64;
		const spoilt: [RegExp, (words: Uint32Array) => unknown][] = [
			[/pages/, (words) => words.set([words[2] + 1], 2)],
			[/first entry is/, (words) => words.set([64], FIRST)],
			[/first entry is/, (words) => words.set([words[FIRST + 1] + 64], FIRST + 1)],
			[/"controls" at 64 overlaps/, (words) => words.set([64], SECOND)],
			[/"delay line".* is not in the block/, (words) => words.set([0xffffffff], THIRD + 1)],
			[/"controls".* is not in the block/, (words) => words.set([0], SECOND + 1)],
			[/"controls" is there twice/, (words) => words.copyWithin(THIRD + 2, SECOND + 2, THIRD)],
			[/a region is named ""/, (words) => words.fill(0, SECOND + 2, THIRD)],
		];
		for (const [message, spoil] of spoilt) {
			const { memory, words } = copyOfBlock();
			spoil(words);
			reseal(words);
			expect(() => SharedBlock.open(memory)).toThrow(message);
		}
		const { memory, words } = copyOfBlock();
		reseal(words);
		expect(SharedBlock.open(memory).regions).toHaveLength(3);
	});
});
