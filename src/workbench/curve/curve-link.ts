import {
	CURVE_HIGHEST,
	CURVE_POINTS,
	CURVE_RING,
	curveAsk,
	curveLength,
	curvePoint,
	readCurveAnswer,
} from '../../bridge/ring-fed-protocol.ts';
import type { RingPort } from '../../bridge/ring-port.ts';
import type { WordRing } from '../../memory/word-ring.ts';

/**
 * The page's side of a firmware that plays a drawn curve: what was drawn goes into one of its rings as fast as there is room, and what it tells is
 * taken out of the other.
 */
export class CurveLink {
	/** Values of the points, 0 to {@link CURVE_HIGHEST}, as they were drawn or as the firmware told them. */
	readonly values = new Int32Array(CURVE_POINTS);
	/** Points that are played, from the first on. */
	length = CURVE_POINTS;
	/** The point that plays. */
	place = -1;
	readonly #port: RingPort;
	/** Words that are to go, by the point that they are about, so that a newer value takes the place of one that waits. */
	readonly #waiting = new Map<number, number>();
	/** Points that were drawn after the firmware was asked for its curve, or that it had yet to hear of: its answer may be older. */
	readonly #drawn = new Set<number>();
	/** Whether the firmware has been asked for its curve. */
	#asked = false;

	constructor(port: RingPort) {
		this.#port = port;
	}

	/** Draws a point. */
	setPoint(point: number, value: number): void {
		if (!(point >= 0 && point < CURVE_POINTS)) return;
		const word = Math.max(0, Math.min(CURVE_HIGHEST, Math.round(value)));
		this.values[point] = word;
		this.#send(point, curvePoint(point, word));
	}

	/** Chooses how many points are played. */
	setLength(points: number): void {
		this.length = Math.max(1, Math.min(CURVE_POINTS, points));
		this.#send(CURVE_POINTS, curveLength(this.length));
	}

	/** Sends what waits and takes what has come. False when the firmware has no such rings (any more). */
	exchange(): boolean {
		const toFirmware = this.#port.ring(CURVE_RING.fromPage);
		const fromFirmware = this.#port.ring(CURVE_RING.toPage);
		if (toFirmware === null || fromFirmware === null) {
			this.#asked = false;
			return false;
		}
		if (!this.#asked) this.#ask(toFirmware);
		for (const [point, word] of this.#waiting) {
			if (toFirmware.writable() === 0 || !toFirmware.push(word)) break;
			this.#waiting.delete(point);
		}
		while (fromFirmware.canPop(1)) this.#take(fromFirmware.pop());
		return true;
	}

	#send(about: number, word: number): void {
		this.#waiting.set(about, word);
		this.#drawn.add(about);
	}

	#ask(toFirmware: WordRing): void {
		this.#asked = toFirmware.push(curveAsk());
		this.#drawn.clear();
		for (const about of this.#waiting.keys()) this.#drawn.add(about);
	}

	#take(word: number): void {
		const answer = readCurveAnswer(word);
		if (answer === null) return;
		if (answer.kind === 'point' && !this.#drawn.has(answer.point)) this.values[answer.point] = answer.value;
		if (answer.kind === 'length' && !this.#drawn.has(CURVE_POINTS)) this.length = answer.points;
		if (answer.kind === 'place') this.place = answer.point;
	}
}
