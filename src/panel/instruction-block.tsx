import { useRef } from 'react';
import { useStore } from 'zustand';
import { EngravedGroup, HexByteField, RotarySwitch, SwitchBank, type SwitchBankHandle, Tooltip } from '../controls/index.ts';
import { INSTRUCTION_1_OPERATORS, INSTRUCTION_2_OPERATORS, type Operator, type OperatorCode } from '../patch/operators.ts';
import { deviceStore, editProgram } from '../store/device-store.ts';
import { delayText } from './delay-operand.ts';
import styles from './instruction-block.module.css';
import { glow } from './lamp-persistence.ts';
import { OperatorNotes } from './operator-notes.tsx';
import { AREAS, INSTRUCTION, labelRowY, OPERATOR_ANGLES_DEG, operatorLine } from './panel-geometry.ts';
import { useEngineFrames } from './panel-link.ts';
import { Placed, PlacedArea, units } from './placed.tsx';
import { PrintedLabels } from './printed-labels.tsx';
import { Tape } from './tape/tape.tsx';
import { useReducedMotion } from './use-media-query.ts';
import { useProgram } from './use-program.ts';

/** What tells the two blocks apart. */
const BLOCKS = {
	1: {
		area: AREAS.instruction1,
		operators: INSTRUCTION_1_OPERATORS as readonly Operator[],
		operator: 'operator1',
		high: 'operand1High',
		low: 'operand1Low',
		firstLeds: 0,
	},
	2: {
		area: AREAS.instruction2,
		operators: INSTRUCTION_2_OPERATORS as readonly Operator[],
		operator: 'operator2',
		high: 'operand2High',
		low: 'operand2Low',
		firstLeds: 2,
	},
} as const;

/** Diameter of the operator dial. */
const DIAL = 56;

/** Radius at which the lines to the mnemonics leave the dial. */
const LINE_RADIUS = 41;

/** Middle of the question mark, at the right of the title's line. */
const NOTES = { x: 858, y: 16 } as const;

/** No lamps to set: those above the switches follow the bits. */
const LEAVE_AS_IS = new Float32Array(0);

/** One instruction: dial, labels or the tape over them, hex display, sixteen switches and their lamps. `rows` are its four rows of tape. */
export function InstructionBlock({ number, rows }: { number: 1 | 2; rows: readonly string[] }) {
	const { area, operators, operator, high, low, firstLeds } = BLOCKS[number];
	const program = useProgram();
	const name = `Instruction ${number}`;
	const selected = program[operator];

	function choose(code: number): void {
		editProgram((before) => ({ ...before, [operator]: code as OperatorCode }));
	}

	return (
		<PlacedArea area={area}>
			<EngravedGroup title={name} className={styles.block}>
				<OperatorLines />
				<Placed x={NOTES.x} y={NOTES.y}>
					<OperatorNotes number={number} />
				</Placed>
				<Placed x={INSTRUCTION.dial.x} y={INSTRUCTION.dial.y} by={{ dial: DIAL }}>
					<RotarySwitch
						label={`${name} operator`}
						positions={operators.map(({ mnemonic, code }) => ({ label: mnemonic, angleDeg: OPERATOR_ANGLES_DEG[code] }))}
						selected={selected}
						onChange={choose}
						printNames={false}
						hideLabel
						size={DIAL}
					/>
				</Placed>
				{operators.map(({ code, mnemonic }) => (
					<span
						key={code}
						className={styles.mnemonic}
						data-selected={code === selected}
						style={
							code === 0
								? { left: units(INSTRUCTION.dial.x - 17), top: units(INSTRUCTION.dial.y - 55) }
								: { left: units(INSTRUCTION.mnemonicX), top: units(labelRowY(code - 1)) }
						}
						aria-hidden="true"
						onPointerDown={() => choose(code)}
					>
						{mnemonic}
					</span>
				))}
				<PrintedLabels operators={operators} />
				<Tape rows={rows} label={`Tape over ${name.toLowerCase()}`} />
				<Placed x={INSTRUCTION.hex.x} y={INSTRUCTION.hex.y}>
					<div className={styles.hex}>
						<OperandDigits property={high} label={`${name}, high operand`} join="right" />
						<OperandDigits property={low} label={`${name}, low operand`} join="left" />
					</div>
				</Placed>
				<OperandSwitches property={high} x={INSTRUCTION.switches.highX} leds={firstLeds} label={`${name}, high operand bits`} />
				<OperandSwitches property={low} x={INSTRUCTION.switches.lowX} leds={firstLeds + 1} label={`${name}, low operand bits`} />
			</EngravedGroup>
		</PlacedArea>
	);
}

/** The engraved lines from the dial to the mnemonics. */
function OperatorLines() {
	const { width, height } = AREAS.instruction2;
	return (
		<svg
			className={styles.lines}
			viewBox={`0 0 ${width} ${height}`}
			style={{ width: units(width), height: units(height) }}
			aria-hidden="true"
		>
			{[1, 2, 3, 4].map((operator) => (
				<polyline
					key={operator}
					points={operatorLine(operator, LINE_RADIUS)
						.map((point) => point.join(','))
						.join(' ')}
				/>
			))}
		</svg>
	);
}

type OperandProperty = 'operand1High' | 'operand1Low' | 'operand2High' | 'operand2Low';

interface OperandDigitsProps {
	readonly property: OperandProperty;
	readonly label: string;
	/** The side where the other byte of the display is. */
	readonly join: 'left' | 'right';
}

/** An operand byte in two digits. Where the stock CPU takes it for a delay, it says how long that is. */
function OperandDigits({ property, label, join }: OperandDigitsProps) {
	const program = useProgram();
	const isStock = useStore(deviceStore, ({ firmware }) => firmware === null);
	const ofSecond = property === 'operand2High' || property === 'operand2Low';
	const delay = isStock && ofSecond ? delayText(program, property) : '';
	return (
		<Tooltip text={delay} kind="reading">
			<HexByteField
				label={label}
				value={program[property]}
				onChange={(value) => editProgram((before) => ({ ...before, [property]: value }))}
				defaultValue={0}
				join={join}
				meaning={delay}
				height={30}
			/>
		</Tooltip>
	);
}

interface OperandSwitchesProps {
	readonly property: OperandProperty;
	/** Middle of the first switch. */
	readonly x: number;
	/** Which word of the gauge `displayLeds` lights the lamps below. */
	readonly leds: number;
	readonly label: string;
}

/** The eight switches of an operand byte. Lamps above show the bits, lamps below what the CPU says. */
function OperandSwitches({ property, x, leds, label }: OperandSwitchesProps) {
	const value = useProgram()[property];
	const bank = useRef<SwitchBankHandle>(null);
	const brightness = useRef(new Float32Array(8));
	const fades = !useReducedMotion();

	useEngineFrames((view, elapsedMs) => {
		const mask = view === null ? 0 : view.gauges.getInt(view.gauges.offset('displayLeds'), leds);
		glow(brightness.current, mask, elapsedMs, fades);
		bank.current?.setLeds(LEAVE_AS_IS, brightness.current);
	});

	return (
		<Placed x={x - 21.3} y={INSTRUCTION.switches.y} by="left">
			<SwitchBank
				ref={bank}
				label={label}
				value={value}
				onChange={(bits) => editProgram((before) => ({ ...before, [property]: bits }))}
				topLit={value}
				leds="bottom"
			/>
		</Placed>
	);
}
