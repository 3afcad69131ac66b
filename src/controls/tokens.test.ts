import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contrastOf, declaredColours, type Oklch } from './contrast.testing.ts';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

const dark = declaredColours(css, ':root');
const daylight = new Map([...dark, ...declaredColours(css, '[data-theme="daylight"]')]);

function contrast(theme: typeof dark, front: string, back: string): number {
	const [first, second] = [front, back].map((name) => {
		const colour = theme.get(name);
		if (!colour) throw new Error(`tokens.css does not declare --${name} as plain oklch.`);
		return colour;
	}) as [Oklch, Oklch];
	return contrastOf(first, second);
}

const GROUNDS = ['enamel', 'enamel-lit', 'enamel-shade', 'bay', 'bay-raised'];

describe.each([
	['dark', dark],
	['daylight', daylight],
])('the %s theme', (_, theme) => {
	it('measures black on white as 21', () => {
		expect(contrastOf([1, 0, 0], [0, 0, 0])).toBeCloseTo(21, 3);
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
