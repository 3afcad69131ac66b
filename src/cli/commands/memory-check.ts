import { leakSummary, leakText } from '../../bridge/leak-text.ts';
import { contextOf } from '../../bridge/violation-context.ts';
import { countText, droppedText, siteText, type ViolationContext, type ViolationText } from '../../bridge/violation-text.ts';
import { type MemorySetting, PROBABILITY_UNIT } from '../../memory/checks/pressure.ts';
import { LEVEL_NAMES } from '../../memory/heap/levels.ts';
import { checkFirmware, type FirmwareCheck } from '../../offline/check/check-firmware.ts';
import { LONGEST_WAV_SECONDS } from '../../offline/wav/wav-format.ts';
import { checkedImage } from '../../toolchain/checked-image.ts';
import { defineCommand, type OptionValues } from '../command.ts';
import { stopWarning } from '../device.ts';
import { UsageError } from '../diagnostics.ts';
import { chooseExecutorName, EXECUTOR_OPTION } from '../executors.ts';
import { CLIP_DETAILS, CLIP_OPTIONS, readMemoryClip } from '../memory-clip.ts';
import { parseInteger } from '../numbers.ts';
import { textTable } from '../text-table.ts';
import { leaksJson, profileJson, violationJson } from './memory-check-json.ts';
import { type FirmwareStop, findStop, isTrap } from './memory-check-stop.ts';

const MOST = 0x7fffffff;

/** Value of `--check-words` for all of them. */
const ALL_WORDS = 'all';

const OPTIONS = {
	...CLIP_OPTIONS,
	seconds: { ...CLIP_OPTIONS.seconds, help: `${CLIP_OPTIONS.seconds.help} (default: all of it)` },
	play: { type: 'string', value: 'SEED', help: 'turns knobs, changes programs and presses RESET at random, by a seed' },
	stop: { type: 'boolean', help: 'ends at the first violation' },
	'fail-every': { type: 'string', value: 'N', help: 'has every N-th allocation fail' },
	'fail-probability': { type: 'string', value: 'P', help: 'has allocations fail with a probability from 0 to 1' },
	seed: { type: 'string', value: 'S', help: 'seed of --fail-probability (default 0)' },
	halve: { type: 'string', value: LEVEL_NAMES.join('|'), help: 'lets only half of a level be used' },
	'check-words': { type: 'string', value: `N|${ALL_WORDS}`, help: 'words looked at for damage in each call (default 1024)' },
	executor: EXECUTOR_OPTION,
} as const;

/** `p8 memory check`: the checked build on a clip. */
export const memoryCheck = defineCommand({
	name: 'memory check',
	operands: 'FILE --clip IN.wav',
	operandCount: 1,
	summary: 'find mistakes with memory in a firmware while it plays a clip',
	details: [
		...CLIP_DETAILS,
		'Plays the clip with the checked build and tells every violation with its line, its buffer and the',
		'history of that, then what is in use at the end and which of it is forgotten, and what each type',
		'has had. Exit code 1 when there is a violation, when something is forgotten, and when the firmware',
		'stopped, with a bad address for example, or never got through its start; only exit() may end it.',
		'Allocations that the options have fail are no violations: what the firmware does then is what is',
		'checked.',
	],
	options: OPTIONS,
	run({ operands: [path = ''], options, print, report }) {
		const settings = memorySettings(options);
		const playSeed = options.play === undefined ? null : parseInteger(options.play, '--play', -MOST, MOST);
		const executor = chooseExecutorName(options.executor);
		const { device, clip } = readMemoryClip(path, options, LONGEST_WAV_SECONDS, report);
		const firmware = checkedImage(clip.firmware);
		const check = checkFirmware({ ...clip, firmware }, { settings, playSeed, executor, endsAtViolation: options.stop ?? false });
		const isEnded = options.stop === true && check.violations.length > 0;
		for (const event of check.events) {
			if (event.kind !== 'stopped' || isEnded) continue;
			report({ ...stopWarning(device, event), severity: isTrap(event) ? 'error' : 'warning' });
		}

		const { fileLine } = device;
		const context = contextOf(firmware.program, { fileName: path, fileLine }, clip.sampleRate, check.records);
		const violations = check.violations.map((violation) => violationJson(violation, context));
		const forgotten = check.leaks.sites.flatMap((site) => leakText(site, context) ?? []);
		print([...violations.map(({ text }) => text), ...forgotten].map(paragraph).join('\n'));
		print(inUseTable(check, context));
		print(typeTable(check));
		const stop = findStop(check, firmware.program.functions, device, clip.sampleRate);
		const isClean = stop === null && violations.length === 0 && forgotten.length === 0;
		print(`\n${verdict(path, check, stop, isClean, clip.sampleRate)}\n`);
		const { frames, types, records } = check;
		const notKept = records.violationsDropped;
		const [leaks, profile] = [leaksJson(check.leaks, context), profileJson(check.profile, context)];
		return { exitCode: isClean ? 0 : 1, json: { isClean, stop, frames, violations, notKept, forgotten, leaks, types, profile } };
	},
});

/** @throws UsageError */
function memorySettings(options: OptionValues<typeof OPTIONS>): Partial<Record<MemorySetting, number>> {
	const { halve, seed, 'fail-every': every, 'fail-probability': probability, 'check-words': words } = options;
	const level = halve === undefined ? -1 : LEVEL_NAMES.findIndex((name) => name.toLowerCase() === halve.toLowerCase());
	if (halve !== undefined && level < 0) throw new UsageError(`--halve is one of ${LEVEL_NAMES.join(', ')}, not '${halve}'.`);
	if (seed !== undefined && probability === undefined) throw new UsageError('--seed is for --fail-probability.');
	return {
		stopAtViolation: options.stop ? 1 : 0,
		failEvery: every === undefined ? 0 : parseInteger(every, '--fail-every', 1, MOST),
		failProbability: probability === undefined ? 0 : parseProbability(probability),
		seed: seed === undefined ? 0 : parseInteger(seed, '--seed', -MOST, MOST),
		halvedLevel: level + 1,
		checkedWords: words === undefined ? 0 : words === ALL_WORDS ? -1 : parseInteger(words, '--check-words', 1, MOST),
	};
}

/** In 65536ths. @throws UsageError */
function parseProbability(text: string): number {
	const share = /^\d*\.?\d+$|^\d+\.$/.test(text) ? Number(text) : Number.NaN;
	if (share >= 0 && share <= 1) return Math.round(share * PROBABILITY_UNIT);
	throw new UsageError(`--fail-probability needs a number from 0 to 1, not '${text}'.`);
}

function paragraph({ headline, details }: ViolationText): string {
	return `${[headline, ...details.map((line) => `    ${line}`)].join('\n')}\n`;
}

function inUseTable({ leaks, records }: FirmwareCheck, context: ViolationContext): string {
	const rows = leaks.sites.map(({ instruction, allocations, words, forgotten }) => {
		const [{ kind = '', name = 0 } = {}] = allocations;
		return [siteText(instruction, context), kind, records.name(name) || '-', allocations.length, words, forgotten.length];
	});
	return textTable(['in use, allocated by', 'kind', 'name', 'buffers', 'words', 'forgotten'], rows);
}

function typeTable({ types }: FirmwareCheck): string {
	const rows = types.map(({ name, created, destroyed, failed, currentBlocks, peakBlocks, currentWords, peakWords }) => {
		return [name || '-', created, destroyed, failed, currentBlocks, peakBlocks, currentWords, peakWords];
	});
	return textTable(['type', 'created', 'destroyed', 'failed', 'now', 'at most', 'words now', 'words at most'], rows);
}

function verdict(
	path: string,
	{ violations, leaks, profile, frames, records }: FirmwareCheck,
	stop: FirmwareStop | null,
	isClean: boolean,
	sampleRate: number,
): string {
	const times = violations.reduce((sum, { count }) => sum + count, 0);
	const played = `${(frames / sampleRate).toFixed(3)} s played`;
	const pressed = profile.pressureFailures > 0 ? ` ${countText(profile.pressureFailures, 'allocation')} failed on purpose.` : '';
	const found =
		violations.length === 0 ? 'no violation' : `${countText(times, 'violation')} at ${countText(violations.length, 'place')}`;
	const dropped = droppedText(records.violationsDropped);
	const notKept = dropped === '' ? '' : ` ${dropped}: the list is full.`;
	const summary = `${path}: ${isClean ? 'clean. ' : ''}${played}, ${found}.${notKept}${pressed} ${leakSummary(leaks)}`;
	return stop === null ? summary : `${stop.text}\n${summary}`;
}
