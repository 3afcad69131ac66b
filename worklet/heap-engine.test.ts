import { expect, test } from 'vitest';
import { buildEngineBlock, viewEngineBlock } from '../src/bridge/block-regions.ts';
import { type EngineEvent, EVENT_WORDS, readEvent } from '../src/bridge/events.ts';
import type { FirmwareImage } from '../src/bridge/firmware-image.ts';
import { buildFirmware } from '../src/toolchain/build-firmware.ts';
import { firmwareModuleBytes } from '../src/toolchain/compile-firmware.ts';
import { FirmwareWarmUp } from '../src/toolchain/firmware-warm-up.ts';
import { Engine } from './engine.ts';
import { HEAP_CHURN } from './heap-churn.testing.ts';

const SAMPLE_RATE = 44100;
const FRAMES = 44100;

function imageOf(id: number): FirmwareImage {
	const build = buildFirmware({ id, name: 'churn', code: HEAP_CHURN, language: 'impala', config: '', debug: false });
	if (!build.ok) throw new Error(build.diagnostics[0].message);
	return build.image;
}

/** Plays a second of a firmware, loaded as many times as there are images, in blocks of a size. */
function play(images: readonly FirmwareImage[], blockFrames: number): { output: Float32Array; events: readonly EngineEvent[] } {
	const view = viewEngineBlock(buildEngineBlock());
	const engine = new Engine(viewEngineBlock(view.block), SAMPLE_RATE);
	const output = new Float32Array(2 * FRAMES);
	const input = Float32Array.from({ length: FRAMES }, (_, frame) => 0.5 * Math.sin(frame * 0.05));
	const events: EngineEvent[] = [];
	const record = new Int32Array(EVENT_WORDS);
	const loadEvery = Math.ceil(FRAMES / images.length / 64) * 64;
	let loaded = 0;
	for (let frame = 0; frame < FRAMES; ) {
		if (frame === loaded * loadEvery) engine.load(images[loaded++]);
		const count = Math.min(blockFrames, FRAMES - frame, loaded * loadEvery - frame);
		const part = input.subarray(frame, frame + count);
		engine.process(
			part,
			part,
			output.subarray(frame, frame + count),
			output.subarray(FRAMES + frame, FRAMES + frame + count),
			count,
		);
		frame += count;
		while (view.events.pop(record)) events.push(...[readEvent(record)].filter((event) => event !== null));
	}
	return { output, events };
}

test('a firmware with a heap sounds the same compiled and interpreted, in blocks of any size, however often it is loaded', () => {
	const compiled = [1, 2, 3, 4].map(imageOf);
	const interpreted = compiled.map((image) => ({ ...image, compiled: null }));
	const expected = play(compiled, 128);
	expect(new Set(expected.output).size).toBeGreaterThan(1000);
	for (const { output, events } of [play(compiled, 480), play(interpreted, 128)]) {
		expect(Buffer.compare(Buffer.from(output.buffer), Buffer.from(expected.output.buffer))).toBe(0);
		expect(events).toEqual(expected.events);
	}
	expect(expected.events.filter(({ kind }) => kind === 'started').map(({ firmware }) => firmware)).toEqual([1, 2, 3, 4]);
	// The firmware was built without DEBUG, and its reports are printed all the same.
	expect(expected.events.some((event) => event.kind === 'text' && event.text.startsWith('STACK: blocks'))).toBe(true);
	const wrong = expected.events.filter((event) => event.kind === 'memory');
	expect(new Set(wrong.map(({ native }) => native.name))).toContain('adiFree');
});

test('it plays through its warm-up, and a second time on what the first has left', () => {
	const limits = { ticks: 137 * 8, milliseconds: 60_000 };
	const warmUp = new FirmwareWarmUp(limits);
	expect([imageOf(1), imageOf(2)].map((image) => warmUp.run(image))).toEqual([limits.ticks, limits.ticks]);
});

test('its accesses can be counted', async () => {
	await expect(WebAssembly.compile(firmwareModuleBytes(imageOf(1).program, 'instrumented'))).resolves.toBeInstanceOf(
		WebAssembly.Module,
	);
});
