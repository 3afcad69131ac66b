import { ENGINE_REGIONS, SCOPE_FRAME_WORDS } from '../../bridge/block-regions.ts';
import { COMMAND_WORDS } from '../../bridge/commands.ts';
import { EVENT_WORDS } from '../../bridge/events.ts';
import { ENGINE_GAUGES } from '../../bridge/gauges.ts';
import { HEAP_TABLES, type HeapTableName } from '../../bridge/heap-layout.ts';
import { HOST_CELLS } from '../../bridge/host-cells.ts';
import { HEAP_START, MACHINE_WORDS } from '../../bridge/machine-size.ts';
import { REGISTER } from '../../gazl/machine-space.ts';
import type { Program } from '../../gazl/program.ts';
import { heatCounters } from '../../gazl/wasm/heat-counters.ts';
import { HEADER_REGION, headerBytes } from '../../memory/block-header.ts';
import type { Arena } from '../../memory/heap/allocator.ts';
import { DEFAULT_CONFIGURATION, placeLevels } from '../../memory/heap/heap-configuration.ts';
import { LEVELS } from '../../memory/heap/levels.ts';
import type { SharedBlock } from '../../memory/shared-block.ts';
import { RING_WORDS } from '../../memory/spsc-ring.ts';
import type { AddressSpace } from '../address-space.ts';
import type { PlanGroup } from './floor-plan.ts';
import { WORD_STATE } from './word-states.ts';

/** What decides how the words of an area look. */
export type AreaLook =
	/** All the same. */
	| { readonly kind: 'state'; readonly state: number }
	/** Used from its first word up to the highest that was ever used. */
	| { readonly kind: 'stack' }
	/** By what they hold. */
	| { readonly kind: 'values' }
	/** Filled between the two indices of a ring. */
	| { readonly kind: 'ring'; readonly slotWords: number }
	/** As the allocator of a level has cut it. */
	| { readonly kind: 'level'; readonly level: number };

/** A named piece of an area. */
export interface AreaPart {
	readonly name: string;
	/** First word in the area. */
	readonly start: number;
	readonly words: number;
}

/** Words that lie together and are of one sort: a region of the shared block, or a section of the firmware's memory. */
export interface SpaceArea {
	/** The same for another firmware or CPU slot. */
	readonly id: string;
	readonly title: string;
	/** The same in so many words. */
	readonly about: string;
	/** The words, the area's first at `base`; null before the engine is there. */
	readonly source: Int32Array | null;
	readonly base: number;
	readonly words: number;
	/** See `PlanItem`: what is the same all over needs less room than it has words for. */
	readonly worth?: number;
	readonly look: AreaLook;
	/** Whether `base` is an address of the firmware. */
	readonly isFirmware: boolean;
	/** Ascending; an area need not be divided, nor wholly so. */
	readonly parts: readonly AreaPart[];
}

/** What the areas are made of. */
export interface SpaceContents {
	/** Null before the first START. */
	readonly block: SharedBlock | null;
	/** The slot that plays, 0 or 1. */
	readonly liveSlot: number;
	/** Null for the stock CPU. */
	readonly firmware: { readonly space: AddressSpace; readonly words: Int32Array } | null;
	/** Where the levels of the firmware's heap are; null for where they are when nobody has changed it. */
	readonly arenas: readonly Arena[] | null;
}

/** What large areas are worth that look the same nearly all over. */
const DULL = 0.45;

/** Titles of the groups, as they stand beside them. */
export const GROUP_TITLES = {
	firmware: 'Firmware',
	delay: 'Delay',
	engine: 'Engine',
	slot: 'Slot',
	spare: 'Spare',
} as const;

/** A group of the map. */
export type SpaceGroupId = keyof typeof GROUP_TITLES;

const HEAP_TABLE_TITLES: Readonly<Record<HeapTableName, string>> = {
	header: 'header',
	levels: 'tables of the levels',
	bufferLevels: 'levels of buffers',
	pools: 'pools',
	multiPools: 'multi-size pools',
	circularBuffers: 'circular buffers',
	dmaBuffers: 'DMA buffers',
	boundedPointers: 'bounded pointers',
	rings: 'rings',
	ringStorage: 'words of the rings',
};

/** Regions whose names say too little to stand in the picture. */
const REGION_TITLES: Readonly<Record<string, string>> = {
	delay: 'delay line',
	memory: 'memory',
	calls: 'call stack',
	heap: 'heap tables',
	heat: 'counters',
	host: 'host cells',
};

const RING_SLOTS: Readonly<Record<string, number>> = { commands: COMMAND_WORDS, events: EVENT_WORDS, scope: SCOPE_FRAME_WORDS };

/** Parts that follow each other from the area's first word on. */
function inTurn(parts: readonly { readonly name: string; readonly words: number }[]): readonly AreaPart[] {
	let start = 0;
	return parts.map(({ name, words }) => {
		start += words;
		return { name, start: start - words, words };
	});
}

const cells = (names: readonly string[]) => inTurn(names.map((name) => ({ name, words: 1 })));

/** What is in a region, by its name without the slot. */
function partsOf(region: string, words: number, program: Program | null): readonly AreaPart[] {
	if (region in RING_SLOTS) {
		return inTurn([
			{ name: 'write index, overflows, high water', words: RING_WORDS.readIndex },
			{ name: 'read index', words: RING_WORDS.firstSlot - RING_WORDS.readIndex },
			{ name: 'slots', words: words - RING_WORDS.firstSlot },
		]);
	}
	switch (region) {
		case HEADER_REGION: {
			const fixed = headerBytes(0) / 4;
			const entryWords = headerBytes(1) / 4 - fixed;
			const entries = [HEADER_REGION, ...ENGINE_REGIONS.map(({ name }) => name)];
			return inTurn([
				{ name: 'what the block is', words: fixed },
				...entries.map((name) => ({ name: `entry of ${name}`, words: entryWords })),
			]).filter(({ start }) => start < words);
		}
		case 'gauges':
			return inTurn(ENGINE_GAUGES);
		case 'registers':
			return cells(Object.keys(REGISTER).map((name) => name.toLowerCase().replace('_', ' ')));
		case 'host':
			return cells(HOST_CELLS);
		case 'heap':
			return Object.entries(HEAP_TABLES).map(([name, { at, words: size }]) => ({
				name: HEAP_TABLE_TITLES[name as HeapTableName] ?? name,
				start: at,
				words: size,
			}));
		case 'heat': {
			if (program === null) return [];
			const { writes, blocks, frames, words: end } = heatCounters(program);
			return inTurn([
				{ name: 'reads by granule', words: writes },
				{ name: 'writes by granule', words: blocks - writes },
				{ name: 'passes through blocks', words: frames - blocks },
				{ name: 'call frames', words: end - frames },
			]);
		}
		default:
			return [];
	}
}

function lookOf(region: string): AreaLook {
	const slotWords = RING_SLOTS[region];
	if (slotWords !== undefined) return { kind: 'ring', slotWords };
	if (region === 'delay' || region === 'ticks') return { kind: 'values' };
	return { kind: 'state', state: WORD_STATE.table };
}

/** A region of the block. */
function regionArea(name: string, block: SharedBlock | null, program: Program | null): SpaceArea {
	const [kind = name] = name.split(' ');
	const declared = ENGINE_REGIONS.find((region) => region.name === name);
	const words = regionWords(name);
	return {
		id: kind,
		title: REGION_TITLES[kind] ?? kind,
		about: declared?.title ?? 'header of the block',
		source: block?.int32(name) ?? null,
		base: 0,
		words,
		worth: /^(shadow|heat|heap|checks)$/.test(kind) ? DULL : 1,
		look: lookOf(kind),
		isFirmware: false,
		parts: partsOf(kind, words, program),
	};
}

function regionWords(name: string): number {
	if (name === HEADER_REGION) return headerBytes(ENGINE_REGIONS.length + 1) / 4;
	return (ENGINE_REGIONS.find((region) => region.name === name)?.bytes ?? 0) / 4;
}

/** Regions that lie one behind the other, as one area: those of the slot that waits are of no interest one by one. */
function joinedRegions(id: string, title: string, about: string, names: readonly string[], block: SharedBlock | null): SpaceArea {
	const regions = names.map((name) => ({ name, words: regionWords(name), offset: (block?.region(name).offset ?? 0) / 4 }));
	const [first] = regions;
	const base = first?.offset ?? 0;
	const last = regions.at(-1);
	const words =
		block === null || last === undefined
			? regions.reduce((sum, region) => sum + region.words, 0)
			: last.offset + last.words - base;
	let end = 0;
	const parts = regions.map(({ name, words: size, offset }) => {
		const start = block === null ? end : offset - base;
		end = start + size;
		const [kind = name] = name.split(' ');
		return { name: REGION_TITLES[kind] ?? kind, start, words: size };
	});
	const source = block === null ? null : new Int32Array(block.buffer, 0, Math.floor(block.buffer.byteLength / 4));
	return { id, title, about, source, base, words, look: { kind: 'state', state: WORD_STATE.table }, isFirmware: false, parts };
}

/** The sections of the firmware's memory, from its lowest word to its highest. */
function firmwareAreas({ firmware, arenas }: SpaceContents): readonly SpaceArea[] {
	const state = (name: keyof typeof WORD_STATE): AreaLook => ({ kind: 'state', state: WORD_STATE[name] });
	if (firmware === null) {
		const title = 'no firmware is loaded: the stock CPU has no memory';
		const nothing = { id: 'memory', title, about: title, source: null, base: 0, words: MACHINE_WORDS };
		return [{ ...nothing, look: state('unmapped'), isFirmware: false, parts: [] }];
	}
	const { space, words: source } = firmware;
	const area = (id: string, title: string, start: number, end: number, look: AreaLook, parts: readonly AreaPart[] = []) => ({
		id,
		title,
		about: title,
		source,
		base: start,
		words: end - start,
		look,
		isFirmware: true,
		parts,
	});
	const symbols = (section: 'globals' | 'constants', start: number) =>
		space.spans
			.filter((span) => span.section === section)
			.map((span) => ({
				name: span.symbol?.name ?? (space.isGuard(span.start) ? 'guard' : ''),
				start: span.start - start,
				words: span.words,
			}));
	const levels: SpaceArea[] = [];
	if (space.constantsStart > space.stackEnd) {
		let end = space.stackEnd;
		for (const [level, arena] of (arenas ?? placeLevels(DEFAULT_CONFIGURATION, HEAP_START)).entries()) {
			// In front of the first level there are as many words as there are constants; the modelled cache lies behind L1.
			if (arena.start > end)
				levels.push(area(`gap ${level}`, level === 0 ? 'unused' : 'cache', end, arena.start, state('unmapped')));
			const name = LEVELS[level]?.name ?? `level ${level}`;
			end = arena.start + arena.words;
			levels.push(area(name, name, arena.start, end, { kind: 'level', level }));
		}
		if (end < space.constantsStart) levels.push(area('gap', 'unused', end, space.constantsStart, state('unmapped')));
	}
	return [
		area('globals', 'globals', 0, space.stackBase, state('globals'), symbols('globals', 0)),
		{ ...area('stack', 'data stack', space.stackBase, space.stackEnd, { kind: 'stack' }), worth: DULL },
		...levels,
		area(
			'constants',
			'constants',
			space.constantsStart,
			space.memoryWords,
			state('constants'),
			symbols('constants', space.constantsStart),
		),
	].filter(({ words }) => words > 0);
}

/** Every word that the engine has, in groups: what the firmware reaches, the delay line, what all share, and what either CPU slot has. */
export function spaceGroups(contents: SpaceContents): readonly (PlanGroup<SpaceArea> & { readonly id: SpaceGroupId })[] {
	const { block, liveSlot, firmware } = contents;
	const program = firmware?.space.program ?? null;
	const ofSlot = (slot: number) => ENGINE_REGIONS.map(({ name }) => name).filter((name) => name.endsWith(` ${slot}`));
	const shared = ENGINE_REGIONS.map(({ name }) => name).filter((name) => !/ \d$/.test(name));
	const live = ofSlot(liveSlot);
	const isTable = (name: string) => !/^(memory|delay) /.test(name);
	const spareSlot = 1 - liveSlot;
	const spareTables = ofSlot(spareSlot).filter(isTable);
	const area = (name: string) => regionArea(name, block, program);
	const inSpare = (name: string): SpaceArea => {
		const spare = regionArea(`${name} ${spareSlot}`, block, null);
		return { ...spare, id: `spare ${name}`, title: `spare ${spare.title}` };
	};
	return [
		{ id: 'firmware', emphasis: 3.2, items: firmwareAreas(contents) },
		{ id: 'delay', emphasis: 1, items: [area(`delay ${liveSlot}`)] },
		{ id: 'engine', emphasis: 0.7, items: [...shared, HEADER_REGION].map(area) },
		{ id: 'slot', emphasis: 0.7, items: live.filter(isTable).map(area) },
		{
			id: 'spare',
			emphasis: 0.4,
			items: [
				inSpare('delay'),
				inSpare('memory'),
				joinedRegions('spare tables', 'spare tables', 'tables of the slot that waits', spareTables, block),
			],
		},
	];
}
