import type { ReactNode } from 'react';
import { EngravedGroup, HelpMark, Knob, Led, Rocker, RotarySwitch } from '../controls/index.ts';
import { controlPosition } from '../patch/control-laws.ts';
import { panelText } from '../patch/panel-text.ts';
import { FIELDS, type ParameterProperty } from '../patch/program-fields.ts';
import styles from './analog-column.module.css';
import { AREAS } from './panel-geometry.ts';
import { Placed, PlacedArea } from './placed.tsx';
import { useProgram } from './use-program.ts';

/** Height of a group, and of the plate below the four. */
const GROUP = 115;
const GROUP_PITCH = 119;
const PLATE = 27;

const KNOB = 37;
const LEFT_X = 56;
const RIGHT_X = 164;
const CONTROL_Y = 53;
const LABEL_Y = 82;
const VALUE_Y = 100;

/** Controls of the analog section are dead: they show what the bank keeps. */
const DEAD = () => undefined;

/** The analog section, which is kept in the bank and shown, but not connected. */
export function AnalogColumn() {
	return (
		<PlacedArea area={AREAS.analog}>
			<Group row={0} title="Input">
				<ValueKnob property="inputLevelDb" label="Level" x={LEFT_X} />
				<OnOff property="limiter" label="Limiter" y={CONTROL_Y} />
				<Lamp label="Clip/limit" name="Input clips or is limited" />
			</Group>
			<Group row={1} title="Filter">
				<ValueKnob property="filter" label="Freq" x={LEFT_X} />
				<Word x={LEFT_X - 39} y={LABEL_Y} text="LP" />
				<Word x={LEFT_X + 39} y={LABEL_Y} text="HP" />
				<Placement />
			</Group>
			<Group row={2} title="Feedback">
				<ValueKnob property="feedbackPercent" label="Amount" x={LEFT_X} />
				<OnOff property="feedbackFlip" label="Flip L/R" y={24} />
				<OnOff property="feedbackInvert" label="Invert" y={71} />
			</Group>
			<Group row={3} title="Output">
				<ValueKnob property="outputLevelDb" label="Level" x={LEFT_X} />
				<ValueKnob property="mixPercent" label="Mix" x={RIGHT_X} />
				<Lamp label="Clip" name="Output clips" />
			</Group>
			<PlacedArea area={{ x: 0, y: 4 * GROUP_PITCH, width: AREAS.analog.width, height: PLATE }} className={styles.plate}>
				<span className={styles.notice}>Not connected yet</span>
				<HelpMark about="the analog section">
					Levels, filter, feedback and mix belong to each program: they are read, shown and saved with the bank. This version
					plays the digital part alone, so they do not act on the sound yet.
				</HelpMark>
			</PlacedArea>
		</PlacedArea>
	);
}

function Group({ row, title, children }: { row: number; title: string; children: ReactNode }) {
	return (
		<PlacedArea area={{ x: 0, y: row * GROUP_PITCH, width: AREAS.analog.width, height: GROUP }}>
			<EngravedGroup title={title} className={styles.group}>
				{children}
			</EngravedGroup>
		</PlacedArea>
	);
}

/** Print, its middle at a point. What names a control is left to the control to say. */
function Word({ x, y, text }: { x: number; y: number; text: string }) {
	return (
		<Placed x={x} y={y}>
			<span className={styles.label} aria-hidden="true">
				{text}
			</span>
		</Placed>
	);
}

function Value({ x, text }: { x: number; text: string }) {
	return (
		<Placed x={x} y={VALUE_Y}>
			<span className={styles.value} aria-hidden="true">
				{text}
			</span>
		</Placed>
	);
}

function ValueKnob({ property, label, x }: { property: ParameterProperty; label: string; x: number }) {
	const program = useProgram();
	const value = panelText(program, property);
	return (
		<>
			<Placed x={x} y={CONTROL_Y - 1} by={{ dial: KNOB }}>
				<Knob
					label={FIELDS[property].label.toLowerCase()}
					position={controlPosition(program, property)}
					onChange={DEAD}
					valueText={value}
					size={KNOB}
					hideLabel
					disabled
				/>
			</Placed>
			<Word x={x} y={LABEL_Y} text={label} />
			<Value x={x} text={value} />
		</>
	);
}

function OnOff({ property, label, y }: { property: 'limiter' | 'feedbackFlip' | 'feedbackInvert'; label: string; y: number }) {
	const on = useProgram()[property];
	return (
		<>
			<Placed x={RIGHT_X + 10} y={y} scale={0.78}>
				<Rocker label={label} on={on} onChange={DEAD} led="red" disabled />
			</Placed>
			<Word x={RIGHT_X} y={y + 22} text={label} />
		</>
	);
}

/** Where the names of the filter's places are printed around their dial. */
const PLACEMENT_NAMES = [
	{ angleDeg: -90, x: -42, y: 0 },
	{ angleDeg: -30, x: -23, y: -26 },
	{ angleDeg: 30, x: 23, y: -26 },
	{ angleDeg: 90, x: 41, y: 0 },
] as const;

const PLACEMENT_DIAL = 34;

function Placement() {
	const { filterPlacement } = useProgram();
	const { choices } = FIELDS.filterPlacement;
	const y = CONTROL_Y + 3;
	return (
		<>
			<Placed x={RIGHT_X} y={y} by={{ dial: PLACEMENT_DIAL }}>
				<RotarySwitch
					label="Filter placement"
					positions={choices.map(({ label }, index) => ({ label, angleDeg: PLACEMENT_NAMES[index]?.angleDeg ?? 0 }))}
					selected={choices.findIndex(({ value }) => value === filterPlacement)}
					onChange={DEAD}
					size={PLACEMENT_DIAL}
					printNames={false}
					hideLabel
					disabled
				/>
			</Placed>
			{choices.map(({ label }, index) => (
				<Word key={label} x={RIGHT_X + (PLACEMENT_NAMES[index]?.x ?? 0)} y={y + (PLACEMENT_NAMES[index]?.y ?? 0)} text={label} />
			))}
			<Word x={RIGHT_X} y={VALUE_Y - 4} text="Placement" />
		</>
	);
}

function Lamp({ label, name }: { label: string; name: string }) {
	return (
		<Placed x={RIGHT_X} y={13}>
			<span className={styles.lamp}>
				<Led color="red" size={8} label={name} />
				<span className={styles.label} aria-hidden="true">
					{label}
				</span>
			</span>
		</Placed>
	);
}
