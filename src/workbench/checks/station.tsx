import { useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { SHADOW_WORDS } from '../../bridge/checks-layout.ts';
import { PushButton } from '../../controls/index.ts';
import { deviceStore } from '../../store/device-store.ts';
import { memoryStore } from '../../store/memory-store.ts';
import { soundStore } from '../../store/sound-store.ts';
import { useLooks } from '../use-looks.ts';
import { grouped } from '../word-format.ts';
import type { ChecksHost } from './checks-host.ts';
import type { ChecksState, OpenChecks } from './checks-source.ts';
import styles from './station.module.css';

const LOOK_PERIOD_MS = 100;

interface StationProps {
	readonly host: ChecksHost;
	readonly checks: OpenChecks | null;
	readonly state: ChecksState;
}

/** Name of the firmware and whether its build is a checked one. */
function BuildLamp({ checks, state }: Pick<StationProps, 'checks' | 'state'>) {
	const present = useStore(deviceStore, ({ firmware }) => firmware);
	const firmware = checks?.firmware ?? present;
	const isChecked = firmware?.image.checked === true && firmware.image.program.heapWords > 0;
	const text = firmware === null ? 'stock CPU' : isChecked ? 'checked build' : state === 'without' ? 'no heap' : 'plain build';
	return (
		<p className={styles.build} data-checked={isChecked}>
			<span className={styles.name}>{firmware?.source.name ?? 'Permut8'}</span>
			<span className={styles.lamp}>{text}</span>
		</p>
	);
}

/** A look at all words of the heap that somebody asked for: with which number it is done, and of which firmware. */
interface Sweep {
	readonly firmware: number;
	readonly number: number;
}

/** The key that has all words looked at, and what came of it. */
function FullCheck({ host, checks }: Pick<StationProps, 'host' | 'checks'>) {
	const root = useRef<HTMLDivElement>(null);
	const isRunning = useStore(soundStore, ({ audio }) => audio === 'running');
	const [sweep, setSweep] = useState<Sweep | null>(null);
	const [result, setResult] = useState('');

	useLooks(root, LOOK_PERIOD_MS, () => {
		if (sweep === null) return;
		if (checks === null || checks.id !== sweep.firmware) {
			setSweep(null);
			setResult('');
		} else if (checks.records.header('sweepsDone') >= sweep.number) {
			setSweep(null);
			setResult(`looked at ${grouped(SHADOW_WORDS)} words, found ${grouped(checks.records.header('sweepFound'))}`);
		}
	});

	function begin(): void {
		if (checks === null) return;
		const number = checks.records.header('sweepsBegun') + 1;
		if (host.checkHeap?.() !== true) {
			setResult('The engine takes no commands just now. Try again.');
			return;
		}
		setResult('');
		setSweep({ firmware: checks.id, number });
	}

	const text = sweep === null ? result : isRunning ? 'looking …' : 'waits for the sound';
	return (
		<div ref={root} className={styles.check}>
			<PushButton variant="small" disabled={checks?.areDevices !== true || sweep !== null} onClick={begin}>
				Check all now
			</PushButton>
			<span className={styles.result} role="status">
				{text}
			</span>
		</div>
	);
}

/** A switch, and what it does in small print. */
function SlideSwitch(props: {
	readonly label: string;
	readonly hint: string;
	readonly on: boolean;
	onChange(on: boolean): void;
}) {
	const { label, hint, on, onChange } = props;
	const id = useId();
	return (
		<button
			type="button"
			role="switch"
			className={styles.switch}
			aria-checked={on}
			aria-label={label}
			aria-describedby={id}
			onClick={() => onChange(!on)}
		>
			<span className={styles.slide} />
			<span>
				{label}
				<small id={id}>{hint}</small>
			</span>
		</button>
	);
}

/** The firmware's name, and the switches of the checks: always there, whichever part of the view is looked at. */
export function Station({ host, checks, state }: StationProps) {
	const isChecked = useStore(memoryStore, ({ checked }) => checked);
	const stops = useStore(memoryStore, ({ settings }) => settings.stopAtViolation !== 0);
	return (
		<section className={styles.station} aria-label="Build and checks">
			<BuildLamp checks={checks} state={state} />
			<SlideSwitch
				label="Checked build"
				hint="looks at every access to the heap; the firmware begins anew"
				on={isChecked}
				onChange={(on) => void host.setChecked?.(on)}
			/>
			<SlideSwitch
				label="Stop at a violation"
				hint="else the firmware goes on"
				on={stops}
				onChange={(on) => host.setMemorySetting?.('stopAtViolation', on ? 1 : 0)}
			/>
			<FullCheck host={host} checks={checks} />
		</section>
	);
}
