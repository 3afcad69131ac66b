/** How long a peak mark stays before it falls, in milliseconds. */
export const PEAK_HOLD_MS = 1500;

/** How fast a peak mark falls after its hold, in decibels per second. */
export const PEAK_FALL_DB_PER_S = 20;

/** A peak mark: its level and when it was set. */
export interface PeakMark {
	readonly levelDb: number;
	readonly setAtMs: number;
}

/** The mark before anything was heard. */
export const NO_PEAK: PeakMark = { levelDb: Number.NEGATIVE_INFINITY, setAtMs: 0 };

/** The level at which `mark` is drawn at `nowMs`: held, then falling. */
export function peakLevelDb(mark: PeakMark, nowMs: number): number {
	const fallingMs = Math.max(0, nowMs - mark.setAtMs - PEAK_HOLD_MS);
	return mark.levelDb - (fallingMs / 1000) * PEAK_FALL_DB_PER_S;
}

/** The mark after a peak of `peakDb` came at `nowMs`: a higher or equal peak takes its place, a lower one leaves it falling. */
export function raisePeak(mark: PeakMark, peakDb: number, nowMs: number): PeakMark {
	return peakDb >= peakLevelDb(mark, nowMs) ? { levelDb: peakDb, setAtMs: nowMs } : mark;
}

/** Segments of `count` that light at `levelDb` on a linear decibel scale. A segment lights when the level reaches its lower edge. */
export function litSegments(levelDb: number, minDb: number, maxDb: number, count: number): number {
	const lit = Math.floor(((levelDb - minDb) / (maxDb - minDb)) * count) + 1;
	return levelDb < minDb ? 0 : Math.min(count, lit);
}

/** A level as print: one decimal with its unit, true minus sign, `−∞ dB` for silence. */
export function decibelText(levelDb: number): string {
	if (levelDb === Number.NEGATIVE_INFINITY) return '−∞ dB';
	const rounded = Math.round(levelDb * 10) / 10;
	return `${rounded < 0 ? '−' : ''}${Math.abs(rounded).toFixed(1)} dB`;
}
