import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SIX_BUFFERS } from '../../src/offline/search/six-buffers.testing.ts';
import { writeWav } from '../../src/offline/wav/wav-writer.ts';
import { inputSample, SAMPLE_RATE } from '../engine/playing.ts';
import { digits, figuresTable } from '../figures-table.ts';

const PROJECT = join(import.meta.dirname, '../..');

/** Players of `engine-allocation.testing.ts`: what they play, and its argument. */
const PLAYED = [
	['the stock CPU', []],
	['heap-churn, heap in every tick', ['heap-churn']],
	['grain-cloud, heap', ['grain-cloud']],
	['tape-echo', ['tape-echo']],
] as const;

/** What the JavaScript engine allocated in the quietest of three minutes. */
interface AllocationFigures {
	readonly name: string;
	readonly blocks: number;
	readonly bytes: number;
	readonly collections: number;
}

/** Bytes that the JavaScript engine allocates while the engine plays: the same process as in the tests, with its figure instead of a verdict. */
export async function benchAllocation(): Promise<{ readonly text: string; readonly figures: object }> {
	const figures: AllocationFigures[] = [];
	for (const [name, names] of PLAYED) {
		const { stdout } = await runNode('--expose-gc', join(PROJECT, 'worklet/engine-allocation.testing.ts'), ...names);
		figures.push({ name, ...(JSON.parse(stdout) as Omit<AllocationFigures, 'name'>) });
	}
	const rows = figures.map(({ name, blocks, bytes, collections }) => [
		name,
		String(blocks),
		String(bytes),
		digits(bytes / blocks),
		String(collections),
	]);
	const text = [
		'bytes that V8 allocates in a minute of blocks of 128 frames; looking at its heap takes some hundred of them',
		figuresTable(['playing', 'blocks', 'bytes', 'bytes/block', 'collections'], rows),
	].join('\n');
	return { text, figures: { playing: figures } };
}

/** Frames of the clip of the search, a second. */
const CLIP_FRAMES = SAMPLE_RATE;

/** The aim for the search, in seconds. */
const SEARCH_AIM_SECONDS = 30;

/** The whole command, `p8 memory search`, on a firmware with six buffers: 729 renders of a second at three levels. */
export async function benchSearch(): Promise<{ readonly text: string; readonly figures: object }> {
	const folder = mkdtempSync(join(tmpdir(), 'p8-bench-'));
	try {
		const sound = Float32Array.from({ length: CLIP_FRAMES }, (_, frame) => inputSample(frame));
		writeFileSync(join(folder, 'in.wav'), writeWav(SAMPLE_RATE, [sound, sound], 'pcm16'));
		writeFileSync(join(folder, 'six.impala'), SIX_BUFFERS);
		const start = performance.now();
		const p8 = join(PROJECT, 'src/cli/p8.ts');
		const { stdout } = await runNode(p8, 'memory', 'search', join(folder, 'six.impala'), '--clip', join(folder, 'in.wav'));
		const seconds = (performance.now() - start) / 1000;
		const rows = stdout.trimEnd().split('\r\n').slice(1);
		const reference = rows.find((row) => row.includes(',true,'));
		const text = `search of 6 buffers on 3 levels: ${rows.length} renders of ${CLIP_FRAMES / SAMPLE_RATE} s in ${digits(seconds)} s (aim ${SEARCH_AIM_SECONDS}); reference row ${reference}`;
		return { text, figures: { renders: rows.length, seconds, aimSeconds: SEARCH_AIM_SECONDS, reference } };
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function runNode(...words: readonly string[]): Promise<{ stdout: string }> {
	return promisify(execFile)(process.execPath, ['--import', 'tsx', ...words], { cwd: PROJECT, maxBuffer: 2 ** 24 });
}
