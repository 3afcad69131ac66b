import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownFirmware, ownFirmwareNames } from '../../scripts/banks/own-firmware.ts';
import type { FirmwareSource } from './build-firmware.ts';
import { buildFirmware } from './build-firmware.ts';
import { FirmwareWarmUp } from './firmware-warm-up.ts';
import { halvingFirmware } from './toolchain.testing.ts';

const CORPUS = join(import.meta.dirname, '../../../shared/conformance/firmware');
const FIRMWARES = [
	...ownFirmwareNames().map((name) => ({ name, code: ownFirmware(name) })),
	...readdirSync(CORPUS)
		.filter((file) => file.endsWith('.gazl'))
		.map((file) => ({ name: file, code: readFileSync(join(CORPUS, file), 'latin1') })),
];

/** Ample time on the slowest machine: what ends these warm-ups is their ticks. */
const TICKS = { ticks: 137 * 8, milliseconds: 60_000 };

function imageOf(source: FirmwareSource) {
	const build = buildFirmware(source);
	if (!build.ok) throw new Error(`line ${build.diagnostics[0].line}: ${build.diagnostics[0].message}`);
	return build.image;
}

test.each(FIRMWARES)('$name plays through its warm-up without being stopped', ({ name, code }) => {
	const image = imageOf({ id: 1, name, code, config: '', debug: false });
	expect(new FirmwareWarmUp(TICKS).run(image)).toBe(TICKS.ticks);
});

test('one warm-up does not disturb the next', () => {
	const warmUp = new FirmwareWarmUp(TICKS);
	const trapping = halvingFirmware('\tCALL ^abort %0 *1');
	const images = [halvingFirmware(), trapping, halvingFirmware()].map(imageOf);
	expect(images.map((image) => warmUp.run(image))).toEqual([TICKS.ticks, 0, TICKS.ticks]);
});

test.each([
	['&HW_BASE', TICKS.ticks],
	['#0x40000000', 0],
])('a firmware finds registers if it asks for them: %s', (base, ticks) => {
	const image = imageOf(
		halvingFirmware(`\tMOV${base.startsWith('&') ? 'p' : 'i'} %0 ${base}\n\tPEEK %1 %0 #12\n\tPOKE %0 #10 %1`),
	);
	expect(new FirmwareWarmUp(TICKS).run(image)).toBe(ticks);
});

test('a firmware that is interpreted is not warmed up', () => {
	expect(new FirmwareWarmUp().run({ ...imageOf(halvingFirmware()), compiled: null })).toBe(0);
});

const endless = (name: string): string =>
	halvingFirmware().code.replace('process: FUNC', `${name}: FUNC\n.loop:\tGOTO @.loop\n\tRETU\nprocess: FUNC`);

test.each([
	['init', endless('init')],
	['update', endless('update')],
	['a tick', halvingFirmware('.loop:\tGOTO @.loop').code],
	['an init of nothing but yields', endless('init').replace('.loop:\tGOTO', '\tPARA *1\n.loop:\tCALL ^yield %0 *1\n\tGOTO')],
])('an endless loop in %s ends with the cycles', (_, code) => {
	const image = imageOf({ ...halvingFirmware(), code });
	expect(new FirmwareWarmUp({ cycles: 300_000, milliseconds: 60_000 }).run(image)).toBe(0);
});

test('a warm-up ends when its time is up', () => {
	const image = imageOf(halvingFirmware('.loop:\tGOTO @.loop'));
	const began = performance.now();
	expect(new FirmwareWarmUp({ cycles: Number.POSITIVE_INFINITY, milliseconds: 30 }).run(image)).toBe(0);
	const took = performance.now() - began;
	expect(took).toBeGreaterThanOrEqual(30);
	// A slice of cycles is some milliseconds; the rest is for a machine that does other things.
	expect(took).toBeLessThan(1000);
});
