import { buildEngineBlock } from '../../src/bridge/block-regions.ts';
import { type EngineEvent, EVENT_WORDS, readEvent } from '../../src/bridge/events.ts';
import { Machine } from '../../src/gazl/machine.ts';
import { MEMORY_SETTING_WORDS } from '../../src/memory/checks/pressure.ts';
import { RecordRing } from '../../src/memory/record-ring.ts';
import { buildFirmware } from '../../src/toolchain/build-firmware.ts';
import { Clock } from '../clock.ts';
import { DelayLine } from '../delay-line.ts';
import { EventWriter } from '../event-writer.ts';
import { LinearDigitalToAnalog } from '../signal-path/linear-converters.ts';
import { CycleBudget } from './budget.ts';
import { CpuControls } from './cpu.ts';
import { CpuSlot } from './cpu-slot.ts';
import { CALL } from './firmware-call.ts';
import { stageFirmware } from './staged-firmware.ts';

const SAMPLE_RATE = 44100;
const EVENT_RECORDS = 1024;
/** Budget of a slice that no test firmware uses up. */
const AMPLE = 1_000_000_000;

/** First lines of a full patch, and of a mod patch. */
export const FULL_PATCH = 'PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2\nsignal: GLOB *2\n';
export const MOD_PATCH = 'PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2\npositions: GLOB *2\n';

/** What a tick answered. */
export interface TickResult {
	readonly left: number;
	readonly right: number;
}

/** One CPU slot with its surroundings, ticked by hand in 12-bit words. */
export class CpuBench {
	readonly clock = new Clock(SAMPLE_RATE, SAMPLE_RATE);
	readonly controls = new CpuControls();
	readonly budget = new CycleBudget();
	readonly #block = buildEngineBlock();
	readonly delayLine = new DelayLine(this.#block.int32('delay 0'), this.#block.int32('host 0'));
	readonly slot: CpuSlot;
	/** The words of `MEMORY_SETTINGS`. */
	readonly memorySettings = new Int32Array(MEMORY_SETTING_WORDS);
	/** The regions of the checked build. */
	readonly checks = this.#block.int32('checks 0');
	readonly shadow = this.#block.int32('shadow 0');
	/** The region of the heap's tables and rings. */
	readonly heapTables = this.#block.int32('heap 0');
	/** What goes into ticks and comes out of them when they are run ahead. */
	readonly tickWords = this.#block.int32('ticks');
	readonly #ring = new RecordRing(new Int32Array(RecordRing.bytes(EVENT_WORDS, EVENT_RECORDS) / 4), EVENT_WORDS);
	readonly eventWriter = new EventWriter(this.#ring, SAMPLE_RATE);

	constructor() {
		const block = this.#block;
		this.controls.clockHz = SAMPLE_RATE;
		this.slot = new CpuSlot({
			index: 0,
			machine: new Machine({
				memory: block.int32('memory 0'),
				callStack: block.int32('calls 0'),
				registers: block.int32('registers 0'),
				wasmMemory: block.memory,
			}),
			delayLine: this.delayLine,
			output: new LinearDigitalToAnalog(this.clock),
			clock: this.clock,
			controls: this.controls,
			hostCells: block.int32('host 0'),
			tickWords: this.tickWords,
			heapTables: this.heapTables,
			heat: block.int32('heat 0'),
			shadow: block.int32('shadow 0'),
			checks: block.int32('checks 0'),
			memorySettings: this.memorySettings,
			events: this.eventWriter,
			budget: this.budget,
		});
	}

	/** Plugs a firmware in without starting it. */
	plug(code: string, { config = '', debug = true, id = 1 } = {}): void {
		const build = buildFirmware({ id, name: 'test', code, config, debug });
		if (!build.ok) throw new Error(`${build.diagnostics[0].line}: ${build.diagnostics[0].message}`);
		this.slot.plug(stageFirmware(build.image, { slots: [this.slot] }));
	}

	/** Goes on with the start, in slices of `slice` cycles; the answer is that of `FirmwareRun.start`. */
	start(slice = AMPLE): number {
		for (;;) {
			this.budget.remaining = slice;
			const through = this.slot.run.start();
			if (through !== CALL.pending) return through;
		}
	}

	/** Plugs a firmware in and starts it to the end. */
	load(code: string, options: { config?: string; debug?: boolean; id?: number } = {}): void {
		this.plug(code, options);
		if (this.start() !== CALL.done) throw new Error(`the firmware stopped: ${JSON.stringify(this.events())}`);
	}

	/** One try at a tick with `cycles` to spend; null when it did not get through, and the clock stands. */
	tryTick(left = 0, right = left, cycles = AMPLE): TickResult | null {
		this.budget.remaining = cycles;
		const { cpu } = this.slot;
		if (!cpu.tick(left, right)) return null;
		this.clock.advance();
		return { left: cpu.left, right: cpu.right };
	}

	/** One tick that gets through. */
	tick(left = 0, right = left): TickResult {
		const result = this.tryTick(left, right);
		if (result === null) throw new Error(`the tick did not get through: ${JSON.stringify(this.events())}`);
		return result;
	}

	/** `count` ticks of silence. */
	ticks(count: number): void {
		for (let i = 0; i < count; ++i) this.tick();
	}

	/** The RESET switch. */
	reset(): void {
		this.clock.reset();
		this.slot.reset(this.controls.writeProtect !== 0);
	}

	/** Operator and operands of instruction 1, operands as 16 bits. */
	setFirst(operator: number, operand: number): void {
		Object.assign(this.controls, { operator1: operator, operand1High: operand >> 8, operand1Low: operand & 0xff });
	}

	/** Operator and operands of instruction 2. */
	setSecond(operator: number, operand: number): void {
		Object.assign(this.controls, { operator2: operator, operand2High: operand >> 8, operand2Low: operand & 0xff });
	}

	/** Words of a firmware's global. */
	global(name: string, words = 1): number[] {
		const symbol = this.slot.run.machine.symbol(name);
		if (symbol === undefined) throw new Error(`no global ${name}`);
		return Array.from(this.slot.run.machine.memory.subarray(symbol.address, symbol.address + words));
	}

	/** Events since the last call. */
	events(): EngineEvent[] {
		const record = new Int32Array(EVENT_WORDS);
		const events: EngineEvent[] = [];
		while (this.#ring.pop(record)) {
			const event = readEvent(record);
			if (event !== null) events.push(event);
		}
		return events;
	}

	/** Lines of text among the events since the last call. */
	lines(): string[] {
		const lines: string[] = [];
		let line = '';
		for (const event of this.events()) {
			if (event.kind !== 'text') continue;
			line += event.text;
			if (!event.ends) continue;
			lines.push(line);
			line = '';
		}
		return lines;
	}
}
