import { type CSSProperties, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { EngineBlockView } from '../bridge/block-regions.ts';
import { ENGINE_REGIONS, SCOPE_FRAME_WORDS } from '../bridge/block-regions.ts';
import { COMMAND_WORDS } from '../bridge/commands.ts';
import { EVENT_WORDS } from '../bridge/events.ts';
import { FillGauge, type FillGaugeHandle } from '../controls/index.ts';
import type { SpscRing } from '../memory/spsc-ring.ts';
import { deviceStore } from '../store/device-store.ts';
import { CurvePane } from './curve/curve-pane.tsx';
import { speaksCurve } from './curve/speaks-curve.ts';
import type { EngineSource } from './engine-window.ts';
import styles from './ring-view.module.css';
import { useLooks } from './use-looks.ts';
import { grouped } from './word-format.ts';

/** Numbers change this often, so that they can be read. */
const PRINT_PERIOD_MS = 100;

/** A ring and how its fill is said. */
interface RingRow {
	readonly title: string;
	readonly way: string;
	readonly ring: (view: EngineBlockView) => SpscRing;
	/** Slots of the ring that make one of what is counted. */
	readonly slots: number;
	readonly unit: string;
	readonly recordText: string;
}

const RINGS: readonly RingRow[] = [
	{
		title: 'commands',
		way: 'page → audio',
		ring: (view) => view.commands,
		slots: 1,
		unit: 'records',
		recordText: `${COMMAND_WORDS} words each`,
	},
	{
		title: 'events',
		way: 'audio → page',
		ring: (view) => view.events,
		slots: 1,
		unit: 'records',
		recordText: `${EVENT_WORDS} words each`,
	},
	{
		title: 'scope',
		way: 'audio → page',
		ring: (view) => view.scope,
		slots: SCOPE_FRAME_WORDS,
		unit: 'frames',
		recordText: `${SCOPE_FRAME_WORDS} words each`,
	},
];

const figure = (count: number) => String(count).padStart(5, '\u2007');

function Ring({ row, engine }: { readonly row: RingRow; readonly engine: EngineSource }) {
	const root = useRef<HTMLDivElement>(null);
	const gauge = useRef<FillGaugeHandle>(null);
	const lost = useRef<HTMLSpanElement>(null);
	const facts = useRef<HTMLSpanElement>(null);
	useLooks(root, PRINT_PERIOD_MS, () => {
		if (engine.view === null) return;
		const ring = row.ring(engine.view);
		const fill = ring.readable() / row.slots;
		const high = ring.highWater() / row.slots;
		const capacity = ring.capacity / row.slots;
		const overflowed = ring.overflowed() / row.slots;
		gauge.current?.set(fill / capacity, high / capacity, `${figure(fill)} of ${figure(capacity)} ${row.unit}`);
		if (facts.current !== null) facts.current.textContent = `high water ${figure(high)}  ${row.way}`;
		if (lost.current !== null) {
			lost.current.textContent = overflowed > 0 ? `▲ ${grouped(overflowed)} lost` : 'none lost';
			lost.current.classList.toggle(styles.overflowing as string, overflowed > 0);
		}
	});
	return (
		<div ref={root} className={styles.ring} title={row.recordText}>
			<FillGauge label={row.title} ref={gauge} valueText="not yet made" fill={undefined} />
			<div className={styles.facts}>
				<span ref={facts} className={styles.way}>
					{row.way}
				</span>
				<span ref={lost} className={styles.lost} />
			</div>
		</div>
	);
}

/** One region as the map shows it. */
interface PlacedRegion {
	readonly name: string;
	readonly title: string;
	readonly offset: number;
	readonly bytes: number;
	readonly writer: string;
}

function placedRegions(view: EngineBlockView): PlacedRegion[] {
	return view.block.regions.map(({ name, offset, bytes }) => {
		const known = ENGINE_REGIONS.find((region) => region.name === name);
		return { name, offset, bytes, title: known?.title ?? 'header and region table', writer: known?.writer ?? 'builder' };
	});
}

function BlockMap({ view }: { readonly view: EngineBlockView }) {
	const [pointed, setPointed] = useState('');
	const regions = placedRegions(view);
	const total = view.block.buffer.byteLength;
	return (
		<div className={styles.block}>
			<div className={styles.bar} aria-hidden="true">
				{regions.map(({ name, title, offset, bytes, writer }) => (
					<div
						key={name}
						className={styles.region}
						data-writer={writer}
						data-pointed={name === pointed}
						style={{ '--from': offset / total, '--size': bytes / total } as CSSProperties}
						onPointerEnter={() => setPointed(name)}
						onPointerLeave={() => setPointed('')}
					>
						{bytes / total > 0.06 && <span>{title}</span>}
					</div>
				))}
			</div>
			<table className={styles.table}>
				<thead>
					<tr>
						<th scope="col">region</th>
						<th scope="col">offset</th>
						<th scope="col">bytes</th>
						<th scope="col">written by</th>
					</tr>
				</thead>
				<tbody>
					{regions.map(({ name, title, offset, bytes, writer }) => (
						<tr
							key={name}
							data-pointed={name === pointed}
							onPointerEnter={() => setPointed(name)}
							onPointerLeave={() => setPointed('')}
						>
							<td>
								<i data-writer={writer} />
								{title}
							</td>
							<td>0x{offset.toString(16).toUpperCase().padStart(6, '0')}</td>
							<td>{grouped(bytes)}</td>
							<td>{writer}</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

/** Fill of every ring, and the one block of shared memory with all that is in it. */
export function RingView({ engine }: { readonly engine: EngineSource }) {
	const root = useRef<HTMLElement>(null);
	const [view, setView] = useState(engine.view);
	const playsCurve = useStore(deviceStore, ({ firmware }) => firmware !== null && speaksCurve(firmware.image.program));
	useLooks(root, 0, () => setView(engine.view));
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys
		<section ref={root} className={styles.rings} aria-label="Rings and the shared block" tabIndex={0}>
			{playsCurve && <CurvePane engine={engine} />}
			<section className={styles.column} aria-label="Fill of the rings">
				<h2>Rings</h2>
				{RINGS.map((row) => (
					<Ring key={row.title} row={row} engine={engine} />
				))}
			</section>
			<section className={styles.column} aria-label="One shared block">
				<h2>
					One shared block
					{view !== null && <span>{grouped(view.block.buffer.byteLength)} bytes, laid out once</span>}
				</h2>
				{view === null ? (
					<p className={styles.empty}>The block is made by the first START, laid out once, and never grows or moves.</p>
				) : (
					<BlockMap view={view} />
				)}
			</section>
		</section>
	);
}
