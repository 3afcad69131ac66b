import { describe, expect, it } from 'vitest';
import { INITIAL_SETTINGS } from '../bridge/engine-parameters.ts';
import { renderOffline } from '../offline/render.ts';
import { buildFirmware } from '../toolchain/build-firmware.ts';
import { compileImpala } from './compile.ts';
import { formatImpala } from './format/format.ts';
import { largeFirmware } from './large-source.testing.ts';

function built(source: string) {
	const compilation = compileImpala(source);
	if (!compilation.ok) expect.fail(JSON.stringify(compilation.diagnostics.slice(0, 3)));
	expect(compilation.warnings).toEqual([]);
	const build = buildFirmware({ id: 1, name: 'large', code: compilation.gazl, config: '', debug: false });
	return build.ok ? build.image : expect.fail(JSON.stringify(build.diagnostics));
}

/** Loudness (RMS) of what a firmware makes of a sine, with a first operand of its own. */
function loudness(source: string, operand1High: number): number {
	const input = Float32Array.from({ length: 8192 }, (_, n) => 0.5 * Math.sin(n * 0.03));
	const { output } = renderOffline({
		sampleRate: 44100,
		frames: input.length,
		input: [input, input],
		firmware: built(source),
		settings: { ...INITIAL_SETTINGS, operand1High, operand1Low: 80, operand2High: 40, operand2Low: 90 },
	});
	return Math.sqrt(output[0].reduce((power, sample) => power + sample * sample, 0) / input.length);
}

describe.each([250, 1000, 5000])('a firmware of %i lines', (lines) => {
	const source = largeFirmware(lines);

	it('has about that many lines, and is the same each time', () => {
		expect(Math.abs(source.split('\n').length - 1 - lines)).toBeLessThanOrEqual(25);
		expect(largeFirmware(lines)).toBe(source);
	});

	it('is in the formatter’s style', () => {
		expect(formatImpala(source)).toEqual({ text: source, diagnostics: [] });
	});

	it('compiles without a warning, is a full patch, and sounds from its first stage to its last', () => {
		for (const operand1High of [0, 100, 255]) expect(loudness(source, operand1High)).toBeGreaterThan(0.02);
	});
});

it('is as loud as its MASTER_GAIN says', () => {
	const source = largeFirmware(1000);
	const softer = source.replace('const int MASTER_GAIN = 256', 'const int MASTER_GAIN = 128');
	expect(loudness(softer, 0) / loudness(source, 0)).toBeCloseTo(0.5, 1);
});
