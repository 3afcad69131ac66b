/** What the commands `p8 memory …` have in common: a firmware, a clip, and how the heap begins. */

import { configurationProblem, DEFAULT_MEMORY_SETUP, type MemorySetup } from '../bridge/memory-setup.ts';
import { engineSettings } from '../bridge/program-settings.ts';
import { readConfigurationText } from '../memory/heap/configuration-reader.ts';
import type { Clip } from '../offline/profile/clip-player.ts';
import type { OptionValues } from './command.ts';
import { type Device, deviceOfBank, deviceOfFirmware } from './device.ts';
import { BadInput, type Diagnostic, fileError, UsageError } from './diagnostics.ts';
import { readSource } from './files.ts';
import { parseSeconds, readSound } from './sound-file.ts';

/** The options of every command of the family. */
export const CLIP_OPTIONS = {
	clip: { type: 'string', value: 'IN.wav', help: 'the sound that the firmware plays; has to be given' },
	seconds: { type: 'string', value: 'N', help: 'how much of it, more than 0, with silence behind its end' },
	program: { type: 'string', value: 'A0', help: 'slot of the program, for a bank (default: its current one)' },
	configuration: {
		type: 'string',
		value: 'FILE.json',
		help: 'levels, bins, cache and cycle figures of the heap (default: those of the specification)',
	},
} as const;

/** Lines of the help that every command of the family has. */
export const CLIP_DETAILS = [
	'FILE is a firmware in Impala (.impala) or GAZL, which plays with the default program, or a bank',
	'(.p8bank) with a firmware.',
] as const;

/** A clip and the firmware file that it is played with. */
export interface MemoryClip {
	readonly device: Device;
	readonly clip: Clip;
}

/**
 * Reads what a command of the family is called with.
 *
 * @param defaultSeconds how much of the clip is played unless `--seconds` says it; the whole of it when that is less
 * @throws UsageError or BadInput
 */
export function readMemoryClip(
	path: string,
	options: OptionValues<typeof CLIP_OPTIONS>,
	defaultSeconds: number,
	report: (diagnostic: Diagnostic) => void,
): MemoryClip {
	if (options.clip === undefined) throw new UsageError('Give a sound to play: --clip IN.wav.');
	const seconds = options.seconds === undefined ? undefined : parseSeconds(options.seconds);
	const isBank = /\.p8bank$/i.test(path);
	if (!isBank && options.program !== undefined) throw new UsageError('--program needs a bank: a firmware file has no programs.');
	const device = isBank ? deviceOfBank(path, options.program, report) : deviceOfFirmware(path);
	const { firmware } = device;
	if (firmware === null)
		throw new BadInput(fileError(path, 'NO_FIRMWARE', 'This bank has no firmware, and so no memory to look at.'));
	if (firmware.program.heapWords === 0) {
		const message = 'The firmware has no heap: it calls none of the memory natives, such as adiAlloc() or poolCreate().';
		throw new BadInput(fileError(path, 'NO_HEAP', message));
	}
	if (device.warning !== null) report(device.warning);
	const memory = options.configuration === undefined ? DEFAULT_MEMORY_SETUP : readMemorySetup(options.configuration);

	const { sampleRate, channels } = readSound(options.clip, report);
	const [left, right = left] = channels;
	const frames =
		seconds === undefined ? Math.min(left.length, Math.round(defaultSeconds * sampleRate)) : Math.round(seconds * sampleRate);
	if (frames === 0) throw new BadInput(fileError(options.clip, 'NO_SOUND', 'There is not a single frame to play.'));
	const settings = engineSettings(device.program, false);
	return { device, clip: { sampleRate, input: [left, right], frames, settings, firmware, memory } };
}

/** @throws BadInput with every field that is wrong */
function readMemorySetup(path: string): MemorySetup {
	const reading = readConfigurationText(readSource(path));
	if ('errors' in reading) {
		const diagnostics = reading.errors.map(({ field, message }) =>
			fileError(path, 'CONFIGURATION', `${field === '' ? 'The document' : field} ${message}.`),
		);
		throw new BadInput(...diagnostics);
	}
	const problem = configurationProblem(reading.configuration);
	if (problem !== null) throw new BadInput(fileError(path, 'CONFIGURATION', `It does not fit: ${problem}.`));
	return { configuration: reading.configuration, levels: {} };
}
