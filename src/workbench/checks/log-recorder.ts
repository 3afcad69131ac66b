import { siteText } from '../../bridge/violation-text.ts';
import type { AllocationLogReader, LogEntry } from '../../memory/checks/allocation-log.ts';
import type { OpenChecks } from './checks-source.ts';
import { LogBook } from './log-book.ts';

/** Records that are read on an animation frame: more than one brings, also of a firmware that allocates in every tick. */
const READ_AT_A_TIME = 4096;

/** Reads the log of one firmware into a book. */
export class LogRecorder {
	readonly book = new LogBook();
	readonly checks: OpenChecks;
	readonly #reader: AllocationLogReader;
	/** What was found out of instructions, which come again and again. */
	readonly #sites = new Map<number, { readonly site: string; readonly functionName: string; readonly line: number }>();

	constructor(checks: OpenChecks) {
		this.checks = checks;
		this.#reader = checks.records.openLog();
	}

	/** Records that were overwritten before they were read. */
	get missed(): number {
		return this.#reader.missed;
	}

	/** Takes what has come. Nothing is taken any more when the slot has gone to another firmware. */
	read(): void {
		if (this.checks.areIts) this.#reader.read((entry) => this.#take(entry), READ_AT_A_TIME);
	}

	#take(entry: LogEntry): void {
		const { context } = this.checks;
		this.book.add({
			...entry,
			...this.#siteOf(entry.instruction),
			nameText: context.nameOf(entry.name),
			seconds: entry.frame / context.sampleRate,
		});
	}

	#siteOf(instruction: number) {
		let site = this.#sites.get(instruction);
		if (site === undefined) {
			const { context } = this.checks;
			site = {
				site: siteText(instruction, context),
				functionName: context.functionOf(instruction),
				line: context.lineOf(instruction),
			};
			this.#sites.set(instruction, site);
		}
		return site;
	}
}

const recorders = new WeakMap<OpenChecks, LogRecorder>();

/** The recorder of a firmware's log, the same one whenever it is looked at. */
export function logOf(checks: OpenChecks): LogRecorder {
	let recorder = recorders.get(checks);
	if (recorder === undefined) {
		recorder = new LogRecorder(checks);
		recorders.set(checks, recorder);
	}
	return recorder;
}
