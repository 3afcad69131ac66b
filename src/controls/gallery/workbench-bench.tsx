import { useState } from 'react';
import {
	FillGauge,
	HelpMark,
	IconButton,
	Legend,
	Plate,
	PopupList,
	PushButton,
	SplitPane,
	TabPanel,
	Tabs,
	TextField,
	Tooltip,
} from '../index.ts';
import styles from './gallery.module.css';

const CLIPS = [
	{ id: 'drums', label: 'Drum loop', detail: '4.0 s' },
	{ id: 'voice', label: 'Voice', detail: '6.2 s' },
	{ id: 'guitar', label: 'Guitar', detail: '8.1 s' },
	{ id: 'sweep', label: 'Sine sweep', detail: '2.0 s' },
	{ id: 'file', label: 'Open a file…', rule: true },
];

const COMMANDS = [
	{ id: 'undo', label: 'Undo', detail: 'Ctrl Z' },
	{ id: 'redo', label: 'Redo', detail: 'Ctrl Y', disabled: true },
	{ id: 'open', label: 'Open bank…', rule: true },
	{ id: 'save', label: 'Save bank…' },
	{ id: 'random', label: 'Randomize instructions', rule: true },
];

const TABS = [
	{ id: 'editor', label: 'Editor' },
	{ id: 'console', label: 'Console', badge: 2 },
	{ id: 'scope', label: 'Scope' },
];

/** The flat controls of the workbench. */
export function WorkbenchBench() {
	const [clip, setClip] = useState('drums');
	const [command, setCommand] = useState('');
	const [name, setName] = useState('Comb in C');
	const [rate, setRate] = useState('44.1 kHz');
	const [tab, setTab] = useState('console');
	const [share, setShare] = useState(0.4);
	const [rows, setRows] = useState(0.5);
	const [frozen, setFrozen] = useState(false);
	return (
		<div className={styles.bench}>
			<Plate className={styles.cell}>
				<div className={styles.row}>
					<Legend>Source</Legend>
					<HelpMark about="the source">
						The sound that goes into the instrument. A clip plays round and round until you stop it.
					</HelpMark>
				</div>
				<div className={styles.row}>
					<PopupList label="Clip" items={CLIPS} selectedId={clip} onSelect={setClip} />
					<PopupList label="Bank" kind="menu" items={COMMANDS} onSelect={setCommand} />
					<PopupList label="No clip" items={[]} onSelect={() => undefined} disabled />
				</div>
				<output className={styles.note}>{command === '' ? 'Nothing done yet.' : `Done: ${command}.`}</output>
			</Plate>
			<Plate className={styles.cell}>
				<TextField label="Name" value={name} onChange={setName} />
				<TextField
					label="Clock"
					figures
					value={rate}
					onChange={setRate}
					error={/^\d/.test(rate) ? undefined : 'This is not a number; write it as 44.1 kHz.'}
				/>
			</Plate>
			<Plate className={styles.cell}>
				<Legend>Keys</Legend>
				<div className={styles.row}>
					<PushButton>Render</PushButton>
					<PushButton disabled>Bounce</PushButton>
				</div>
				<div className={styles.row}>
					<PushButton variant="small" pressed={frozen} onClick={() => setFrozen(!frozen)}>
						Freeze
					</PushButton>
					<PushButton variant="small">Step</PushButton>
					<Tooltip text="Steps one tick of the clock">
						<IconButton label="Step">
							<svg viewBox="0 0 16 16" aria-hidden="true">
								<path d="M 4 3 L 10 8 L 4 13 Z M 12.5 3 V 13" />
							</svg>
						</IconButton>
					</Tooltip>
					<IconButton label="Record" pressed>
						<svg viewBox="0 0 16 16" aria-hidden="true">
							<circle cx="8" cy="8" r="4.5" />
						</svg>
					</IconButton>
					<IconButton label="Save" disabled>
						<svg viewBox="0 0 16 16" aria-hidden="true">
							<path d="M 3 3 H 11 L 13 5 V 13 H 3 Z M 5 3 V 7 H 10 V 3" />
						</svg>
					</IconButton>
				</div>
			</Plate>
			<Plate className={styles.cell}>
				<FillGauge label="Stack" fill={0.31} highWater={0.74} valueText=" 318 of 1024 words" />
				<FillGauge label="Heap" fill={1} highWater={1} valueText="4096 of 4096 words" />
				<FillGauge label="Budget" fill={0.08} highWater={0.12} valueText="  8.0 %" />
			</Plate>
			<Plate material="bay" className={styles.cell}>
				<Tabs label="Dock" idBase="dock" tabs={TABS} selected={tab} onSelect={setTab} />
				<TabPanel idBase="dock" tabId={tab} className={styles.tabbed}>
					{tab}: ready
				</TabPanel>
			</Plate>
			<Plate material="bay" className={styles.cell}>
				<div className={styles.split}>
					<SplitPane
						label="Width of the left pane"
						axis="columns"
						share={share}
						onResize={setShare}
						defaultShare={0.5}
						first={<div className={styles.note}>Left, {Math.round(share * 100)} %</div>}
						second={
							<SplitPane
								label="Height of the upper pane"
								axis="rows"
								share={rows}
								onResize={setRows}
								first={<div className={styles.note}>Upper</div>}
								second={<div className={styles.note}>Lower</div>}
							/>
						}
					/>
				</div>
			</Plate>
		</div>
	);
}
