import type { EngineEvent } from '../bridge/events.ts';
import type { FirmwareImage } from '../bridge/firmware-image.ts';
import { statusName } from '../gazl/status.ts';
import { programAt } from '../patch/bank.ts';
import { bankFileLine } from '../patch/firmware-line-map.ts';
import { defaultProgram, isSlot, type Program, SLOTS } from '../patch/program.ts';
import { buildFirmware, type FirmwareDiagnostic } from '../toolchain/build-firmware.ts';
import { buildBankFirmware, firmwareDiagnostic, openBank } from './bank-file.ts';
import { BadInput, type Diagnostic, fileError, UsageError } from './diagnostics.ts';
import { firmwareFault, readGazlSource } from './gazl-source.ts';

/** What the sound goes through, and where it was read from. */
export interface Device {
	readonly program: Program;
	readonly firmware: FirmwareImage | null;
	/** What building the firmware had to say of it; null for nothing. */
	readonly warning: Diagnostic | null;
	/** The file that the firmware's code is in, and its line there for a line of the code. */
	readonly path: string;
	fileLine(codeLine: number): number;
}

/**
 * The device with a firmware in GAZL or Impala and the default program.
 *
 * @throws BadInput
 */
export function deviceOfFirmware(path: string): Device {
	const name = path.replace(/^.*[\\/]|\.[^.]*$/g, '');
	const source = readGazlSource(path);
	const build = buildFirmware({ id: 1, name, code: source.gazl, config: '', debug: false });
	if (!build.ok) throw new BadInput(firmwareFault(source, build.diagnostics[0]));
	const warning = buildWarning(path, build.warnings);
	return { program: defaultProgram(), firmware: build.image, warning, path, fileLine: (line) => source.placeOf(line).line };
}

/**
 * The device with a bank's firmware, if it has one.
 *
 * @param slot of the program; that which the bank says, when it is not given
 * @throws UsageError or BadInput
 */
export function deviceOfBank(path: string, slot: string | undefined, report: (diagnostic: Diagnostic) => void): Device {
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

/** What is to be said of a firmware that the engine has stopped. */
export function stopWarning({ firmware, path, fileLine }: Device, event: EngineEvent & { kind: 'stopped' }): Diagnostic {
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
