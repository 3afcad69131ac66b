import { MACHINE_REGISTERS } from '../gazl/machine.ts';
import { GRANULE_WORDS } from '../gazl/wasm/heat-counters.ts';
import { Gauges } from '../memory/gauges.ts';
import type { RegionSpec } from '../memory/layout.ts';
import { RecordRing } from '../memory/record-ring.ts';
import { SharedBlock } from '../memory/shared-block.ts';
import { WordRing } from '../memory/word-ring.ts';
import { CHECKS_WORDS, SHADOW_WORDS } from './checks-layout.ts';
import { COMMAND_WORDS } from './commands.ts';
import { EVENT_WORDS } from './events.ts';
import { ENGINE_GAUGES } from './gauges.ts';
import { HEAP_TABLE_WORDS } from './heap-layout.ts';
import { HOST_CELLS } from './host-cells.ts';
import { CALL_STACK_ENTRIES, CPU_SLOTS, MEMORY_WORDS } from './machine-size.ts';
import { CONVERTER_DOUBLES } from './signal-state.ts';

/** Stereo frames of the delay line (device.md 3.1). */
export const DELAY_FRAMES = 65536;

const COMMAND_RING_RECORDS = 1024;
const EVENT_RING_RECORDS = 1024;
const SCOPE_RING_WORDS = 65536;

/** Words for counters of other things than granules: of more blocks and functions than a large firmware has. */
const CODE_COUNTER_WORDS = 49152;

/** Words for the counters of a firmware's instrumented form, see `heatCounters`. A firmware that needs more has no such form. */
export const HEAT_WORDS = 2 * Math.ceil(MEMORY_WORDS / GRANULE_WORDS) + CODE_COUNTER_WORDS;

/**
 * Frames between two looks at commands, firmware starts and cycle budgets. A grid of the engine's own, counted from frame 0: what
 * it renders does not depend on the block length that the host happens to use.
 */
export const CONTROL_PERIOD_FRAMES = 64;

/** Ticks that the words between converters and CPU have room for: those of one stretch of frames. */
export const STRETCH_TICKS = 4096;

/** Words per tick there, left and right: first what goes in, then what comes out. */
export const TICK_WORDS = 2;

/** Words per frame in the scope ring: in left, in right, out left, out right, as float bits. */
export const SCOPE_FRAME_WORDS = 4;

/** Who writes a region while audio runs. */
export type RegionWriter = 'page' | 'audio';

/** A region of the block, with what it is for. */
export interface EngineRegion extends RegionSpec {
	readonly writer: RegionWriter;
	readonly title: string;
}

function cpuSlotRegions(slot: number): EngineRegion[] {
	const letter = 'AB'[slot];
	return [
		{ name: `delay ${slot}`, bytes: DELAY_FRAMES * 2 * 4, writer: 'audio', title: `delay line ${letter}` },
		{ name: `memory ${slot}`, bytes: MEMORY_WORDS * 4, writer: 'audio', title: `firmware memory ${letter}` },
		{ name: `calls ${slot}`, bytes: CALL_STACK_ENTRIES * 2 * 4, writer: 'audio', title: `call stack ${letter}` },
		{ name: `registers ${slot}`, bytes: MACHINE_REGISTERS * 4, writer: 'audio', title: `registers ${letter}` },
		{ name: `heap ${slot}`, bytes: HEAP_TABLE_WORDS * 4, writer: 'audio', title: `heap tables and rings ${letter}` },
		{ name: `heat ${slot}`, bytes: HEAT_WORDS * 4, writer: 'audio', title: `access counters ${letter}` },
		{ name: `shadow ${slot}`, bytes: SHADOW_WORDS * 4, writer: 'audio', title: `shadow of the heap ${letter}` },
		{ name: `checks ${slot}`, bytes: CHECKS_WORDS * 4, writer: 'audio', title: `allocations and violations ${letter}` },
		{ name: `host ${slot}`, bytes: HOST_CELLS.length * 4, writer: 'audio', title: `host cells ${letter}` },
	];
}

/** Every region of an engine's block, in order (memory.md 1). */
export const ENGINE_REGIONS: readonly EngineRegion[] = [
	{ name: 'commands', bytes: RecordRing.bytes(COMMAND_WORDS, COMMAND_RING_RECORDS), writer: 'page', title: 'commands ring' },
	{ name: 'events', bytes: RecordRing.bytes(EVENT_WORDS, EVENT_RING_RECORDS), writer: 'audio', title: 'events ring' },
	{ name: 'scope', bytes: WordRing.bytes(SCOPE_RING_WORDS), writer: 'audio', title: 'scope ring' },
	{ name: 'gauges', bytes: Gauges.bytes(ENGINE_GAUGES), writer: 'audio', title: 'gauges' },
	{ name: 'ticks', bytes: STRETCH_TICKS * TICK_WORDS * 4, writer: 'audio', title: 'words of the ticks' },
	{
		name: 'frames',
		bytes: CONTROL_PERIOD_FRAMES * SCOPE_FRAME_WORDS * 4,
		writer: 'audio',
		title: 'frames of the present control period',
	},
	{ name: 'tick times', bytes: STRETCH_TICKS * 8, writer: 'audio', title: 'times of the ticks' },
	{ name: 'converters', bytes: CONVERTER_DOUBLES * 8, writer: 'audio', title: 'state of the converters' },
	...Array.from({ length: CPU_SLOTS }, (_, slot) => cpuSlotRegions(slot)).flat(),
];

/** Builds the block of one engine: all of it, zeroed, laid out. */
export function buildEngineBlock(): SharedBlock {
	return SharedBlock.build(ENGINE_REGIONS);
}

/** One side's view of what both sides share. Make one per thread: rings keep a cached index per side. */
export interface EngineBlockView {
	readonly block: SharedBlock;
	readonly commands: RecordRing;
	readonly events: RecordRing;
	readonly scope: WordRing;
	readonly gauges: Gauges<typeof ENGINE_GAUGES>;
}

/** Opens the rings and gauges of an engine's block. */
export function viewEngineBlock(block: SharedBlock): EngineBlockView {
	return {
		block,
		commands: new RecordRing(block.int32('commands'), COMMAND_WORDS),
		events: new RecordRing(block.int32('events'), EVENT_WORDS),
		scope: new WordRing(block.int32('scope')),
		gauges: new Gauges(ENGINE_GAUGES, block.int32('gauges')),
	};
}
