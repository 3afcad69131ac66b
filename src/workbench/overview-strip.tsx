import { type CSSProperties, type PointerEvent, useRef } from 'react';
import { useStore } from 'zustand';
import { viewStore } from '../store/view-store.ts';
import type { AddressSpace } from './address-space.ts';
import { memoryCursor, pinWord } from './memory-cursor.ts';
import type { MemorySource } from './memory-source.ts';
import styles from './overview-strip.module.css';
import { StripHeat } from './strip-heat.ts';
import { useFrameView } from './use-frame-view.ts';
import { grouped } from './word-format.ts';

/** Symbols from this share of memory on have a border of their own on the strip. */
const SMALLEST_SYMBOL_SHARE = 1 / 256;

const percent = (part: number, whole: number) => `${(part / whole) * 100}%`;

function at(start: number, words: number, space: AddressSpace): CSSProperties {
	return { left: percent(start, space.memoryWords), width: percent(words, space.memoryWords) };
}

/** The heat of all memory, over the strip. */
function HeatLayer({ source }: { readonly source: MemorySource }) {
	const canvas = useRef<HTMLCanvasElement>(null);
	useFrameView(canvas, (element) => new StripHeat(element, source));
	return <canvas ref={canvas} className={styles.heat} />;
}

/** All of memory in true proportion: a click goes to the word there. */
export function OverviewStrip({ source }: { readonly source: MemorySource }) {
	const { space } = source;
	const strip = useRef<HTMLDivElement>(null);
	const used = useRef<HTMLDivElement>(null);
	const cursor = useStore(memoryCursor, ({ address }) => address);
	const heat = useStore(viewStore, (state) => state.heat);
	useFrameView(strip, () => {
		let shownPeak = -1;
		return {
			resize() {},
			recolour() {},
			draw(nowMs) {
				source.refresh(nowMs);
				if (source.stackPeak === shownPeak || used.current === null) return;
				shownPeak = source.stackPeak;
				used.current.style.width = percent(shownPeak - space.stackBase, space.memoryWords);
			},
		};
	});

	function goTo(event: PointerEvent<HTMLDivElement>): void {
		const { left, width } = event.currentTarget.getBoundingClientRect();
		const share = Math.max(0, Math.min(1, (event.clientX - left) / width));
		pinWord(Math.min(space.memoryWords - 1, Math.floor(share * space.memoryWords)));
	}

	const large = space.spans.filter(({ words }) => words / space.memoryWords >= SMALLEST_SYMBOL_SHARE);
	return (
		<div className={styles.overview}>
			<div
				ref={strip}
				className={styles.strip}
				title="All of memory in true proportion. Click to go to a word."
				onPointerDown={(event) => {
					if (event.button !== 0) return;
					event.currentTarget.setPointerCapture(event.pointerId);
					goTo(event);
				}}
				onPointerMove={(event) => event.buttons === 1 && goTo(event)}
			>
				<div className={styles.globals} style={at(0, space.stackBase, space)} />
				<div ref={used} className={styles.stack} style={at(space.stackBase, 0, space)} />
				<div className={styles.heap} style={at(space.stackEnd, space.constantsStart - space.stackEnd, space)} />
				<div className={styles.constants} style={at(space.constantsStart, space.memoryWords - space.constantsStart, space)} />
				{large.map(({ start, words }) => (
					<div key={start} className={styles.symbol} style={at(start, words, space)} />
				))}
				{heat && <HeatLayer source={source} />}
				<div className={styles.scale} aria-hidden="true">
					<span>0</span>
					<span>{grouped(space.memoryWords)} words in true proportion</span>
					<span>{grouped(space.memoryWords - 1)}</span>
				</div>
				{cursor >= 0 && <div className={styles.cursor} style={{ left: percent(cursor + 0.5, space.memoryWords) }} />}
			</div>
		</div>
	);
}
