import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contrastOf, declaredColours } from '../../controls/contrast.testing.ts';
import { CODE_STYLES } from './code-marks.ts';

const css = readFileSync(join(import.meta.dirname, 'code-colours.css'), 'utf8');
const dark = declaredColours(css, ':root');
const daylight = new Map([...dark, ...declaredColours(css, '[data-theme="daylight"]')]);

describe.each([
	['dark', dark],
	['daylight', daylight],
])('code in the %s theme', (_, theme) => {
	const colour = (name: string) => {
		const found = theme.get(name);
		if (found === undefined) throw new Error(`code-colours.css does not declare --${name} as plain oklch.`);
		return found;
	};

	it.each(['code-ground', 'code-line', 'code-selection', 'code-mapped', 'code-match', 'code-fault'])(
		'is readable on %s in every ink: 4.5 and more',
		(ground) => {
			for (const style of ['plain', ...CODE_STYLES]) {
				expect(contrastOf(colour(`code-${style}`), colour(ground)), `${style} on ${ground}`).toBeGreaterThanOrEqual(4.5);
			}
		},
	);
});
