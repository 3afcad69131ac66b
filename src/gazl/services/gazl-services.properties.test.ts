import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gazlCompletionsAt } from './gazl-completion.ts';
import { gazlHoverAt } from './gazl-hover.ts';
import { readGazl } from './gazl-names.ts';
import { gazlDefinitionAt, gazlReferencesAt, gazlRenameAt } from './gazl-navigation.ts';
import { gazlOutline } from './gazl-outline.ts';
import { tokeniseGazl } from './gazl-tokens.ts';

const FIRMWARE = join(import.meta.dirname, '../../../../shared/conformance/firmware');
const lines = readdirSync(FIRMWARE)
	.filter((name) => name.endsWith('.gazl'))
	.flatMap((name) => readFileSync(join(FIRMWARE, name), 'latin1').split('\n').slice(0, 120));

/** Lines of firmware, some of them damaged. */
const line = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom(...lines) },
	{ weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...':!;#&*@^%<> \t"\'.$aZ0\0\r€') }) },
	{ weight: 1, arbitrary: fc.tuple(fc.constantFrom(...lines), fc.nat(20)).map(([text, at]) => text.slice(0, at)) },
);

test('all services answer at any place of any text, and within it', () => {
	fc.assert(
		fc.property(fc.array(line, { maxLength: 30 }), fc.array(fc.nat(), { maxLength: 10 }), (parts, places) => {
			const text = parts.join('\n');
			const isWithin = ({ start, end }: { readonly start: number; readonly end: number }) =>
				0 <= start && start <= end && end <= text.length;
			const reading = readGazl(text);
			let behind = 0;
			for (const token of tokeniseGazl(text)) {
				expect(token.start).toBeGreaterThanOrEqual(behind);
				expect(isWithin(token)).toBe(true);
				behind = token.end;
			}
			expect(gazlOutline(reading).every(({ span, nameSpan }) => isWithin(span) && isWithin(nameSpan))).toBe(true);
			for (const place of places) {
				const offset = place % (text.length + 1);
				expect(gazlCompletionsAt(reading, offset, new Map()).from).toBeLessThanOrEqual(offset);
				const hover = gazlHoverAt(reading, offset, new Map());
				expect(hover === null || isWithin(hover.span)).toBe(true);
				const references = gazlReferencesAt(reading, offset);
				expect(references.every(isWithin)).toBe(true);
				expect(new Set(references.map(({ start, end }) => text.slice(start, end))).size).toBeLessThanOrEqual(2);
				const definition = gazlDefinitionAt(reading, offset);
				expect(definition === null || isWithin(definition)).toBe(true);
				gazlRenameAt(reading, offset, 'renamed', new Map());
			}
		}),
		{ numRuns: 150 },
	);
});
