import { useRef } from 'react';
import { useStore } from 'zustand';
import { DELAY_FRAMES } from '../bridge/block-regions.ts';
import { TEMPO_BPM } from '../bridge/program-settings.ts';
import {
	HelpMark,
	Knob,
	LedMatrix,
	type LedMatrixHandle,
	Legend,
	MomentaryRocker,
	Plate,
	Rocker,
	RotarySwitch,
	Tooltip,
} from '../controls/index.ts';
import {
	controlPosition,
	controlStops,
	freedAtTempo,
	snapPosition,
	withControlPosition,
	withSyncMode,
} from '../patch/control-laws.ts';
import { panelText, withTypedText } from '../patch/panel-text.ts';
import { FIELDS } from '../patch/program-fields.ts';
import { print } from '../store/console-store.ts';
import { deviceStore, editProgram, setWriteProtect } from '../store/device-store.ts';
import { glow } from './lamp-persistence.ts';
import styles from './memory-bay.module.css';
import { AREAS } from './panel-geometry.ts';
import { useEngineFrames, usePanelLink } from './panel-link.ts';
import { Placed, PlacedArea } from './placed.tsx';
import { SignalDiagram } from './signal-diagram.tsx';
import { useReducedMotion } from './use-media-query.ts';
import { useProgram } from './use-program.ts';

/** Columns of the memory display. */
const COLUMNS = 32;
const FRAMES_PER_COLUMN = DELAY_FRAMES / COLUMNS;

const CLOCK_KNOB = 60;
const SYNC_DIAL = 46;
const SYNC_ANGLES_DEG = [-90, -30, 30, 90] as const;

/** The lower panel: clock, memory display in its signal diagram, and what acts on the memory. */
export function MemoryBay() {
	const { emulator } = usePanelLink();
	const { reverse, filterPlacement } = useProgram();
	const writeProtect = useStore(deviceStore, (state) => state.writeProtect);
	return (
		<PlacedArea area={AREAS.memory}>
			<Plate material="bay" className={styles.bay}>
				<span className={styles.hinge} data-side="left" />
				<span className={styles.hinge} data-side="right" />
				<Placed x={79} y={129}>
					<span aria-hidden="true">
						<Legend>Clock freq</Legend>
					</span>
				</Placed>
				<Placed x={197} y={129}>
					<span aria-hidden="true">
						<Legend>Sync</Legend>
					</span>
				</Placed>
				{/* Over their print: the knob shows its value there while it is in use. */}
				<ClockKnob />
				<SyncDial />
				<Placed x={614} y={25}>
					<span className={styles.title}>
						<Legend>Memory</Legend>
						<HelpMark about="the memory display">
							Each column is a 32nd of the memory. Red: where the clock writes. Green: where the instructions read, left and right
							together. The yellow lamp shows where the filter stands.
						</HelpMark>
					</span>
				</Placed>
				<SignalDiagram placement={filterPlacement} />
				<Placed x={614} y={74}>
					<MemoryLamps />
				</Placed>
				<Placed x={1002} y={66}>
					<Tooltip text="Keeps what is in the memory: nothing new is written, and the cycle goes round as a loop.">
						<Rocker label="Write protect" axis="vertical" led="red" on={writeProtect} onChange={setWriteProtect} />
					</Tooltip>
				</Placed>
				<Placed x={1052} y={66}>
					<Tooltip text="Lets the clock run backwards.">
						<Rocker
							label="Reverse"
							axis="vertical"
							led="red"
							on={reverse}
							onChange={(on) => editProgram((program) => ({ ...program, reverse: on }))}
						/>
					</Tooltip>
				</Placed>
				<Placed x={1102} y={76.5}>
					<Tooltip text="Empties the memory, unless it is protected, and starts the cycle and the firmware over.">
						<MomentaryRocker label="Reset" onPress={() => emulator.reset()} />
					</Tooltip>
				</Placed>
				<span className={styles.legend} style={{ '--x': 1002 } as React.CSSProperties}>
					Write
					<br />
					prot
				</span>
				<span className={styles.legend} style={{ '--x': 1052 } as React.CSSProperties}>
					Rev
				</span>
				<span className={styles.legend} style={{ '--x': 1102 } as React.CSSProperties}>
					Reset
				</span>
			</Plate>
		</PlacedArea>
	);
}

function ClockKnob() {
	const program = useProgram();

	function enter(text: string): boolean {
		const typed = withTypedText(program, 'clock', text);
		if ('problem' in typed) {
			print('warning', typed.problem);
			return false;
		}
		editProgram(() => typed.program);
		return true;
	}

	return (
		<Placed x={79} y={66} by={{ dial: CLOCK_KNOB }}>
			<Tooltip text="How fast the memory goes round: low is long and coarse, high is short and clear. A double click puts it at 44.1 kHz, a right click lets you type a rate.">
				<Knob
					label="Clock freq"
					position={controlPosition(program, 'clock')}
					onChange={(position) =>
						editProgram((before) => withControlPosition(before, 'clock', snapPosition(before, 'clock', position, true)))
					}
					defaultPosition={0.5}
					valueText={panelText(program, 'clock')}
					onTextEntry={enter}
					onShiftClick={() => editProgram((before) => (before.syncMode === 'off' ? before : freedAtTempo(before, TEMPO_BPM)))}
					steps={controlStops(program, 'clock') ?? undefined}
					ticks={7}
					ends={['LO', 'HI']}
					hideLabel
					size={CLOCK_KNOB}
				/>
			</Tooltip>
		</Placed>
	);
}

function SyncDial() {
	const { syncMode } = useProgram();
	const { choices } = FIELDS.syncMode;
	return (
		<Placed x={197} y={66} by={{ dial: SYNC_DIAL }}>
			<Tooltip
				text={`Off, the clock is free. Otherwise the cycle lasts dotted, triplet or straight notes at ${TEMPO_BPM} beats a minute.`}
			>
				<RotarySwitch
					label="Sync"
					positions={choices.map(({ label }, index) => ({ label, angleDeg: SYNC_ANGLES_DEG[index] ?? 0 }))}
					selected={choices.findIndex(({ value }) => value === syncMode)}
					onChange={(index) => {
						const choice = choices[index];
						if (choice !== undefined) editProgram((program) => withSyncMode(program, choice.value));
					}}
					hideLabel
					size={SYNC_DIAL}
				/>
			</Tooltip>
		</Placed>
	);
}

/** Where memory is written and read, in 32 columns. */
function MemoryLamps() {
	const matrix = useRef<LedMatrixHandle>(null);
	const brightness = useRef(new Float32Array(2 * COLUMNS));
	const fades = !useReducedMotion();

	useEngineFrames((view, elapsedMs) => {
		const lamps = brightness.current;
		let written = 0;
		let read = 0;
		if (view !== null) {
			const { gauges } = view;
			written = 0x80000000 >>> Math.floor(gauges.getInt(gauges.offset('clock'), 0) / FRAMES_PER_COLUMN);
			read = gauges.getInt(gauges.offset('memoryReadLeds'), 0);
		}
		glow(lamps.subarray(0, COLUMNS), written, elapsedMs, fades);
		glow(lamps.subarray(COLUMNS), read, elapsedMs, fades);
		matrix.current?.draw(lamps);
	});
	return <LedMatrix ref={matrix} label="Memory: where it is written, red, and read, green" />;
}
