// AssemblyScript: the allocator of its own runtime (`--runtime minimal`: std/assembly/rt/tlsf.ts), and a churn inside WebAssembly.
// Numbers of a churn lie in the reserved memory in front of the heap: see assemblyscript-tlsf.ts.

/** An allocation, for callers in JavaScript. */
export function allocate(bytes: usize): usize {
	return heap.alloc(bytes);
}

/** A free, for callers in JavaScript. */
export function free(address: usize): void {
	heap.free(address);
}

/** Pairs `from` to `to` − 1 of a churn: `pairs` holds slot and words of each, `addresses` what is in each slot. */
export function churn(pairs: usize, addresses: usize, from: i32, to: i32): void {
	for (let pair = from; pair < to; pair++) {
		const at = pairs + ((<usize>pair) << 3);
		const slot = addresses + (load<u32>(at) << 2);
		heap.free(load<u32>(slot));
		store<u32>(slot, <u32>heap.alloc(load<u32>(at, 4) << 2));
	}
}
