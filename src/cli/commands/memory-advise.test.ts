import { describe, expect, test } from 'vitest';
import { readConfigurationText } from '../../memory/heap/configuration-reader.ts';
import { writeWav } from '../../offline/wav/wav-writer.ts';
import { workplace } from '../p8.testing.ts';

const { p8, p8Json, read, write } = workplace();

const sound = new Float32Array(1000).fill(0.25);
write('in.wav', writeWav(44100, [sound], 'pcm16'));

/** A firmware that has two blocks of up to 64 words at a time in L1, and one of 1024 in L2. */
write(
	'grains.impala',
	`const int PRAWN_FIRMWARE_PATCH_FORMAT = 2
const int L1 = 1
const int L2 = 2
extern native adiAlloc
extern native adiFree
global array signal[2]
global pointer tape

function init() { global tape = (pointer) adiAlloc(1000, L2, "tape"); }

function process()
locals pointer grain, pointer other
{
	grain = (pointer) adiAlloc(60, L1, "grain");
	other = (pointer) adiAlloc(40, L1, "grain");
	adiFree(grain);
	adiFree(other);
}
`,
);

const advise = (...words: string[]) => p8('memory', 'advise', 'grains.impala', '--clip', 'in.wav', ...words);

describe('the advice', () => {
	test('stands next to the bins of today', async () => {
		const { code, out, err } = await advise();
		expect({ code, err }).toEqual({ code: 0, err: '' });
		const rows = out.split('\n').map((line) => line.trim().split(/ {2,}/));
		// Two chunks of 64 words with headers of two take 132, of which 100 were asked for.
		expect(rows).toContainEqual(['least', 'L1', '2000', '132', '32', '0', '0', '-']);
		expect(rows).toContainEqual(['direct', 'L2', '1', '1026', '26', '0', '0', '-']);
		expect(rows).toContainEqual(['today', 'L1', '2000', '8160', '8060', '0', '0', '16 32 128 256 512 1024']);
		expect(out).toContain('\nleast: 1158 words\n  L1: 2 of 64\n  L2: 1 of 1024\n');
	});

	test('can be written as a configuration, which can be played with', async () => {
		expect((await advise('--output', 'advised.json')).code).toBe(0);
		const reading = readConfigurationText(read('advised.json').toString());
		expect(reading).toMatchObject({ configuration: { levels: { L1: { bins: [{ words: 64, chunks: 2 }] } } } });
		const { out } = await advise('--configuration', 'advised.json');
		expect(out.split('\n').map((line) => line.trim().split(/ {2,}/))).toContainEqual([
			'today',
			'L1',
			'2000',
			'132',
			'32',
			'0',
			'0',
			'-',
		]);
	});

	test('is one JSON object with --json, with the profile that it comes from', async () => {
		const { json } = await p8Json('memory', 'advise', 'grains.impala', '--clip', 'in.wav', '--seconds', '0.01');
		expect(json).toMatchObject({
			advice: { today: { failed: 0 }, least: { isProvenLeast: true, use: { reservedWords: 1158 } } },
			profile: { frames: 441, allocations: { allocations: 883, frees: 882, peakWords: 1100 } },
			diagnostics: [],
		});
	});
});

test('a firmware that stops is told at its line', async () => {
	write('stops.impala', read('grains.impala').toString().replace('adiFree(other);', 'global tape = null; *global tape = 1;'));
	const { err } = await p8('memory', 'advise', 'stops.impala', '--clip', 'in.wav');
	expect(err).toMatch(/^stops\.impala:17:1: warning \w+: The firmware stopped in process at frame \d+/);
});

test('--bins takes the two kinds of advice', async () => {
	const { code, err } = await advise('--bins', 'most');
	expect(code).toBe(2);
	expect(err).toMatch(/--bins is one of least, direct, not 'most'/);
});
