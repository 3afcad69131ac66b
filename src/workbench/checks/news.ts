/** A screen reader is told of new violations at most this often, milliseconds. */
export const NEWS_PERIOD_MS = 4000;

/**
 * Tells of new violations without talking over itself: the first at once, those that come within {@link NEWS_PERIOD_MS} together when it is over.
 */
export class ViolationNews {
	#firmware = 0;
	#told = 0;
	#toldAtMs = Number.NEGATIVE_INFINITY;

	/**
	 * What is to be said now; '' for nothing.
	 *
	 * @param firmware id of the firmware
	 * @param rows its different violations
	 * @param headline says what the newest is; asked for only when it is to be told
	 */
	tell(firmware: number, rows: number, nowMs: number, headline: () => string): string {
		if (firmware !== this.#firmware) {
			this.#firmware = firmware;
			this.#told = 0;
		}
		if (rows <= this.#told || nowMs - this.#toldAtMs < NEWS_PERIOD_MS) return '';
		const count = rows - this.#told;
		this.#told = rows;
		this.#toldAtMs = nowMs;
		return count === 1 ? `Violation: ${headline()}` : `${count} new violations. The latest: ${headline()}`;
	}
}
