import type { LeakReport, SiteInUse } from '../memory/checks/leaks.ts';
import { VIOLATION_KINDS } from '../memory/checks/violation-kinds.ts';
import {
	bufferText,
	countText,
	historyText,
	locationText,
	timeText,
	type ViolationContext,
	type ViolationText,
	wordsText,
} from './violation-text.ts';

/** A place that has forgotten what it allocated, in words; null for one that has not. */
export function leakText(
	{ instruction, forgotten, forgottenWords, allocations }: SiteInUse,
	context: ViolationContext,
): ViolationText | null {
	const { leak } = VIOLATION_KINDS;
	const [oldest] = forgotten;
	const newest = forgotten.at(-1);
	if (oldest === undefined || newest === undefined) return null;
	const what = bufferText(oldest, context);
	const details = [`the oldest was allocated by ${historyText(oldest.allocated, context)}`];
	if (forgotten.length === 1) details[0] = `allocated by ${historyText(oldest.allocated, context)}`;
	else details.push(`the latest ${timeText(newest.allocated, context)}`);
	const others = allocations.length - forgotten.length;
	if (others > 0) details.push(`the firmware still has a pointer to ${others} more from there`);
	details.push(leak.advice);
	const says =
		forgotten.length === 1
			? `${what} of ${wordsText(forgottenWords)} is in use, and nothing points to it any more.`
			: `${forgotten.length} times ${what}, ${wordsText(forgottenWords)} together, are in use, and nothing points to them any more.`;
	return { headline: `${locationText(instruction, context)}: ${leak.title}: ${says}`, details };
}

/** What is in use, in a sentence. */
export function leakSummary({ inUse, forgotten }: LeakReport): string {
	if (inUse.length === 0) return 'Nothing is in use and nothing is forgotten.';
	const words = inUse.reduce((sum, { askedWords }) => sum + askedWords, 0);
	const used = `${countText(inUse.length, 'buffer')} of ${wordsText(words)} ${inUse.length === 1 ? 'is' : 'are'} in use`;
	if (forgotten.length === 0) return `${used}, and none is forgotten.`;
	if (inUse.length === 1) return `${used}, and it is forgotten.`;
	const lost = forgotten.length === inUse.length ? 'all' : forgotten.length;
	return `${used}, and ${lost} of them ${forgotten.length === 1 ? 'is' : 'are'} forgotten.`;
}
