/** A latest-value quantity: what the writer put there last is all that a reader can know. */
export interface GaugeSpec {
	/** Unique in its table. */
	readonly name: string;
	/** Number of 32-bit values, 1 or more: one, or one per channel, LED, ring and the like. */
	readonly words: number;
	/** Unit of the values, as a reader may show it: `dB`, `frames`, `words`. */
	readonly unit: string;
	/** `int`: signed 32-bit integers; `float`: 32-bit floats. */
	readonly type: 'int' | 'float';
}

/**
 * Latest-value words that one thread writes and any thread reads: LEDs, meters, positions, load (specification: memory, section 1).
 *
 * The table of {@link GaugeSpec} is the only declaration; gauges lie in the region in its order. Look an offset up once, with
 * {@link offset}, and use the number from then on: that is all the audio thread does.
 *
 * The words are plain ones. Each 32-bit value arrives whole, but two words written together can be seen one new and one old. A record
 * of several words that must agree belongs in a `RecordRing`.
 */
export class Gauges<const Table extends readonly GaugeSpec[]> {
	/** The declaration, for readers that show every gauge with its name and unit. */
	readonly table: Table;
	readonly #ints: Int32Array;
	readonly #floats: Float32Array;
	readonly #offsets: ReadonlyMap<string, number>;

	/** Bytes of the region that `table` needs. */
	static bytes(table: readonly GaugeSpec[]): number {
		return table.reduce((words, gauge) => words + gauge.words, 0) * Int32Array.BYTES_PER_ELEMENT;
	}

	/**
	 * @param words the region, {@link Gauges.bytes} of the table or more
	 * @throws RangeError naming a gauge that is declared twice, has no words, or does not fit the region
	 */
	constructor(table: Table, words: Int32Array) {
		const offsets = new Map<string, number>();
		let end = 0;
		for (const { name, words: count } of table) {
			if (offsets.has(name)) throw new RangeError(`gauge "${name}" is declared twice`);
			if (!Number.isInteger(count) || count < 1) throw new RangeError(`gauge "${name}" has ${count} words; it needs 1 or more`);
			if (end + count > words.length) {
				throw new RangeError(`gauge "${name}" needs words ${end} to ${end + count - 1} and the region has ${words.length}`);
			}
			offsets.set(name, end);
			end += count;
		}
		this.table = table;
		this.#ints = words;
		this.#floats = new Float32Array(words.buffer, words.byteOffset, words.length);
		this.#offsets = offsets;
	}

	/**
	 * Where a gauge starts, in words from the start of the region. For the time of building, not for the audio thread's loop.
	 *
	 * @throws RangeError naming a gauge that the table does not declare
	 */
	offset(name: Table[number]['name']): number {
		const offset = this.#offsets.get(name);
		if (offset === undefined) throw new RangeError(`there is no gauge "${name}"`);
		return offset;
	}

	/** Writes value `index` of the int gauge at `offset`. */
	setInt(offset: number, index: number, value: number): void {
		this.#ints[offset + index] = value;
	}

	/** Reads value `index` of the int gauge at `offset`. */
	getInt(offset: number, index: number): number {
		return this.#ints[offset + index];
	}

	/** Writes value `index` of the float gauge at `offset`. */
	setFloat(offset: number, index: number, value: number): void {
		this.#floats[offset + index] = value;
	}

	/** Reads value `index` of the float gauge at `offset`. */
	getFloat(offset: number, index: number): number {
		return this.#floats[offset + index];
	}
}
