import { LONGEST_WAV_SECONDS } from '../offline/wav/wav-format.ts';
import { readWav, type WavSound } from '../offline/wav/wav-reader.ts';
import { BadInput, type Diagnostic, fileError, UsageError } from './diagnostics.ts';
import { readBytes } from './files.ts';

/**
 * Reads a WAV file of one or two channels.
 *
 * @throws BadInput
 */
export function readSound(path: string, report: (diagnostic: Diagnostic) => void): WavSound {
	const sound = readWav(readBytes(path));
	const nameOf = (code: string) => code.toUpperCase().replaceAll('-', '_');
	if (!sound.ok) throw new BadInput(fileError(path, nameOf(sound.error.code), `${sound.error.message} ${sound.error.remedy}`));
	for (const { code, message } of sound.warnings) report({ ...fileError(path, nameOf(code), message), severity: 'warning' });
	if (sound.channels.length > 2) {
		throw new BadInput(
			fileError(path, 'TOO_MANY_CHANNELS', `It has ${sound.channels.length} channels; save it as mono or stereo.`),
		);
	}
	return sound;
}

/**
 * The value of `--seconds`: more than 0, for of nothing there is nothing to hear or to say.
 *
 * @throws UsageError
 */
export function parseSeconds(text: string): number {
	const seconds = /^\d+(\.\d*)?$|^\.\d+$/.test(text) ? Number(text) : Number.NaN;
	if (seconds > 0 && seconds <= LONGEST_WAV_SECONDS) return seconds;
	throw new UsageError(`--seconds needs a number that is more than 0 and at most ${LONGEST_WAV_SECONDS}, not '${text}'.`);
}
