import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FIRMWARE_DOCUMENTATION } from '../../src/bridge/firmware-documentation.ts';
import { MEMORY_NATIVES } from '../../src/bridge/memory-natives.ts';
import { compileImpala } from '../../src/impala/compile.ts';
import { formatImpala } from '../../src/impala/format/format.ts';
import { ExecutorTrio } from './executor-trio.testing.ts';

/** The page for authors of firmware, and the firmwares in it. */
const PAGE = readFileSync(join(import.meta.dirname, '../../docs/memory-for-firmware.md'), 'utf8');
const EXAMPLES = Array.from(PAGE.matchAll(/```impala\n([^`]*)```/g), ([, source = '']) => source);

describe.each(MEMORY_NATIVES.map(({ name }) => name))('%s', (name) => {
	test('is told of with its declaration, and used by an example', () => {
		expect(PAGE).toContain(`\`${FIRMWARE_DOCUMENTATION.get(name)?.call}\``);
		expect(EXAMPLES.some((source) => source.includes(`\t${name}(`) || source.includes(` ${name}(`))).toBe(true);
	});
});

describe.each(EXAMPLES.map((source) => [/extern native (\w+)|const pointer (HW_BASE)/.exec(source)?.slice(1).join(''), source]))(
	'the example of %s',
	(_, source = '') => {
		test('compiles without a warning, in the style of the formatter', () => {
			expect(compileImpala(source)).toMatchObject({ ok: true, warnings: [] });
			expect(formatImpala(source).text).toBe(source);
		});

		test('plays, the same whoever runs it, and does nothing wrong with its memory', () => {
			const trio = new ExecutorTrio(source);
			const input = Array.from({ length: 2 * 400 }, (_, word) => Math.round(2000 * Math.sin(word * word * 0.01)));
			const output = trio.play(input);
			expect(output.length).toBe(input.length);
			expect(new Set(output).size).toBeGreaterThan(100);
			expect(trio.events().filter(({ kind }) => kind !== 'text')).toEqual([]);
		});
	},
);
