import { useEffect, useRef, useState } from 'react';
import {
	EngravedGroup,
	HexByteField,
	HexDisplay,
	Knob,
	Led,
	LedMatrix,
	type LedMatrixHandle,
	LedStrip,
	type LedsHandle,
	Legend,
	Meter,
	type MeterHandle,
	MomentaryRocker,
	Plate,
	type PopupItem,
	PopupList,
	ProgramDisplay,
	PushButton,
	Rocker,
	RockerPair,
	RotarySwitch,
	SwitchBank,
	type SwitchBankHandle,
	ToggleSwitch,
} from '../index.ts';
import styles from './gallery.module.css';

const PLACES = [
	{ label: 'off', angleDeg: -90 },
	{ label: 'in', angleDeg: -30 },
	{ label: 'fb', angleDeg: 30 },
	{ label: 'out', angleDeg: 90 },
];

const OPERATORS = ['nop', 'and', 'mul', 'osc', 'rnd'].map((label, index) => ({ label, angleDeg: index * 30 }));

const PROGRAMS: PopupItem[] = ['A', 'B', 'C'].flatMap((bank, row) =>
	Array.from({ length: 10 }, (_, slot) => ({
		id: `${bank}${slot}`,
		label: `${bank}${slot} ${['Tape stop', 'Comb in C', 'Backwards', 'Granular', 'Slow shimmer'][(row * 3 + slot) % 5]}`,
		rule: slot === 0 && row > 0,
		detail: `C${row + 2}`,
	})),
);

/** A level as the gallery prints it: −54…+54 dB, and back. */
function levelText(position: number): string {
	const side = 2 * position - 1;
	const levelDb = 54 * side * Math.abs(side);
	return `${levelDb < 0 ? '−' : '+'}${Math.abs(levelDb).toFixed(2)} dB`;
}

function levelPosition(text: string): number | undefined {
	const levelDb = Number.parseFloat(text.replace('−', '-'));
	if (Number.isNaN(levelDb)) return undefined;
	const held = Math.min(54, Math.max(-54, levelDb));
	return 0.5 + 0.5 * Math.sign(held) * Math.sqrt(Math.abs(held) / 54);
}

/** A knob that keeps its own position. */
function LevelKnob({ label, from }: { label: string; from: number }) {
	const [position, setPosition] = useState(from);
	return (
		<Knob
			label={label}
			position={position}
			onChange={setPosition}
			defaultPosition={0.5}
			valueText={levelText(position)}
			onTextEntry={(text) => {
				const typed = levelPosition(text);
				if (typed === undefined) return false;
				setPosition(typed);
				return true;
			}}
		/>
	);
}

function PlainKnob(props: {
	label: string;
	from: number;
	ends?: [string, string];
	steps?: number;
	size?: number;
	ticks?: number;
	disabled?: boolean;
}) {
	const { from, ...rest } = props;
	const [position, setPosition] = useState(from);
	return (
		<Knob
			{...rest}
			position={position}
			onChange={setPosition}
			defaultPosition={0.5}
			valueText={`${(position * 100).toFixed(1)} %`}
		/>
	);
}

function OnOffRocker(props: {
	label: string;
	from?: boolean;
	axis?: 'horizontal' | 'vertical';
	led?: 'red' | 'green';
	disabled?: boolean;
}) {
	const { from = false, ...rest } = props;
	const [on, setOn] = useState(from);
	return <Rocker {...rest} on={on} onChange={setOn} />;
}

/** A byte with its hex digits and its switches, as one operand of an instruction has them. */
function Instruction({
	operators,
	from,
	names,
}: {
	operators: typeof OPERATORS;
	from: [number, number];
	names: [string, string];
}) {
	const [high, setHigh] = useState(from[0]);
	const [low, setLow] = useState(from[1]);
	const [selected, setSelected] = useState(1);
	return (
		<>
			<div style={{ padding: '8px 36px 0 8px' }}>
				<RotarySwitch label="Operator" positions={operators} selected={selected} onChange={setSelected} size={60} />
			</div>
			<div className={styles.hex}>
				<HexByteField label={`${names[0]} byte`} value={high} onChange={setHigh} defaultValue={0} join="right" />
				<HexByteField label={`${names[1]} byte`} value={low} onChange={setLow} defaultValue={0} join="left" />
			</div>
			<div className={styles.banks}>
				<SwitchBank label={`${names[0]} bits`} value={high} onChange={setHigh} topLit={high} bottomLit={high & 0x5a} />
				<SwitchBank label={`${names[1]} bits`} value={low} onChange={setLow} topLit={low} bottomLit={low ^ 0xff} />
			</div>
		</>
	);
}

/** What the panel is made of, in a panel. */
export function HardwareBench() {
	const [place, setPlace] = useState(3);
	const [program, setProgram] = useState(0);
	const [presses, setPresses] = useState(0);
	const [on, setOn] = useState(true);
	const matrix = useRef<LedMatrixHandle>(null);
	const strip = useRef<LedsHandle>(null);
	const bank = useRef<SwitchBankHandle>(null);
	const meter = useRef<MeterHandle>(null);
	useMovingLight(matrix, strip, bank, meter);

	return (
		<>
			<Plate screws className={styles.panel}>
				<div className={styles.strip}>
					<PushButton shape="round" label="Menu" size={48}>
						<svg width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">
							<path d="M 1 2 H 17 M 1 7 H 17 M 1 12 H 17" stroke="currentColor" strokeWidth="2" fill="none" />
						</svg>
					</PushButton>
					<PopupList
						label="Program"
						items={PROGRAMS}
						selectedId={PROGRAMS[program]?.id}
						onSelect={(id) => setProgram(PROGRAMS.findIndex((item) => item.id === id))}
						listWidthPx={220}
					>
						<ProgramDisplay label="Program" text={PROGRAMS[program]?.id ?? '--'} />
					</PopupList>
					<div className={styles.captioned}>
						<RockerPair
							label="Program"
							previousLabel="Previous program"
							nextLabel="Next program"
							onPrevious={() => setProgram(Math.max(0, program - 1))}
							onNext={() => setProgram(Math.min(29, program + 1))}
						/>
						<Legend>Program</Legend>
					</div>
					<HexDisplay label="Address" value={0x1f40} digits={4} />
					<div className={styles.tape}>Ring modulator &nbsp; depth → rate</div>
					<span style={{ flex: 1 }} />
					<PushButton variant="primary" onClick={() => setPresses(presses + 1)}>
						Start
					</PushButton>
				</div>
				<div className={styles.main}>
					<div className={styles.column}>
						<EngravedGroup title="Input" className={styles.pairs}>
							<LevelKnob label="Level" from={0.5} />
							<div className={styles.captioned}>
								<OnOffRocker label="Limiter" led="red" from />
								<Legend>Limiter</Legend>
							</div>
						</EngravedGroup>
						<EngravedGroup title="Filter" className={styles.pairs}>
							<PlainKnob label="Freq" from={0.28} ends={['LP', 'HP']} />
							<RotarySwitch label="Placement" positions={PLACES} selected={place} onChange={setPlace} size={46} />
						</EngravedGroup>
					</div>
					<div className={styles.column}>
						<EngravedGroup title="Instruction 1" className={styles.instruction}>
							<Instruction operators={OPERATORS} from={[0xa5, 0x3f]} names={['High', 'Low']} />
						</EngravedGroup>
						<EngravedGroup title="Other" className={styles.strip}>
							<PlainKnob label="Stepped" from={0.5} steps={7} ticks={7} ends={['LO', 'HI']} size={64} />
							<PlainKnob label="Disabled" from={0.2} disabled />
							<PlainKnob label="Small" from={0.7} size={36} ticks={0} />
							<div className={styles.captioned}>
								<ToggleSwitch label="Toggle" on={on} onChange={setOn} />
								<Legend>Toggle</Legend>
							</div>
							<SwitchBank label="Lamps by hand" count={4} value={0b1001} onChange={() => undefined} leds="both" ref={bank} />
							<div className={styles.captioned}>
								<OnOffRocker label="Plain" />
								<Legend>Plain</Legend>
							</div>
							<Meter ref={meter} label="Output level" scale={[6, 0, -12, -24, -36, -48]} />
							<div className={styles.captioned}>
								<div className={styles.row}>
									<Led color="red" lit />
									<Led color="red" />
									<Led color="green" lit />
									<Led color="green" />
									<Led color="yellow" lit />
									<Led color="yellow" brightness={0.35} />
									<Led color="yellow" />
								</div>
								<LedStrip ref={strip} color="green" count={8} />
								<Legend soft>Lamps</Legend>
							</div>
						</EngravedGroup>
					</div>
				</div>
				<Plate material="bay" className={styles.bay}>
					<PlainKnob label="Clock freq" from={0.62} ends={['LO', 'HI']} ticks={7} size={72} />
					<RotarySwitch
						label="Sync"
						positions={[
							{ label: 'off', angleDeg: -90 },
							{ label: 'dot', angleDeg: -30 },
							{ label: 'tri', angleDeg: 30 },
							{ label: 'std', angleDeg: 90 },
						]}
						selected={place}
						onChange={setPlace}
						size={52}
					/>
					<div className={styles.memory}>
						<Legend>Memory</Legend>
						<LedMatrix ref={matrix} label="Memory" />
					</div>
					<div className={styles.rockers}>
						<div className={styles.captioned}>
							<OnOffRocker label="Write prot" axis="vertical" led="red" from />
							<Legend>Write prot</Legend>
						</div>
						<div className={styles.captioned}>
							<OnOffRocker label="Reverse" axis="vertical" led="red" />
							<Legend>Rev</Legend>
						</div>
						<div className={styles.captioned}>
							<MomentaryRocker label="Reset" onPress={() => setPresses(presses + 1)} />
							<Legend>Reset</Legend>
						</div>
					</div>
				</Plate>
			</Plate>
			<output hidden data-presses={presses} />
		</>
	);
}

/** Keeps the lamps of the gallery moving, as an instrument at work would. With `?still` they hold one picture. */
function useMovingLight(
	matrix: React.RefObject<LedMatrixHandle | null>,
	strip: React.RefObject<LedsHandle | null>,
	bank: React.RefObject<SwitchBankHandle | null>,
	meter: React.RefObject<MeterHandle | null>,
): void {
	useEffect(() => {
		const still = new URLSearchParams(location.search).has('still');
		const lamps = new Float32Array(64);
		const row = new Float32Array(8);
		const four = new Float32Array(4);
		let frame = 0;
		let running = 0;
		function draw(): void {
			const at = still ? 21 : (frame / 6) % 32;
			for (let column = 0; column < 32; column++) {
				const behind = (at - column + 32) % 32;
				lamps[column] = 0.53 ** (behind * 1.2);
				const delayed = (at - 9 - column + 64) % 32;
				const other = (at - 14 - column + 64) % 32;
				lamps[32 + column] = Math.max(0.53 ** (delayed * 1.2), 0.53 ** (other * 1.2));
			}
			for (let index = 0; index < 8; index++) row[index] = index / 7;
			for (let index = 0; index < 4; index++) four[index] = 0.5 + 0.5 * Math.sin(frame / 20 + index);
			matrix.current?.draw(lamps);
			strip.current?.setLeds(row);
			bank.current?.setLeds(four, four);
			const levelDb = still ? -7 : -18 + 16 * Math.sin(frame / 30);
			meter.current?.set(levelDb, still ? -2 : levelDb + 3);
			frame++;
			running = requestAnimationFrame(draw);
		}
		running = requestAnimationFrame(draw);
		return () => cancelAnimationFrame(running);
	}, [matrix, strip, bank, meter]);
}
