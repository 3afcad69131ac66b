/**
 * A model checker for code that two threads run on shared words. It runs the code itself, not a transcription: the threads are
 * ordinary functions over what they take for an `Int32Array`, and every order in which their accesses can reach memory is tried.
 *
 * A function cannot be stopped between two accesses, so it is run again. Its course depends only on the values that it loads;
 * given the loads so far, a run from the start reaches the same next access, which is caught there by an exception. A state is
 * memory, the store buffers and what each thread has loaded, and each is visited once. A step that the other thread can neither
 * see nor disturb is taken at once, because trying it later too would show nothing new (partial-order reduction).
 *
 * The memory is weaker than any processor under a browser: plain stores wait in their thread's buffer and leave it in any order (but
 * in order for one address), and their own thread alone sees them there. `Atomics.store` empties the buffer first. `Atomics.load`
 * and plain loads take effect at once.
 */
export interface Exploration {
	/** Distinct states visited. */
	readonly states: number;
	/** Distinct pairs of thread results, as JSON. */
	readonly outcomes: ReadonlySet<string>;
	/** What the check said about the first bad end that was found, with the accesses that led there; null if every end is good. */
	readonly failure: string | null;
}

/** A thread: deterministic but for what it loads, and with a result that JSON can hold. */
export type ModelThread<Result> = (words: Int32Array) => Result;

/**
 * Explores all interleavings of two threads.
 *
 * @param initial memory at the start
 * @param first one thread
 * @param second the other
 * @param check throws if the results and the final memory are not right
 */
export function explore<First, Second>(
	initial: Int32Array,
	first: ModelThread<First>,
	second: ModelThread<Second>,
	check: (first: First, second: Second, memory: Int32Array) => void,
): Exploration {
	const replays = [new Replay(initial.length, first), new Replay(initial.length, second)] as const;
	const footprints = [new Footprint(), new Footprint()] as const;
	// Which steps are private follows from what the threads touch, which only an exploration can tell: again until that is settled.
	for (;;) {
		const before = footprints.map((footprint) => footprint.size);
		const exploration = exploreOnce(initial, replays, footprints, (results, memory) =>
			check(results[0] as First, results[1] as Second, memory),
		);
		const settled = footprints.every((footprint, thread) => footprint.size === before[thread]);
		if (settled || exploration.failure !== null) return exploration;
	}
}

function exploreOnce(
	initial: Int32Array,
	replays: PerThread<Replay>,
	footprints: PerThread<Footprint>,
	check: (results: PerThread<unknown>, memory: Int32Array) => void,
): Exploration {
	const visited = new Set<string>();
	const outcomes = new Set<string>();
	const open: State[] = [{ memory: [...initial], buffers: [[], []], loaded: [[], []], path: null }];
	for (let state = open.pop(); state !== undefined; state = open.pop()) {
		const key = JSON.stringify([state.memory, state.buffers, state.loaded]);
		if (visited.has(key)) continue;
		visited.add(key);
		const [first, second] = replays.map((replay, thread) => replay.next(state.loaded[thread]));
		for (const thread of THREADS) {
			const next = thread === 0 ? first : second;
			if ('access' in next) footprints[thread].add(next.access);
		}
		const successors = successorsOf(state, [first, second], footprints);
		open.push(...successors);
		if (successors.length > 0 || 'access' in first || 'access' in second) continue;
		outcomes.add(JSON.stringify([first.result, second.result]));
		try {
			check([first.result, second.result], Int32Array.from(state.memory));
		} catch (error) {
			const failure = [String(error), ...describePath(state.path)].join('\n');
			return { states: visited.size, outcomes, failure };
		}
	}
	return { states: visited.size, outcomes, failure: null };
}

/** The states that one step leads to: a private step of one thread if there is one, else every step of either. */
function successorsOf(state: State, next: PerThread<Next>, footprints: PerThread<Footprint>): State[] {
	for (const thread of THREADS) {
		const step = next[thread];
		if (!('access' in step)) continue;
		const bufferIsEmpty = state.buffers[thread].length === 0;
		if (isPrivate(step.access, bufferIsEmpty, footprints[1 - thread])) return [perform(state, thread, step.access)];
	}
	return THREADS.flatMap((thread) => {
		const step = next[thread];
		const drains = drainable(state.buffers[thread]).map((index) => drain(state, thread, index));
		return 'access' in step ? [perform(state, thread, step.access), ...drains] : drains;
	});
}

function isPrivate({ kind, address }: Access, bufferIsEmpty: boolean, other: Footprint): boolean {
	if (kind === 'store') return true;
	if (kind === 'atomic store') return bufferIsEmpty && !other.touched.has(address);
	return !other.stored.has(address);
}

/** Every address that a thread has been seen to touch, in any state. */
class Footprint {
	readonly touched = new Set<number>();
	readonly stored = new Set<number>();

	get size(): number {
		return this.touched.size + this.stored.size;
	}

	add({ kind, address }: Access): void {
		this.touched.add(address);
		if (kind === 'store' || kind === 'atomic store') this.stored.add(address);
	}
}

const THREADS = [0, 1] as const;
type ThreadIndex = (typeof THREADS)[number];

interface Access {
	readonly kind: 'load' | 'store' | 'atomic load' | 'atomic store';
	readonly address: number;
	/** What a store stores. */
	readonly value: number;
}

interface BufferedStore {
	readonly address: number;
	readonly value: number;
}

type PerThread<T> = readonly [T, T];

interface State {
	readonly memory: readonly number[];
	readonly buffers: PerThread<readonly BufferedStore[]>;
	/** One entry per access performed: the value loaded, or 0 for a store. */
	readonly loaded: PerThread<readonly number[]>;
	readonly path: Path | null;
}

interface Path {
	readonly before: Path | null;
	readonly step: string;
}

type Next = { readonly access: Access } | { readonly result: unknown };

/** Runs one thread from its start up to the first access whose value is not known yet. */
class Replay {
	readonly #length: number;
	readonly #thread: ModelThread<unknown>;
	readonly #known = new Map<string, Next>();

	constructor(length: number, thread: ModelThread<unknown>) {
		this.#length = length;
		this.#thread = thread;
	}

	next(loaded: readonly number[]): Next {
		const key = loaded.join();
		let next = this.#known.get(key);
		if (next === undefined) {
			next = this.#run(loaded);
			this.#known.set(key, next);
		}
		return next;
	}

	#run(loaded: readonly number[]): Next {
		let performed = 0;
		const realAtomics = globalThis.Atomics;
		const observed = new ObservedWords((access) => {
			if (performed === loaded.length) throw new NextAccess(access);
			return loaded[performed++];
		});
		globalThis.Atomics = observed.atomics;
		try {
			return { result: this.#thread(observed.view(0, this.#length)) };
		} catch (signal) {
			if (signal instanceof NextAccess) return { access: signal.access };
			throw signal;
		} finally {
			globalThis.Atomics = realAtomics;
		}
	}
}

class NextAccess {
	readonly access: Access;

	constructor(access: Access) {
		this.access = access;
	}
}

/** Objects that pass for an `Int32Array` and its parts, and an `Atomics` that knows them; each access goes to `perform`. */
class ObservedWords {
	readonly atomics: Atomics;
	readonly #perform: (access: Access) => number;
	readonly #starts = new WeakMap<object, number>();

	constructor(perform: (access: Access) => number) {
		this.#perform = perform;
		const atomics: Partial<Atomics> = {
			load: (words: object, index: number) => perform({ kind: 'atomic load', address: this.#address(words, index), value: 0 }),
			store: (words: object, index: number, value: number) => {
				perform({ kind: 'atomic store', address: this.#address(words, index), value: value | 0 });
				return value;
			},
		} as Partial<Atomics>;
		this.atomics = atomics as Atomics;
	}

	view(start: number, length: number): Int32Array {
		const proxy = new Proxy(
			{},
			{
				get: (_, property) => {
					if (property === 'length') return length;
					if (property === 'subarray') return (from: number, to = length) => this.view(start + from, to - from);
					return this.#perform({ kind: 'load', address: start + indexOf(property, length), value: 0 });
				},
				set: (_, property, value: number) => {
					this.#perform({ kind: 'store', address: start + indexOf(property, length), value: value | 0 });
					return true;
				},
			},
		);
		this.#starts.set(proxy, start);
		return proxy as Int32Array;
	}

	#address(words: object, index: number): number {
		const start = this.#starts.get(words);
		if (start === undefined) throw new Error('an atomic access to words that the model does not observe');
		return start + index;
	}
}

function indexOf(property: string | symbol, length: number): number {
	const index = Number(property);
	if (!Number.isInteger(index) || index < 0 || index >= length) throw new Error(`the model has no words.${String(property)}`);
	return index;
}

function perform(state: State, thread: ThreadIndex, access: Access): State {
	const { kind, address, value } = access;
	const buffer = state.buffers[thread];
	let { memory, buffers } = state;
	let seen = 0;
	if (kind === 'load' || kind === 'atomic load') {
		seen = buffer.findLast((store) => store.address === address)?.value ?? memory[address];
	} else if (kind === 'store') {
		buffers = replaced(buffers, thread, [...buffer, { address, value }]);
	} else {
		memory = [...buffer, { address, value }].reduce(withStore, memory);
		buffers = replaced(buffers, thread, []);
	}
	const shown = kind.endsWith('load') ? seen : value;
	return {
		memory,
		buffers,
		loaded: replaced(state.loaded, thread, [...state.loaded[thread], seen]),
		path: { before: state.path, step: `thread ${thread}: ${kind} [${address}] = ${shown}` },
	};
}

/** Buffered stores that may reach memory next: the oldest for each address. */
function drainable(buffer: readonly BufferedStore[]): number[] {
	return [...buffer.keys()].filter((index) => buffer.findIndex((store) => store.address === buffer[index].address) === index);
}

function drain(state: State, thread: ThreadIndex, index: number): State {
	const store = state.buffers[thread][index];
	return {
		memory: withStore(state.memory, store),
		buffers: replaced(state.buffers, thread, state.buffers[thread].toSpliced(index, 1)),
		loaded: state.loaded,
		path: { before: state.path, step: `thread ${thread}: [${store.address}] = ${store.value} reaches memory` },
	};
}

function withStore(memory: readonly number[], { address, value }: BufferedStore): readonly number[] {
	return memory.with(address, value);
}

function replaced<T>(pair: PerThread<T>, thread: ThreadIndex, value: T): PerThread<T> {
	return thread === 0 ? [value, pair[1]] : [pair[0], value];
}

function describePath(path: Path | null): string[] {
	const steps: string[] = [];
	for (let at = path; at !== null; at = at.before) steps.unshift(at.step);
	return steps;
}
