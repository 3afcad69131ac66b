import type { EngineSettings } from '../../src/bridge/engine-parameters.ts';
import type { FirmwareImage } from '../../src/bridge/firmware-image.ts';
import type { CodeForm } from '../../src/gazl/wasm/code-form.ts';
import { medianRatio } from '../distribution.ts';
import { type Measurement, measureInTurns, type Subject } from '../measure-in-turns.ts';
import { TickPlayer } from './tick-player.ts';

/** A firmware in all the forms that are to be compared; structured-cloneable. */
export interface MeasuredFirmware {
	readonly name: string;
	readonly settings: EngineSettings;
	/** The first is what the others are compared with. */
	readonly forms: readonly { readonly form: FormName; readonly image: FirmwareImage }[];
}

/** What runs a firmware: the interpreter, or one of the forms of compiled code. */
export type FormName = 'interpreter' | CodeForm;

/** What the ticks of a firmware came to; plain values. */
export interface TickFigures {
	/** VM cycles of a tick in the mean, counted. */
	readonly cyclesPerTick: number;
	/** Nanoseconds per tick. */
	readonly forms: readonly (Measurement & {
		readonly form: FormName;
		/** Speed against the first form: median of the rounds' ratios. */
		readonly speedup: number;
		/** Whether that was the same in the later half of the rounds as in the earlier one, to within `DRIFT_LIMIT`. */
		readonly settled: boolean;
	})[];
}

/** Time in milliseconds, from anywhere; may go in steps. */
export type ClockReading = () => number;

/**
 * Length of a round. It is a time and not a number of ticks, because the slowest form takes a hundred times as long as the fastest; and
 * so short that on a busy machine the scheduler leaves many rounds alone.
 */
const ROUND_MS = 2;

/** Rounds of each compiled form alone, before all: V8 keeps WebAssembly in its first, slow form up to half a second (platform.md). */
const SETTLING_ROUNDS = 300;

const PLAN = { warmUpRounds: 20, rounds: 101 };

/** Rounds that count in a measurement. */
export const ROUNDS = PLAN.rounds;

/** Ticks by which the forms are compared and the cycles of a tick are counted before all: half a turn of the memory. */
const CHECKED_TICKS = 32768;

/** Ratio between the earlier and the later half of the rounds from which on figures count as not settled. */
const DRIFT_LIMIT = 1.15;

/**
 * Plays a firmware in all its forms in turns, as long as the figures take to settle.
 *
 * @throws Error when it stops, or when the forms do not give the same samples
 */
export function measureTicks({ name, settings, forms }: MeasuredFirmware, clock: ClockReading): TickFigures {
	const players = forms.map(({ image }) => new TickPlayer(image, settings));
	const [hash, ...otherHashes] = players.map((player) => player.playHashed(CHECKED_TICKS));
	const [cyclesUsed, ...otherCycles] = players.map((player) => player.takeCyclesUsed());
	for (const [index, { form }] of forms.slice(1).entries()) {
		if (otherHashes[index] !== hash) throw new Error(`${name} does not sound the same as ${form} and ${forms[0].form}`);
		if (otherCycles[index] !== cyclesUsed) throw new Error(`${name} takes other cycles as ${form} than as ${forms[0].form}`);
	}
	const cyclesPerTick = cyclesUsed / CHECKED_TICKS;
	const subjects = players.map((player, index) => playerSubject(forms[index].form, player, cyclesPerTick, clock));
	for (const [index, { form }] of forms.entries()) {
		for (let round = 0; form !== 'interpreter' && round < SETTLING_ROUNDS; round++) subjects[index].measureRound();
	}
	const measurements = measureInTurns(subjects, PLAN);
	const first = measurements[0].figure.rounds;
	return {
		cyclesPerTick,
		forms: measurements.map((measurement, index) => {
			const { rounds } = measurement.figure;
			return { ...measurement, form: forms[index].form, speedup: medianRatio(first, rounds), settled: isSettled(rounds, first) };
		}),
	};
}

/** Ratios are compared, not times: those drift with the machine. */
function isSettled(rounds: readonly number[], baseline: readonly number[]): boolean {
	const half = Math.floor(rounds.length / 2);
	const earlier = medianRatio(rounds.slice(0, half), baseline.slice(0, half));
	const later = medianRatio(rounds.slice(half), baseline.slice(half));
	return Math.max(earlier / later, later / earlier) < DRIFT_LIMIT;
}

/**
 * A round's figure is nanoseconds per tick of the mean cycles: a slow form gets through so few ticks in a round that they may all be
 * light ones, or heavy. Rounds go from one step of the clock to another, so that coarse steps do no harm.
 */
function playerSubject(name: string, player: TickPlayer, cyclesPerTick: number, clock: ClockReading): Subject {
	const measureRound = (): number => {
		const before = clock();
		let start = clock();
		while (start === before) start = clock();
		player.takeCyclesUsed();
		let now = start;
		while (now - start < ROUND_MS) {
			player.playBatch();
			now = clock();
		}
		return ((now - start) * 1e6 * cyclesPerTick) / player.takeCyclesUsed();
	};
	return { name, measureRound };
}
