import { CODE_FORM } from '../bridge/gauges.ts';
import type { BuiltFirmware } from '../store/device-store.ts';
import { soundStore } from '../store/sound-store.ts';
import { viewStore } from '../store/view-store.ts';
import { findCallFrames } from './call-frames.ts';
import type { EngineSource, SlotWindow } from './engine-window.ts';
import { openWindow } from './engine-window.ts';
import { HeatMeter } from './heat-meter.ts';

/** How a firmware is executed; `none` while it does not play. Only the instrumented form counts. */
export type CodeForm = keyof typeof CODE_FORM;

const FORMS = new Map<number, CodeForm>(Object.entries(CODE_FORM).map(([form, number]) => [number, form as CodeForm]));

/** When the engine has not rendered for this long, it stands still and is not only between two blocks. */
const STANDSTILL_MS = 100;

/** For those who want nothing to pulse, heat takes a step this often. */
const STILL_PERIOD_MS = 1000;

/** Absent where there is no page. */
const lessMotion = globalThis.matchMedia?.('(prefers-reduced-motion: reduce)');

/** The heat of one firmware for all views: each animation frame looks at the counters once. */
export class HeatSource {
	readonly meter: HeatMeter;
	form: CodeForm = 'none';

	readonly #engine: EngineSource;
	readonly #firmware: BuiltFirmware;
	readonly #callFrames: Int32Array;
	#slot: SlotWindow | null = null;
	/** The engine's frame at the last look. */
	#frame = 0;
	#lookedAtMs = 0;
	/** When the engine was last seen to have rendered. */
	#movedAtMs = 0;

	constructor(engine: EngineSource, firmware: BuiltFirmware) {
		const { program } = firmware.image;
		this.#engine = engine;
		this.#firmware = firmware;
		this.meter = new HeatMeter(program);
		this.#callFrames = new Int32Array(program.functions.length);
	}

	/**
	 * Brings the rates up to date; to be called before they are read, on each animation frame, with its time. Seconds are those of the
	 * engine, which renders in bursts: by the page's clock what is steady would tremble.
	 */
	refresh(nowMs: number): void {
		const window = openWindow(this.#engine);
		const plays = window !== null && window.firmwareId === this.#firmware.image.id;
		this.form = plays ? (FORMS.get(window.codeForm) ?? 'none') : 'none';
		const sinceLookMs = nowMs - this.#lookedAtMs;
		if (sinceLookMs === 0 || (lessMotion?.matches && sinceLookMs < STILL_PERIOD_MS)) return;
		this.#lookedAtMs = nowMs;
		const pageSeconds = sinceLookMs / 1000;
		const halfLifeSeconds = viewStore.getState().heatHalfLifeMs / 1000;
		const slot = plays ? window.live : null;
		if (slot === null || slot !== this.#slot) {
			this.#slot = slot;
			if (slot !== null) this.meter.settle(slot.heat);
			this.#frame = window?.frame ?? 0;
			this.#movedAtMs = nowMs;
			this.meter.fade(pageSeconds, halfLifeSeconds);
			return;
		}
		const frame = window?.frame ?? 0;
		const frames = (frame - this.#frame) >>> 0;
		this.#frame = frame;
		if (this.form !== 'instrumented' && this.meter.isCold) return;
		if (frames === 0) {
			if (nowMs - this.#movedAtMs > STANDSTILL_MS) this.meter.fade(pageSeconds, halfLifeSeconds);
			return;
		}
		this.#movedAtMs = nowMs;
		findCallFrames(this.#firmware.image.program, slot.calls, slot.registers, this.#callFrames);
		this.meter.look(slot.heat, this.#callFrames, frames / soundStore.getState().sampleRate, halfLifeSeconds);
	}
}

const sources = new WeakMap<BuiltFirmware, HeatSource>();

/** The heat of a firmware, the same one for every view. */
export function heatOf(engine: EngineSource, firmware: BuiltFirmware): HeatSource {
	const known = sources.get(firmware) ?? new HeatSource(engine, firmware);
	sources.set(firmware, known);
	return known;
}
