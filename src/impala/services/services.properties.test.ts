import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { analyse } from '../compile.ts';
import { SourceMutator } from '../mutations.testing.ts';
import { completionsAt } from './completion.ts';
import { definitionAt, referencesAt } from './definition.ts';
import { hoverAt } from './hover.ts';
import { SMALL_HOST } from './marked-source.testing.ts';
import { outlineOf } from './outline.ts';
import { renameAt } from './rename.ts';

const FIRMWARE = join(import.meta.dirname, '../../../../shared/conformance/firmware');
const corpus = readdirSync(FIRMWARE)
	.filter((name) => name.endsWith('.impala'))
	.map((name) => readFileSync(join(FIRMWARE, name), 'latin1'));

/** Places all over a text, with its ends. */
function offsetsIn(text: string, count: number): readonly number[] {
	return [0, text.length, ...Array.from({ length: count }, (_, index) => Math.floor((text.length * (index + 0.5)) / count))];
}

test('all services answer at any place of damaged sources, and within the text', () => {
	const mutator = new SourceMutator(corpus, 4711);
	for (let round = 0; round < 60; round++) {
		const mutated = mutator.mutate(round % 3 === 0);
		// The end of what was typed so far is where services are asked.
		const text = round % 2 === 0 ? mutated : mutated.slice(0, Math.floor(mutated.length / 2));
		const analysis = analyse(text);
		const isWithin = ({ start, end }: { readonly start: number; readonly end: number }) =>
			0 <= start && start < end && end <= text.length;
		for (const offset of offsetsIn(text, 12)) {
			const { from, items } = completionsAt(analysis, offset, SMALL_HOST);
			expect(from >= 0 && from <= offset).toBe(true);
			for (const { declare } of items) expect(declare === undefined || declare.at <= text.length).toBe(true);
			const hover = hoverAt(analysis, offset, SMALL_HOST);
			expect(hover === null || isWithin(hover.span)).toBe(true);
			const definition = definitionAt(analysis, offset);
			expect(definition === null || isWithin(definition)).toBe(true);
			expect(referencesAt(analysis, offset).every(isWithin)).toBe(true);
			const renaming = renameAt(analysis, offset, 'renamed', SMALL_HOST);
			expect('problem' in renaming || renaming.edits.every(isWithin)).toBe(true);
		}
		expect(outlineOf(analysis).every(({ span, nameSpan }) => isWithin(span) && isWithin(nameSpan))).toBe(true);
	}
});

test('a renamed source means the same: no more and no fewer places, and nothing else wrong with it', () => {
	const mutator = new SourceMutator(corpus, 2026);
	let renamed = 0;
	for (let round = 0; round < 40; round++) {
		const text = round < corpus.length ? corpus[round] : mutator.mutate(round % 2 === 0);
		const analysis = analyse(text);
		for (const offset of offsetsIn(text, 10)) {
			// The new name is the most dangerous there is: one that the source has already.
			const { text: newName } = analysis.tokens.find(({ kind, start }) => kind === 'name' && start >= text.length - offset) ?? {
				text: 'fresh',
			};
			const renaming = renameAt(analysis, offset, newName, SMALL_HOST);
			if ('problem' in renaming) continue;
			const edits = renaming.edits.toSorted((a, b) => b.start - a.start);
			let edited = text;
			for (const { start, end } of edits) edited = edited.slice(0, start) + newName + edited.slice(end);
			const after = analyse(edited);
			const moved = (at: number) => {
				const before = edits.filter(({ start }) => start < at);
				return at + before.reduce((sum, { start, end }) => sum + newName.length - (end - start), 0);
			};
			const places = edits.map(({ start }) => moved(start)).sort((a, b) => a - b);
			const [first] = places;
			expect(
				referencesAt(after, first)
					.map(({ start }) => start)
					.sort((a, b) => a - b),
			).toEqual(places);
			expect(after.diagnostics.filter(({ severity }) => severity === 'error').length).toBeLessThanOrEqual(
				analysis.diagnostics.filter(({ severity }) => severity === 'error').length,
			);
			renamed++;
		}
	}
	expect(renamed).toBeGreaterThan(20);
});
