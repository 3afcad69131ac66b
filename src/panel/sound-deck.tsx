import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Led, Legend, LiveText, Meter, type MeterHandle, Plate, PushButton } from '../controls/index.ts';
import { deviceStore } from '../store/device-store.ts';
import { soundStore } from '../store/sound-store.ts';
import { useEngineFrames, useEngineNews, usePanelLink } from './panel-link.ts';
import styles from './sound-deck.module.css';
import { describeSound } from './sound-state.ts';
import { SourceChooser } from './source-chooser.tsx';

/** The unit over the panel: START, what plays, levels, rate and load. */
export function SoundDeck() {
	return (
		<section aria-label="Sound" className={styles.deck}>
			<Plate className={styles.plate}>
				<StartKey />
				<div className={styles.source}>
					<SourceChooser />
					<SoundState />
				</div>
				<Levels />
				<Readouts />
			</Plate>
		</section>
	);
}

function StartKey() {
	const { emulator } = usePanelLink();
	const audio = useStore(soundStore, (state) => state.audio);
	const [starting, setStarting] = useState(false);
	const running = audio === 'running';

	function press(): void {
		// Not disabled meanwhile: that would take the focus from the key under the hand.
		if (starting) return;
		if (running) {
			void emulator.stop();
			return;
		}
		setStarting(true);
		void emulator.start().finally(() => setStarting(false));
	}

	return (
		<div className={styles.start} data-running={running}>
			<PushButton variant={running ? 'plain' : 'primary'} onClick={press}>
				<svg className={styles.sign} viewBox="0 0 12 12" aria-hidden="true">
					<path d={running ? 'M 1 1 H 11 V 11 H 1 Z' : 'M 1 0 L 12 6 L 1 12 Z'} />
				</svg>
				{running ? 'Stop' : starting ? 'Starting' : 'Start'}
			</PushButton>
		</div>
	);
}

/** Whether the engine has the stock CPU in the place of the firmware that the device has: it was stopped, or came to its end. */
function useFirmwareStopped(): boolean {
	const [stopped, setStopped] = useState(false);
	useEngineNews((view) => {
		const { firmware, firmwareStarting } = deviceStore.getState();
		const expected = firmware !== null && !firmwareStarting && soundStore.getState().audio === 'running';
		setStopped(expected && view !== null && view.gauges.getInt(view.gauges.offset('firmware'), 0) === 0);
	});
	return stopped;
}

/** The state of the sound as a lamp and a sentence. */
function SoundState() {
	const sound = useStore(soundStore);
	const firmware = useStore(deviceStore, (state) => state.firmware?.source.name ?? null);
	const { lamp, text, isProblem } = describeSound(sound, firmware, useFirmwareStopped());
	return (
		<div className={styles.state}>
			<Led color={lamp ?? 'green'} lit={lamp !== null} size={9} />
			{/* Both regions are always there, so that what comes into them is announced. */}
			<span role="status" className={styles.sentence}>
				{isProblem ? '' : text}
			</span>
			<span role="alert" className={styles.sentence} data-problem="true">
				{isProblem ? text : ''}
			</span>
		</div>
	);
}

const CHANNELS = [
	{ gauge: 'inPeak', channel: 0, print: 'In L', label: 'Input level, left' },
	{ gauge: 'inPeak', channel: 1, print: 'R', label: 'Input level, right' },
	{ gauge: 'outPeak', channel: 0, print: 'Out L', label: 'Output level, left' },
	{ gauge: 'outPeak', channel: 1, print: 'R', label: 'Output level, right' },
] as const;

const SCALE_DB = [-48, -36, -24, -12, 0];

function decibels(level: number): number {
	return level > 0 ? 20 * Math.log10(level) : Number.NEGATIVE_INFINITY;
}

/** Levels at the device's input and output. */
function Levels() {
	const meters = useRef<(MeterHandle | null)[]>([]);
	const running = useStore(soundStore, (state) => state.audio === 'running');

	useEngineFrames((view) => {
		for (const [index, { gauge, channel }] of CHANNELS.entries()) {
			const peak = view === null || !running ? 0 : view.gauges.getFloat(view.gauges.offset(gauge), channel);
			meters.current[index]?.set(decibels(peak), decibels(peak));
		}
	});

	return (
		<div className={styles.levels}>
			{CHANNELS.map(({ print, label }, index) => (
				<div key={label} className={styles.level} data-last={index === CHANNELS.length - 1}>
					<Legend soft>{print}</Legend>
					<Meter
						ref={(meter) => {
							meters.current[index] = meter;
						}}
						label={label}
						axis="horizontal"
						length={196}
						scale={index === CHANNELS.length - 1 ? SCALE_DB : []}
					/>
				</div>
			))}
		</div>
	);
}

/** A number is written anew this often, in milliseconds: often enough to follow, seldom enough to read. */
const READ_EVERY_MS = 250;

/** A share as a percentage; three digits wide, so that the figure stays where it is. */
function loadText(share: number): string {
	return `${(share * 100).toFixed(0).padStart(3, '\u2007')} %`;
}

/** In the place of a load, as wide. */
const NO_LOAD = '\u2007\u2007– %';

/** Rate of the sound and load of the CPU, in figures that keep their places. */
function Readouts() {
	const sampleRate = useStore(soundStore, (state) => state.sampleRate);
	const running = useStore(soundStore, (state) => state.audio === 'running');
	const load = useRef<HTMLElement>(null);
	const sinceMs = useRef(READ_EVERY_MS);

	useEngineFrames((view, elapsedMs) => {
		sinceMs.current += elapsedMs;
		if (sinceMs.current < READ_EVERY_MS || load.current === null) return;
		sinceMs.current = 0;
		const share = view === null ? 0 : view.gauges.getFloat(view.gauges.offset('load'), 0);
		const text = running ? loadText(share) : NO_LOAD;
		if (load.current.textContent !== text) load.current.textContent = text;
	});

	return (
		<dl className={styles.readouts}>
			<div>
				<dt>
					<Legend soft>Rate</Legend>
				</dt>
				<dd>{sampleRate > 0 ? `${(sampleRate / 1000).toFixed(1)} kHz` : '– kHz'}</dd>
			</div>
			<div>
				<dt>
					<Legend soft>Load</Legend>
				</dt>
				<dd>
					<LiveText ref={load} digits={5}>
						{NO_LOAD}
					</LiveText>
				</dd>
			</div>
		</dl>
	);
}
