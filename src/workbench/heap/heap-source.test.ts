import { beforeEach, describe, expect, test } from 'vitest';
import { buildEngineBlock, type EngineBlockView, viewEngineBlock } from '../../bridge/block-regions.ts';
import { HEAP_HEADER, heapTable } from '../../bridge/heap-layout.ts';
import { HEAP_START } from '../../bridge/machine-size.ts';
import { DEFAULT_CONFIGURATION } from '../../memory/heap/heap-configuration.ts';
import { LevelHeap } from '../../memory/heap/level-heap.ts';
import { LEVEL } from '../../memory/heap/levels.ts';
import { type BuiltFirmware, deviceStore } from '../../store/device-store.ts';
import type { EngineSource } from '../engine-window.ts';
import { programOf } from '../program.testing.ts';
import { HeapRecorder } from './heap-recorder.ts';
import { HeapSource } from './heap-source.ts';
import { STEP_MS, UNKNOWN } from './occupancy-timeline.ts';

const ID = 7;
const SLOT = 1;

function firmware(heapWords: number): BuiltFirmware {
	const program = { ...programOf(131072, [2], [3]), heapWords };
	return {
		source: { id: ID, name: 'test', code: '', config: '', debug: false },
		image: { id: ID, name: 'test', program, compiled: null, config: '', debug: false },
		gazl: '',
		lineMap: null,
		warnings: [],
		fileName: 'test.gazl',
		fileLine: (line) => line,
	};
}

describe('the heap of what the device plays', () => {
	let view: EngineBlockView;
	let engine: { -readonly [Member in keyof EngineSource]: EngineSource[Member] };
	let source: HeapSource;

	/** What the engine does when a firmware with a heap begins in a slot. */
	function begin(slot = SLOT): LevelHeap {
		const region = view.block.int32(`heap ${slot}`);
		const levels = new LevelHeap(
			view.block.int32(`memory ${slot}`),
			heapTable(region, 'levels'),
			DEFAULT_CONFIGURATION,
			HEAP_START,
		);
		levels.initialiseAsConfigured();
		region[HEAP_HEADER.firmware] = ID;
		Atomics.add(region, HEAP_HEADER.generation, 1);
		return levels;
	}

	function play(id: number, slot = SLOT): void {
		view.gauges.setInt(view.gauges.offset('cpuSlot'), 0, slot);
		view.gauges.setInt(view.gauges.offset('firmware'), 0, id);
	}

	function state(): string {
		source.refresh();
		return source.state;
	}

	beforeEach(() => {
		view = viewEngineBlock(buildEngineBlock());
		engine = { view: null, setHeat() {}, setWord: () => '' };
		source = new HeapSource(engine);
		deviceStore.setState({ firmware: firmware(1000), firmwareStarting: false });
	});

	test('is none of the stock CPU, of firmware that asks for none, and before the first START', () => {
		deviceStore.setState({ firmware: null });
		expect([state(), source.heap]).toEqual(['stock', null]);
		deviceStore.setState({ firmware: firmware(0) });
		expect([state(), source.heap]).toEqual(['without', null]);
		deviceStore.setState({ firmware: firmware(1000) });
		expect([state(), source.heap]).toEqual(['unstarted', null]);
	});

	test('is that of the slot that plays when the firmware has begun anew in the other one', () => {
		engine.view = view;
		for (const [slot, words] of [
			[1, 10],
			[0, 20],
			[1, 30],
		] as const) {
			begin(slot).allocate(words, LEVEL.L1);
			play(ID, slot);
			expect(state()).toBe('live');
			expect(source.heap?.levels.statistic(LEVEL.L1, 'askedWords')).toBe(words);
		}
	});

	test('is looked for until the engine has made it, then lives, and stays when its firmware stops', () => {
		engine.view = view;
		expect([state(), source.heap]).toEqual(['starting', null]);
		const levels = begin();
		play(ID);
		expect(state()).toBe('live');
		levels.allocate(100, LEVEL.L1);
		expect(source.heap?.levels.liveBlocks(LEVEL.L1)).toBe(1);
		play(0);
		expect(state()).toBe('stopped');
		expect(source.heap?.levels.liveBlocks(LEVEL.L1)).toBe(1);
	});

	test('is opened once, and again when it is made anew', () => {
		engine.view = view;
		begin();
		play(ID);
		state();
		const first = source.heap;
		state();
		expect(source.heap === first).toBe(true);
		begin();
		state();
		expect(source.heap === first).toBe(false);
	});

	test('is written down while it lives, with what came and went between two looks', () => {
		engine.view = view;
		const recorder = new HeapRecorder(source);
		const { timeline } = recorder;
		recorder.look(0);
		const levels = begin();
		play(ID);
		recorder.look(STEP_MS);
		const block = levels.allocate(1000, LEVEL.L2);
		levels.allocate(30, LEVEL.L2);
		levels.free(block);
		recorder.look(2 * STEP_MS);
		expect([0, 1, 2].map((ago) => timeline.grantedWords(LEVEL.L2, ago))).toEqual([32, 0, UNKNOWN]);
		expect([0, 1].map((ago) => timeline.highestWords(LEVEL.L2, ago))).toEqual([1024 + 32, 0]);
		expect([timeline.askedWords(LEVEL.L2, 0), timeline.blocks(LEVEL.L2, 0)]).toEqual([30, 1]);
		play(0);
		recorder.look(3 * STEP_MS);
		expect(timeline.grantedWords(LEVEL.L2, 0)).toBe(UNKNOWN);
	});
});
