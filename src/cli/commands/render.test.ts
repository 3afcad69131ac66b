import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWav } from '../../offline/wav/wav-reader.ts';
import { writeWav } from '../../offline/wav/wav-writer.ts';
import { workplace } from '../p8.testing.ts';

const BANK = join(import.meta.dirname, '../../../../shared/banks/Empty.p8bank');
const { p8, p8Json, read, write } = workplace();

const FRAMES = 2205;
const sine = (hertz: number) =>
	Float32Array.from({ length: FRAMES }, (_, frame) => 0.4 * Math.sin((2 * Math.PI * hertz * frame) / 22050));
write('stereo.wav', writeWav(22050, [sine(440), sine(660)], 'float32'));
write('mono.wav', writeWav(22050, [sine(440)], 'pcm16'));

/** A firmware that says `left` and `right` as constants; with a trap at the given tick. */
const constantFirmware = (left: number, right: number) => `PRAWN_FIRMWARE_PATCH_FORMAT: ! DEFi #2
signal: GLOB *2
process: FUNC
	POKE &signal #${left}
	POKE &signal:1 #${right}
	RETU
`;

function sound(name: string) {
	const wav = readWav(read(name));
	if (!wav.ok) throw new Error(wav.error.message);
	return wav;
}

describe('the output', () => {
	test.each([
		['16', 'pcm16'],
		['24', 'pcm24'],
		['32', 'pcm32'],
		['float', 'float32'],
	])('of format %s is stereo, of the rate and length of the input', async (format, encoding) => {
		const { code, err } = await p8('render', 'stereo.wav', 'out.wav', '--bank', BANK, '--format', format);
		expect({ code, err }).toEqual({ code: 0, err: '' });
		const out = sound('out.wav');
		expect({ rate: out.sampleRate, encoding: out.format.encoding }).toEqual({ rate: 22050, encoding });
		expect(out.channels.map(({ length }) => length)).toEqual([FRAMES, FRAMES]);
	});

	test('has the length asked for', async () => {
		await p8('render', 'stereo.wav', 'out.wav', '--bank', BANK, '--seconds', '0.25');
		expect(sound('out.wav').channels[0]?.length).toBe(Math.round(0.25 * 22050));
	});

	test('of a mono file has the same sound in both channels', async () => {
		await p8('render', 'mono.wav', 'out.wav', '--bank', BANK, '--format', 'float');
		const [left, right] = sound('out.wav').channels;
		expect(left).toEqual(right);
		expect(left?.some((sample) => Math.abs(sample) > 0.3)).toBe(true);
	});

	test('is what the firmware says', async () => {
		write('constant.gazl', constantFirmware(1000, -500));
		await p8('render', 'stereo.wav', 'out.wav', '--firmware', 'constant.gazl', '--format', 'float');
		const [left, right] = sound('out.wav').channels;
		expect(left?.at(-1)).toBeCloseTo(1000 / 2047, 4);
		expect(right?.at(-1)).toBeCloseTo(-500 / 2047, 4);
	});
});

describe('--set', () => {
	test('turns the controls of the program', async () => {
		const sets = ['operator1=mul', 'Operand1High=80', 'ClockFreq=22.05 kHz', 'WriteProtect=on'].flatMap((set) => ['--set', set]);
		const { json } = await p8Json('render', 'stereo.wav', 'out.wav', '--bank', BANK, ...sets);
		expect(json).toMatchObject({
			program: { operator1: 2, operand1High: 0x80, clock: { kind: 'free', kHz: 22.05 } },
			writeProtect: true,
		});
	});

	test.each(['Operator1', 'Wow=1', 'Operator1=ADD', 'WriteProtect=7'])('%s is refused with what to write', async (set) => {
		const { code, err } = await p8('render', 'stereo.wav', 'out.wav', '--bank', BANK, '--set', set);
		expect(code).toBe(2);
		expect(err).toMatch(/^p8 render: error USAGE: --set /);
	});
});

describe('--executor', () => {
	const FIRMWARE = join(import.meta.dirname, '../../../public/firmware/tape-echo.impala');

	test('changes no sample', async () => {
		for (const executor of ['wasm', 'interpreter']) {
			const words = ['--firmware', FIRMWARE, '--format', 'float', '--executor', executor];
			const { code, err } = await p8('render', 'stereo.wav', `${executor}.wav`, ...words);
			expect({ code, err }).toEqual({ code: 0, err: '' });
		}
		expect(read('wasm.wav').equals(read('interpreter.wav'))).toBe(true);
	});

	test('refuses a name that it does not know', async () => {
		const { code, err } = await p8('render', 'stereo.wav', 'out.wav', '--firmware', FIRMWARE, '--executor', 'jit');
		expect(code).toBe(2);
		expect(err).toMatch(/^p8 render: error USAGE: There is no executor 'jit'/);
	});

	test('a firmware beyond the limits of WebAssembly is rendered all the same, with a warning unless it is interpreted anyway', async () => {
		const manyCases = '\tSWCH %0 *70000 @.case\n.case:\tRETU\n';
		write('cases.gazl', constantFirmware(1000, -500).replace('\tRETU\n', manyCases));
		const compiled = await p8('render', 'stereo.wav', 'compiled.wav', '--firmware', 'cases.gazl');
		expect(compiled.code).toBe(0);
		expect(compiled.err).toMatch(/^cases\.gazl:1:1: warning NOT_COMPILED: .*interpreted/);
		const interpreted = await p8('render', 'stereo.wav', 'out.wav', '--firmware', 'cases.gazl', '--executor', 'interpreter');
		expect({ code: interpreted.code, err: interpreted.err }).toEqual({ code: 0, err: '' });
		expect(read('compiled.wav').equals(read('out.wav'))).toBe(true);
	});
});

describe('bad input', () => {
	test('a firmware that does not assemble is told at its line', async () => {
		write('faulty.gazl', 'process: FUNC\n\tMOVi %0 #1z\n\tRETU\n');
		const { code, err } = await p8('render', 'stereo.wav', 'out.wav', '--firmware', 'faulty.gazl');
		expect(code).toBe(1);
		expect(err).toMatch(/^faulty\.gazl:2:\d+: error INVALID_NUMERICAL_LITERAL: /);
	});

	test('more than two channels are refused', async () => {
		write(
			'quad.wav',
			writeWav(
				8000,
				[1, 2, 3, 4].map(() => new Float32Array(8)),
				'pcm16',
			),
		);
		const { code, err } = await p8('render', 'quad.wav', 'out.wav', '--bank', BANK);
		expect(code).toBe(1);
		expect(err).toMatch(/^quad\.wav:1:1: error TOO_MANY_CHANNELS: .*4 channels/);
	});

	test('a file cut off in the middle is rendered as far as it goes, with a warning', async () => {
		write('cut.wav', read('mono.wav').subarray(0, 1000));
		const { code, err } = await p8('render', 'cut.wav', 'out.wav', '--bank', BANK);
		expect(code).toBe(0);
		expect(err).toMatch(/^cut\.wav:1:1: warning DATA_TRUNCATED: /);
		expect(sound('out.wav').channels[0]?.length).toBe((1000 - 44) / 2);
	});
});

test('a firmware that stops leaves a warning at the line where it did', async () => {
	write('trap.gazl', constantFirmware(0, 0).replace('\tRETU', '\tDIVi %0 #1 %0\n\tRETU'));
	const { code, err } = await p8('render', 'stereo.wav', 'out.wav', '--firmware', 'trap.gazl');
	expect(code).toBe(0);
	expect(err).toMatch(/^trap\.gazl:6:1: warning DIVISION_BY_ZERO: .*process/);
});
