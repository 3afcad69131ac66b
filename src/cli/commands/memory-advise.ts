import { type AdvisedBins, adviseBins, type BinAdvice } from '../../memory/advice/bin-advisor.ts';
import type { ConfigurationUse } from '../../memory/advice/replay-recording.ts';
import { configurationText } from '../../memory/heap/configuration-writer.ts';
import type { BinConfiguration } from '../../memory/heap/heap-configuration.ts';
import { LEVEL_NAMES } from '../../memory/heap/levels.ts';
import { profileFirmware } from '../../offline/profile/profile-firmware.ts';
import { LONGEST_WAV_SECONDS } from '../../offline/wav/wav-format.ts';
import { defineCommand } from '../command.ts';
import { stopWarning } from '../device.ts';
import { BadInput, fileError, UsageError } from '../diagnostics.ts';
import { writeBytes } from '../files.ts';
import { CLIP_DETAILS, CLIP_OPTIONS, readMemoryClip } from '../memory-clip.ts';
import { textTable } from '../text-table.ts';

/** Values of `--bins`, and how the output calls them. */
const ADVICES = { least: 'least', direct: 'direct' } as const satisfies Record<string, keyof BinAdvice>;
type AdviceName = keyof typeof ADVICES;

/** `p8 memory advise`: bins for what a firmware asks for. */
export const memoryAdvise = defineCommand({
	name: 'memory advise',
	operands: 'FILE --clip IN.wav',
	operandCount: 1,
	summary: 'find bins for what a firmware allocates while it plays a clip',
	details: [
		...CLIP_DETAILS,
		'Two advices stand next to the bins of the configuration. least: the fewest words that serve every',
		'request, some from larger bins than need be. direct: a chunk of its own bin for every request, in',
		'the level that it wants. Both were replayed on ADIalloc. direct is the least of its kind for',
		'certain; least is a rule of thumb where it says so. They hold for this clip: leave room for what',
		'it does not show.',
	],
	options: {
		...CLIP_OPTIONS,
		seconds: { ...CLIP_OPTIONS.seconds, help: `${CLIP_OPTIONS.seconds.help} (default: all of it)` },
		output: { type: 'string', short: 'o', value: 'FILE.json', help: 'writes the configuration with advised bins' },
		bins: { type: 'string', value: Object.keys(ADVICES).join('|'), help: 'the advice that --output writes (default least)' },
	},
	run({ operands: [path = ''], options, print, report }) {
		const chosen = (Object.keys(ADVICES) as AdviceName[]).find((name) => name === (options.bins ?? 'least'));
		if (chosen === undefined) throw new UsageError(`--bins is one of ${Object.keys(ADVICES).join(', ')}, not '${options.bins}'.`);
		const { device, clip } = readMemoryClip(path, options, LONGEST_WAV_SECONDS, report);
		const profile = profileFirmware(clip, device.fileLine);
		for (const event of profile.events) if (event.kind === 'stopped') report(stopWarning(device, event));
		const advice = adviseBins(profile.recording, clip.memory.configuration);

		print(adviceText(advice));
		if (options.output !== undefined) {
			const advised = advice[chosen];
			if (advised === null) throw new BadInput(fileError(path, 'NO_ADVICE', `There are no bins to write: ${absence(chosen)}`));
			writeBytes(options.output, Buffer.from(configurationText(advised.configuration)));
		}
		const { recording: _, ...counts } = profile;
		return { exitCode: advice.least === null ? 1 : 0, json: { advice, profile: counts } };
	},
});

function adviceText(advice: BinAdvice): string {
	const { today, least, direct } = advice;
	const named: readonly (readonly [string, ConfigurationUse])[] = [
		['today', today],
		...(least === null ? [] : [['least', least.use] as const]),
		...(direct === null ? [] : [['direct', direct.use] as const]),
	];
	const rows = named.flatMap(([name, use]) =>
		use.levels.map((level) => [
			name,
			level.level,
			level.requests,
			level.reservedWords,
			level.wastedWords,
			level.fellThrough,
			level.passedOn,
			level.unusedBins.length === 0 ? '-' : level.unusedBins.join(' '),
		]),
	);
	const headings = ['bins', 'level', 'requests', 'words reserved', 'words wasted', 'fell through', 'passed on', 'never used'];
	return [
		textTable(headings, rows),
		today.failed > 0 ? `\ntoday ${today.failed} requests find no room in any level.\n` : '',
		binText('least', least),
		binText('direct', direct),
	].join('');
}

function binText(name: AdviceName, advised: AdvisedBins | null): string {
	if (advised === null) return `\n${name}: none. ${absence(name)}\n`;
	const lines = LEVEL_NAMES.flatMap((level) => {
		const bins = advised.configuration.levels[level].bins.filter(({ chunks }) => chunks > 0);
		return bins.length === 0 ? [] : [`  ${level}: ${bins.map(chunkText).join(', ')}`];
	});
	const certainty = name === 'least' && !advised.isProvenLeast ? ', perhaps not the fewest' : '';
	return `\n${name}: ${advised.use.reservedWords} words${certainty}\n${lines.map((line) => `${line}\n`).join('')}`;
}

function chunkText({ words, chunks }: BinConfiguration): string {
	return `${chunks} of ${words}`;
}

/** Why there is no advice of a kind. */
function absence(name: AdviceName): string {
	return name === 'least'
		? 'No bins were found that serve every request: the levels are too small for them.'
		: 'The levels have no room for a chunk of its own bin for every request.';
}
