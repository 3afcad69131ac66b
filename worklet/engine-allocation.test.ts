import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const MINUTE = join(import.meta.dirname, 'engine-allocation.testing.ts');

/** The smallest thing that V8 allocates, a number on the heap, has 12 bytes; measuring itself takes less than a kilobyte a minute. */
const LESS_THAN_A_NUMBER_PER_BLOCK = 12;

test.each([
	['the stock CPU', []],
	['a full patch', ['tape-echo']],
	['a mod patch', ['grain-mirror']],
	['a firmware that uses its heap in every tick', ['heap-churn']],
])('a minute of %s with turning knobs allocates nothing', async (_, firmware) => {
	const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--import', 'tsx', MINUTE, ...firmware]);
	const { blocks, bytes, collections } = JSON.parse(stdout) as { blocks: number; bytes: number; collections: number };
	expect(blocks).toBe(Math.round((60 * 44100) / 128));
	expect(collections).toBe(0);
	expect(bytes / blocks).toBeLessThan(LESS_THAN_A_NUMBER_PER_BLOCK);
});
