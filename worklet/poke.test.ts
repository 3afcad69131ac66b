import { expect, test } from 'vitest';
import { buildEngineBlock, viewEngineBlock } from '../src/bridge/block-regions.ts';
import { CommandWriter, frameStamp } from '../src/bridge/commands.ts';
import { buildFirmware } from '../src/toolchain/build-firmware.ts';
import { Engine } from './engine.ts';

const SAMPLE_RATE = 44100;

/** Gives out what its global `level` holds; 4 stops it by a division by zero. */
const LEVEL = `PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2
signal:	GLOB *2
level:	GLOB *1
fixed:	CNST *1
	DATi #7
process:	FUNC
	PARA *1
	PEEK %0 &level
	POKE &signal %0
	POKE &signal:1 %0
	SUBi %1 %0 #4
	DIVi %1 #1 %1
	RETU
`;
const LEVEL_WORD = 2;

/** An engine that plays a firmware from its first frame on, with the clock at the host's rate. */
function playing(executor: 'wasm' | 'interpreter') {
	const view = viewEngineBlock(buildEngineBlock());
	const commands = new CommandWriter(view.commands);
	const engine = new Engine(viewEngineBlock(view.block), SAMPLE_RATE, executor);
	const build = buildFirmware({ id: 1, name: 'level', code: LEVEL, config: '', debug: false });
	if (!build.ok) throw new Error(build.diagnostics[0].message);
	engine.load(build.image);
	engine.settle();
	const render = (frames: number): Float32Array => {
		const left = new Float32Array(frames);
		engine.process(new Float32Array(frames), new Float32Array(frames), left, new Float32Array(frames), frames);
		return left;
	};
	/** The memory of the slot that plays. */
	const liveMemory = () => view.block.int32(`memory ${gauge('cpuSlot')}`);
	const gauge = (name: 'cpuSlot' | 'firmware') => view.gauges.getInt(view.gauges.offset(name), 0);
	return { commands, render, liveMemory, gauge, program: build.image.program };
}

for (const executor of ['wasm', 'interpreter'] as const) {
	test(`a word that is poked is heard from its frame on (${executor})`, () => {
		const engine = playing(executor);
		engine.render(64);
		engine.commands.poke(LEVEL_WORD, 1000, frameStamp(100));
		const output = engine.render(200);
		const first = output.findIndex((sample) => sample !== 0);
		// Frame 100 is sample 36 of this rendering; what a tick gives out is held by the converter a sample later.
		expect([36, 37]).toContain(first);
		expect(output[first + 1]).toBe(Math.fround(1000 / 2047));
	});
}

test('constants and what is behind the program stay as they are', () => {
	const engine = playing('wasm');
	const { memoryWords } = engine.program;
	for (const address of [-1, memoryWords - 2, memoryWords - 1, memoryWords, memoryWords + 1]) engine.commands.poke(address, 99);
	engine.render(64);
	expect(engine.liveMemory().slice(memoryWords - 2, memoryWords + 2)).toEqual(Int32Array.of(7, 0, 0, 0));
});

test('the memory of a firmware that was stopped can be written, too', () => {
	const engine = playing('wasm');
	engine.commands.poke(LEVEL_WORD, 4); // 1 / (4 − 4)
	engine.render(256);
	expect(engine.gauge('firmware')).toBe(0);
	engine.commands.poke(LEVEL_WORD, 123);
	engine.render(64);
	expect(engine.liveMemory()[LEVEL_WORD]).toBe(123);
});
