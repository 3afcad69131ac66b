import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';

const encoded = (write: (out: ByteWriter) => void): number[] => {
	const out = new ByteWriter(1);
	write(out);
	return [...out.toBytes()];
};

describe('numbers as LEB128', () => {
	it('are as in the examples of the DWARF standard', () => {
		const unsigned: [number, number[]][] = [
			[2, [2]],
			[127, [127]],
			[128, [0x80, 1]],
			[129, [0x81, 1]],
			[12857, [0xb9, 0x64]],
		];
		for (const [value, bytes] of unsigned) expect(encoded((out) => out.u32(value))).toEqual(bytes);
		const signed: [number, number[]][] = [
			[2, [2]],
			[-2, [0x7e]],
			[127, [0xff, 0]],
			[-127, [0x81, 0x7f]],
			[128, [0x80, 1]],
			[-128, [0x80, 0x7f]],
			[-129, [0xff, 0x7e]],
		];
		for (const [value, bytes] of signed) {
			expect(encoded((out) => out.i32(value))).toEqual(bytes);
			expect(encoded((out) => out.i64(BigInt(value)))).toEqual(bytes);
		}
	});

	it('read back, in as few bytes as their bits need', () => {
		fc.assert(
			fc.property(fc.integer(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value, long) => {
				const unsigned = encoded((out) => out.u32(value));
				expect(new ByteReader(Uint8Array.from(unsigned)).u32()).toBe(value >>> 0);
				expect(unsigned.length).toBe(Math.max(1, Math.ceil((value >>> 0).toString(2).length / 7)));
				const signed = encoded((out) => out.i32(value));
				expect(new ByteReader(Uint8Array.from(signed)).i32()).toBe(value);
				expect(signed.length).toBe(Math.ceil(((value < 0 ? ~value : value).toString(2).replace(/^0$/, '').length + 1) / 7));
				expect(encoded((out) => out.i64(BigInt(value)))).toEqual(signed);
				expect(new ByteReader(Uint8Array.from(encoded((out) => out.i64(long)))).i64()).toBe(long);
			}),
		);
	});

	it('that break off or do not end are refused with their place', () => {
		expect(() => new ByteReader(Uint8Array.of(0x80)).u32()).toThrow(new RangeError('the bytes end at 1, within a number'));
		const endless = new Uint8Array(20).fill(0xff);
		expect(() => new ByteReader(endless).u32()).toThrow(/before byte 5 is longer than 32 bits/);
		expect(() => new ByteReader(endless).i32()).toThrow(/before byte 5 is longer than 32 bits/);
		expect(() => new ByteReader(endless).i64()).toThrow(/before byte 10 is longer than 64 bits/);
	});
});

/** Code points of one to four bytes, and surrogates without a partner. */
const codePoints = fc.oneof(
	...[0x7f, 0x7ff, 0xffff, 0x10ffff].map((max) => fc.nat(max)),
	fc.integer({ min: 0xd800, max: 0xdfff }),
);

describe('a byte writer', () => {
	it('keeps all bytes while it grows, whatever is written at once', () => {
		fc.assert(
			fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (parts) => {
				const out = new ByteWriter(1);
				for (const part of parts) {
					if (part.length % 2 === 0) out.bytes(part);
					else for (const byte of part) out.u8(byte);
				}
				expect([...out.toBytes()]).toEqual(parts.flatMap((part) => [...part]));
				expect(out.length).toBe(out.toBytes().length);
			}),
		);
	});

	it('writes names in UTF-8', () => {
		fc.assert(
			fc.property(
				fc.array(codePoints).map((points) => String.fromCodePoint(...points)),
				(name) => {
					const utf8 = [...new TextEncoder().encode(name)];
					expect(encoded((out) => out.text(name))).toEqual([...encoded((out) => out.u32(utf8.length)), ...utf8]);
				},
			),
		);
		expect(encoded((out) => out.text('\ud800!'))).toEqual([4, 0xef, 0xbf, 0xbd, 0x21]);
	});
});
