import { describe, expect, test } from 'vitest';
import { buildEngineBlock, viewEngineBlock } from '../src/bridge/block-regions.ts';
import { CommandWriter } from '../src/bridge/commands.ts';
import type { FirmwareExecutor } from '../src/bridge/firmware-image.ts';
import { buildFirmware } from '../src/toolchain/build-firmware.ts';
import { Engine } from './engine.ts';

const SAMPLE_RATE = 44100;
/** Frames after which the clock has arrived: 25 times its glide of 10 ms. */
const ARRIVED = SAMPLE_RATE / 4;

const HEAD = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
const pointer HW_BASE
const int OUTPUT = 1
const int LEDS = 10
const int CLOCK = 11
global array signal[2]
`;
const NO_REGISTERS = `const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
global array signal[2]
function process() { global signal[0] = 0; }
`;

/** Sets the clock in its first tick; its output tells ticks and clock rate. */
const setting = (hertz: number, more = ''): string => `${HEAD}${more}
global int ticks = 0
function process()
{
	if (global ticks == 0) HW_BASE[CLOCK] = ${hertz};
	global ticks = global ticks + 1;
	HW_BASE[LEDS] = global ticks;
	HW_BASE[OUTPUT] = (global ticks & 1023) + ((int) HW_BASE[CLOCK] & 1023) << 16;
}
`;

/** An engine that plays a firmware, its knob at the host's rate. */
class Playing {
	readonly view = viewEngineBlock(buildEngineBlock());
	readonly commands = new CommandWriter(this.view.commands);
	readonly engine: Engine;
	#id = 0;

	constructor(code: string, executor: FirmwareExecutor = 'wasm') {
		this.engine = new Engine(viewEngineBlock(this.view.block), SAMPLE_RATE, executor);
		this.load(code);
		this.engine.settle();
	}

	load(code: string): void {
		this.#id += 1;
		const build = buildFirmware({ id: this.#id, name: 'test', code, language: 'impala', config: '', debug: false });
		if (!build.ok) throw new Error(build.diagnostics[0].message);
		this.engine.load(build.image);
	}

	render(frames: number, blockFrames = 128): Float32Array {
		const output = new Float32Array(frames);
		const silence = new Float32Array(blockFrames);
		const right = new Float32Array(blockFrames);
		for (let frame = 0; frame < frames; frame += blockFrames) {
			const count = Math.min(blockFrames, frames - frame);
			this.engine.process(silence, silence, output.subarray(frame, frame + count), right, count);
		}
		return output;
	}

	get clockHz(): number {
		const { gauges } = this.view;
		return gauges.getFloat(gauges.offset('clockHz'), 0);
	}

	get leds(): readonly number[] {
		const { gauges } = this.view;
		return [0, 1, 2, 3].map((row) => gauges.getInt(gauges.offset('displayLeds'), row));
	}
}

describe('a firmware that sets the clock', () => {
	test.each([1000, 22050, 352800])('has it at %i Hz from the next control period on', (hertz) => {
		const playing = new Playing(setting(hertz));
		playing.render(ARRIVED);
		expect(playing.clockHz).toBeCloseTo(hertz, 1);
	});

	test('is kept under its own limit', () => {
		const playing = new Playing(setting(100000, 'readonly int clockFreqLimit = 50000'));
		playing.render(ARRIVED);
		expect(playing.clockHz).toBeCloseTo(50000, 1);
	});

	test('leaves it to the knob when that is turned', () => {
		const playing = new Playing(setting(10000));
		playing.render(ARRIVED);
		playing.commands.set('clockHz', 20000);
		playing.render(ARRIVED);
		expect(playing.clockHz).toBeCloseTo(20000, 1);
	});

	test('leaves it to the song while that is followed', () => {
		const playing = new Playing(setting(10000));
		playing.commands.set('sync', 3);
		playing.render(ARRIVED);
		expect(playing.clockHz).toBeCloseTo(SAMPLE_RATE, 1);
	});

	test.each([
		['is unloaded', (playing: Playing) => playing.commands.unload()],
		['gives way to another', (playing: Playing) => playing.load(NO_REGISTERS)],
	])('gives it back when it %s', (_, end) => {
		const playing = new Playing(setting(10000));
		playing.render(ARRIVED);
		end(playing);
		playing.render(2 * ARRIVED);
		expect(playing.clockHz).toBeCloseTo(SAMPLE_RATE, 1);
	});

	test('may do so in its start', () => {
		const playing = new Playing(`${HEAD}function init() { HW_BASE[CLOCK] = 5000; }\nfunction process() { }\n`);
		playing.render(ARRIVED);
		expect(playing.clockHz).toBeCloseTo(5000, 1);
	});

	test('sounds the same interpreted, and in blocks of any size', () => {
		const expected = new Playing(setting(30000)).render(ARRIVED);
		expect(new Set(expected).size).toBeGreaterThan(2);
		expect(new Playing(setting(30000), 'interpreter').render(ARRIVED)).toEqual(expected);
		expect(new Playing(setting(30000)).render(ARRIVED, 480)).toEqual(expected);
	});
});

test('LED control shows on the panel', () => {
	const playing = new Playing(`${HEAD}function process() { HW_BASE[LEDS] = 0x010280ff; }\n`);
	playing.render(256);
	expect(playing.leds).toEqual([1, 2, 0x80, 0xff]);
});
