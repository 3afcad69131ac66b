import { ENGINE_STATE_WORD, HEADER_REGION, headerBytes, PAGE_BYTES, readHeader, writeHeader } from './block-header.ts';
import { Layout, type Region, type RegionSpec } from './layout.ts';

/** Most pages that a 32-bit WebAssembly memory can have: 4 GiB. */
const MAX_PAGES = 65536;

/**
 * The one block of shared memory that an engine and the page have in common (specification: memory, section 1). It is laid out when
 * it is built and never grows or moves. Every thread opens it from the `WebAssembly.Memory` alone, which travels by `postMessage`.
 *
 * The typed arrays are made anew at each call: fetch them once, when the object that uses them is built.
 */
export class SharedBlock {
	/** The block as compiled firmware imports it. */
	readonly memory: WebAssembly.Memory;
	readonly buffer: SharedArrayBuffer;
	/** Every region by ascending offset; the first is the header. */
	readonly regions: readonly Region[];
	readonly #byName: ReadonlyMap<string, Region>;
	readonly #words: Int32Array;

	private constructor(memory: WebAssembly.Memory, buffer: SharedArrayBuffer, regions: readonly Region[]) {
		this.memory = memory;
		this.buffer = buffer;
		this.regions = Object.freeze(regions);
		this.#byName = new Map(regions.map((region) => [region.name, region]));
		this.#words = new Int32Array(buffer, 0, headerBytes(regions.length) / 4);
	}

	/**
	 * Makes a block of zeros with a header and the regions asked for, in order.
	 *
	 * @throws RangeError naming a region with a bad name, size or alignment, or when there is no memory for the block
	 */
	static build(specs: readonly RegionSpec[]): SharedBlock {
		const layout = new Layout(MAX_PAGES * PAGE_BYTES);
		layout.add({ name: HEADER_REGION, bytes: headerBytes(specs.length + 1) });
		for (const spec of specs) layout.add(spec);
		const pages = Math.ceil(layout.usedBytes / PAGE_BYTES);
		const memory = new WebAssembly.Memory({ shared: true, initial: pages, maximum: pages });
		const buffer = sharedBufferOf(memory);
		writeHeader(buffer, layout.regions);
		return new SharedBlock(memory, buffer, layout.regions);
	}

	/**
	 * Opens a block that another thread built.
	 *
	 * @throws TypeError, saying what is wrong, when the memory is not shared or holds anything but a block of this version
	 */
	static open(memory: WebAssembly.Memory): SharedBlock {
		const buffer = sharedBufferOf(memory);
		return new SharedBlock(memory, buffer, readHeader(buffer));
	}

	/** @throws RangeError naming a region that the block does not have */
	region(name: string): Region {
		const region = this.#byName.get(name);
		if (region === undefined) {
			const names = this.regions.map((known) => known.name).join(', ');
			throw new RangeError(`the shared block has no region "${name}"; it has ${names}`);
		}
		return region;
	}

	/** @throws RangeError naming a region that is not there, or not a whole number of aligned 32-bit words */
	int32(name: string): Int32Array {
		const { offset, bytes } = this.#wordRegion(name);
		return new Int32Array(this.buffer, offset, bytes / 4);
	}

	/** @throws RangeError as {@link int32} does */
	uint32(name: string): Uint32Array {
		const { offset, bytes } = this.#wordRegion(name);
		return new Uint32Array(this.buffer, offset, bytes / 4);
	}

	/** @throws RangeError as {@link int32} does */
	float32(name: string): Float32Array {
		const { offset, bytes } = this.#wordRegion(name);
		return new Float32Array(this.buffer, offset, bytes / 4);
	}

	/** @throws RangeError as {@link int32} does, for doubles */
	float64(name: string): Float64Array {
		const { offset, bytes } = this.#wordRegion(name);
		if (offset % 8 !== 0 || bytes % 8 !== 0) throw new RangeError(`region "${name}" is no array of doubles, but of 32-bit words`);
		return new Float64Array(this.buffer, offset, bytes / 8);
	}

	/** What the engine is doing, a signed 32-bit word that its owner defines; 0 in a new block. Read and written atomically. */
	get engineState(): number {
		return Atomics.load(this.#words, ENGINE_STATE_WORD);
	}

	set engineState(value: number) {
		Atomics.store(this.#words, ENGINE_STATE_WORD, value);
	}

	#wordRegion(name: string): Region {
		const region = this.region(name);
		if (region.offset % 4 !== 0 || region.bytes % 4 !== 0) {
			throw new RangeError(
				`region "${name}", ${region.bytes} bytes at ${region.offset}, is no array of 32-bit words; give it a size and an ` +
					'alignment that 4 divides',
			);
		}
		return region;
	}
}

function sharedBufferOf(memory: WebAssembly.Memory): SharedArrayBuffer {
	const buffer: ArrayBufferLike = memory.buffer;
	if (!(buffer instanceof SharedArrayBuffer)) {
		throw new TypeError('the memory is not shared; a block is a WebAssembly.Memory made with shared: true');
	}
	return buffer;
}
