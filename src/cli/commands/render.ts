import type { EngineEvent } from '../../bridge/events.ts';
import type { FirmwareImage } from '../../bridge/firmware-image.ts';
import { engineSettings, fieldsWithoutEffect } from '../../bridge/program-settings.ts';
import { statusName } from '../../gazl/status.ts';
import { renderOffline } from '../../offline/render.ts';
import { LONGEST_WAV_SECONDS } from '../../offline/wav/wav-format.ts';
import { readWav, type WavSound } from '../../offline/wav/wav-reader.ts';
import { type WritableEncoding, writeWav } from '../../offline/wav/wav-writer.ts';
import { programAt } from '../../patch/bank.ts';
import { bankFileLine } from '../../patch/firmware-line-map.ts';
import { defaultProgram, isSlot, type Program, SLOTS } from '../../patch/program.ts';
import { buildFirmware, type FirmwareDiagnostic } from '../../toolchain/build-firmware.ts';
import { buildBankFirmware, firmwareDiagnostic, openBank } from '../bank-file.ts';
import { defineCommand } from '../command.ts';
import { BadInput, type Diagnostic, fileError, UsageError } from '../diagnostics.ts';
import { chooseExecutorName, EXECUTOR_OPTION } from '../executors.ts';
import { readBytes, writeBytes } from '../files.ts';
import { firmwareFault, readGazlSource } from '../gazl-source.ts';
import { SETTABLE_NAMES, withAssignment } from '../program-edits.ts';

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

/** What the sound goes through, and where it was read from. */
interface Device {
	readonly program: Program;
	readonly firmware: FirmwareImage | null;
	/** What building the firmware had to say of it; null for nothing. */
	readonly warning: Diagnostic | null;
	/** The file that the firmware's code is in, and its line there for a line of the code. */
	readonly path: string;
	fileLine(codeLine: number): number;
}

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
	const path = firmwarePath ?? '';
	const name = path.replace(/^.*[\\/]|\.[^.]*$/g, '');
	const source = readGazlSource(path);
	const build = buildFirmware({ id: 1, name, code: source.gazl, config: '', debug: false });
	if (!build.ok) throw new BadInput(firmwareFault(source, build.diagnostics[0]));
	const warning = buildWarning(path, build.warnings);
	return { program: defaultProgram(), firmware: build.image, warning, path, fileLine: (line) => source.placeOf(line).line };
}

function deviceOfBank(path: string, slot: string | undefined, report: (diagnostic: Diagnostic) => void): Device {
	if (slot !== undefined && !isSlot(slot)) {
		throw new UsageError(`--program is a slot from ${SLOTS[0]} to ${SLOTS.at(-1)}, not '${slot}'.`);
	}
	const file = openBank(path);
	const { bank } = file;
	file.warnings.forEach(report);
	const build = buildBankFirmware(bank);
	if (build?.ok === false) throw new BadInput(firmwareDiagnostic(file, build));
	return {
		program: programAt(bank, slot ?? bank.currentProgram),
		firmware: build?.image ?? null,
		warning: buildWarning(path, build?.warnings ?? []),
		path,
		fileLine: (line) => bankFileLine(bank, line) ?? 1,
	};
}

/** A warning of the toolchain, which concerns the firmware as a whole. */
function buildWarning(path: string, [warning]: readonly FirmwareDiagnostic[]): Diagnostic | null {
	return warning === undefined ? null : { ...fileError(path, warning.code, warning.message), severity: 'warning' };
}

/** @throws BadInput */
function readSound(path: string, report: (diagnostic: Diagnostic) => void): WavSound {
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

function parseSeconds(text: string): number {
	const seconds = /^\d+(\.\d*)?$|^\.\d+$/.test(text) ? Number(text) : Number.NaN;
	if (seconds <= LONGEST_WAV_SECONDS) return seconds;
	throw new UsageError(`--seconds needs a number from 0 to ${LONGEST_WAV_SECONDS}, not '${text}'.`);
}

function stopWarning({ firmware, path, fileLine }: Device, event: EngineEvent & { kind: 'stopped' }): Diagnostic {
	const where = firmware?.program.functions[event.function]?.name ?? event.phase;
	const message = `The firmware stopped in ${where} at frame ${event.frame}; the stock CPU played on.`;
	return {
		severity: 'warning',
		file: path,
		line: Math.max(1, fileLine(event.line)),
		column: 1,
		name: statusName(event.status),
		message,
	};
}
