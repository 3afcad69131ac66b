import { MEMORY_OFFSET } from '../gazl/program.ts';
import type { Allocation } from '../memory/checks/allocation-ledger.ts';
import type { LogEntry } from '../memory/checks/allocation-log.ts';
import type { Place } from '../memory/checks/place.ts';
import { adviceOn, VIOLATION_KINDS } from '../memory/checks/violation-kinds.ts';
import type { Violation } from '../memory/checks/violation-list.ts';
import { HEADER_WORDS } from '../memory/heap/allocator.ts';
import { LEVEL, LEVEL_NAMES } from '../memory/heap/levels.ts';
import { MEMORY_NATIVES, type MemoryNative } from './memory-natives.ts';

/** What is needed to speak of a violation as the author of the firmware would. */
export interface ViolationContext {
	readonly fileName: string;
	/** Line in that file of an instruction, 0 for none. */
	readonly lineOf: (instruction: number) => number;
	/** Name of the function that an instruction belongs to, '' for none. */
	readonly functionOf: (instruction: number) => string;
	/** Name of a buffer by the row of its name, '' for none. */
	readonly nameOf: (row: number) => string;
	/** What the source calls a word of memory, as `global words + 3`; '' for what has no name there. */
	readonly symbolOf?: (address: number) => string;
	/** What the log has last of the buffer of a violation before it was found; null for nothing, as by default. */
	readonly lastEntryOf?: (violation: Violation) => LogEntry | null;
	readonly sampleRate: number;
}

/** A violation in words. */
export interface ViolationText {
	/** File, line, what happened: one sentence. */
	readonly headline: string;
	/** A line each: where it was called from, the buffer, who allocated and freed it, what to do. */
	readonly details: readonly string[];
}

/** Null, as firmware has it. */
const NULL = 0;

type Buffer = Omit<Allocation, 'row'>;

/** What went wrong, where, with which buffer, and the history of that (memory.md 6). */
export function violationText(violation: Violation, context: ViolationContext): ViolationText {
	const { kind, place, buffer, count, foundBy } = violation;
	const details: string[] = [];
	details.push(...callersText(place.callers, context));
	details.push(`first ${timeText(place, context)}${count > 1 ? `, ${count} times by now` : ''}`);
	if (foundBy === 'check') details.push(`found by ${lookText(violation)}`);
	if (foundBy === 'check' && kind === 'damagedHeader') details.push(lastText(context.lastEntryOf?.(violation) ?? null, context));
	if (buffer !== null) {
		details.push(bufferLine(buffer, context));
		details.push(`allocated by ${historyText(buffer.allocated, context)}`);
		if (buffer.freed !== null) details.push(freedText(buffer.freed, buffer.level, context));
	}
	details.push(adviceOn(kind, buffer?.kind ?? null));
	return {
		headline: `${locationText(blamedInstruction(violation), context)}: ${VIOLATION_KINDS[kind].title}: ${eventText(violation, context)}`,
		details,
	};
}

/** The look that found damage. */
function lookText({ native, place }: Violation): string {
	const called: MemoryNative | undefined = MEMORY_NATIVES[native];
	if (called !== undefined) return `${called.name}(), which looks at all words`;
	return place.instruction >= 0
		? 'the look at some words that goes with each allocation and free'
		: 'the look at all words that was asked for from outside';
}

/** Who had to do with a block last before its header was found damaged. */
function lastText(last: LogEntry | null, context: ViolationContext): string {
	if (last === null) return 'who touched it last is not known: the log has nothing of it';
	const { operation, instruction, frame } = last;
	return `touched last, as far as the log knows, by ${siteText(instruction, context)}: ${operation}, ${timeText({ frame }, context)}`;
}

/** The instruction to look at first: where it happened, but the call where a function found no stack to begin with. */
export function blamedInstruction({ kind, place }: Pick<Violation, 'kind' | 'place'>): number {
	const [caller = place.instruction] = place.callers;
	return kind === 'stackOverflow' ? caller : place.instruction;
}

/** `file:line` of an instruction, or the file alone. */
export function locationText(instruction: number, { fileName, lineOf }: ViolationContext): string {
	const line = lineOf(instruction);
	return line > 0 ? `${fileName}:${line}` : fileName;
}

/** `function() file:line`. */
export function siteText(instruction: number, { fileName, lineOf, functionOf }: ViolationContext): string {
	const name = functionOf(instruction);
	const line = lineOf(instruction);
	if (name === '') return 'the host';
	return line > 0 ? `${name}() at ${fileName}:${line}` : `${name}()`;
}

/** When: the frame, and the seconds. */
export function timeText({ frame }: Pick<Place, 'frame'>, { sampleRate }: ViolationContext): string {
	return `at frame ${frame} (${(frame / sampleRate).toFixed(3)} s)`;
}

/** Who called, innermost first: a text for each place, however often it comes in a row, as it does in a recursion. */
function callersText(callers: readonly number[], context: ViolationContext): readonly string[] {
	const texts: string[] = [];
	for (let at = 0, end = 0; at < callers.length; at = end) {
		const site = siteText(callers[at] ?? 0, context);
		do end++;
		while (end < callers.length && siteText(callers[end] ?? 0, context) === site);
		texts.push(`called by ${site}${end - at > 1 ? `, ${end - at} times in a row` : ''}`);
	}
	return texts;
}

/** Who did something, from where, and when. */
export function historyText(place: Place, context: ViolationContext): string {
	const via = callersText(place.callers, context)
		.map((text) => `, ${text}`)
		.join('');
	return `${siteText(place.instruction, context)}${via}, ${timeText(place, context)}`;
}

/** How a buffer was given back: words of the frame go by themselves. */
function freedText(freed: Place, level: number, context: ViolationContext): string {
	const isByItself = freed.instruction < 0 && level === LEVEL.STACK;
	return isByItself
		? `freed when the call ended or yielded, ${timeText(freed, context)}`
		: `freed by ${historyText(freed, context)}`;
}

/** A buffer as its author knows it. */
export function bufferText({ kind, name }: Pick<Buffer, 'kind' | 'name'>, { nameOf }: ViolationContext): string {
	const text = nameOf(name);
	return text === '' ? `a ${kind}` : `${kind} "${text}"`;
}

function bufferLine(buffer: Buffer, context: ViolationContext): string {
	const { askedWords, grantedWords, level, address } = buffer;
	const granted = grantedWords === askedWords ? '' : `, ${grantedWords} granted`;
	return `${bufferText(buffer, context)}: ${wordsText(askedWords)}${granted}, in ${LEVEL_NAMES[level] ?? '?'} at word ${address}`;
}

/** That the list is full; '' as long as it is not. @param dropped violations that it had no row for */
export function droppedText(dropped: number): string {
	return dropped === 0 ? '' : `${dropped} more ${dropped === 1 ? 'is' : 'are'} not kept`;
}

/** So many words. */
export function wordsText(words: number): string {
	return countText(words, 'word');
}

/** So many of something whose plural has an s. */
export function countText(count: number, what: string): string {
	return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** What happened, without where. */
function eventText(violation: Violation, context: ViolationContext): string {
	const { foundBy, place, native, parameter, word, writes, address, buffer, kind } = violation;
	const who = context.functionOf(place.instruction);
	const subject = who === '' ? 'the host' : `${who}()`;
	if (kind === 'stackOverflow') return stackText(subject, place, context);
	if (foundBy === 'check' && kind === 'damagedHeader') {
		const whose = buffer === null ? `a block at word ${address}, which is nobody's` : bufferText(buffer, context);
		return `${subject} finds that the ${HEADER_WORDS} words in front of ${whose} were overwritten.`;
	}
	if (foundBy === 'check')
		return `${subject} finds that ${spotText(address, buffer, context)}, no longer holds what it was filled with.`;
	if (foundBy === 'call') {
		const called: MemoryNative | undefined = MEMORY_NATIVES[native];
		const argument = called?.parameters[parameter];
		const given = argument === undefined ? '' : `${argument.name} = ${argumentText(argument.type, word, context)}`;
		const where = buffer === null ? VIOLATION_KINDS[kind].meaning : `${capital(spotText(address, buffer, context))}.`;
		return `${subject} calls ${called?.name ?? 'a native'}(${given}). ${where}`;
	}
	return `${subject} ${writes ? 'writes' : 'reads'} ${spotText(address, buffer, context)}.`;
}

/** Which call found no stack. */
function stackText(callee: string, { callers: [caller] }: Place, { functionOf, lineOf }: ViolationContext): string {
	const need = 'needs more stack than there is';
	if (caller === undefined) return `${callee} ${need}.`;
	const line = lineOf(caller);
	const by = `${functionOf(caller)}()`;
	return by === callee
		? `${callee} calls itself${line > 0 ? ` at line ${line}` : ''}, and ${need}.`
		: `${by} calls ${callee}, which ${need}.`;
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A word as its author wrote it, or the place that a pointer leads to. */
function argumentText(type: 'int' | 'pointer', word: number, { symbolOf }: ViolationContext): string {
	if (type === 'int') return String(word);
	if (word === NULL) return 'null';
	const address = (word - MEMORY_OFFSET) | 0;
	const symbol = symbolOf?.(address) ?? '';
	return `word ${address}${symbol === '' ? '' : ` of memory, ${symbol}`}`;
}

/** A word as `buffer + offset`, with how far it is from where it should be. */
function spotText(address: number, buffer: Buffer | null, context: ViolationContext): string {
	if (buffer === null) return `word ${address}, which is nobody's`;
	const offset = address - buffer.address;
	const { askedWords } = buffer;
	const spot = `${bufferText(buffer, context)} ${offset < 0 ? '−' : '+'} ${Math.abs(offset)}`;
	if (offset < 0) return `${spot}, ${wordsText(-offset)} in front of its ${wordsText(askedWords)}`;
	if (offset >= askedWords) return `${spot}, ${wordsText(offset - askedWords + 1)} past the end of its ${wordsText(askedWords)}`;
	return `${spot} of ${wordsText(askedWords)}`;
}
