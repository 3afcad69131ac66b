import type { CSSProperties } from 'react';
import type { ClipProfile } from '../../analysis/analysis.ts';
import { FIRST_CLASS_WORDS } from '../../memory/checks/allocation-profile.ts';
import { LEVEL_NAMES } from '../../memory/heap/levels.ts';
import { grouped } from '../word-format.ts';
import sheet from './analysis.module.css';

/** Upper limit of a size class, as text. */
function classText(sizeClass: number, classes: number): string {
	const words = FIRST_CLASS_WORDS * 2 ** sizeClass;
	return sizeClass === classes - 1 ? `more than ${grouped(words / 2)} words` : `up to ${grouped(words)} words`;
}

function Figure({ title, value }: { readonly title: string; readonly value: string }) {
	return (
		<div>
			<dt>{title}</dt>
			<dd>{value}</dd>
		</div>
	);
}

/** The figures of the whole run: cycles, accesses, cache, allocations and their sizes and costs. */
export function SummarySheet({ profile }: { readonly profile: ClipProfile }) {
	const { cycles, cache, allocations, frames, sampleRate } = profile;
	const seconds = frames / sampleRate;
	const mostOfASize = Math.max(1, ...allocations.sizes);
	const perSecond = (value: number): string => grouped(value / seconds);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keys.
		<section className={sheet.sheet} aria-label="Summary of the profile" tabIndex={0}>
			<h2>Cycles in a second</h2>
			<dl className={sheet.figures}>
				<Figure title="all" value={perSecond(cycles.cycles)} />
				<Figure title="instructions" value={perSecond(cycles.instructions)} />
				<Figure title="accesses" value={perSecond(cycles.accessCycles)} />
				<Figure title="saved by pairs" value={perSecond(cycles.savedCycles)} />
				{cycles.accesses.map((words, level) => (
					<Figure key={LEVEL_NAMES[level]} title={`words of ${LEVEL_NAMES[level]}`} value={perSecond(words)} />
				))}
			</dl>
			<h2>Cache</h2>
			{cache === null ? (
				<p>None: every access costs what its level does. A cache is switched on in the set-up of the heap.</p>
			) : (
				<dl className={sheet.figures}>
					<Figure title="hits" value={perSecond(cache.hits)} />
					<Figure title="misses" value={perSecond(cache.misses)} />
					<Figure
						title="hit rate"
						value={cache.hits + cache.misses === 0 ? '–' : `${((100 * cache.hits) / (cache.hits + cache.misses)).toFixed(1)} %`}
					/>
					<Figure title="prefetches" value={perSecond(cache.prefetches)} />
					<Figure title="lines that they loaded" value={perSecond(cache.prefetchedLines)} />
				</dl>
			)}
			<h2>Allocations in the whole run</h2>
			<dl className={sheet.figures}>
				<Figure title="allocated" value={grouped(allocations.allocations)} />
				<Figure title="freed" value={grouped(allocations.frees)} />
				<Figure title="failed" value={grouped(allocations.failures)} />
				<Figure title="words at the end" value={grouped(allocations.currentWords)} />
				<Figure title="words at most" value={grouped(allocations.peakWords)} />
				<Figure title="cycles, median" value={grouped(allocations.medianCycles)} />
				<Figure title="99 % within" value={grouped(allocations.p99Cycles)} />
				<Figure title="worst" value={grouped(allocations.worstCycles)} />
			</dl>
			<ul className={sheet.histogram} aria-label="Requests by size">
				{allocations.sizes.map((requests, sizeClass) => {
					const size = classText(sizeClass, allocations.sizes.length);
					const text = `${size}: ${grouped(requests)}`;
					return <li key={size} title={text} aria-label={text} style={{ '--share': requests / mostOfASize } as CSSProperties} />;
				})}
			</ul>
			<p>Requests by size, from 32 words up, each class twice as large as the one before.</p>
		</section>
	);
}
