import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BodyWriter } from './body-writer.ts';
import { instantiate } from './wabt.testing.ts';
import type { ValueType } from './wasm-opcodes.ts';

const PAGE = { initial: 1, maximum: 1, shared: true } as const;

/** Both sides of every number of bytes that LEB128 takes, and the ends of the range. */
const edges = (bits: number): bigint[] =>
	Array.from({ length: bits }, (_, bit) => 2n ** BigInt(bit)).flatMap((power) => [
		power - 1n,
		power,
		power + 1n,
		-power - 1n,
		-power,
	]);

describe('constants', () => {
	it('are what the function gives back: every i32', () => {
		const returned = (value: number) => instantiate([], ['i32'], (body) => body.i32(value))();
		for (const edge of edges(32)) expect(returned(Number(edge))).toBe(Number(edge) | 0);
		fc.assert(
			fc.property(fc.integer(), (value) => {
				expect(returned(value)).toBe(value);
			}),
		);
	});

	it('are what the function gives back: every i64', () => {
		const page = new WebAssembly.Memory(PAGE);
		const longs = new BigInt64Array(page.buffer);
		const stored = (value: bigint) => {
			instantiate([], [], (body) => body.i32(8).i64(value).store('i64.store', 16), page)();
			return longs[3];
		};
		for (const edge of edges(64)) expect(stored(edge)).toBe(BigInt.asIntN(64, edge));
		fc.assert(
			fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
				expect(stored(value)).toBe(value);
			}),
		);
	});

	it('keep all 32 bits of a float, also the payload of a NaN', () => {
		const page = new WebAssembly.Memory(PAGE);
		const words = new Int32Array(page.buffer);
		const nan = fc
			.integer({ min: 1, max: 0x7fffff })
			.chain((payload) => fc.constantFrom(0x7f800000 | payload, 0xff800000 | payload));
		fc.assert(
			fc.property(fc.oneof(fc.integer(), nan), (word) => {
				instantiate([], [], (body) => body.i32(4).f32Bits(word).store('f32.store', 0), page)();
				expect(words[1]).toBe(word | 0);
			}),
			{ examples: [[0x7f800001], [0xffc00000 | 0], [0x7fa00000], [0x80000000 | 0]] },
		);
	});
});

describe('memory', () => {
	it('is shared with whoever gave it, and reached at address plus offset', () => {
		const page = new WebAssembly.Memory(PAGE);
		const words = new Int32Array(page.buffer);
		expect(page.buffer).toBeInstanceOf(SharedArrayBuffer);
		const addOne = instantiate(
			['i32'],
			['i32'],
			(body) => body.get(0).get(0).load('i32.load', 40).i32(1).op('i32.add').store('i32.store', 44).i32(0).load('i32.load', 44),
			page,
		);
		words[10] = 41;
		expect([addOne(0), words[11]]).toEqual([42, 42]);
	});

	it('is reached up to the last offset of 32 bits, where a page more than there is traps', () => {
		const page = new WebAssembly.Memory(PAGE);
		for (const offset of [0xffffffff, -1, 0x80000000, 65533]) {
			const read = instantiate([], ['i32'], (body) => body.i32(0).load('i32.load', offset), page);
			expect(read).toThrow(/out of bounds/);
		}
		expect(instantiate([], ['i32'], (body) => body.i32(0).load('i32.load', 65532), page)()).toBe(0);
	});

	it('is filled and copied', () => {
		const page = new WebAssembly.Memory(PAGE);
		instantiate([], [], (body) => body.i32(8).i32(7).i32(3).memoryFill().i32(20).i32(9).i32(4).memoryCopy(), page)();
		expect([...new Uint8Array(page.buffer).slice(7, 24)]).toEqual([0, 7, 7, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 7, 0, 0]);
	});
});

describe('control', () => {
	it('goes where br_table says, and beyond the last to the default', () => {
		const choose = instantiate(['i32'], ['i32'], (body) => {
			body.block().block().block().get(0).brTable([2, 0, 1], 0).end();
			body.i32(100).op('return').end();
			body.i32(200).op('return').end();
			body.i32(300);
		});
		expect([0, 1, 2, 3, 99, -1].map((place) => choose(place))).toEqual([300, 100, 200, 100, 100, 100]);
		const onlyDefault = instantiate(['i32'], ['i32'], (body) => body.block().get(0).brTable([], 0).end().i32(1));
		expect(onlyDefault(5)).toBe(1);
	});

	it('takes a table of many targets, and depths of more than one byte', () => {
		const BLOCKS = 300;
		const depths = Int32Array.from({ length: 1000 }, (_, place) => (place * 7) % BLOCKS);
		const choose = instantiate(['i32'], ['i32'], (body) => {
			for (let i = 0; i < BLOCKS; i++) body.block();
			body.get(0).brTable(depths, BLOCKS - 1);
			for (let i = 0; i < BLOCKS; i++) body.end().i32(i).op('return');
			body.op('unreachable');
		});
		for (const place of [0, 1, 42, 43, 500, 999]) expect(choose(place)).toBe(depths[place]);
		expect(choose(1000)).toBe(BLOCKS - 1);
	});

	it('loops, branches and gives results out of blocks', () => {
		const factorial = instantiate(['i32'], ['i32'], (body) => {
			const product = body.addLocal('i32');
			body.i32(1).set(product).block().loop().get(0).op('i32.eqz').brIf(1);
			body.get(product).get(0).op('i32.mul').set(product).get(0).i32(-1).op('i32.add').set(0).br(0).end().end().get(product);
		});
		expect(factorial(10)).toBe(3628800);
		const sign = instantiate(['f32'], ['f32'], (body) =>
			body.get(0).f32Bits(0).op('f32.lt').if('f32').f32Bits(0xbf800000).else().f32Bits(0x3f800000).end(),
		);
		expect([sign(-3), sign(3)]).toEqual([-1, 1]);
	});
});

describe('locals', () => {
	it('keep the index and type they were given, in whatever order the types come', () => {
		const type = fc.constantFrom<ValueType>('i32', 'f32', 'i64');
		fc.assert(
			fc.property(fc.array(type, { maxLength: 5 }), fc.array(type, { maxLength: 40 }), (parameters, locals) => {
				instantiate(parameters, [], (body) => {
					locals.forEach((local, i) => {
						expect(body.addLocal(local)).toBe(parameters.length + i);
						if (local === 'i32') body.i32(i);
						else if (local === 'i64') body.i64(5n);
						else body.f32Bits(i);
						body.set(parameters.length + i);
					});
				});
			}),
			{ numRuns: 50 },
		);
	});
});

describe('a long body', () => {
	it('outgrows its first buffer and stays what was written', () => {
		const ADDITIONS = 20_000;
		let length = 0;
		const sum = instantiate(['i32'], ['i32'], (body) => {
			body.get(0);
			for (let i = 0; i < ADDITIONS; i++) body.i32(i).op('i32.add');
			length = body.length;
		});
		expect(length).toBeGreaterThan(60_000);
		expect(sum(5)).toBe((ADDITIONS * (ADDITIONS - 1)) / 2 + 5);
	});
});

describe('mistakes', () => {
	it('are refused where they are made', () => {
		const body = new BodyWriter(['i32']);
		expect(() => body.get(1)).toThrow(new RangeError('local.get 1: the function has 1 locals; addLocal() declares more'));
		expect(() => body.set(-1)).toThrow(/local\.set -1/);
		expect(() => body.br(1)).toThrow(new RangeError('a branch 1 blocks out where 0 are open'));
		expect(() => body.end()).toThrow(/end without an open block/);
		expect(() => body.else()).toThrow(/else without an open if/);
		expect(() => body.block().loop().finish()).toThrow(/2 open block/);
		expect(() => body.brTable([0, 3], 0)).toThrow(/3 blocks out where 2 are open/);
	});
});
