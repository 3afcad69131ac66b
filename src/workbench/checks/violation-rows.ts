import { blamedInstruction, bufferText, type ViolationContext, violationText } from '../../bridge/violation-text.ts';
import { VIOLATION_KINDS } from '../../memory/checks/violation-kinds.ts';
import type { Violation } from '../../memory/checks/violation-list.ts';
import { grouped } from '../word-format.ts';

/** A violation as a line of the list. */
export interface ViolationRow {
	readonly violation: Violation;
	readonly title: string;
	readonly fileName: string;
	/** `:line`, '' for none. */
	readonly line: string;
	/** `block "name"`, or the word; '' when it is about none. */
	readonly buffer: string;
	/** Where in the buffer, as `+ 3`; '' for none. */
	readonly offset: string;
	readonly count: string;
	/** First and last time, in seconds since the sound began. */
	readonly first: string;
	readonly last: string;
}

/** Seconds since the engine was built, to a millisecond. @param frame frames since then */
export function secondsText(frame: number, sampleRate: number): string {
	return `${(frame / sampleRate).toFixed(3)} s`;
}

/** The lines of the list, the newest violation first. They keep their order, however often one of them happens. */
export function violationRows(violations: readonly Violation[], context: ViolationContext): readonly ViolationRow[] {
	return violations
		.map((violation): ViolationRow => {
			const { kind, place, count, lastFrame } = violation;
			const line = context.lineOf(blamedInstruction(violation));
			return {
				violation,
				title: VIOLATION_KINDS[kind].title,
				fileName: context.fileName,
				line: line > 0 ? `:${line}` : '',
				...spotTexts(violation, context),
				count: `${grouped(count)}×`,
				first: secondsText(place.frame, context.sampleRate),
				last: secondsText(lastFrame, context.sampleRate),
			};
		})
		.reverse();
}

function spotTexts({ address, buffer }: Violation, context: ViolationContext): Pick<ViolationRow, 'buffer' | 'offset'> {
	if (buffer === null) return { buffer: address < 0 ? '' : `word ${address}`, offset: '' };
	const offset = address - buffer.address;
	return {
		buffer: bufferText(buffer, context),
		offset: address < 0 ? '' : `${offset < 0 ? '−' : '+'} ${grouped(Math.abs(offset))}`,
	};
}

/** All violations as text: for the clipboard, as the console prints them. */
export function violationsText(violations: readonly Violation[], context: ViolationContext): string {
	return violations
		.map((violation) => {
			const { headline, details } = violationText(violation, context);
			return [headline, ...details.map((detail) => `  ${detail}`)].join('\n');
		})
		.join('\n\n');
}

/** A place in the source that a violation has to do with. */
export interface ViolationSite {
	readonly title: string;
	/** Of the program. */
	readonly instruction: number;
	/** Its line, from 1. */
	readonly line: number;
}

/** The places that are worth going to: where it happened, who called, who allocated and who freed. Only those that have a line. */
export function violationSites(violation: Violation, { lineOf }: ViolationContext): readonly ViolationSite[] {
	const { place, buffer } = violation;
	const blamed = blamedInstruction(violation);
	const callers = [...new Set(place.callers)].filter((instruction) => instruction !== blamed);
	const sites: { readonly title: string; readonly instruction: number }[] = [
		{ title: 'Go to line', instruction: blamed },
		...callers.map((instruction) => ({ title: 'Caller, line', instruction })),
	];
	if (buffer !== null) sites.push({ title: 'Allocated in line', instruction: buffer.allocated.instruction });
	if (buffer?.freed) sites.push({ title: 'Freed in line', instruction: buffer.freed.instruction });
	return sites.map((site) => ({ ...site, line: lineOf(site.instruction) })).filter(({ line }) => line > 0);
}
