import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIRMWARE_FOLDER, ownFirmwareNames, ownSource } from '../scripts/banks/own-firmware.ts';
import { INITIAL_SETTINGS } from '../src/bridge/engine-parameters.ts';
import type { FirmwareImage } from '../src/bridge/firmware-image.ts';
import { leakText } from '../src/bridge/leak-text.ts';
import { DEFAULT_MEMORY_SETUP } from '../src/bridge/memory-setup.ts';
import { contextOf } from '../src/bridge/violation-context.ts';
import { violationText } from '../src/bridge/violation-text.ts';
import { impalaPlace } from '../src/impala/compile.ts';
import { checkFirmware } from '../src/offline/check/check-firmware.ts';
import type { Clip } from '../src/offline/profile/clip-player.ts';
import { MISTAKE_FOLDER, MISTAKE_TAG, MISTAKES } from '../src/store/mistakes.ts';
import { buildFirmware } from '../src/toolchain/build-firmware.ts';

const SAMPLE_RATE = 44100;
const SECONDS = 1.5;

/** Ten minutes of each firmware are played by `npm run p8 -- memory check FILE --clip … --seconds 600 --play SEED`. */
const SEED = 1;

const FILE_NAME = 'test.impala';

function built(code: string) {
	const build = buildFirmware({ id: 1, name: 'test', code, language: 'impala', config: '', debug: false, checked: true });
	if (!build.ok) throw new Error(build.diagnostics[0].message);
	const { lineMap, image } = build;
	const fileLine = (line: number) => (lineMap === null ? line : (impalaPlace(lineMap, line)?.start.line ?? 0));
	return { image, place: { fileName: FILE_NAME, fileLine } };
}

/** Noise, loud and quiet in turn. */
const noise = (() => {
	let random = 1;
	return Float32Array.from({ length: SAMPLE_RATE * SECONDS }, (_, frame) => {
		random = (Math.imul(random, 1664525) + 1013904223) | 0;
		return (random / 2 ** 31) * Math.sin(frame * 0.0007) ** 2;
	});
})();

const clipOf = (firmware: FirmwareImage, frames = noise.length, settings: Partial<Clip['settings']> = {}): Clip => ({
	sampleRate: SAMPLE_RATE,
	input: [noise, noise],
	frames,
	settings: { ...INITIAL_SETTINGS, ...settings },
	firmware,
	memory: DEFAULT_MEMORY_SETUP,
});

const withHeap = ownFirmwareNames().filter((name) => built(ownSource(name)).image.checked);

test('there are firmwares with a heap among those that come with the page', () => {
	expect(withHeap.length).toBeGreaterThanOrEqual(5);
});

test.each(withHeap)('%s is not reported while somebody plays it at random, and forgets nothing', (name) => {
	const { image, place } = built(ownSource(name));
	const { violations, leaks, records, events } = checkFirmware(clipOf(image), { playSeed: SEED });
	const context = contextOf(image.program, place, SAMPLE_RATE, records);
	expect(violations.map((violation) => violationText(violation, context).headline)).toEqual([]);
	expect(leaks.sites.flatMap((site) => leakText(site, context)?.headline ?? [])).toEqual([]);
	expect(events.filter(({ kind }) => kind === 'stopped')).toEqual([]);
});

test.each(MISTAKES)('$name makes its mistake at the line that says so, and no other', ({ name, kind, buffer, firstTick }) => {
	const source = ownSource(name, join(FIRMWARE_FOLDER, MISTAKE_FOLDER));
	const { image, place } = built(source);
	const line = source.split('\n').findIndex((text) => text.includes(MISTAKE_TAG)) + 1;
	// A tick to a frame, and the block in which it happens is the last.
	const frames = firstTick + 1;
	const { violations, leaks, records } = checkFirmware(clipOf(image, frames));
	const context = contextOf(image.program, place, SAMPLE_RATE, records);
	if (kind === 'leak') {
		expect(violations).toEqual([]);
		expect(leaks.forgotten.map((lost) => records.name(lost.name))).toEqual([buffer]);
		expect(leaks.forgotten.map(({ allocated }) => context.lineOf(allocated.instruction))).toEqual([line]);
		return;
	}
	expect(violations.map((violation) => [violation.kind, context.lineOf(violation.place.instruction)])).toEqual([[kind, line]]);
	const [violation] = violations;
	if (violation === undefined || kind === 'outOfMemory') return;
	const name_ = violation.buffer === null ? '' : context.nameOf(violation.buffer.name);
	expect(violation.buffer?.kind === 'frame block' ? 'frame' : name_).toBe(buffer);
	// Not before.
	expect(checkFirmware(clipOf(image, firstTick)).violations).toEqual([]);
});
