/** Bytes in the encodings of WebAssembly's binary format. */

/** A byte string that grows as it is written. Every write gives the writer back. */
export class ByteWriter {
	#bytes: Uint8Array<ArrayBuffer>;
	#length = 0;

	/** `capacityBytes`: room at first, at least 1; it doubles whenever it is used up. */
	constructor(capacityBytes = 64) {
		this.#bytes = new Uint8Array(capacityBytes);
	}

	/** Bytes written so far: the offset of the next. */
	get length(): number {
		return this.#length;
	}

	/** One byte, the low 8 bits of `byte`. */
	u8(byte: number): this {
		if (this.#length === this.#bytes.length) this.#reserve(1);
		this.#bytes[this.#length++] = byte;
		return this;
	}

	/** The low 32 bits of `value` as unsigned LEB128: seven bits a byte, low ones first, the top bit says that more follow. */
	u32(value: number): this {
		let rest = value >>> 0;
		while (rest > 0x7f) {
			this.u8(rest | 0x80);
			rest >>>= 7;
		}
		return this.u8(rest);
	}

	/** The low 32 bits of `value` as signed LEB128: as `u32`, but bit 6 of the last byte is the sign. */
	i32(value: number): this {
		let rest = value | 0;
		while (rest < -64 || rest > 63) {
			this.u8((rest & 0x7f) | 0x80);
			rest >>= 7;
		}
		return this.u8(rest & 0x7f);
	}

	/** The low 64 bits of `value` as signed LEB128. */
	i64(value: bigint): this {
		let rest = BigInt.asIntN(64, value);
		while (rest < -64n || rest > 63n) {
			this.u8(Number(rest & 0x7fn) | 0x80);
			rest >>= 7n;
		}
		return this.u8(Number(rest & 0x7fn));
	}

	/** The 32 bits of `word` as they are, low byte first. */
	word(word: number): this {
		return this.u8(word)
			.u8(word >>> 8)
			.u8(word >>> 16)
			.u8(word >>> 24);
	}

	/** Bytes as they are. */
	bytes(bytes: Uint8Array): this {
		this.#reserve(bytes.length);
		this.#bytes.set(bytes, this.#length);
		this.#length += bytes.length;
		return this;
	}

	/** All that another writer holds, behind its length. */
	sized(part: ByteWriter): this {
		return this.u32(part.#length).bytes(part.#bytes.subarray(0, part.#length));
	}

	/** A name: UTF-8 behind its length. Unpaired surrogates become U+FFFD. By hand: the audio thread has no TextEncoder. */
	text(text: string): this {
		const utf8 = new ByteWriter(text.length + 1);
		for (const character of text.toWellFormed()) {
			const point = character.codePointAt(0) as number; // a string's iterator never yields an empty string
			if (point < 0x80) {
				utf8.u8(point);
				continue;
			}
			const continuations = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
			utf8.u8((0xff00 >> (continuations + 1)) | (point >> (6 * continuations)));
			for (let i = continuations - 1; i >= 0; i--) utf8.u8(0x80 | ((point >> (6 * i)) & 0x3f));
		}
		return this.sized(utf8);
	}

	/** A copy of what has been written. */
	toBytes(): Uint8Array<ArrayBuffer> {
		return this.#bytes.slice(0, this.#length);
	}

	#reserve(count: number): void {
		const needed = this.#length + count;
		if (needed <= this.#bytes.length) return;
		const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
		grown.set(this.#bytes);
		this.#bytes = grown;
	}
}
