import fc from 'fast-check';
import { type AllocatorKind, HEADER_WORDS, HEAP_TABLE, liveBlocks } from './allocator.ts';
import type { ArenaAllocator } from './arena-allocator.ts';
import { PIECE_STATE } from './arena-cursor.ts';
import { allocatorTableWords, createAllocator } from './create-allocator.ts';
import { binShape } from './heap-configuration.ts';
import { openArenaCursor } from './heap-cursor.ts';
import { OUTCOME } from './outcomes.ts';

/** An allocator with the words that it works on. The arena begins behind other words and ends before others, which must stay as they are. */
export interface Workbench {
	readonly allocator: ArenaAllocator;
	readonly memory: Int32Array;
	readonly tables: Int32Array;
}

const FIELD_WORDS = 64;
const FIELD_WORD = 0x5a5a5a5a;

/** Bins for the contract suite: a bin of more than 32 chunks, a bin without any, a single large chunk. */
export const TEST_SHAPE = binShape([
	{ words: 4, chunks: 40 },
	{ words: 8, chunks: 33 },
	{ words: 16, chunks: 0 },
	{ words: 32, chunks: 6 },
	{ words: 64, chunks: 3 },
	{ words: 128, chunks: 1 },
]);

/** Words of the arenas of the contract suite, odd on purpose. */
export const TEST_ARENA_WORDS = 1151;

export function workbench(kind: AllocatorKind, words = TEST_ARENA_WORDS, shape = TEST_SHAPE): Workbench {
	const memory = new Int32Array(FIELD_WORDS + words + FIELD_WORDS).fill(FIELD_WORD);
	const tables = new Int32Array(allocatorTableWords(kind, words));
	return { allocator: createAllocator(kind, memory, tables, { start: FIELD_WORDS, words }, shape), memory, tables };
}

/** What an allocator must do, by the plainest means: a list of the blocks that are in use. */
export class HeapModel {
	readonly blocks: { readonly address: number; readonly words: number }[] = [];
	requests = 0;
	frees = 0;
	failures = 0;
	refusedFrees = 0;
}

type HeapCommand = fc.Command<HeapModel, Workbench>;

class AllocateCommand implements HeapCommand {
	readonly words: number;

	constructor(words: number) {
		this.words = words;
	}

	check(): boolean {
		return true;
	}

	run(model: HeapModel, bench: Workbench): void {
		const address = bench.allocator.allocate(this.words);
		model.requests++;
		if (address === -1) model.failures++;
		else {
			model.blocks.push({ address, words: this.words });
			// The owner uses all of its words, and each block has words of its own.
			bench.memory.fill(address, address, address + this.words);
		}
		checkAgainstModel(model, bench);
	}

	toString(): string {
		return `allocate(${this.words})`;
	}
}

class FreeCommand implements HeapCommand {
	readonly choice: number;

	constructor(choice: number) {
		this.choice = choice;
	}

	check(model: Readonly<HeapModel>): boolean {
		return model.blocks.length > 0;
	}

	run(model: HeapModel, bench: Workbench): void {
		const [block] = model.blocks.splice(this.choice % model.blocks.length, 1);
		expectThat(bench.allocator.free(block.address) === OUTCOME.done, `${block.address} can be freed`);
		model.frees++;
		checkAgainstModel(model, bench);
		expectThat(bench.allocator.free(block.address) === OUTCOME.alreadyFree, `a second free of ${block.address} is told as such`);
		model.refusedFrees++;
		checkAgainstModel(model, bench);
	}

	toString(): string {
		return `free(#${this.choice})`;
	}
}

class BadFreeCommand implements HeapCommand {
	readonly offset: number;

	constructor(offset: number) {
		this.offset = offset;
	}

	check(): boolean {
		return true;
	}

	run(model: HeapModel, bench: Workbench): void {
		const address = this.offset - FIELD_WORDS;
		if (model.blocks.some((block) => block.address === address)) return;
		const { start } = bench.allocator.arena;
		const outcome = bench.allocator.free(address);
		model.refusedFrees++;
		const isInside = address >= start && address < start + bench.tables[HEAP_TABLE.usableWords];
		const owner = model.blocks.find((block) => address > block.address && address < block.address + block.words);
		if (!isInside) expectThat(outcome === OUTCOME.foreign, `${address} is foreign`);
		else if (owner !== undefined) expectThat(outcome === OUTCOME.notStart, `${address} is in the middle of ${owner.address}`);
		else expectThat(outcome === OUTCOME.notStart || outcome === OUTCOME.alreadyFree, `${address} is refused, not ${outcome}`);
		checkAgainstModel(model, bench);
	}

	toString(): string {
		return `free(${this.offset - FIELD_WORDS})`;
	}
}

/** Runs of mixed operations, with sizes around powers of two where allocators make their mistakes. */
export function heapCommands(): fc.Arbitrary<Iterable<HeapCommand>> {
	const words = fc.oneof(
		{ weight: 6, arbitrary: fc.integer({ min: 1, max: 40 }) },
		{ weight: 2, arbitrary: fc.integer({ min: 41, max: 300 }) },
		{ weight: 1, arbitrary: fc.constantFrom(0, -1, 1151, 1149, 1148, 2 ** 30, 2 ** 31 - 1, -(2 ** 31)) },
	);
	return fc.commands(
		[
			words.map((count) => new AllocateCommand(count)),
			words.map((count) => new AllocateCommand(count)),
			fc.nat(1000).map((choice) => new FreeCommand(choice)),
			fc.nat(TEST_ARENA_WORDS + 3 * FIELD_WORDS).map((offset) => new BadFreeCommand(offset)),
		],
		{ maxCommands: 80, size: 'max' },
	);
}

/** Compares everything that can be seen of an allocator with the model. */
export function checkAgainstModel(model: HeapModel, { allocator, memory, tables }: Workbench): void {
	const { start, words } = allocator.arena;
	const live = new Map(model.blocks.map((block) => [block.address, block.words]));
	const cursor = openArenaCursor(memory, tables);
	let piecesEnd = start;
	let granted = 0;
	let asked = 0;
	for (let isThere = cursor.seek(start); isThere; isThere = cursor.next()) {
		expectThat(
			cursor.pieceStart === piecesEnd,
			`pieces lie side by side, and one ends at ${piecesEnd}, the next begins at ${cursor.pieceStart}`,
		);
		piecesEnd = cursor.pieceEnd;
		if (cursor.state !== PIECE_STATE.used && cursor.state !== PIECE_STATE.coalesced) continue;
		const { address } = cursor;
		const wanted = live.get(address);
		expectThat(live.delete(address), `${address} is in use and in the model`);
		expectThat(cursor.askedWords === wanted, `${address} has ${wanted} words, not ${cursor.askedWords}`);
		expectThat(cursor.grantedWords >= cursor.askedWords, `${address} has what was asked for`);
		expectThat(address + cursor.grantedWords <= cursor.pieceEnd, `the words of ${address} are its own`);
		expectThat(address % 2 === 0 && address - cursor.pieceStart === HEADER_WORDS, `${address} is aligned, behind its header`);
		granted += cursor.grantedWords;
		asked += cursor.askedWords;
	}
	expectThat(piecesEnd === start + words, `pieces end with the arena at ${start + words}, not at ${piecesEnd}`);
	expectThat(live.size === 0, `blocks ${[...live.keys()]} are in use`);
	const account = {
		askedWords: asked,
		grantedWords: granted,
		requests: model.requests,
		frees: model.frees,
		failures: model.failures,
		refusedFrees: model.refusedFrees,
		damages: 0,
	};
	for (const [name, value] of Object.entries(account)) {
		const told = tables[HEAP_TABLE[name as keyof typeof account]];
		expectThat(told === value, `${name} is ${value}, not ${told}`);
	}
	expectThat(liveBlocks(tables) === model.blocks.length, 'the account of blocks in use agrees');
	expectThat(tables[HEAP_TABLE.peakWords] >= granted, 'the peak is no lower than the words in use');
	for (const block of model.blocks) {
		for (let word = 0; word < block.words; word++) {
			expectThat(memory[block.address + word] === block.address, `word ${word} of ${block.address} is as its owner wrote it`);
		}
	}
	for (let word = 0; word < FIELD_WORDS; word++) {
		const isUntouched = memory[word] === FIELD_WORD && memory[start + words + word] === FIELD_WORD;
		expectThat(isUntouched, 'words around the arena are untouched');
	}
}

/** Frees all blocks of a model, the last first or the first first. */
export function freeAll(model: HeapModel, bench: Workbench, isLastFirst: boolean): void {
	while (model.blocks.length > 0) {
		const block = isLastFirst ? model.blocks.pop() : model.blocks.shift();
		if (block === undefined) break;
		expectThat(bench.allocator.free(block.address) === OUTCOME.done, `${block.address} can be freed`);
		model.frees++;
	}
}

/** Faster than `expect` by far, in the innermost loops of thousands of runs. */
function expectThat(isSo: boolean, claim: string): void {
	if (!isSo) throw new Error(`it does not hold that ${claim}`);
}
