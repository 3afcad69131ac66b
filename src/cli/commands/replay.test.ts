import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SHARED_CONFORMANCE } from '../conformance/run-manifests.ts';
import { workplace } from '../p8.testing.ts';

const { p8, p8Json, read, write } = workplace();
const FIRMWARE = join(SHARED_CONFORMANCE, 'firmware');
const manifest = JSON.parse(readFileSync(join(FIRMWARE, 'expected.json'), 'utf8'));

/** What the corpus expects of a firmware with a set. */
const expected = (name: string, set: string) => manifest.firmwares.find((one: { name: string }) => one.name === name).runs[set];

test('without options a firmware is played with set A of the corpus', async () => {
	const { code, out, err } = await p8('replay', join(FIRMWARE, 'bit-crusher.gazl'));
	expect({ code, err }).toEqual({ code: 0, err: '' });
	expect(JSON.parse(out)).toEqual({ name: 'bit-crusher', kind: 'full', ...expected('bit-crusher', 'A') });
});

test('seed, params, events, debug and config are those of the command line', async () => {
	const { seed, params, events } = manifest.sets.B;
	const eventWords = events.map(
		(event: { frame: number; params: number[] }) => `--event=${event.frame}:${event.params.join(',')}`,
	);
	const words = ['--seed', String(seed), '--params', params.join(','), ...eventWords, '--debug', '--config', '3:2'];
	const { json } = await p8Json('replay', join(FIRMWARE, 'fm-tone.gazl'), ...words);
	expect(json).toEqual({ name: 'fm-tone', kind: 'full', ...expected('fm-tone', 'B'), diagnostics: [] });
});

test('--out holds the words that the digests are of', async () => {
	const { json } = await p8Json('replay', join(FIRMWARE, 'pattern-mod.gazl'), '--frames', '11325', '--out', 'out.bin');
	const bytes = read('out.bin');
	expect(bytes.length).toBe(11325 * 3 * 4);
	const sha256 = (part: Buffer) => createHash('sha256').update(part).digest('hex');
	const blockBytes = 11025 * 3 * 4;
	expect(json.blocks).toEqual([expected('pattern-mod', 'A').blocks[0], sha256(bytes.subarray(blockBytes))]);
	expect(json.blocks).toEqual([sha256(bytes.subarray(0, blockBytes)), sha256(bytes.subarray(blockBytes))]);
	const first = expected('pattern-mod', 'A').first as number[];
	expect(first.map((_, index) => bytes.readInt32LE(4 * index))).toEqual(first);
});

test('a firmware that stops is a result with a warning at the faulty line', async () => {
	const file = write('trap.gazl', 'signal: GLOB *2\nprocess: FUNC\n\tDIVi %0 #1 %0\n\tRETU\n');
	const { code, json, err } = await p8Json('replay', file);
	expect(code).toBe(0);
	expect(json).toMatchObject({ status: -7, frames: 0, blocks: [], first: [] });
	expect(err).toMatch(/^trap\.gazl:3:1: warning DIVISION_BY_ZERO: .*process.* after 0 frames\.\n$/);
});
