import { beforeEach, describe, expect, test } from 'vitest';
import { buildEngineBlock, type EngineBlockView, viewEngineBlock } from '../../bridge/block-regions.ts';
import { CHECKS_HEADER } from '../../bridge/checks-layout.ts';
import { type BuiltFirmware, deviceStore } from '../../store/device-store.ts';
import type { EngineSource } from '../engine-window.ts';
import { programOf } from '../program.testing.ts';
import { ChecksSource } from './checks-source.ts';

const ID = 7;
const OTHER_ID = 8;

function firmware(heapWords: number, checked: boolean, id = ID): BuiltFirmware {
	const program = { ...programOf(131072, [2], [3]), heapWords };
	return {
		source: { id, name: 'test', code: '', config: '', debug: false },
		image: { id, name: 'test', program, compiled: null, config: '', debug: false, checked },
		gazl: '',
		lineMap: null,
		warnings: [],
		fileName: 'test.gazl',
		fileLine: (line) => line,
	};
}

describe('the checks of what the device plays', () => {
	let view: EngineBlockView;
	let engine: { -readonly [Member in keyof EngineSource]: EngineSource[Member] };
	let source: ChecksSource;

	/** What the engine does when a checked firmware begins in a slot: its records begin anew, here with so many frames counted. */
	function begin(slot: number, frames = 0, id = ID): void {
		const region = view.block.int32(`checks ${slot}`);
		region.fill(0);
		region[CHECKS_HEADER.firmware] = id;
		region[CHECKS_HEADER.frames] = frames;
	}

	function play(id: number, slot: number): void {
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
		source = new ChecksSource(engine);
		deviceStore.setState({ firmware: firmware(1000, true), firmwareStarting: false });
	});

	test('are none of the stock CPU, without a heap, of a build that is not checked, and before the first START', () => {
		for (const [playing, expected] of [
			[null, 'stock'],
			[firmware(0, true), 'without'],
			[firmware(1000, false), 'unchecked'],
			[firmware(1000, true), 'unstarted'],
		] as const) {
			deviceStore.setState({ firmware: playing });
			expect([state(), source.checks]).toEqual([expected, null]);
		}
	});

	test('are those of the slot that plays when the firmware has begun anew in the other one', () => {
		engine.view = view;
		for (const [slot, frames] of [
			[1, 10],
			[0, 20],
			[1, 30],
			[0, 40],
		] as const) {
			begin(slot, frames);
			play(ID, slot);
			expect(state()).toBe('live');
			expect(source.checks?.slot).toBe(slot);
			expect(source.checks?.records.header('frames')).toBe(frames);
			expect(source.checks?.memory.byteOffset).toBe(view.block.int32(`memory ${slot}`).byteOffset);
		}
	});

	test('stay those that are heard while the firmware begins anew beside them, and are found where it has begun when a view opens then', () => {
		engine.view = view;
		begin(0, 10);
		play(ID, 0);
		state();
		begin(1, 20);
		expect([state(), source.checks?.slot]).toEqual(['live', 0]);
		play(ID, 1);
		const opened = new ChecksSource(engine);
		opened.refresh();
		expect([opened.state, opened.checks?.slot]).toEqual(['live', 1]);
	});

	test('are looked for until the engine has made them, then live, and stay when the firmware stops', () => {
		engine.view = view;
		expect([state(), source.checks]).toEqual(['starting', null]);
		begin(1, 10);
		play(ID, 1);
		expect(state()).toBe('live');
		const { checks } = source;
		expect(state()).toBe('live');
		expect(source.checks === checks).toBe(true);
		play(0, 1);
		expect([state(), source.checks?.records.header('frames')]).toEqual(['stopped', 10]);
	});

	test('are gone when another firmware takes their slot, and those of the next version are found', () => {
		engine.view = view;
		begin(1, 10);
		play(ID, 1);
		state();
		deviceStore.setState({ firmware: firmware(1000, true, OTHER_ID), firmwareStarting: true });
		expect([state(), source.checks]).toEqual(['starting', null]);
		begin(0, 20, OTHER_ID);
		expect([state(), source.checks?.slot]).toEqual(['starting', 0]);
		play(OTHER_ID, 0);
		deviceStore.setState({ firmwareStarting: false });
		expect([state(), source.checks?.id]).toEqual(['live', OTHER_ID]);
		begin(0, 30, ID);
		expect([state(), source.checks]).toEqual(['starting', null]);
	});
});
