import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const MEASUREMENT = join(import.meta.dirname, 'engine-allocation.testing.ts');

/** The smallest thing that V8 allocates, a number on the heap, has 12 bytes; measuring itself takes less than a kilobyte. */
const LESS_THAN_A_NUMBER_PER_BLOCK = 12;

test.each([
	['the stock CPU', 'stock'],
	['a full patch', 'tape-echo'],
	['a mod patch', 'grain-mirror'],
	['a firmware that uses its heap in every tick', 'heap-churn'],
])('20 s of %s with turning knobs allocate nothing', async (_, firmware) => {
	const seconds = 20;
	const { blocks, bytes, collections } = await measure(firmware, seconds);
	expect(blocks).toBe(Math.round((seconds * 44100) / 128));
	expect(collections).toBe(0);
	expect(bytes / blocks).toBeLessThan(LESS_THAN_A_NUMBER_PER_BLOCK);
});

test('nor does the checked build of a firmware that makes mistakes all the time', async () => {
	const seconds = 2;
	const { blocks, bytes, collections } = await measure('mistakes', seconds);
	expect(blocks).toBe(Math.round((seconds * 44100) / 128));
	expect(collections).toBe(0);
	expect(bytes / blocks).toBeLessThan(LESS_THAN_A_NUMBER_PER_BLOCK);
});

async function measure(firmware: string, seconds: number): Promise<{ blocks: number; bytes: number; collections: number }> {
	const words = ['--expose-gc', '--import', 'tsx', MEASUREMENT, firmware, String(seconds)];
	const { stdout } = await promisify(execFile)(process.execPath, words);
	return JSON.parse(stdout);
}
