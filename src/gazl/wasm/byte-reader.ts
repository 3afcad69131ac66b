/** Reads what a `ByteWriter` writes. */

/** A place in a byte string that moves on with every read. Throws a `RangeError` with the offset for bytes that end too early. */
export class ByteReader {
	readonly #bytes: Uint8Array;
	#offset = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	/** The offset of the next byte. */
	get offset(): number {
		return this.#offset;
	}

	/** One byte. */
	u8(): number {
		if (this.#offset >= this.#bytes.length) throw new RangeError(`the bytes end at ${this.#offset}, within a number`);
		return this.#bytes[this.#offset++];
	}

	/** An unsigned LEB128 number of 32 bits. */
	u32(): number {
		let value = 0;
		for (let shift = 0; ; shift += 7) {
			const byte = this.u8();
			value |= (byte & 0x7f) << shift;
			if (byte < 0x80) return value >>> 0;
			if (shift >= 28) throw this.#tooLong(32);
		}
	}

	/** A signed LEB128 number of 32 bits. */
	i32(): number {
		return Number(this.#signed(32));
	}

	/** A signed LEB128 number of 64 bits. */
	i64(): bigint {
		return this.#signed(64);
	}

	/** Four bytes, the low one first, as an int of 32 bits. */
	word(): number {
		return this.u8() | (this.u8() << 8) | (this.u8() << 16) | (this.u8() << 24);
	}

	#signed(bits: number): bigint {
		let value = 0n;
		for (let shift = 0; ; shift += 7) {
			const byte = this.u8();
			value |= BigInt(byte & 0x7f) << BigInt(shift);
			if (byte < 0x80) return BigInt.asIntN(Math.min(shift + 7, bits), value);
			if (shift + 7 >= bits) throw this.#tooLong(bits);
		}
	}

	#tooLong(bits: number): RangeError {
		return new RangeError(`the number before byte ${this.#offset} is longer than ${bits} bits`);
	}
}
