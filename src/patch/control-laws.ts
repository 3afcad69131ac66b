/**
 * The laws of the controls: which value a control has at which position and the other way round (device.md 1.2).
 *
 * A position is 0 (fully counter-clockwise, off, first choice) to 1 for every parameter; it is also the parameter's
 * automation value. Positions outside that range are clamped, and what is not a number counts as 0. The edits here return
 * a new program and leave `modified` to the caller, who knows whether the edit was the user's.
 */

import type { Program } from './program.ts';
import { type ClockSetting, FIELDS, type FilterSetting, type ParameterProperty, type Range } from './program-fields.ts';
import { DIVISIONS, type Division, type SyncMode, syncedClockHz } from './sync-clock.ts';

/** Positions that a dragged knob stops at in one turn; the stored programs of the shipped banks are nearly all on these. */
const COARSE_STEPS = 200;
const FINE_STEPS = 2000;

const FREE_MIDDLE_KHZ = 44.1;
/** What the upper half of the CLOCK FREQ knob spans: 44.1 to 352.8 kHz. */
const FREE_RATIO = FIELDS.clock.maximum / FREE_MIDDLE_KHZ;

/**
 * Nearest that a filter cutoff comes to the middle of its knob, where the filter is off. Costs the two cutoffs that meet
 * there, LP 24 kHz and HP 20 Hz, 1.3e-8 of their value.
 */
const FILTER_CENTRE_GAP = 1e-9;

function clampPosition(position: number): number {
	return position > 0 ? Math.min(position, 1) : 0;
}

/** `value` moved into the range; what is not a number becomes the minimum. */
export function clampToRange(value: number, { minimum, maximum }: Range): number {
	return value > minimum ? Math.min(value, maximum) : minimum;
}

/** Level in dB at a position of INPUT LEVEL or OUTPUT LEVEL: 54·s·|s| with s = 2x − 1. */
export function levelDbAt(position: number): number {
	const deflection = 2 * clampPosition(position) - 1;
	return FIELDS.inputLevelDb.maximum * deflection * Math.abs(deflection);
}

/** Position of a level knob for a level in dB. */
export function levelPosition(levelDb: number): number {
	const share = clampToRange(levelDb, FIELDS.inputLevelDb) / FIELDS.inputLevelDb.maximum;
	return (1 + Math.sign(share) * Math.sqrt(Math.abs(share))) / 2;
}

/** What FILTER FREQ says at a position: lowpass 40 Hz … 24 kHz below the middle, off in it, highpass 20 Hz … 12 kHz above. */
export function filterAt(position: number): FilterSetting {
	const x = clampPosition(position);
	if (x === 0.5) return FIELDS.filter.default;
	const mode = x < 0.5 ? 'lowpass' : 'highpass';
	const { minimum, maximum } = FIELDS.filter[mode];
	return { mode, hz: minimum * (maximum / minimum) ** (x < 0.5 ? 2 * x : 2 * x - 1) };
}

/** Position of FILTER FREQ for a setting; never the middle unless the filter is off. */
export function filterPosition(filter: FilterSetting): number {
	if (filter.mode === 'off') return 0.5;
	const range = FIELDS.filter[filter.mode];
	const share = Math.log(clampToRange(filter.hz, range) / range.minimum) / Math.log(range.maximum / range.minimum);
	return filter.mode === 'lowpass'
		? Math.min(share / 2, 0.5 - FILTER_CENTRE_GAP)
		: Math.max((1 + share) / 2, 0.5 + FILTER_CENTRE_GAP);
}

/** Clock rate in kHz at a position of CLOCK FREQ with SYNC off: linear to 44.1 kHz in the middle, then three octaves. */
export function clockKHzAt(position: number): number {
	const x = clampPosition(position);
	return x < 0.5 ? 2 * FREE_MIDDLE_KHZ * x : Math.min(FREE_MIDDLE_KHZ * FREE_RATIO ** (2 * x - 1), FIELDS.clock.maximum);
}

/** Position of CLOCK FREQ for a free rate in kHz. */
export function clockKHzPosition(kHz: number): number {
	const clamped = clampToRange(kHz, FIELDS.clock);
	if (clamped < FREE_MIDDLE_KHZ) return clamped / (2 * FREE_MIDDLE_KHZ);
	return (1 + Math.log(clamped / FREE_MIDDLE_KHZ) / Math.log(FREE_RATIO)) / 2;
}

/** Division at a position of CLOCK FREQ while synced, 8/1 at LO. */
export function divisionAt(position: number): Division {
	return choiceAt(DIVISIONS, position);
}

/** Position of CLOCK FREQ for a division. */
export function divisionPosition(division: Division): number {
	return DIVISIONS.indexOf(division) / (DIVISIONS.length - 1);
}

/** Position of CLOCK FREQ, whichever way it counts. */
export function clockPosition(clock: ClockSetting): number {
	return clock.kind === 'free' ? clockKHzPosition(clock.kHz) : divisionPosition(clock.division);
}

/** The clock's frequency in Hz that a program asks for at a tempo in quarter notes per minute, before any limit of 4.3. */
export function clockHz(program: Program, beatsPerMinute: number): number {
	const { clock, syncMode } = program;
	if (clock.kind === 'free') return clock.kHz * 1000;
	return syncedClockHz(clock.division, syncMode === 'off' ? 'standard' : syncMode, beatsPerMinute);
}

/** The program with SYNC turned to `syncMode`. The CLOCK FREQ knob stays where it is and counts the other way (1.3). */
export function withSyncMode(program: Program, syncMode: SyncMode): Program {
	return { ...program, syncMode, clock: clockCounting(program.clock, syncMode) };
}

/** The clock setting that the same position of the knob means in `syncMode`; itself when it already counts that way. */
export function clockCounting(clock: ClockSetting, syncMode: SyncMode): ClockSetting {
	if (syncMode === 'off') return clock.kind === 'free' ? clock : { kind: 'free', kHz: clockKHzAt(clockPosition(clock)) };
	return clock.kind === 'synced' ? clock : { kind: 'synced', division: divisionAt(clockPosition(clock)) };
}

/** The program with SYNC off and the free rate that equals its synced one at `beatsPerMinute`, as far as the knob goes. */
export function freedAtTempo(program: Program, beatsPerMinute: number): Program {
	const kHz = clampToRange(clockHz(program, beatsPerMinute) / 1000, FIELDS.clock);
	return { ...program, syncMode: 'off', clock: { kind: 'free', kHz } };
}

/** Position 0…1 of the control that sets a parameter: its automation value. */
export function controlPosition(program: Program, property: ParameterProperty): number {
	const field = FIELDS[property];
	switch (field.kind) {
		case 'decibel':
			return levelPosition(program[field.property]);
		case 'percent':
			return clampToRange(program[field.property], field) / field.maximum;
		case 'filterFrequency':
			return filterPosition(program[field.property]);
		case 'clockFrequency':
			return clockPosition(program[field.property]);
		case 'onOff':
			return program[field.property] ? 1 : 0;
		case 'choice':
			return field.choices.findIndex(({ value }) => value === program[field.property]) / (field.choices.length - 1);
		case 'operator':
			return program[field.property] / (field.operators.length - 1);
		case 'byte':
			return program[field.property] / 255;
	}
}

/** The program after its control was put to a position 0…1. Turning SYNC keeps the position of CLOCK FREQ. */
export function withControlPosition(program: Program, property: ParameterProperty, position: number): Program {
	const field = FIELDS[property];
	switch (field.kind) {
		case 'decibel':
			return { ...program, [field.property]: levelDbAt(position) };
		case 'percent':
			return { ...program, [field.property]: field.maximum * clampPosition(position) };
		case 'filterFrequency':
			return { ...program, [field.property]: filterAt(position) };
		case 'clockFrequency':
			return program.syncMode === 'off'
				? { ...program, clock: { kind: 'free', kHz: clockKHzAt(position) } }
				: { ...program, clock: { kind: 'synced', division: divisionAt(position) } };
		case 'onOff':
			return { ...program, [field.property]: clampPosition(position) >= 0.5 };
		case 'choice':
			if (field.property === 'syncMode') return withSyncMode(program, choiceAt(field.choices, position).value);
			return { ...program, [field.property]: choiceAt(field.choices, position).value };
		case 'operator':
			return { ...program, [field.property]: choiceAt<(typeof field.operators)[number]>(field.operators, position).code };
		case 'byte':
			return { ...program, [field.property]: Math.round(255 * clampPosition(position)) };
	}
}

/** The program with a parameter at its default, as a double-click on its control asks for; of the clock, that of its sync mode. */
export function withDefaultSetting(program: Program, property: ParameterProperty): Program {
	if (property === 'syncMode') return withSyncMode(program, FIELDS.syncMode.default);
	if (property === 'clock' && program.syncMode !== 'off') {
		return { ...program, clock: { kind: 'synced', division: FIELDS.clock.defaultDivision } };
	}
	return { ...program, [property]: FIELDS[property].default };
}

/** How many positions a parameter's control has in this program, or null when it turns without steps. */
export function controlStops(program: Program, property: ParameterProperty): number | null {
	const field = FIELDS[property];
	switch (field.kind) {
		case 'onOff':
			return 2;
		case 'choice':
			return field.choices.length;
		case 'operator':
			return field.operators.length;
		case 'byte':
			return 256;
		case 'clockFrequency':
			return program.syncMode === 'off' ? null : DIVISIONS.length;
		default:
			return null;
	}
}

/**
 * The position at which a dragged control comes to rest: the nearest stop, or for a knob without stops the nearest
 * 1/200 of its turn, `fine` 1/2000. Both grids contain the middle exactly, so 0 dB, filter off and 44.1 kHz are easy to hit.
 */
export function snapPosition(program: Program, property: ParameterProperty, position: number, fine = false): number {
	const stops = controlStops(program, property);
	const steps = stops === null ? (fine ? FINE_STEPS : COARSE_STEPS) : stops - 1;
	return Math.round(clampPosition(position) * steps) / steps;
}

function choiceAt<T>(choices: readonly T[], position: number): T {
	return choices[Math.round(clampPosition(position) * (choices.length - 1))] as T;
}
