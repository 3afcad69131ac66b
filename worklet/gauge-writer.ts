import type { ENGINE_GAUGES } from '../src/bridge/gauges.ts';
import type { Gauges } from '../src/memory/gauges.ts';
import type { Clock } from './clock.ts';
import type { Positions } from './cpu/positions.ts';
import type { DelayLine } from './delay-line.ts';
import { memoryColumn, POSITION_FRACTION_BITS } from './delay-line.ts';
import type { EventWriter } from './event-writer.ts';
import type { LoadGovernor } from './load-governor.ts';
import type { PeakFollower } from './peak-follower.ts';

type EngineGauges = Gauges<typeof ENGINE_GAUGES>;
type GaugePlaces = Readonly<Record<(typeof ENGINE_GAUGES)[number]['name'], number>>;

/** The engine's half of the gauges: places looked up once, values written at every control boundary. */
export class GaugeWriter {
	readonly #gauges: EngineGauges;
	readonly #floats: Float32Array;
	readonly #at: GaugePlaces;

	/** `floats` are the words of the gauges' region: a float goes there directly, because as an argument it would be allocated. */
	constructor(gauges: EngineGauges, floats: Float32Array) {
		this.#gauges = gauges;
		this.#floats = floats;
		this.#at = Object.fromEntries(gauges.table.map(({ name }) => [name, gauges.offset(name)])) as unknown as GaugePlaces;
	}

	position(frame: number, clock: Clock): void {
		this.#gauges.setInt(this.#at.frame, 0, frame | 0);
		this.#gauges.setInt(this.#at.clock, 0, clock.address);
		this.#floats[this.#at.clockHz] = clock.frequencyHz;
	}

	/** How the firmware is executed: one of `CODE_FORM`. */
	codeForm(form: number): void {
		this.#gauges.setInt(this.#at.codeForm, 0, form);
	}

	cpu(slot: number, firmware: number, phase: number, leds: Int32Array): void {
		this.#gauges.setInt(this.#at.cpuSlot, 0, slot);
		this.#gauges.setInt(this.#at.firmware, 0, firmware);
		this.#gauges.setInt(this.#at.phase, 0, phase);
		for (let i = 0; i < leds.length; ++i) this.#gauges.setInt(this.#at.displayLeds, i, leds[i]);
	}

	/** Where the stock CPU read last. */
	stockReads(positions: Positions): void {
		const left = positions.left >> POSITION_FRACTION_BITS;
		const right = positions.right >> POSITION_FRACTION_BITS;
		this.#reads(left, right, memoryColumn(left) | memoryColumn(right));
	}

	/** Where a full patch read last, and all columns that it has read in since the last call. */
	firmwareReads(delayLine: DelayLine): void {
		this.#reads(delayLine.lastReadFrame, delayLine.lastReadFrame, delayLine.readColumns);
		delayLine.readColumns = 0;
	}

	/** Peaks in the order of the scope's channels: in left, in right, out left, out right. */
	peaks(peaks: readonly PeakFollower[]): void {
		for (let i = 0; i < 2; ++i) {
			this.#floats[this.#at.inPeak + i] = peaks[i].peak;
			this.#floats[this.#at.outPeak + i] = peaks[i + 2].peak;
		}
	}

	load(governor: LoadGovernor, events: EventWriter): void {
		this.#floats[this.#at.load] = governor.load;
		this.#gauges.setInt(this.#at.traceDropped, 0, events.droppedLines);
	}

	#reads(left: number, right: number, columns: number): void {
		this.#gauges.setInt(this.#at.readPositions, 0, left);
		this.#gauges.setInt(this.#at.readPositions, 1, right);
		this.#gauges.setInt(this.#at.memoryReadLeds, 0, columns);
	}
}
