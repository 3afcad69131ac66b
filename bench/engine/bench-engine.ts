import { type EngineSettings, INITIAL_SETTINGS } from '../../src/bridge/engine-parameters.ts';
import { assembleFirmware, findFirmwares } from '../bench-firmware.ts';
import { digits, figuresTable, spreadCells } from '../figures-table.ts';
import { type Measurement, measureInTurns } from '../measure-in-turns.ts';
import type { Section } from '../section.ts';
import { warmUpAsThePage } from '../warm-up.ts';
import { cyclesPerTick } from './cycles-per-tick.ts';
import { BLOCK_FRAMES, SAMPLE_RATE } from './playing.ts';
import { PlayingEngine } from './playing-engine.ts';

/** Two seconds of sound, then ten that count. */
const PLAN = { warmUpRounds: 8, rounds: 41 };

/** A delay whose taps move with the sound and stand apart: MUL by −1.5, SUB 60 and 90. */
const MUL_SUB: EngineSettings = {
	...INITIAL_SETTINGS,
	operator1: 2,
	operand1High: 0x81,
	operand1Low: 0x80,
	operator2: 4,
	operand2High: 0x60,
	operand2Low: 0x90,
};

/** What one engine came to: nanoseconds per frame, and what follows from them. */
interface EngineFigures extends Measurement {
	readonly ticksPerFrame: number;
	/** Median. */
	readonly nsPerTick: number;
	/** Share of the time that the sound lasts, 1 = all of one core. Median. */
	readonly realTimeShare: number;
	/** VM cycles; null for the stock CPU, which runs no program. */
	readonly cyclesPerTick: number | null;
}

/** `engine`: what playing costs, for the stock CPU and for each firmware. */
export const ENGINE_SECTION: Section = {
	name: 'engine',
	summary: 'time of Engine.process for the stock CPU and for each firmware',
	measure() {
		warmUpAsThePage();
		const { firmwares, skipped } = findFirmwares();
		const cycles = [null, null, ...firmwares.map(({ code, settings }) => cyclesPerTick(code, settings))];
		const engines = [
			new PlayingEngine('stock NOP NOP', INITIAL_SETTINGS, null),
			new PlayingEngine('stock MUL SUB', MUL_SUB, null),
			...firmwares.map((firmware) => new PlayingEngine(firmware.name, firmware.settings, assembleFirmware(firmware))),
		];
		const figures = measureInTurns(engines, PLAN).map((measurement, index): EngineFigures => {
			const { median } = measurement.figure;
			const { ticksPerFrame } = engines[index];
			const realTimeShare = (median * SAMPLE_RATE) / 1e9;
			return { ...measurement, ticksPerFrame, nsPerTick: median / ticksPerFrame, realTimeShare, cyclesPerTick: cycles[index] };
		});
		const text = [
			`blocks of ${BLOCK_FRAMES} at ${SAMPLE_RATE} Hz, median and quartiles of ${PLAN.rounds} rounds; ratio to the stock CPU with NOP NOP`,
			figuresTable(
				['cpu', 'ns/frame', 'quartiles', 'ratio', 'ticks/frame', 'ns/tick', 'cycles/tick', 'real time'],
				figures.map(row),
			),
			...skipped,
		].join('\n');
		return {
			text,
			figures: { sampleRate: SAMPLE_RATE, blockFrames: BLOCK_FRAMES, unit: 'ns per frame', engines: figures, skipped },
		};
	},
};

function row({ name, figure, ratio, ticksPerFrame, nsPerTick, cyclesPerTick, realTimeShare }: EngineFigures): string[] {
	return [
		name,
		...spreadCells(figure),
		digits(ratio),
		ticksPerFrame.toFixed(2),
		digits(nsPerTick),
		cyclesPerTick === null ? '–' : digits(cyclesPerTick),
		`${digits(100 * realTimeShare)}%`,
	];
}
