import { engineSettings, fieldsWithoutEffect } from '../../bridge/program-settings.ts';
import { renderOffline } from '../../offline/render.ts';
import { type WritableEncoding, writeWav } from '../../offline/wav/wav-writer.ts';
import { defineCommand } from '../command.ts';
import { type Device, deviceOfBank, deviceOfFirmware, stopWarning } from '../device.ts';
import { type Diagnostic, fileError, UsageError } from '../diagnostics.ts';
import { chooseExecutorName, EXECUTOR_OPTION } from '../executors.ts';
import { writeBytes } from '../files.ts';
import { SETTABLE_NAMES, withAssignment } from '../program-edits.ts';
import { parseSeconds, readSound } from '../sound-file.ts';

/** Values of `--format`. */
const FORMATS: ReadonlyMap<string, WritableEncoding> = new Map([
	['16', 'pcm16'],
	['24', 'pcm24'],
	['32', 'pcm32'],
	['float', 'float32'],
]);
const DEFAULT_FORMAT = '24';

/** `p8 render`: sound files through the whole device. */
export const render = defineCommand({
	name: 'render',
	operands: 'IN.wav OUT.wav',
	operandCount: 2,
	summary: 'play a WAV file through the device, with a bank or a firmware, into another',
	details: [
		'One of --bank and --firmware has to be given. The sample rate is that of IN.wav; a mono file feeds both channels.',
		'--set takes values as the panel shows them (-6 dB, LP 1200 Hz, 44.1 kHz, 1/2D, MUL, 3F, On) for',
		`${SETTABLE_NAMES.slice(0, 9).join(', ')},`,
		`${SETTABLE_NAMES.slice(9).join(', ')}.`,
	],
	options: {
		bank: { type: 'string', value: 'FILE.p8bank', help: 'the bank that the program and perhaps a firmware come from' },
		firmware: { type: 'string', value: 'FILE', help: 'a firmware in GAZL or Impala, with the default program' },
		program: { type: 'string', value: 'A0', help: 'slot of the program, with --bank (default: the current one of the bank)' },
		set: { type: 'string', multiple: true, value: 'NAME=VALUE', help: 'turns a control' },
		seconds: { type: 'string', value: 'N', help: 'length of the output (default: that of IN.wav)' },
		executor: EXECUTOR_OPTION,
		format: { type: 'string', value: [...FORMATS.keys()].join('|'), help: `bits of OUT.wav (default ${DEFAULT_FORMAT})` },
	},
	run({ operands: [inputPath = '', outputPath = ''], options, print, report }) {
		const format = options.format ?? DEFAULT_FORMAT;
		const encoding = FORMATS.get(format);
		if (!encoding) throw new UsageError(`--format is one of ${[...FORMATS.keys()].join(', ')}, not '${format}'.`);
		const executor = chooseExecutorName(options.executor);
		const seconds = options.seconds === undefined ? undefined : parseSeconds(options.seconds);
		const device = chooseDevice(options.bank, options.firmware, options.program, report);
		const start = { program: device.program, writeProtect: false };
		const panel = (options.set ?? []).reduce(withAssignment, start);

		const { sampleRate, channels } = readSound(inputPath, report);
		const [left, right = left] = channels;
		const frames = seconds === undefined ? left.length : Math.round(seconds * sampleRate);
		const settings = engineSettings(panel.program, panel.writeProtect);
		const idle = fieldsWithoutEffect(panel.program);
		if (idle.length > 0) {
			const message = `The engine of this version does not play these settings of the program: ${idle.join(', ')}.`;
			report({ ...fileError(device.path, 'NOT_PLAYED', message), severity: 'warning' });
		}
		if (device.warning !== null && executor === 'wasm') report(device.warning);
		const { firmware } = device;
		const { output, events } = renderOffline({ sampleRate, input: [left, right], frames, settings, firmware, executor });
		for (const event of events) if (event.kind === 'stopped') report(stopWarning(device, event));
		writeBytes(outputPath, writeWav(sampleRate, output, encoding));

		print(`${outputPath}: ${frames} frames at ${sampleRate} Hz, ${(frames / sampleRate).toFixed(3)} s, ${encoding}\n`);
		return { exitCode: 0, json: { sampleRate, frames, encoding, ...panel, firmware: firmware?.name ?? null, events } };
	},
});

/** @throws UsageError or BadInput */
function chooseDevice(
	bankPath: string | undefined,
	firmwarePath: string | undefined,
	slot: string | undefined,
	report: (diagnostic: Diagnostic) => void,
): Device {
	if ((bankPath === undefined) === (firmwarePath === undefined))
		throw new UsageError('Give either --bank FILE or --firmware FILE.');
	if (bankPath !== undefined) return deviceOfBank(bankPath, slot, report);
	if (slot !== undefined) throw new UsageError('--program needs --bank: a firmware file has no programs.');
	return deviceOfFirmware(firmwarePath ?? '');
}
