import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { IconButton } from '../../controls/index.ts';
import { GRANULE_WORDS } from '../../gazl/wasm/heat-counters.ts';
import { viewStore } from '../../store/view-store.ts';
import { spokenRate } from '../heat-scale.ts';
import { dropCursor, memoryCursor } from '../memory-cursor.ts';
import { useFrameView } from '../use-frame-view.ts';
import { intWord } from '../word-format.ts';
import { steppedAcross, steppedAlong, steppedByPart } from './cursor-steps.ts';
import styles from './space-map.module.css';
import type { SpaceModel } from './space-model.ts';
import type { SpacePlace, SpacePoint } from './space-places.ts';
import { hoverPoint, pinPoint, SpacePointer } from './space-pointer.ts';
import { SpaceView } from './space-view.ts';
import { type LineText, storyOf } from './word-story.ts';

/** Factor of a press of a key or button. */
const ZOOM_STEP = 1.6;

const NO_PLACES = createStore<readonly SpacePlace[]>(() => []);

/** Where an arrow or page key takes the cursor; undefined for another key. */
function pointAfterKey(key: string, view: SpaceView, model: SpaceModel): SpacePoint | undefined {
	const { plan, scale } = view;
	const [firstRoom] = plan?.rooms ?? [];
	if (plan === null || firstRoom === undefined) return undefined;
	const at = view.cursorPoint();
	const steps: Readonly<Record<string, (point: SpacePoint) => SpacePoint>> = {
		ArrowRight: (point) => steppedAlong(plan, point, 1, scale),
		ArrowLeft: (point) => steppedAlong(plan, point, -1, scale),
		ArrowDown: (point) => steppedAcross(plan, point, 1, scale),
		ArrowUp: (point) => steppedAcross(plan, point, -1, scale),
		PageDown: (point) => steppedByPart(model, plan, point, 1),
		PageUp: (point) => steppedByPart(model, plan, point, -1),
	};
	const step = steps[key];
	if (step === undefined) return undefined;
	return at === null ? { room: firstRoom, offset: 0 } : step(at);
}

/** A word, as it is said to those who do not see it. */
function speechOf(model: SpaceModel, point: SpacePoint, lineText: LineText): string {
	const { item: area } = point.room;
	const { place, facts } = storyOf(model, area, point.offset, lineText);
	const granule = Math.floor((area.base + point.offset) / GRANULE_WORDS);
	const { reads, writes } = model.source?.heat ?? {};
	const heat =
		viewStore.getState().heat && area.isFirmware
			? `, granule reads ${spokenRate(reads?.[granule] ?? 0)}, writes ${spokenRate(writes?.[granule] ?? 0)}`
			: '';
	return `${place}, ${intWord(model.wordAt(area, point.offset))}, ${facts.join(', ')}${heat}`;
}

/** Where one is in all of memory; each step leads back out to it. */
function Breadcrumb({
	places,
	onShow,
}: {
	readonly places: readonly SpacePlace[];
	readonly onShow: (place: SpacePlace) => void;
}) {
	return (
		<nav className={styles.crumbs} aria-label="Place in memory">
			<ol>
				{places.map((place, index) => (
					<li key={place.label}>
						<button
							type="button"
							aria-current={index === places.length - 1 ? 'location' : undefined}
							onClick={() => onShow(place)}
						>
							{place.label}
						</button>
					</li>
				))}
			</ol>
		</nav>
	);
}

interface SpaceMapProps {
	readonly model: SpaceModel;
	readonly lineText: LineText;
	/** What stands below the picture and speaks of its colours. */
	readonly children: ReactNode;
}

/** All memory of the engine as one picture that can be zoomed, from everything down to the word. */
export function SpaceMap({ model, lineText, children }: SpaceMapProps) {
	const host = useRef<HTMLDivElement>(null);
	const cells = useRef<HTMLCanvasElement>(null);
	const print = useRef<HTMLCanvasElement>(null);
	const marks = useRef<HTMLCanvasElement>(null);
	const cursor = useRef<HTMLDivElement>(null);
	const [spoken, speak] = useState('');
	const [mounted, setMounted] = useState<SpaceView | null>(null);
	const view = useFrameView(host, (element) => {
		if (cells.current === null || print.current === null || marks.current === null || cursor.current === null)
			throw new Error('the map of all memory is not mounted');
		const elements = { cells: cells.current, print: print.current, marks: marks.current, cursor: cursor.current };
		return new SpaceView({ host: element, ...elements }, model);
	});
	const pointer = useMemo(() => () => view.current, [view]);
	useEffect(() => {
		setMounted(view.current);
		if (host.current !== null) return new SpacePointer(host.current, pointer).listen();
	}, [view, pointer]);
	const places = useStore(mounted?.places ?? NO_PLACES);

	/** Whether the key did something. */
	function takeKey(key: string, at: SpaceView): boolean {
		const point = at.cursorPoint();
		switch (key) {
			case '+':
			case '=':
				at.zoomBy(ZOOM_STEP);
				return true;
			case '-':
			case '_':
				at.zoomBy(1 / ZOOM_STEP);
				return true;
			case 'Home':
				at.showAll();
				return true;
			case 'Enter':
				if (point === null) return false;
				if (memoryCursor.getState().pinned) at.goInto(point);
				else pinPoint(point);
				return true;
			case 'Escape':
				if (!memoryCursor.getState().pinned) return at.goOut();
				dropCursor();
				return true;
			default: {
				const next = pointAfterKey(key, at, model);
				if (next === undefined) return false;
				if (memoryCursor.getState().pinned) pinPoint(next);
				else hoverPoint(next);
				at.reveal(next);
				speak(speechOf(model, next, lineText));
				return true;
			}
		}
	}

	function pressKey(event: KeyboardEvent): void {
		if (event.ctrlKey || event.metaKey || event.altKey || view.current === null) return;
		if (!takeKey(event.key, view.current)) return;
		event.preventDefault();
		event.stopPropagation();
	}

	return (
		<div className={styles.space}>
			<div className={styles.bar}>
				<Breadcrumb places={places} onShow={(place) => view.current?.show(place)} />
				<div className={styles.zoom}>
					<IconButton label="Zoom in (+)" onClick={() => view.current?.zoomBy(ZOOM_STEP)}>
						<svg viewBox="0 0 16 16" aria-hidden="true">
							<path d="M8 3v10M3 8h10" />
						</svg>
					</IconButton>
					<IconButton label="Zoom out (−)" onClick={() => view.current?.zoomBy(1 / ZOOM_STEP)}>
						<svg viewBox="0 0 16 16" aria-hidden="true">
							<path d="M3 8h10" />
						</svg>
					</IconButton>
					<IconButton label="All memory (Home)" onClick={() => view.current?.showAll()}>
						<svg viewBox="0 0 16 16" aria-hidden="true">
							<path d="M2 4h12v8H2zM2 7h12M7 7v5" />
						</svg>
					</IconButton>
				</div>
			</div>
			<div
				ref={host}
				className={styles.map}
				role="application"
				aria-roledescription="memory map"
				aria-label="All memory of the engine. Arrow keys go from word to word, Page keys from block to block, plus and minus zoom, Enter pins and goes in, Escape goes back, Home shows everything."
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a picture that is walked by arrow keys has no element of its own
				tabIndex={0}
				onKeyDown={pressKey}
			>
				<canvas ref={cells} className={styles.cells} />
				<canvas ref={print} className={styles.print} />
				<canvas ref={marks} className={styles.print} />
				<div ref={cursor} className={styles.cursor} hidden />
			</div>
			{children}
			<span className={styles.spoken} aria-live="polite">
				{spoken}
			</span>
		</div>
	);
}
