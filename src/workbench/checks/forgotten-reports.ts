import { createStore } from 'zustand/vanilla';
import { leakSummary, leakText } from '../../bridge/leak-text.ts';
import type { ViolationText } from '../../bridge/violation-text.ts';
import type { TypeAccount } from '../../memory/checks/buffer-names.ts';
import type { LeakReport } from '../../memory/checks/leaks.ts';
import { type BuiltFirmware, deviceStore } from '../../store/device-store.ts';
import type { EngineSource } from '../engine-window.ts';
import { type AllocationRow, allocationRows } from './allocation-rows.ts';
import { checksOf, type OpenChecks } from './checks-source.ts';
import { ForgottenWatch } from './forgotten-watch.ts';

/** Why somebody looked. */
export type LookTrigger = 'asked' | 'after RESET' | 'when it was unloaded';

/** A place that has forgotten what it allocated. Texts, because the records that they came from are overwritten. */
export interface ForgottenSite {
	/** Of the program. */
	readonly instruction: number;
	readonly text: ViolationText;
	/** The first of them, oldest first. */
	readonly rows: readonly AllocationRow[];
	/** How many there are. */
	readonly count: number;
}

/** What a look has found. */
export interface ForgottenReport {
	/** Counts all reports, from 1. */
	readonly id: number;
	readonly trigger: LookTrigger;
	readonly firmware: BuiltFirmware;
	/** What is in use, in a sentence. */
	readonly summary: string;
	/** In the order in which they first allocated what is forgotten. */
	readonly sites: readonly ForgottenSite[];
	/** What each type has had until then. */
	readonly types: readonly TypeAccount[];
}

/** The last reports, the newest first. */
export const forgottenReports = createStore<{ readonly reports: readonly ForgottenReport[] }>(() => ({ reports: [] }));

const REPORTS_KEPT = 12;

/** Buffers of one place that a report lists. */
const ROWS_KEPT = 50;

/** Notes what a look has found. */
export function addReport(checks: OpenChecks, trigger: LookTrigger, leaks: LeakReport): void {
	const { firmware, context, records } = checks;
	const sites = leaks.sites.flatMap((site): ForgottenSite[] => {
		const text = leakText(site, context);
		if (text === null) return [];
		const rows = allocationRows(site.forgotten.slice(0, ROWS_KEPT), context, (frame) => checks.secondsSince(frame), new Map());
		return [{ instruction: site.instruction, text, rows, count: site.forgotten.length }];
	});
	forgottenReports.setState(({ reports }) => {
		const id = (reports[0]?.id ?? 0) + 1;
		const report = { id, trigger, firmware, summary: leakSummary(leaks), sites, types: records.types };
		return { reports: [report, ...reports].slice(0, REPORTS_KEPT) };
	});
}

/** Has RESET gone through by the time that it is looked again, milliseconds. */
const RESET_MS = 300;

/**
 * Looks when it is time to, whatever is on the screen: behind each RESET, and when a checked firmware has been unloaded or followed by
 * its next version.
 */
export class ForgottenKeeper {
	readonly #engine: EngineSource;
	/** The firmware of the last look around. */
	#checks: OpenChecks | null = null;
	#resets = deviceStore.getState().resets;
	#watch: { readonly checks: OpenChecks; readonly watch: ForgottenWatch; readonly sinceMs: number } | null = null;

	constructor(engine: EngineSource) {
		this.#engine = engine;
	}

	/** To be called some times a second. */
	look(nowMs: number): void {
		const { checks } = checksOf(this.#engine);
		const before = this.#checks;
		if (before !== null && before !== checks) {
			// Both play while one is faded into the other.
			if (before.plays) return;
			this.#checks = checks;
			if (before.areIts) addReport(before, 'when it was unloaded', before.findLeaks());
		}
		this.#checks = checks;
		const { resets } = deviceStore.getState();
		if (resets !== this.#resets) {
			this.#resets = resets;
			this.#watch = checks === null ? null : { checks, watch: new ForgottenWatch(checks), sinceMs: nowMs };
		}
		this.#goOn(nowMs);
	}

	#goOn(nowMs: number): void {
		if (this.#watch === null || nowMs - this.#watch.sinceMs < RESET_MS) return;
		const { checks, watch } = this.#watch;
		const leaks = checks === this.#checks ? watch.look(nowMs) : null;
		if (leaks !== null) addReport(checks, 'after RESET', leaks);
		if (leaks !== null || checks !== this.#checks) this.#watch = null;
	}
}
