import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { INITIAL_SETTINGS } from '../../src/bridge/engine-parameters.ts';
import { compileImpala } from '../../src/impala/compile.ts';
import { formatImpala } from '../../src/impala/format/format.ts';
import { renderOffline } from '../../src/offline/render.ts';
import { fetchTemplate, TEMPLATE_FOLDER, TEMPLATES } from '../../src/store/templates.ts';
import { buildFirmware } from '../../src/toolchain/build-firmware.ts';
import { CpuBench } from '../../worklet/cpu/cpu-bench.testing.ts';

const PUBLIC = join(import.meta.dirname, '../../public');
const SOURCES = readdirSync(join(PUBLIC, 'firmware'), { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.impala'))
	.map((path) => `firmware/${path}`);

const sourceOf = (path: string): string => readFileSync(join(PUBLIC, path), 'latin1');

/** GAZL of a template. */
function template(id: string): string {
	const compilation = compileImpala(sourceOf(`${TEMPLATE_FOLDER}${id}.impala`));
	return compilation.ok ? compilation.gazl : expect.fail(JSON.stringify(compilation.diagnostics));
}

/** A CPU that plays a template with the given operands of 16 bits. */
function started(id: string, first: number, second = 0, operator1 = 0): CpuBench {
	const bench = new CpuBench();
	bench.setFirst(operator1, first);
	bench.setSecond(0, second);
	bench.load(template(id));
	return bench;
}

/** Words that swing through the whole range, with no period. */
const word = (tick: number): number => Math.round(2047 * Math.sin(tick * tick * 0.001));

const clipped = (value: number): number => Math.max(-2047, Math.min(2047, value));

describe.each(SOURCES)('%s', (path) => {
	const source = sourceOf(path);

	it('compiles without a warning', () => {
		const compilation = compileImpala(source);
		expect(compilation.ok ? compilation.warnings : compilation.diagnostics).toEqual([]);
	});

	it('is in the formatter’s style', () => {
		expect(formatImpala(source)).toEqual({ text: source, diagnostics: [] });
	});

	it('is plain ASCII, which every editor shows alike', () => {
		expect(/[^\t\n -~]/.exec(source)).toBeNull();
	});
});

describe('every template', () => {
	afterEach(() => vi.unstubAllGlobals());

	it('is offered, and every one that is offered is there', () => {
		const offered = TEMPLATES.map(({ file }) => TEMPLATE_FOLDER + file);
		expect(offered.toSorted()).toEqual(SOURCES.filter((path) => path.startsWith(TEMPLATE_FOLDER)).toSorted());
	});

	it.each(TEMPLATES)('$id is short, and within 130 columns', ({ file }) => {
		const lines = sourceOf(TEMPLATE_FOLDER + file).split('\n');
		expect(lines.length).toBeLessThanOrEqual(120);
		expect(lines.filter((line) => line.replaceAll('\t', '    ').length > 130)).toEqual([]);
	});

	it.each(TEMPLATES)('$id can be fetched, and says what is wrong when it cannot', async (offered) => {
		const path = TEMPLATE_FOLDER + offered.file;
		vi.stubGlobal('fetch', async (url: string) =>
			url === `https://page/${path}` ? new Response(sourceOf(path)) : new Response('', { status: 404 }),
		);
		expect(await fetchTemplate('https://page/', offered)).toBe(sourceOf(path));
		await expect(fetchTemplate('https://other/', offered)).rejects.toThrow(
			`The template "${offered.title}" (${path}) cannot be fetched (404). Reload the page.`,
		);
	});

	it.each(TEMPLATES)('$id has tape for at most 53 columns, and prints how to hear it', ({ id }) => {
		const rows = /panelTextRows\[8\] = \{([^}]*)\}/.exec(sourceOf(`${TEMPLATE_FOLDER}${id}.impala`))?.[1] ?? '';
		const texts = [...rows.matchAll(/"(.*)"/g)].map(([, text]) => text ?? '');
		expect(texts.length).toBe(8);
		expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(53);
		expect(started(id, 0).lines()[0]).toContain('instruction 1');
	});

	it.each(TEMPLATES)('$id builds to compiled code and changes the sound', ({ id }) => {
		const build = buildFirmware({ id: 1, name: id, code: template(id), config: '', debug: true });
		if (!build.ok) expect.fail(JSON.stringify(build));
		expect(build.image.compiled).not.toBeNull();
		const input = Float32Array.from({ length: 20_000 }, (_, n) => 0.5 * Math.sin(n * 0.05));
		const played = (firmware: typeof build.image | null) =>
			renderOffline({
				sampleRate: 44100,
				frames: input.length,
				input: [input, input],
				firmware,
				settings: { ...INITIAL_SETTINGS, operator1: firmware === null ? 0 : 1, operand1High: 0x40, operand1Low: 0x40 },
			}).output[0];
		const dry = played(null);
		const wet = played(build.image);
		const difference = Math.sqrt(wet.reduce((power, sample, n) => power + (sample - (dry[n] ?? 0)) ** 2, 0) / wet.length);
		expect(difference).toBeGreaterThan(0.02);
	});
});

describe('the full patch', () => {
	it.each([
		[0, 0],
		[100, 0],
		[255, 0],
		[0, 7],
		[200, 99],
	])('rounds to fewer bits and holds: %i and %i', (bitsByte, hold) => {
		const bench = started('full-patch', (bitsByte << 8) | hold);
		// 0 to 255 is 0 to 10 bits.
		const step = 2 ** Math.floor((bitsByte * 11) / 256);
		for (let tick = 0; tick < 500; tick++) {
			const taken = tick - (tick % (hold + 1));
			const rounded = (value: number) => clipped(Math.floor(value / step + (step > 1 ? 0.5 : 0)) * step);
			expect(bench.tick(word(tick), -word(tick))).toEqual({ left: rounded(word(taken)), right: rounded(-word(taken)) });
		}
	});

	it('shows how loud the output is, a LED for each eighth that it has begun', () => {
		const bench = started('full-patch', 0);
		const lit = [0, 1, 256, 257, -2047].map((sample) => {
			bench.tick(sample, 0);
			return bench.slot.cpu.leds[0];
		});
		expect(lit).toEqual([0, 1, 1, 3, 255]);
	});
});

describe('the full patch with a loop', () => {
	it.each([
		[100, 128],
		[1, 255],
		[300, 0],
	])('repeats the sound %i ticks later, and again with feedback %i', (distance, feedback) => {
		const bench = started('full-patch-yield', distance, feedback << 8);
		const kept: number[] = [];
		for (let tick = 0; tick < 1000; tick++) {
			const echo = kept[tick - distance] ?? 0;
			const { left, right } = bench.tick(word(tick), 0);
			expect([left, right]).toEqual([clipped(word(tick) + echo), 0]);
			kept.push(clipped(word(tick) + Math.trunc((echo * feedback) / 256)));
		}
	});

	it('dies away to silence', () => {
		const bench = started('full-patch-yield', 1, 0xff00);
		bench.tick(-2047);
		bench.ticks(3000);
		expect(bench.tick().left).toBe(0);
	});

	it('with all switches off repeats what went in one round of the memory ago, and shows where it is', () => {
		const bench = started('full-patch-yield', 0);
		bench.tick(1234);
		const places = Array.from({ length: 8 }, () => {
			const lit = bench.slot.cpu.leds[0];
			bench.ticks(8192);
			return lit;
		});
		expect(places).toEqual([128, 64, 32, 16, 8, 4, 2, 1]);
		expect(bench.global('clock')).toEqual([0]);
		expect(bench.slot.cpu.left).toBe(1234);
	});
});

describe('the mod patch', () => {
	const VIBRATO = 1;

	it('sways the reading positions against each other, as far and as fast as the switches say', () => {
		const [speed, depth] = [200, 255];
		const bench = started('mod-patch', (speed << 8) | depth, 0, VIBRATO);
		const turn = 2 ** 32 / (speed << 13);
		for (let tick = 0; tick < 3 * turn; tick++) {
			const address = bench.clock.count & 0xffff;
			bench.tick(0);
			// A triangle from 0 to 1 and back in one turn.
			const phase = ((tick + 1) / turn) % 1;
			const delay = depth * 16 * (phase < 0.5 ? 2 * phase : 2 - 2 * phase);
			const { left, right } = bench.slot.stock.positions;
			const delayOf = (position: number) => (address * 16 - position) & 0xfffff;
			expect(Math.abs(delayOf(left) - delay)).toBeLessThan(1.5);
			expect(delayOf(left) + delayOf(right)).toBe(depth * 16);
		}
	});

	it('leaves every other operator to the device', () => {
		for (const operator1 of [0, 2, 3, 4]) {
			const bench = started('mod-patch', 0x1234, 0, operator1);
			const stock = new CpuBench();
			stock.setFirst(operator1, 0x1234);
			for (let tick = 0; tick < 300; tick++) {
				bench.tick(word(tick));
				stock.tick(word(tick));
				expect(bench.slot.stock.positions).toEqual(stock.slot.stock.positions);
			}
		}
	});

	it.each([
		[0, 'depth 0'],
		[7, 'depth 7'],
		[255, 'depth 255'],
		[100, 'depth 100'],
	])('prints its depth %i as "%s"', (depth, line) => {
		expect(started('mod-patch', depth, 0, VIBRATO).lines()[1]).toBe(line);
	});
});
