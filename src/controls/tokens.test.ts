import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

/** The oklch triples that a rule of tokens.css declares, by name. */
function coloursOf(selector: string): Map<string, readonly [number, number, number]> {
	const start = css.indexOf(`${selector} {`);
	if (start < 0) throw new Error(`tokens.css has no rule for ${selector}.`);
	const rule = css.slice(start, css.indexOf('\n}', start));
	const found = rule.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g);
	return new Map([...found].map(([, name = '', l, c, h]) => [name, [Number(l), Number(c), Number(h)] as const]));
}

const dark = coloursOf(':root');
const daylight = new Map([...dark, ...coloursOf('[data-theme="daylight"]')]);

/** Relative luminance (WCAG 2.2) of an oklch colour, through Björn Ottosson's Oklab matrices to linear sRGB. */
function luminance([lightness, chroma, hueDeg]: readonly [number, number, number]): number {
	const a = chroma * Math.cos((hueDeg * Math.PI) / 180);
	const b = chroma * Math.sin((hueDeg * Math.PI) / 180);
	const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
	const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
	const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
	const clip = (part: number) => Math.min(1, Math.max(0, part));
	const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
	const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
	const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(theme: typeof dark, front: string, back: string): number {
	const [first, second] = [front, back].map((name) => {
		const colour = theme.get(name);
		if (!colour) throw new Error(`tokens.css does not declare --${name} as plain oklch.`);
		return luminance(colour);
	}) as [number, number];
	return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

const GROUNDS = ['enamel', 'enamel-lit', 'enamel-shade', 'bay', 'bay-raised'];

describe.each([
	['dark', dark],
	['daylight', daylight],
])('the %s theme', (_, theme) => {
	it('measures black on white as 21', () => {
		const extremes = new Map([...theme, ['white', [1, 0, 0] as const], ['black', [0, 0, 0] as const]]);
		expect(contrast(extremes, 'white', 'black')).toBeCloseTo(21, 3);
	});

	it.each(GROUNDS)('prints readably on %s: text at 4.5 and more', (ground) => {
		for (const print of ['print', 'print-soft', 'alarm-print']) {
			expect(contrast(theme, print, ground), `${print} on ${ground}`).toBeGreaterThanOrEqual(4.5);
		}
	});

	it.each(GROUNDS)('shows the focus ring on %s at 3 and more', (ground) => {
		expect(contrast(theme, 'copper', ground)).toBeGreaterThanOrEqual(3);
	});

	it.each([
		['enamel', 'print'],
		['on-copper', 'copper'],
		['amber', 'glass'],
		['glass-print', 'glass'],
		['ivory', 'cap'],
		['copper-metal-lit', 'cap'],
	])('prints %s readably on %s', (front, back) => {
		expect(contrast(theme, front, back)).toBeGreaterThanOrEqual(4.5);
	});
});
