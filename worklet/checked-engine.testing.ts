import { buildEngineBlock, CONTROL_PERIOD_FRAMES, type EngineBlockView, viewEngineBlock } from '../src/bridge/block-regions.ts';
import { CheckRecords } from '../src/bridge/check-records.ts';
import { CommandWriter } from '../src/bridge/commands.ts';
import { type EngineEvent, EVENT_WORDS, readEvent } from '../src/bridge/events.ts';
import type { FirmwareExecutor } from '../src/bridge/firmware-image.ts';
import { DEFAULT_MEMORY_SETUP, type MemorySetup } from '../src/bridge/memory-setup.ts';
import { contextOf } from '../src/bridge/violation-context.ts';
import { type ViolationContext, type ViolationText, violationText } from '../src/bridge/violation-text.ts';
import type { Program } from '../src/gazl/program.ts';
import { impalaPlace } from '../src/impala/compile.ts';
import type { MemorySetting } from '../src/memory/checks/pressure.ts';
import type { Violation } from '../src/memory/checks/violation-list.ts';
import { buildFirmware } from '../src/toolchain/build-firmware.ts';
import { HEAD } from './cpu/memory-firmware.testing.ts';
import { Engine } from './engine.ts';

const SAMPLE_RATE = 44100;
const FIRMWARE = 1;
const FILE_NAME = 'test.impala';

/** How a firmware is to be run. */
export interface CheckedOptions {
	readonly executor?: FirmwareExecutor;
	/** The checked build unless it says otherwise. */
	readonly checked?: boolean;
	readonly memory?: MemorySetup;
	readonly settings?: Partial<Record<MemorySetting, number>>;
}

/** An engine that plays a firmware in Impala, and what the checks say of it. */
export class CheckedEngine {
	readonly source: string;
	readonly records: CheckRecords;
	readonly program: Program;
	readonly engine: Engine;
	readonly commands: CommandWriter;
	readonly context: ViolationContext;
	/** All that was played, left and right in turn. */
	readonly output: number[] = [];
	readonly #view: EngineBlockView;
	readonly #slot: number;
	readonly #input = Float32Array.from({ length: CONTROL_PERIOD_FRAMES }, (_, frame) => 0.5 * Math.sin(frame * 0.1));

	/** @param code what follows `HEAD` */
	constructor(
		code: string,
		{ executor = 'wasm', checked = true, memory = DEFAULT_MEMORY_SETUP, settings = {} }: CheckedOptions = {},
	) {
		this.source = HEAD + code;
		const text = { id: FIRMWARE, name: 'test', code: this.source, config: '', debug: false } as const;
		const build = buildFirmware({ ...text, language: 'impala', checked });
		if (!build.ok) throw new Error(`${build.diagnostics[0].line}: ${build.diagnostics[0].message}`);
		this.program = build.image.program;
		const block = buildEngineBlock();
		this.#view = viewEngineBlock(block);
		this.commands = new CommandWriter(this.#view.commands);
		this.engine = new Engine(viewEngineBlock(block), SAMPLE_RATE, executor);
		for (const [setting, value] of Object.entries(settings)) this.commands.memorySetting(setting as MemorySetting, value);
		this.engine.load(build.image, null, false, memory);
		this.engine.settle();
		this.#slot = this.engine.slots.findIndex(({ run }) => run.image?.id === FIRMWARE);
		this.records = new CheckRecords(block.int32(`checks ${this.#slot}`));
		const { lineMap } = build;
		const fileLine = (line: number) => (lineMap === null ? 0 : (impalaPlace(lineMap, line)?.start.line ?? 0));
		this.context = contextOf(this.program, { fileName: FILE_NAME, fileLine }, SAMPLE_RATE, this.records);
	}

	/** Plays control periods of sound. */
	play(periods = 1): void {
		for (let period = 0; period < periods; period++) {
			const [left, right] = [new Float32Array(CONTROL_PERIOD_FRAMES), new Float32Array(CONTROL_PERIOD_FRAMES)];
			this.engine.process(this.#input, this.#input, left, right, CONTROL_PERIOD_FRAMES);
			for (const [frame, sample] of left.entries()) this.output.push(sample, right[frame] ?? 0);
		}
	}

	/** Plays until the checks find something; throws when they find nothing in a hundred periods. */
	playToViolation(): void {
		for (let period = 0; this.records.violationRows === 0; period++) {
			if (period === 100) throw new Error('Nothing was found');
			this.play();
		}
	}

	get memory(): Int32Array {
		return this.run.machine.memory;
	}

	get run() {
		const { run } = this.engine.slots[this.#slot] ?? {};
		if (run === undefined) throw new Error('The firmware is in no slot');
		return run;
	}

	get heap() {
		return this.run.natives.heap;
	}

	get shadow(): Int32Array {
		return this.#view.block.int32(`shadow ${this.#slot}`);
	}

	/** The regions in which the firmware keeps pointers. */
	get regions() {
		const region = (name: string) => this.#view.block.int32(`${name} ${this.#slot}`);
		return { memory: region('memory'), registers: region('registers'), hostCells: region('host'), heapTables: region('heap') };
	}

	/** A global of the firmware. */
	global(name: string): number {
		const { symbol, memory } = { symbol: this.run.machine.symbol(name), memory: this.memory };
		if (symbol === undefined) throw new Error(`There is no global ${name}`);
		return memory[symbol.address] ?? 0;
	}

	/** Line of the source that has the words in it, from 1. */
	lineOf(words: string): number {
		const line = this.source.split('\n').findIndex((text) => text.includes(words)) + 1;
		if (line === 0) throw new Error(`No line of the source has ${words}`);
		return line;
	}

	textOf(violation: Violation): ViolationText {
		return violationText(violation, this.context);
	}

	events(): readonly EngineEvent[] {
		const events: EngineEvent[] = [];
		const record = new Int32Array(EVENT_WORDS);
		while (this.#view.events.pop(record)) {
			const event = readEvent(record);
			if (event !== null) events.push(event);
		}
		return events;
	}
}

export const EXECUTORS: readonly FirmwareExecutor[] = ['wasm', 'interpreter'];

/** Tick in which {@link mistake} makes its mistake: not in the first period. */
export const MISTAKE_TICK = 100;

/** A firmware whose function `act` is called once, in tick {@link MISTAKE_TICK}. */
export function mistake({ globals = '', init = '', act }: { globals?: string; init?: string; act: string }): string {
	return `global int ticks = 0
global array words[64]
global pointer p = null
global pointer q = null
global int pool = 0
global int other = 0
${globals}
function init()
locals int i
{
${init}
}

function act()
locals pointer a, pointer b, int i, int x
{
${act}
}

function process()
{
	global ticks = global ticks + 1;
	if (global ticks == ${MISTAKE_TICK}) act();
}
`;
}

/** What a violation says, with lines of the source in place of instructions. */
export function summaryOf({ context }: CheckedEngine, violation: Violation) {
	const { kind, foundBy, place, writes, count, buffer, address } = violation;
	const siteOf = ({ instruction, callers }: Violation['place']) => ({
		line: context.lineOf(instruction),
		function: context.functionOf(instruction),
		callers: callers.map((caller) => context.functionOf(caller)),
	});
	return {
		kind,
		foundBy,
		writes,
		count,
		frame: place.frame,
		...siteOf(place),
		buffer:
			buffer === null
				? null
				: {
						kind: buffer.kind,
						name: context.nameOf(buffer.name),
						words: buffer.askedWords,
						offset: address - buffer.address,
						allocated: siteOf(buffer.allocated).line,
						freed: buffer.freed === null ? null : siteOf(buffer.freed).line,
					},
	};
}
