import { ENGINE_REGIONS, type EngineBlockView, TICK_WORDS, viewEngineBlock } from '../../src/bridge/block-regions.ts';
import { ENGINE_PARAMETERS, type EngineSettings } from '../../src/bridge/engine-parameters.ts';
import { EVENT_WORDS, readEvent } from '../../src/bridge/events.ts';
import type { FirmwareImage } from '../../src/bridge/firmware-image.ts';
import { Machine } from '../../src/gazl/machine.ts';
import { bindCompiled } from '../../src/gazl/wasm/compiled-run.ts';
import { heatCounters } from '../../src/gazl/wasm/heat-counters.ts';
import { HOST_IMPORTS } from '../../src/gazl/wasm/module-interface.ts';
import { MEMORY_SETTING_WORDS } from '../../src/memory/checks/pressure.ts';
import { SharedBlock } from '../../src/memory/shared-block.ts';
import { Clock } from '../../worklet/clock.ts';
import { CycleBudget } from '../../worklet/cpu/budget.ts';
import { CpuControls } from '../../worklet/cpu/cpu.ts';
import { CpuSlot } from '../../worklet/cpu/cpu-slot.ts';
import { CALL } from '../../worklet/cpu/firmware-call.ts';
import { Positions } from '../../worklet/cpu/positions.ts';
import { stageFirmware } from '../../worklet/cpu/staged-firmware.ts';
import type { OperatorOverride } from '../../worklet/cpu/stock-cpu.ts';
import { DelayLine, POSITION_FRACTION_BITS } from '../../worklet/delay-line.ts';
import { EventWriter } from '../../worklet/event-writer.ts';
import { LinearDigitalToAnalog } from '../../worklet/signal-path/linear-converters.ts';
import { INPUT_FRAMES, inputSample, SAMPLE_RATE } from '../engine/playing.ts';

/**
 * Ticks that are played at a time: compiled, about those of a browser's block. Interpreted ticks are single calls anyway and take so long
 * that few of them have to do, or a round could not be ended in time.
 */
const COMPILED_BATCH_TICKS = 128;
const INTERPRETED_BATCH_TICKS = 4;

/** Largest 12-bit word. */
const FULL_SCALE = 2047;

/** The right channel is the left one of so many ticks before. */
const RIGHT_DELAY_TICKS = 1000;

/** Cycles for a batch, and for a part of the start: more than any firmware needs. */
const AMPLE_CYCLES = 1_000_000_000;

/** Region of the block for the counters of the instrumented form. */
const COUNTERS = 'counters';

/** Most parts that a start may take. */
const START_PARTS = 100;

/**
 * A firmware in a CPU slot of the engine, played without converters in between: what is left is ticks, called as the engine calls
 * them. A full patch runs all of a batch in one call of its module, or tick by tick when it is interpreted; a mod patch is called
 * for its operators, without the stock CPU around them. Runs wherever the engine does.
 */
export class TickPlayer {
	/** Ticks that `playBatch` plays. */
	readonly batchTicks: number;

	readonly #name: string;
	readonly #view: EngineBlockView;
	/** What goes into the ticks of a batch, and then what came out of them. */
	readonly #words: Int32Array;
	readonly #input: readonly Int32Array[];
	readonly #clock: Clock;
	readonly #budget = new CycleBudget();
	readonly #slot: CpuSlot;
	/** The operators of a mod patch, null for a full patch. */
	readonly #operators: OperatorOverride | null;
	readonly #positions = new Positions();
	/** Index of the next batch's input. */
	#batch = 0;

	/**
	 * Plugs the firmware in and starts it.
	 *
	 * @param image one with code plays compiled, one without interpreted
	 * @throws Error when the firmware stops in its start
	 */
	constructor(image: FirmwareImage, settings: EngineSettings) {
		this.#name = image.name;
		const countersBytes = heatCounters(image.program).words * Int32Array.BYTES_PER_ELEMENT;
		this.#view = viewEngineBlock(SharedBlock.build([...ENGINE_REGIONS, { name: COUNTERS, bytes: countersBytes }]));
		this.batchTicks = image.compiled === null ? INTERPRETED_BATCH_TICKS : COMPILED_BATCH_TICKS;
		this.#input = inputBatches(this.batchTicks);
		this.#words = this.#view.block.int32('ticks').subarray(0, this.batchTicks * TICK_WORDS);
		const { block, events } = this.#view;
		const controls = new CpuControls();
		for (const { name } of ENGINE_PARAMETERS) controls[name] = settings[name];
		this.#clock = new Clock(SAMPLE_RATE, settings.clockHz);
		this.#clock.reverse = settings.reverse !== 0;
		const hostCells = block.int32('host 0');
		this.#slot = new CpuSlot({
			index: 0,
			machine: new Machine({
				memory: block.int32('memory 0'),
				callStack: block.int32('calls 0'),
				registers: block.int32('registers 0'),
				wasmMemory: block.memory,
			}),
			delayLine: new DelayLine(block.int32('delay 0'), hostCells),
			output: new LinearDigitalToAnalog(this.#clock),
			clock: this.#clock,
			controls,
			hostCells,
			tickWords: block.int32('ticks'),
			heapTables: block.int32('heap 0'),
			heat: block.int32('heat 0'),
			shadow: block.int32('shadow 0'),
			checks: block.int32('checks 0'),
			memorySettings: new Int32Array(MEMORY_SETTING_WORDS),
			events: new EventWriter(events, SAMPLE_RATE),
			budget: this.#budget,
		});
		this.#plug(image, block.int32(COUNTERS).byteOffset);
		this.#operators = this.#slot.stock.override;
		this.#start();
	}

	/**
	 * Plays `batchTicks` ticks.
	 *
	 * @throws Error when the firmware stops
	 */
	playBatch(): void {
		this.#budget.remaining = AMPLE_CYCLES;
		if (this.#operators === null) this.#processBatch();
		else this.#operateBatch(this.#operators);
	}

	/** Answers the VM cycles of all ticks since the last call. Like the engine it never lets the count become a large number. */
	takeCyclesUsed(): number {
		const { run } = this.#slot;
		const { cyclesUsed } = run;
		run.cyclesUsed = 0;
		return cyclesUsed;
	}

	/** Plays whole batches of at least so many ticks; answers a hash of what came out of each. */
	playHashed(ticks: number): number {
		let hash = 0;
		for (let played = 0; played < ticks; played += this.batchTicks) {
			this.playBatch();
			for (const word of this.#words) hash = (Math.imul(hash, 31) + word) | 0;
		}
		return hash;
	}

	/** Plugs as the engine does, with a place besides for the counters of the instrumented form. */
	#plug(image: FirmwareImage, counters: number): void {
		const { run, hostAddresses } = this.#slot;
		const { machine } = run;
		const staged = stageFirmware({ ...image, compiled: null }, { slots: [this.#slot] });
		machine.linked = staged.linked;
		const addresses = { ...hostAddresses, [HOST_IMPORTS.counters]: counters };
		const { compiled } = image;
		const bound =
			compiled === null
				? []
				: [bindCompiled(compiled.module, machine, { toBlockEnd: compiled.toBlockEnd, hostImports: addresses })];
		this.#slot.plug({ ...staged, image, compiled: bound });
	}

	#start(): void {
		for (let part = 0; part < START_PARTS; part++) {
			this.#budget.remaining = AMPLE_CYCLES;
			const through = this.#slot.run.start();
			if (through === CALL.done) return;
			if (through === CALL.stopped) break;
		}
		this.#fail();
	}

	#processBatch(): void {
		const words = this.#words;
		const clock = this.#clock;
		const { cpu } = this.#slot;
		words.set(this.#input[this.#batch]);
		this.#batch = (this.#batch + 1) % this.#input.length;
		let tick = cpu.runAhead(words, 0, this.batchTicks);
		for (; tick < this.batchTicks; tick++) {
			const at = tick * TICK_WORDS;
			if (!cpu.tick(words[at], words[at + 1])) this.#fail();
			clock.advance();
			words[at] = cpu.left;
			words[at + 1] = cpu.right;
		}
	}

	#operateBatch(operators: OperatorOverride): void {
		const words = this.#words;
		const clock = this.#clock;
		const positions = this.#positions;
		for (let tick = 0; tick < this.batchTicks; tick++) {
			if (!operators.begin(0, 0)) this.#fail();
			positions.left = positions.right = clock.address << POSITION_FRACTION_BITS;
			if (operators.operate(0, positions) < 0 || operators.operate(1, positions) < 0) this.#fail();
			clock.advance();
			words[tick * TICK_WORDS] = positions.left;
			words[tick * TICK_WORDS + 1] = positions.right;
		}
	}

	#fail(): never {
		const record = new Int32Array(EVENT_WORDS);
		while (this.#view.events.pop(record)) {
			const event = readEvent(record);
			if (event?.kind === 'stopped') throw new Error(`${this.#name} stopped in ${event.phase}, line ${event.line}`);
		}
		throw new Error(`${this.#name} does not get through its cycles`);
	}
}

/** What goes into the ticks of one batch after the other, until the input repeats. */
function inputBatches(batchTicks: number): Int32Array[] {
	const sample = (tick: number): number => Math.round(FULL_SCALE * inputSample(tick));
	const words = Int32Array.from({ length: INPUT_FRAMES * TICK_WORDS }, (_, word) => {
		const tick = Math.floor(word / TICK_WORDS);
		return sample(word % TICK_WORDS === 0 ? tick : tick - RIGHT_DELAY_TICKS);
	});
	const batchWords = batchTicks * TICK_WORDS;
	return Array.from({ length: words.length / batchWords }, (_, batch) =>
		words.subarray(batch * batchWords, (batch + 1) * batchWords),
	);
}
