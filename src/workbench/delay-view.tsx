import { type KeyboardEvent, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { DELAY_FRAMES } from '../bridge/block-regions.ts';
import { HelpMark, LiveText } from '../controls/index.ts';
import { currentProgram, deviceStore } from '../store/device-store.ts';
import { framesBehind } from './column-extremes.ts';
import { DelayChart } from './delay-chart.ts';
import styles from './delay-view.module.css';
import type { EngineSource } from './engine-window.ts';
import { openWindow } from './engine-window.ts';
import { useFrameView } from './use-frame-view.ts';
import { ViewFrame } from './view-frame.tsx';
import { grouped, intWord } from './word-format.ts';

/** Numbers change this often, so that they can be read. */
const PRINT_PERIOD_MS = 100;

const PAGE_FRAMES = DELAY_FRAMES / 16;

function figure(number: number | string, characters: number): string {
	return String(number).padStart(characters, '\u2007');
}

function frameAfterKey({ key, shiftKey }: KeyboardEvent, frame: number): number | undefined {
	const step = shiftKey ? 256 : 1;
	switch (key) {
		case 'ArrowRight':
		case 'ArrowUp':
			return frame + step;
		case 'ArrowLeft':
		case 'ArrowDown':
			return frame - step;
		case 'PageUp':
			return frame + PAGE_FRAMES;
		case 'PageDown':
			return frame - PAGE_FRAMES;
		case 'Home':
			return 0;
		case 'End':
			return DELAY_FRAMES - 1;
		default:
			return undefined;
	}
}

/** What the line holds at a frame, or how long it is when nobody points at it. */
function readout(engine: EngineSource, frame: number): string {
	const window = openWindow(engine);
	if (window === null) return '';
	const { clockHz, writeFrame, live } = window;
	const ms = (frames: number) => (clockHz > 0 ? ((frames / clockHz) * 1000).toFixed(1) : '∞');
	if (frame < 0) {
		const reads = [0, 1].map((channel) => window.readFrame(channel));
		const reverse = currentProgram(deviceStore.getState()).reverse;
		const behind = (at: number) => (at < 0 ? 0 : framesBehind(at, writeFrame, DELAY_FRAMES, reverse) % DELAY_FRAMES);
		const read = reads.every((at) => at < 0)
			? 'no reads'
			: `read L ${figure(ms(behind(reads[0] ?? -1)), 7)} ms  R ${figure(ms(behind(reads[1] ?? -1)), 7)} ms behind`;
		return `clock ${figure((clockHz / 1000).toFixed(2), 7)} kHz  whole line ${figure(ms(DELAY_FRAMES), 8)} ms  ${read}`;
	}
	const reverse = currentProgram(deviceStore.getState()).reverse;
	const behind = framesBehind(frame, writeFrame, DELAY_FRAMES, reverse);
	const left = intWord(live.delay[frame * 2] ?? 0);
	const right = intWord(live.delay[frame * 2 + 1] ?? 0);
	return `frame ${figure(frame, 5)}  ${figure(behind, 5)} frames, ${figure(ms(behind), 8)} ms behind  L ${left.padStart(5)}  R ${right.padStart(5)}`;
}

/** The 65536 stereo frames of the 12-bit memory, with where they are written and read. */
export function DelayView({ engine }: { readonly engine: EngineSource }) {
	const chart = useRef<HTMLDivElement>(null);
	const wave = useRef<HTMLCanvasElement>(null);
	const writeMark = useRef<HTMLDivElement>(null);
	const leftMark = useRef<HTMLDivElement>(null);
	const rightMark = useRef<HTMLDivElement>(null);
	const print = useRef<HTMLSpanElement>(null);
	const pointed = useRef(-1);
	const [frame, setFrame] = useState(-1);
	const [empty, setEmpty] = useState(engine.view === null);
	const writeProtect = useStore(deviceStore, (state) => state.writeProtect);

	useFrameView(chart, () => {
		if (!wave.current || !writeMark.current || !leftMark.current || !rightMark.current)
			throw new Error('the delay line is not mounted');
		const drawing = new DelayChart(engine, {
			wave: wave.current,
			writeMark: writeMark.current,
			readMarks: [leftMark.current, rightMark.current],
		});
		let printedAtMs = Number.NEGATIVE_INFINITY;
		return {
			resize: (width, height) => drawing.resize(width, height),
			recolour: () => drawing.recolour(),
			draw(nowMs) {
				drawing.draw();
				if (nowMs - printedAtMs < PRINT_PERIOD_MS) return;
				printedAtMs = nowMs;
				setEmpty(engine.view === null);
				const text = readout(engine, pointed.current);
				if (print.current !== null && print.current.textContent !== text) print.current.textContent = text;
			},
		};
	});

	function point(to: number): void {
		pointed.current = to < 0 ? -1 : Math.min(DELAY_FRAMES - 1, to);
		setFrame(pointed.current);
	}

	return (
		<ViewFrame
			view="delay"
			title="Delay line"
			detail={`${grouped(DELAY_FRAMES)} stereo frames of 12 bits`}
			tools={
				<>
					{writeProtect && <span className={styles.protected}>write protected</span>}
					<HelpMark about="the delay line">
						All of the memory that sound goes through, left above right. The red line with the flag is where the next sample is
						written, the green ones are where samples were last read: how far they lie behind is the delay.
					</HelpMark>
				</>
			}
		>
			<div className={styles.body}>
				<div
					ref={chart}
					className={styles.chart}
					data-protected={writeProtect}
					role="slider"
					aria-label="Frame of the delay line"
					aria-valuemin={0}
					aria-valuemax={DELAY_FRAMES - 1}
					aria-valuenow={Math.max(0, frame)}
					aria-valuetext={frame < 0 ? 'none chosen' : readout(engine, frame).replaceAll('\u2007', '')}
					tabIndex={0}
					onPointerMove={(event) => {
						const { left, width } = event.currentTarget.getBoundingClientRect();
						point(Math.max(0, Math.floor(((event.clientX - left) / width) * DELAY_FRAMES)));
					}}
					onPointerLeave={() => point(-1)}
					onBlur={() => point(-1)}
					onKeyDown={(event) => {
						const next = frameAfterKey(event, Math.max(0, frame));
						if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
						event.preventDefault();
						point((next + DELAY_FRAMES) % DELAY_FRAMES);
					}}
				>
					<canvas ref={wave} className={styles.wave} />
					<span className={styles.channel}>L</span>
					<span className={styles.channel} data-channel="right">
						R
					</span>
					<div ref={leftMark} className={styles.read} hidden />
					<div ref={rightMark} className={styles.read} data-channel="right" hidden />
					<div ref={writeMark} className={styles.write} hidden={empty} />
					{frame >= 0 && <div className={styles.pointed} style={{ left: `${((frame + 0.5) / DELAY_FRAMES) * 100}%` }} />}
					{empty && (
						<p className={styles.empty}>
							<span>The line is silent. Press START and watch it fill.</span>
						</p>
					)}
				</div>
				<div className={styles.readout}>
					<LiveText ref={print} />
				</div>
			</div>
		</ViewFrame>
	);
}
