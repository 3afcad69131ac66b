import { allocatorTableWords, createAllocator } from '../../src/memory/heap/create-allocator.ts';
import { binShape } from '../../src/memory/heap/heap-configuration.ts';
import { CalledTlsf, TlsfChurn } from './assemblyscript-tlsf.ts';
import { ARENA_WORDS, BINS, type Churn } from './churn.ts';
import { AllocatorChurn, type ChurnRunner } from './churn-runner.ts';
import { LinearScanPool } from './linear-scan-pool.ts';

/** What is compared, and with what all others are: the first. */
export const CONTENDERS = [
	'ADIalloc',
	'TLSF of AssemblyScript, called',
	'TLSF of AssemblyScript, in wasm',
	'linear-scan pool',
	'our TLSF',
	'our buddies',
	'our first fit',
] as const;
export type Contender = (typeof CONTENDERS)[number];

/** Which of our allocators goes by which name. */
const OWN_KINDS = { ADIalloc: 'adialloc', 'our TLSF': 'tlsf', 'our buddies': 'buddy', 'our first fit': 'firstFit' } as const;

/**
 * A buddy holds its header too, so the words of most chunks take a block of twice as many. With an arena of the same size as the others',
 * half of the requests would be refused at once, which is no work.
 */
const BUDDY_ARENA_FACTOR = 2;

/** A churn on one of the contenders. */
export function openChurn(contender: Contender, churn: Churn, tlsfWasm: Uint8Array<ArrayBuffer>): ChurnRunner {
	switch (contender) {
		case 'TLSF of AssemblyScript, called':
			return new AllocatorChurn(new CalledTlsf(tlsfWasm), churn);
		case 'TLSF of AssemblyScript, in wasm':
			return new TlsfChurn(tlsfWasm, churn);
		case 'linear-scan pool':
			return new AllocatorChurn(new LinearScanPool(sharedWords(LinearScanPool.tableWords(BINS)), BINS), churn);
		default: {
			const kind = OWN_KINDS[contender];
			const words = kind === 'buddy' ? BUDDY_ARENA_FACTOR * ARENA_WORDS : ARENA_WORDS;
			const tables = sharedWords(allocatorTableWords(kind, words));
			return new AllocatorChurn(createAllocator(kind, sharedWords(words), tables, { start: 0, words }, binShape(BINS)), churn);
		}
	}
}

/** Words in shared memory of WebAssembly, as all that the engine works on. */
function sharedWords(words: number): Int32Array {
	const pages = Math.ceil((words * Int32Array.BYTES_PER_ELEMENT) / 65536);
	const memory = new WebAssembly.Memory({ shared: true, initial: pages, maximum: pages });
	return new Int32Array(memory.buffer, 0, words);
}
