import { type Analysis, analyse } from '../compile.ts';
import type { HostName, HostNames, Span } from './answers.ts';

/** A source with its places. */
export interface MarkedSource {
	readonly analysis: Analysis;
	readonly text: string;
	/** Where its first mark stood. */
	readonly offset: number;
	/** Where all its marks stood. */
	readonly offsets: readonly number[];
}

/** Analyses a source whose places are marked with `¦`, which is no character of the language. */
export function marked(source: string): MarkedSource {
	const pieces = source.split('¦');
	const offsets: number[] = [];
	for (let at = 0, length = 0; at < pieces.length - 1; at++) {
		length += pieces[at].length;
		offsets.push(length);
	}
	const text = pieces.join('');
	return { analysis: analyse(text), text, offset: offsets[0] ?? 0, offsets };
}

/** A text with square brackets around some stretches of it. */
export function bracketed(text: string, spans: readonly Span[]): string {
	const marks = spans.flatMap(({ start, end }) => [
		{ at: start, mark: '⟦' },
		{ at: end, mark: '⟧' },
	]);
	let result = text;
	for (const { at, mark } of marks.sort((a, b) => b.at - a.at)) result = result.slice(0, at) + mark + result.slice(at);
	return result;
}

const name = (
	kind: HostName['kind'],
	text: string,
	impala: string,
	more: Partial<HostName> = {},
): readonly [string, HostName] => [
	text,
	{ name: text, kind, impala, gazl: '', call: '', needs: [], documentation: `About ${text}.`, ...more },
];

/** A small host. */
export const SMALL_HOST: HostNames = new Map([
	name('setting', 'FORMAT', 'const int FORMAT = 2'),
	name('array', 'signal', 'global array signal[2]', { gazl: 'signal: GLOB *2' }),
	name('array', 'params', 'global array params[COUNT]', { needs: ['COUNT'] }),
	name('global', 'clock', 'global int clock', { gazl: 'clock: GLOB *1' }),
	name('function', 'process', 'function process()'),
	name('function', 'operate', 'function operate() returns int handled'),
	name('native', 'yield', 'extern native yield', { call: 'yield()' }),
	name('native', 'read', 'extern native read', { call: 'read(int offset, int frames, pointer to)' }),
	name('constant', 'COUNT', 'const int COUNT'),
]);
