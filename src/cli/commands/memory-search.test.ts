import { describe, expect, test } from 'vitest';
import { SIX_BUFFERS } from '../../offline/search/six-buffers.testing.ts';
import { writeWav } from '../../offline/wav/wav-writer.ts';
import { workplace } from '../p8.testing.ts';

const { p8, p8Json, write } = workplace();

const sound = Float32Array.from({ length: 1500 }, (_, frame) => 0.5 * Math.sin(0.05 * frame));
write('in.wav', writeWav(44100, [sound, sound], 'pcm16'));
write('six.impala', SIX_BUFFERS);

const search = (...words: string[]) => p8('memory', 'search', 'six.impala', '--clip', 'in.wav', ...words);

describe('the matrix', () => {
	test('has a line for each assignment of the buffers, and the reference at 0 cycles', async () => {
		const { code, out, err } = await search('--buffers', 'left,history');
		expect(code).toBe(0);
		const [headings, ...rows] = out.trimEnd().split('\r\n');
		expect(headings).toBe('left,history,cycles,l1 words,verdict,reference,account');
		expect(rows).toHaveLength(9);
		expect(rows.filter((row) => row.includes('true'))).toEqual(['Lext,L2,0,0,PASS,true,replayed']);
		expect(rows.every((row) => row.includes('PASS'))).toBe(true);
		expect(err).toMatch(/^9 renders of 0\.03 s, 2 buffers: left, history\n/);
		expect(err).toMatch(
			/Best within 8192 words of L1: left L1, history L1: -\d+ cycles of \d+ \(-[\d.]+ %\), 1088 words of L1\.\n$/,
		);
	});

	test('is the same however many threads render it', async () => {
		const words = ['--buffers', 'shape,early', '--levels', 'L1,Lext'];
		const outputs = await Promise.all(['1', '2'].map((threads) => search(...words, '--threads', threads)));
		expect(outputs[0]?.out).toBe(outputs[1]?.out);
		expect(outputs[0]?.out.split('\r\n')).toHaveLength(1 + 4 + 1 + 1);
	});

	test('is JSON when that is asked for, and one object with --json', async () => {
		const { out } = await search('--buffers', 'late', '--format', 'json');
		expect(JSON.parse(out)).toMatchObject({ plannedRows: 3, frames: 1500, buffers: [{ name: 'late', level: 'Lext' }] });
		const { json } = await p8Json('memory', 'search', 'six.impala', '--clip', 'in.wav', '--buffers', 'late', '--budget', '0');
		expect(json).toMatchObject({ budget: 0, best: { levels: [2], table: { late: 2 } } });
	});

	test('takes as much of the clip as it is told to', async () => {
		const { err } = await search('--buffers', 'late', '--seconds', '0.01');
		expect(err).toMatch(/^3 renders of 0\.01 s/);
	});
});

describe('bad input', () => {
	test('a buffer that there is not is told with those that there are', async () => {
		const { code, err } = await search('--buffers', 'latte');
		expect(code).toBe(1);
		expect(err).toMatch(/^six\.impala:1:1: error NO_SEARCH: .*no buffer 'latte'.*it has 'shape', 'left'/);
	});

	test('a firmware without a heap has nothing to search', async () => {
		write('plain.impala', 'const int PRAWN_FIRMWARE_PATCH_FORMAT = 2\nglobal array signal[2]\nfunction process() { }\n');
		const { code, err } = await p8('memory', 'search', 'plain.impala', '--clip', 'in.wav');
		expect(code).toBe(1);
		expect(err).toMatch(/^plain\.impala:1:1: error NO_HEAP: .*adiAlloc/);
	});

	test('a configuration is told with its field', async () => {
		write('bad.json', '{ "levels": { "L1": { "cycles": 0 } } }');
		const { code, err } = await search('--configuration', 'bad.json');
		expect(code).toBe(1);
		expect(err).toMatch(/^bad\.json:1:1: error CONFIGURATION: levels\.L1\.cycles is 0/);
	});

	test.each([
		[['--levels', 'L1,STACK'], /--levels takes L1, L2, Lext, each once/],
		[['--levels', 'L1,L1'], /--levels takes L1, L2, Lext, each once/],
		[['--format', 'xml'], /--format is one of csv, json, not 'xml'/],
		[['--threads', '0'], /--threads needs a whole number from 1/],
		[['--budget', '9000'], /--budget needs a whole number from 0 to 8192/],
		[['--program', 'A0'], /--program needs a bank/],
	])('%s is refused', async (words, message) => {
		const { code, err } = await search(...words);
		expect(code).toBe(2);
		expect(err).toMatch(message);
	});

	test('a clip has to be given', async () => {
		const { code, err } = await p8('memory', 'search', 'six.impala');
		expect(code).toBe(2);
		expect(err).toMatch(/Give a sound to play: --clip IN\.wav/);
	});
});

test('the commands of the family are listed together', async () => {
	const { code, out } = await p8('memory', '--help');
	expect(code).toBe(0);
	expect(out).toMatch(/memory search FILE --clip IN\.wav/);
	expect(out).toMatch(/memory advise FILE --clip IN\.wav/);
});
