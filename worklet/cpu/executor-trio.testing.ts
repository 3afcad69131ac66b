import { TICK_WORDS } from '../../src/bridge/block-regions.ts';
import type { EngineEvent } from '../../src/bridge/events.ts';
import type { LineMap } from '../../src/impala/compile.ts';
import { buildFirmware, type FirmwareLanguage } from '../../src/toolchain/build-firmware.ts';
import { CpuBench } from './cpu-bench.testing.ts';
import { CALL } from './firmware-call.ts';
import { stageFirmware } from './staged-firmware.ts';

/** Who runs the ticks: the interpreter one by one, compiled code one by one, compiled code as many as there are. */
export const WAYS = ['interpreted', 'compiled', 'ahead'] as const;
type Way = (typeof WAYS)[number];

/** Budget of a slice that no test firmware uses up. */
const AMPLE = 1_000_000_000;

/** A firmware in three CPUs, one for each way to run it, which must not differ in anything that anybody could see. */
export class ExecutorTrio {
	readonly benches: Readonly<Record<Way, CpuBench>>;
	/** Where each line of the firmware's GAZL comes from; null when it is GAZL. */
	lineMap: LineMap | null = null;
	#events: readonly EngineEvent[] = [];

	/** Builds a firmware, plugs it in and starts it. */
	constructor(code: string, language: FirmwareLanguage = 'impala') {
		this.benches = { interpreted: new CpuBench(), compiled: new CpuBench(), ahead: new CpuBench() };
		this.load(code, language);
	}

	/** Plugs in another firmware, as the engine does when it goes into a slot that had one before. */
	load(code: string, language: FirmwareLanguage = 'impala'): void {
		const build = buildFirmware({ id: 1, name: 'test', code, language, config: '', debug: true });
		if (!build.ok) throw new Error(`${build.diagnostics[0].line}: ${build.diagnostics[0].message}`);
		this.lineMap = build.lineMap;
		for (const way of WAYS) {
			const { slot } = this.benches[way];
			slot.plug(stageFirmware(build.image, { slots: [slot], executor: way === 'interpreted' ? 'interpreter' : 'wasm' }));
			if (this.benches[way].start() !== CALL.done) throw new Error(`stopped: ${JSON.stringify(this.benches[way].events())}`);
		}
		this.#compare();
	}

	/**
	 * Plays ticks with these frames, left and right in turn, and gives the output of all; every way the same, or it throws.
	 *
	 * @param sliceCycles what the firmware gets at a time
	 */
	play(input: readonly number[], sliceCycles = AMPLE): readonly number[] {
		const [output, ...others] = WAYS.map((way) => playBy(way, this.benches[way], input, sliceCycles));
		for (const other of others) if (other.join() !== output?.join()) throw new Error('The ways differ in their output');
		this.#compare();
		return output ?? [];
	}

	/** Plays ticks of silence. */
	silence(ticks: number): readonly number[] {
		return this.play(new Array<number>(ticks * TICK_WORDS).fill(0));
	}

	/** The first word of a firmware's global, or more. */
	global(name: string, words = 1): readonly number[] {
		return this.benches.ahead.global(name, words);
	}

	/** Tables of the heap, the same in all. */
	get tables(): Int32Array {
		return this.benches.ahead.heapTables;
	}

	/** Events since the last call, the same from all. */
	events(): readonly EngineEvent[] {
		const events = this.#events;
		this.#events = [];
		return events;
	}

	#compare(): void {
		const [first, ...others] = WAYS.map((way) => this.benches[way]);
		if (first === undefined) return;
		const events = first.events();
		for (const other of others) {
			const pairs: readonly (readonly [string, Int32Array, Int32Array])[] = [
				['memory', first.slot.run.machine.memory, other.slot.run.machine.memory],
				['tables', first.heapTables, other.heapTables],
				['registers', first.slot.run.machine.registers, other.slot.run.machine.registers],
				['delay line', first.delayLine.words, other.delayLine.words],
			];
			for (const [name, expected, found] of pairs)
				if (!sameWords(expected, found))
					throw new Error(`The ways differ in ${name}, from word ${expected.findIndex((word, at) => word !== found[at])} on`);
			if (JSON.stringify(other.events()) !== JSON.stringify(events)) throw new Error('The ways differ in their events');
			if (other.slot.run.cyclesUsed !== first.slot.run.cyclesUsed) throw new Error('The ways differ in their cycles');
		}
		this.#events = [...this.#events, ...events];
	}
}

function sameWords(a: Int32Array, b: Int32Array): boolean {
	return (
		Buffer.compare(Buffer.from(a.buffer, a.byteOffset, a.byteLength), Buffer.from(b.buffer, b.byteOffset, b.byteLength)) === 0
	);
}

function playBy(way: Way, bench: CpuBench, input: readonly number[], sliceCycles: number): readonly number[] {
	const { slot, budget, clock, tickWords } = bench;
	const { cpu, run } = slot;
	const output: number[] = [];
	tickWords.set(input);
	budget.remaining = sliceCycles;
	const count = input.length / TICK_WORDS;
	for (let tick = 0; tick < count && !run.stopped; ) {
		const at = tick * TICK_WORDS;
		const ahead = way === 'ahead' ? cpu.runAhead(tickWords, tick, count - tick) : 0;
		for (let word = 0; word < ahead * TICK_WORDS; word++) output.push(tickWords[at + word]);
		tick += ahead;
		if (tick === count || ahead > 0) continue;
		if (cpu.tick(tickWords[at], tickWords[at + 1])) {
			clock.advance();
			output.push(cpu.left, cpu.right);
			tick += 1;
		} else if (!run.stopped) budget.remaining = sliceCycles;
	}
	return output;
}
