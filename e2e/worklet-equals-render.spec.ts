import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { HARNESS_URL } from '../playwright.config.ts';
import { FIRMWARE_FOLDER, ownFirmware, sourceFile } from '../scripts/banks/own-firmware.ts';
import type { EngineParameterName } from '../src/bridge/engine-parameters.ts';
import { INITIAL_SETTINGS } from '../src/bridge/engine-parameters.ts';
import type { FirmwareExecutor } from '../src/bridge/firmware-image.ts';
import { renderOffline } from '../src/offline/render.ts';
import { readWav } from '../src/offline/wav/wav-reader.ts';
import { buildFirmware } from '../src/toolchain/build-firmware.ts';

const PROJECT = join(import.meta.dirname, '..');
const CLIP = join(PROJECT, 'public/clips/drums.wav');

/** Sample bits of both channels of a float WAV. */
function bitsOf(file: Uint8Array): { left: number[]; right: number[] } {
	const wav = readWav(file);
	if (!wav.ok) throw new Error(wav.error.message);
	const bits = (channel: number): number[] =>
		Array.from(new Int32Array((wav.channels[channel] ?? new Float32Array()).slice().buffer));
	return { left: bits(0), right: bits(1) };
}

/** What `p8 render` makes of the clip. */
async function renderInNode(words: readonly string[], executor: FirmwareExecutor): Promise<{ left: number[]; right: number[] }> {
	const folder = await mkdtemp(join(tmpdir(), 'p8-'));
	const output = join(folder, 'out.wav');
	// What `npm run p8` runs, without npm's own start.
	const command = ['--import', 'tsx', 'src/cli/p8.ts', 'render', CLIP, output, ...words, '--executor', executor];
	await promisify(execFile)(process.execPath, command, { cwd: PROJECT });
	const rendered = bitsOf(await readFile(output));
	await rm(folder, { recursive: true });
	return rendered;
}

/** Index of the first difference, −1 for none; comparing 176400 numbers in one expectation would print them all. */
function firstDifference(actual: readonly number[], expected: readonly number[]): number {
	if (actual.length !== expected.length) return Math.min(actual.length, expected.length);
	return actual.findIndex((bits, i) => bits !== expected[i]);
}

for (const [name, sets, settings] of [
	[
		'tape-echo',
		['ClockFreq=60 kHz', 'Operand1High=30', 'Operand2High=A0', 'Operand2Low=40'],
		{ clockHz: 60000, operand1High: 0x30, operand2High: 0xa0, operand2Low: 0x40 },
	],
	['ring-modulator', ['Operand1High=40', 'Operand2High=FF'], { operand1High: 0x40, operand2High: 0xff }],
	[
		'grain-mirror',
		['Operator1=AND', 'Operand1High=55', 'Operand1Low=A1'],
		{ operator1: 1, operand1High: 0x55, operand1Low: 0xa1 },
	],
] as const) {
	test(`the worklet plays a clip through ${name} with the very samples of p8 render, compiled there or interpreted`, async ({
		page,
	}) => {
		const source = join(FIRMWARE_FOLDER, sourceFile(name));
		const words = ['--firmware', source, '--format', 'float', ...sets.flatMap((set) => ['--set', set])];
		const compiled = await renderInNode(words, 'wasm');
		const interpreted = await renderInNode(words, 'interpreter');

		await page.goto(HARNESS_URL);
		await page.waitForFunction(() => window.renderInWorklet !== undefined);
		const actual = await page.evaluate(async (request) => await window.renderInWorklet?.(request), {
			wav: (await readFile(CLIP)).toString('base64'),
			firmware: ownFirmware(name),
			settings,
			changes: [],
			frames: compiled.left.length,
		});
		for (const expected of [compiled, interpreted]) {
			expect(expected.left.some((bits) => bits !== 0)).toBe(true);
			expect(firstDifference(actual?.left ?? [], expected.left)).toBe(-1);
			expect(firstDifference(actual?.right ?? [], expected.right)).toBe(-1);
		}
	});
}

test('commands on the way give the same samples in the worklet and in Node, compiled there or interpreted', async ({ page }) => {
	const changes = (
		[
			[3001, 'operand1High', 0x60],
			[20000, 'clockHz', 88200],
			[20001, 'operand2Low', 0xff],
			[44099, 'reverse', 1],
			[60007, 'clockHz', 12345.5],
			[90000, 'writeProtect', 1],
		] as const
	).map(([frame, parameter, value]) => ({ frame, name: parameter as EngineParameterName, value }));
	const file = await readFile(CLIP);
	const wav = readWav(file);
	if (!wav.ok) throw new Error(wav.error.message);
	const [left, right = left] = wav.channels;
	const code = ownFirmware('tape-echo');
	const build = buildFirmware({ id: 1, name: 'echo', code, config: '', debug: false });
	if (!build.ok || left === undefined || right === undefined) throw new Error('the clip or the firmware is broken');
	const settings = { operand1High: 0x20, operand2High: 0xb0 };
	const executors: readonly FirmwareExecutor[] = ['wasm', 'interpreter'];
	const renderings = executors.map((executor) =>
		renderOffline({
			sampleRate: wav.sampleRate,
			input: [left, right],
			frames: left.length,
			settings: { ...INITIAL_SETTINGS, ...settings },
			firmware: build.image,
			executor,
			changes,
		}),
	);
	const bits = (channel: Float32Array): number[] => Array.from(new Int32Array(channel.buffer));

	await page.goto(HARNESS_URL);
	await page.waitForFunction(() => window.renderInWorklet !== undefined);
	const actual = await page.evaluate(async (request) => await window.renderInWorklet?.(request), {
		wav: file.toString('base64'),
		firmware: code,
		settings,
		changes,
		frames: left.length,
	});
	for (const { output } of renderings) {
		expect(firstDifference(actual?.left ?? [], bits(output[0]))).toBe(-1);
		expect(firstDifference(actual?.right ?? [], bits(output[1]))).toBe(-1);
	}
});
