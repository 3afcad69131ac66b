import type { LeakReport } from '../../memory/checks/leaks.ts';
import type { OpenChecks } from './checks-source.ts';
import { confirmedLeaks } from './confirmed-leaks.ts';

/** Time between two looks, milliseconds: some thousand frames. */
const BETWEEN_MS = 150;

/** Looks at what a firmware has forgotten until two looks, some frames apart, agree. */
export class ForgottenWatch {
	readonly #checks: OpenChecks;
	#before: LeakReport | null = null;
	#lookedAtMs = 0;

	constructor(checks: OpenChecks) {
		this.#checks = checks;
	}

	/** What both looks say; null before the second. A firmware that stands still is looked at once. To be called now and then. */
	look(nowMs: number): LeakReport | null {
		if (this.#before !== null && nowMs - this.#lookedAtMs < BETWEEN_MS) return null;
		const before = this.#before;
		const now = this.#checks.findLeaks();
		this.#before = now;
		this.#lookedAtMs = nowMs;
		if (!this.#checks.plays) return now;
		return before === null ? null : confirmedLeaks(before, now);
	}
}
