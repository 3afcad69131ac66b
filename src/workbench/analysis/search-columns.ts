import { levelText, type SearchResult, type SearchRow } from '../../analysis/analysis.ts';
import { grouped } from '../word-format.ts';
import { countColumn } from './profile-columns.ts';
import type { Column } from './sorted-rows.ts';

const VERDICTS: Readonly<Record<SearchRow['verdict'], string>> = { PASS: 'PASS', differs: '≠ differs', stopped: '▲ stopped' };

/** Cycles with their sign, for a second of sound. */
export function savingText(cycles: number): string {
	if (cycles === 0) return '0';
	return `${cycles < 0 ? '−' : '+'}${grouped(Math.abs(cycles))}`;
}

/** The columns of a search's matrix: what came of an assignment, then the level of each buffer. */
export function searchColumns({ buffers, frames, sampleRate }: SearchResult): readonly Column<SearchRow>[] {
	const seconds = frames / sampleRate;
	return [
		{
			id: 'cycles',
			title: 'cycles/s',
			meaning: 'Against the assignment of now: less is better.',
			characters: 12,
			text: ({ cycles }) => savingText(cycles / seconds),
			sortValue: ({ cycles }) => cycles,
		},
		{
			id: 'verdict',
			title: 'output',
			meaning: 'PASS: the same as with the assignment of now, bit for bit.',
			characters: 10,
			isText: true,
			text: ({ verdict }) => VERDICTS[verdict],
			isMarked: ({ verdict }) => verdict !== 'PASS',
		},
		countColumn('l1', 'L1 words', 'Most words of L1 in use at a time.', ({ l1Words }: SearchRow) => l1Words, 8),
		...buffers.map(
			({ name }, index): Column<SearchRow> => ({
				id: `buffer ${index}`,
				title: name,
				meaning: `The level of ${name}.`,
				characters: Math.max(9, name.length + 1),
				isText: true,
				text: ({ levels }) => levelText(levels[index] ?? -1),
				sortValue: ({ levels }) => levels[index] ?? -1,
			}),
		),
		{
			id: 'reference',
			title: 'remark',
			meaning: 'The assignment of now, or how the cycles are known.',
			characters: 10,
			isText: true,
			text: ({ isReference, account }) => (isReference ? 'as it is now' : account === 'measured' ? 'measured' : ''),
		},
	];
}
