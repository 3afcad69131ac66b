import { useRef } from 'react';
import { useStore } from 'zustand';
import { GRANULE_WORDS } from '../../gazl/wasm/heat-counters.ts';
import { viewStore } from '../../store/view-store.ts';
import { rateText } from '../heat-scale.ts';
import { memoryCursor } from '../memory-cursor.ts';
import { useFrameView } from '../use-frame-view.ts';
import { WordEditor } from '../word-editor.tsx';
import { characterWord, floatWord, formatWord, hexWord, intWord } from '../word-format.ts';
import type { SpaceArea } from './space-areas.ts';
import styles from './space-inspector.module.css';
import type { SpaceModel } from './space-model.ts';
import { type LineText, storyOf } from './word-story.ts';

/** Values are printed this often, so that they can be read. */
const PRINT_PERIOD_MS = 100;

/** Words that are shown to either side. */
const WORDS_BEFORE = 2;
const WORDS_BEHIND = 3;

/** What is said when nothing is pointed at. */
const IDLE = {
	place: 'Point at a word',
	facts: 'Click pins it, double click goes in.',
	values: 'Wheel and pinch zoom, dragging moves the map.',
};

/** A word in all formats. */
function valueText(word: number): string {
	return `${hexWord(word)}  ${intWord(word).padStart(11)}  ${floatWord(word).padStart(13)}  ${characterWord(word)}`;
}

/** How often the granule of a word is accessed. */
function heatText({ source }: SpaceModel, area: SpaceArea, offset: number): string {
	if (source === null || !area.isFirmware) return '';
	const granule = Math.floor((area.base + offset) / GRANULE_WORDS);
	return `reads ${rateText(source.heat.reads[granule] ?? 0)}  writes ${rateText(source.heat.writes[granule] ?? 0)}`;
}

/** The words about one of an area, the one itself in brackets. */
function surroundings(model: SpaceModel, area: SpaceArea, offset: number): string {
	const { wordFormat } = viewStore.getState();
	const first = Math.max(0, Math.min(area.words - WORDS_BEFORE - WORDS_BEHIND - 1, offset - WORDS_BEFORE));
	const end = Math.min(area.words, first + WORDS_BEFORE + WORDS_BEHIND + 1);
	return Array.from({ length: end - first }, (_, index) => {
		const text = formatWord(model.wordAt(area, first + index), wordFormat);
		return first + index === offset ? `[${text}]` : text;
	}).join('  ');
}

/** Writes a text where it is another than what stands there. */
function print(element: HTMLElement | null, text: string): void {
	if (element !== null && element.textContent !== text) element.textContent = text;
}

/** What is to be said about the word under the cursor, with live values, and a field to change it. */
export function SpaceInspector({ model, lineText }: { readonly model: SpaceModel; readonly lineText: LineText }) {
	const root = useRef<HTMLDivElement>(null);
	const name = useRef<HTMLSpanElement>(null);
	const facts = useRef<HTMLSpanElement>(null);
	const values = useRef<HTMLSpanElement>(null);
	const around = useRef<HTMLSpanElement>(null);
	const rates = useRef<HTMLSpanElement>(null);
	const { address, elsewhere, pinned } = useStore(memoryCursor);
	const heat = useStore(viewStore, (state) => state.heat);
	useFrameView(root, () => {
		let printedAtMs = Number.NEGATIVE_INFINITY;
		let printed = memoryCursor.getState();
		return {
			resize() {},
			recolour() {},
			draw(nowMs) {
				const cursor = memoryCursor.getState();
				if (nowMs - printedAtMs < PRINT_PERIOD_MS && cursor === printed) return;
				printedAtMs = nowMs;
				printed = cursor;
				const place = model.placeOf(cursor);
				const story = place === null ? null : storyOf(model, place.area, place.offset, lineText);
				print(name.current, story?.place ?? IDLE.place);
				print(facts.current, story?.facts.join(' · ') ?? IDLE.facts);
				print(values.current, place === null ? IDLE.values : valueText(model.wordAt(place.area, place.offset)));
				print(around.current, place === null ? '' : surroundings(model, place.area, place.offset));
				print(rates.current, place === null ? '' : heatText(model, place.area, place.offset));
			},
		};
	});
	return (
		<div ref={root} className={styles.inspector}>
			<div className={styles.heading}>
				<span ref={name} className={styles.name} data-pinned={pinned} />
				<span ref={facts} className={styles.facts} />
			</div>
			<div className={styles.body}>
				<div className={styles.live}>
					<span ref={values} />
					<span ref={around} className={styles.around} />
					{heat && <span ref={rates} className={styles.around} />}
				</div>
				{pinned && elsewhere === null && model.source !== null && (
					<WordEditor key={address} engine={model.engine} source={model.source} address={address} />
				)}
			</div>
		</div>
	);
}
