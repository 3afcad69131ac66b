import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Churn } from './churn.ts';
import type { ChurnCounts, ChurnedAllocator, ChurnRunner } from './churn-runner.ts';

/** The driver around the allocator, in AssemblyScript; not named `.ts`, because it is no TypeScript. */
const DRIVER = join(import.meta.dirname, 'tlsf-churn.as');
const DRIVER_NAME = 'churn.ts';
const MODULE_NAME = 'churn.wasm';

const PAGE_BYTES = 65536;
const WORD_BYTES = 4;

/** One page in front of the compiler's data for the words of a churn: the addresses by slot, then slot and words of each pair. */
const RESERVED_BYTES = PAGE_BYTES;
const ADDRESSES_AT = WORD_BYTES;
const PAIRS_AT = 8192;

/** What the driver exports. */
interface TlsfExports {
	readonly memory: WebAssembly.Memory;
	allocate(bytes: number): number;
	free(address: number): void;
	churn(pairs: number, addresses: number, from: number, to: number): void;
}

/**
 * Compiles the TLSF of AssemblyScript's runtime as its users do, for speed (`-O3 --runtime minimal`).
 *
 * @param arenaWords words of memory that it begins with, rounded up to whole pages and one more for its own data; it grows when that
 *   is not enough
 * @throws Error with the compiler's messages
 */
export async function compileTlsf(arenaWords: number): Promise<Uint8Array<ArrayBuffer>> {
	const { default: asc } = await import('assemblyscript/asc');
	const written = new Map<string, string | Uint8Array>();
	const pages = Math.ceil((arenaWords * WORD_BYTES) / PAGE_BYTES) + 1 + RESERVED_BYTES / PAGE_BYTES;
	const flags = ['-O3', '--runtime', 'minimal', '--memoryBase', String(RESERVED_BYTES), '--initialMemory', String(pages)];
	const { error, stderr } = await asc.main([DRIVER_NAME, ...flags, '--outFile', MODULE_NAME], {
		readFile: (name) => (name === DRIVER_NAME ? readFileSync(DRIVER, 'utf8') : null),
		writeFile: (name, contents) => void written.set(name, contents),
		listFiles: () => null,
	});
	const wasm = written.get(MODULE_NAME);
	if (error !== null || !(wasm instanceof Uint8Array)) throw new Error(`asc: ${error?.message}\n${stderr.toString()}`);
	return new Uint8Array(wasm);
}

/** An instance with an empty heap. */
function openTlsf(wasm: Uint8Array<ArrayBuffer>): TlsfExports {
	const abort = (): never => {
		throw new Error('the TLSF of AssemblyScript aborted');
	};
	const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), { env: { abort } });
	return exports as unknown as TlsfExports;
}

/** The TLSF of AssemblyScript, called from JavaScript: each operation is one call into WebAssembly. */
export class CalledTlsf implements ChurnedAllocator {
	readonly steps = -1;
	readonly #allocate: (bytes: number) => number;
	readonly #free: (address: number) => void;

	constructor(wasm: Uint8Array<ArrayBuffer>) {
		const { allocate, free } = openTlsf(wasm);
		this.#allocate = allocate;
		this.#free = free;
	}

	/** Nothing to do: when all blocks are freed, they are one again. */
	reset(): void {}

	allocate(words: number): number {
		return this.#allocate(words * WORD_BYTES);
	}

	free(address: number): void {
		this.#free(address);
	}
}

/** The TLSF of AssemblyScript under a loop in WebAssembly: what it costs a program that is compiled together with it. */
export class TlsfChurn implements ChurnRunner {
	readonly #tlsf: TlsfExports;
	readonly #firstWords: Int32Array;
	readonly #pairs: number;

	constructor(wasm: Uint8Array<ArrayBuffer>, { firstWords, slots, words }: Churn) {
		const tlsf = openTlsf(wasm);
		const pairs = new Int32Array(tlsf.memory.buffer, PAIRS_AT, 2 * slots.length);
		for (const [pair, slot] of slots.entries()) {
			pairs[2 * pair] = slot;
			pairs[2 * pair + 1] = words[pair];
		}
		this.#tlsf = tlsf;
		this.#firstWords = firstWords;
		this.#pairs = slots.length;
	}

	restart(): void {
		const tlsf = this.#tlsf;
		for (const address of this.#addresses()) if (address !== 0) tlsf.free(address);
		// The memory may grow at each allocation, which ends all views of it.
		for (const [slot, words] of this.#firstWords.entries()) {
			const address = tlsf.allocate(words * WORD_BYTES);
			this.#addresses()[slot] = address;
		}
	}

	playPair(pair: number): void {
		this.#tlsf.churn(PAIRS_AT, ADDRESSES_AT, pair, pair + 1);
	}

	playAll(): void {
		this.#tlsf.churn(PAIRS_AT, ADDRESSES_AT, 0, this.#pairs);
	}

	playNothing(): void {
		this.#tlsf.churn(PAIRS_AT, ADDRESSES_AT, 0, 0);
	}

	count(): ChurnCounts | null {
		return null;
	}

	#addresses(): Int32Array {
		return new Int32Array(this.#tlsf.memory.buffer, ADDRESSES_AT, this.#firstWords.length);
	}
}
