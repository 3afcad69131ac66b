import { leakText } from '../../bridge/leak-text.ts';
import { violationText } from '../../bridge/violation-text.ts';
import type { Mistake } from '../../store/mistakes.ts';
import type { OpenChecks } from './checks-source.ts';
import { ForgottenWatch } from './forgotten-watch.ts';

/** A mistake as the checks have found it. */
export interface MistakeFinding {
	/** One sentence, with file and line. */
	readonly text: string;
	/** Of the program. */
	readonly instruction: number;
	/** Row of the list of violations; −1 for a forgotten buffer, which is in none. */
	readonly row: number;
}

/** Looks whether the records of a firmware have its mistake in them. */
export class MistakeWatch {
	readonly checks: OpenChecks;
	readonly mistake: Mistake;
	readonly #forgotten: ForgottenWatch;
	#found: MistakeFinding | null = null;

	constructor(checks: OpenChecks, mistake: Mistake) {
		this.checks = checks;
		this.mistake = mistake;
		this.#forgotten = new ForgottenWatch(checks);
	}

	/** What was found first; null while nothing was. To be called now and then. */
	look(nowMs: number): MistakeFinding | null {
		this.#found ??= this.mistake.kind === 'leak' ? this.#forgottenBuffer(nowMs) : this.#violation();
		return this.#found;
	}

	#violation(): MistakeFinding | null {
		const { records, context } = this.checks;
		const violation = records.violations.find(({ kind }) => kind === this.mistake.kind);
		if (violation === undefined) return null;
		return {
			text: violationText(violation, context).headline,
			instruction: violation.place.instruction,
			row: violation.row,
		};
	}

	#forgottenBuffer(nowMs: number): MistakeFinding | null {
		const site = this.#forgotten.look(nowMs)?.sites.find(({ forgotten }) => forgotten.length > 0);
		const text = site === undefined ? null : leakText(site, this.checks.context);
		if (site === undefined || text === null) return null;
		return { text: text.headline, instruction: site.instruction, row: -1 };
	}
}
