import { beforeEach, describe, expect, test } from 'vitest';
import { buildEngineBlock, type EngineBlockView, viewEngineBlock } from '../bridge/block-regions.ts';
import { REGISTER } from '../gazl/machine-space.ts';
import type { BuiltFirmware } from '../store/device-store.ts';
import { MemorySource } from './memory-source.ts';
import { programOf } from './program.testing.ts';

const FIRMWARE_ID = 7;

function firmware(): BuiltFirmware {
	const program = programOf(131072, [2], [3]);
	program.globalImage[1] = 11;
	program.constantImage[0] = 22;
	return {
		source: { id: FIRMWARE_ID, name: 'test', code: '', config: '', debug: false },
		image: { id: FIRMWARE_ID, name: 'test', program, compiled: null, config: '', debug: false },
		gazl: '',
		lineMap: null,
		warnings: [],
		fileName: 'test.gazl',
		fileLine: (line) => line,
	};
}

describe('firmware memory for the views', () => {
	let view: EngineBlockView;
	let engine: { view: EngineBlockView | null; setHeat(on: boolean): void; setWord(): string };
	let source: MemorySource;

	/** What the engine does when a firmware plays in slot 1. */
	function play(id: number): void {
		view.gauges.setInt(view.gauges.offset('cpuSlot'), 0, 1);
		view.gauges.setInt(view.gauges.offset('firmware'), 0, id);
	}

	beforeEach(() => {
		view = viewEngineBlock(buildEngineBlock());
		engine = { view: null, setHeat: () => {}, setWord: () => '' };
		source = new MemorySource(engine, firmware());
	});

	test('is what the assembler made while there is no engine, and while another firmware plays', () => {
		source.refresh(0);
		expect([source.state, source.words[1], source.words[source.space.stackEnd]]).toEqual(['image', 11, 22]);
		engine.view = view;
		play(FIRMWARE_ID + 1);
		source.refresh(0);
		expect(source.state).toBe('image');
	});

	test('is the memory of the slot in which the firmware plays, with its stack', () => {
		engine.view = view;
		play(FIRMWARE_ID);
		view.block.int32('memory 1')[0] = 1234;
		view.block.int32('registers 1')[REGISTER.STACK_PEAK] = 40;
		view.block.int32('registers 1')[REGISTER.DSP] = 12;
		source.refresh(0);
		expect([source.state, source.words[0], source.stackPeak, source.stackTop]).toEqual(['live', 1234, 40, 12]);
	});

	test('stays what a stopped firmware left', () => {
		engine.view = view;
		play(FIRMWARE_ID);
		source.refresh(0);
		play(0);
		view.block.int32('memory 1')[0] = 5;
		source.refresh(0);
		expect([source.state, source.words[0]]).toEqual(['stopped', 5]);
	});

	test('stands still when frozen, and goes on with what is there then', () => {
		engine.view = view;
		play(FIRMWARE_ID);
		const memory = view.block.int32('memory 1');
		memory[0] = 1;
		source.refresh(0);
		source.freeze(true);
		memory[0] = 2;
		source.refresh(0);
		expect([source.state, source.words[0]]).toEqual(['frozen', 1]);
		source.freeze(false);
		source.refresh(0);
		expect([source.state, source.words[0]]).toEqual(['live', 2]);
	});
});
