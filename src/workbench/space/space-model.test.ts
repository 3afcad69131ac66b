import { beforeAll, expect, test } from 'vitest';
import { Engine } from '../../../worklet/engine.ts';
import { buildEngineBlock, viewEngineBlock } from '../../bridge/block-regions.ts';
import { MEMORY_OFFSET } from '../../gazl/program.ts';
import type { BuiltFirmware } from '../../store/device-store.ts';
import { buildFirmware } from '../../toolchain/build-firmware.ts';
import { MemorySource } from '../memory-source.ts';
import { steppedByPart } from './cursor-steps.ts';
import { planFloor } from './floor-plan.ts';
import type { SpaceArea } from './space-areas.ts';
import { SpaceModel } from './space-model.ts';
import { placesAround, zoomLimit } from './space-places.ts';
import { WORD_STATE } from './word-states.ts';
import { storyOf } from './word-story.ts';

/** Two blocks of L2 and a pool in L1; the pointer to the first block is in `tape`, that to the second nowhere. */
const HOARDER = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
const int L1 = 1
const int L2 = 2

extern native adiAlloc
extern native poolCreate
extern native poolAlloc

global array signal[2]
global pointer tape = null
global int voices = 0

function init()
{
	global tape = (pointer) adiAlloc(100, L2, "tape");
	adiAlloc(1000, L2, "lost");
	global voices = (int) poolCreate("voice", 10, 4, L1);
	poolAlloc(global voices);
}

function process()
{
	*(global tape + 5) = (int) global signal[0];
}
`;

const SHEET = { width: 540, height: 285 };
const lineText = (line: number) => `line ${line}`;

let model: SpaceModel;
let areas: ReadonlyMap<string, SpaceArea>;

beforeAll(() => {
	const view = viewEngineBlock(buildEngineBlock());
	const engine = new Engine(viewEngineBlock(view.block), 44_100);
	const source = { id: 1, name: 'hoarder', code: HOARDER, language: 'impala', config: '', debug: false } as const;
	const build = buildFirmware(source);
	if (!build.ok) throw new Error(build.diagnostics[0].message);
	engine.load(build.image);
	engine.settle();
	const silence = new Float32Array(256);
	engine.process(silence, silence, new Float32Array(256), new Float32Array(256), 256);
	const page = { view, setHeat: () => {}, setWord: () => '' };
	const { image, gazl, lineMap, warnings } = build;
	const firmware: BuiltFirmware = {
		source,
		image,
		gazl,
		lineMap,
		warnings,
		fileName: 'hoarder.impala',
		fileLine: (line) => line,
	};
	model = new SpaceModel(page, new MemorySource(page, firmware));
	model.refresh(1);
	areas = new Map(model.groups.flatMap(({ items }) => items.map((area) => [area.id, area])));
	for (let frame = 2; frame < 40; frame++) {
		const inSight = [...model.layers.values()].map((layer) => ({ layer, from: 0, to: layer.area.words }));
		model.look(inSight, frame * 16);
	}
});

function area(id: string): SpaceArea {
	const found = areas.get(id);
	if (found === undefined) throw new Error(`there is no area ${id}`);
	return found;
}

/** The address that a global holds a pointer to. */
function pointedTo(symbol: string): number {
	const { source } = model;
	const address = source?.space.program.symbols.find(({ name }) => name === symbol)?.address ?? -1;
	return (source?.words[address] ?? 0) - MEMORY_OFFSET;
}

test('a word of a block is told as its buffer and offset, with what was asked for and granted', () => {
	const L2 = area('L2');
	const offset = pointedTo('tape') - L2.base;
	// The best fit for 100 words is the chunk of 128.
	const { place, facts } = storyOf(model, L2, offset + 17, lineText);
	expect(place).toBe('tape + 17');
	expect(facts.slice(0, 2)).toEqual(['L2 bin 2', '100 words asked, 128 granted']);
	expect(storyOf(model, L2, offset + 100, lineText)).toMatchObject({ place: 'tape + 100' });
	expect(storyOf(model, L2, offset + 100, lineText).facts).toContain('slack');
	expect(storyOf(model, L2, offset - 1, lineText).place).toBe('tape − 1');
	const { states } = model.layers.get('L2') ?? { states: new Uint8Array() };
	expect([-1, 0, 99, 100, 127].map((word) => states[offset + word])).toEqual([
		WORD_STATE.guard,
		WORD_STATE.used,
		WORD_STATE.used,
		WORD_STATE.slack,
		WORD_STATE.slack,
	]);
});

test('an item of a pool is told by the name of its type, and whether somebody has it', () => {
	const L1 = area('L1');
	const first = [...(model.layers.get('L1')?.states ?? [])].indexOf(WORD_STATE.used);
	expect(storyOf(model, L1, first + 3, lineText).place).toBe('voice 0 + 3');
	expect(storyOf(model, L1, first + 23, lineText).place).toBe('free voice 2 + 3');
});

test('page keys go from block to block in use, and in by bin and block', () => {
	const plan = planFloor(model.groups, SHEET.width, SHEET.height);
	const L2 = area('L2');
	const room = plan.rooms.find(({ item }) => item.id === 'L2');
	if (room === undefined) throw new Error('L2 is not in the plan');
	const visited: number[] = [];
	let point = { room, offset: 0 };
	for (let step = 0; step < 20 && point.room === room; step++) {
		point = steppedByPart(model, plan, point, 1);
		if (point.room === room) visited.push(point.offset);
	}
	expect(visited).toContain(pointedTo('tape') - L2.base);
	expect([...visited].sort((a, b) => a - b)).toEqual(visited);
	const places = placesAround(model, plan, { room, offset: pointedTo('tape') - L2.base + 3 });
	expect(places.map(({ label }) => label)).toEqual([
		'All memory',
		'Firmware',
		'L2',
		'bin 2 · 44 × 128',
		`block ${pointedTo('tape')}`,
		`word ${pointedTo('tape') + 3}`,
	]);
	for (const [index, { box }] of places.entries()) {
		const outer = places[index - 1]?.box ?? { x: 0, y: 0, ...SHEET };
		expect(box.width * box.height).toBeLessThanOrEqual(outer.width * outer.height + 1);
	}
	expect(zoomLimit(plan, room.box.x + 1, room.box.y + 1)).toBeGreaterThan(50);
});

test('globals, stack, delay line, rings and gauges tell what they are', () => {
	const place = (id: string, offset: number) => storyOf(model, area(id), offset, lineText).place;
	expect(place('globals', 1)).toBe('signal[1]');
	expect(place('stack', 5)).toBe('stack + 5');
	expect(place('delay', 7)).toMatch(/^delay line [AB], frame 3 right$/);
	expect(place('gauges', 0)).toBe('frame');
	expect(place('commands', 32 + 4 * 9 + 2)).toBe('commands ring, slot 9 word 2');
	expect(place('spare memory', 3)).toMatch(/^firmware memory [AB] \+ 3$/);
});
