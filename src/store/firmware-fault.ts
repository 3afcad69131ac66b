import type { EngineEvent } from '../bridge/events.ts';
import { STATUS, statusName } from '../gazl/status.ts';
import type { FirmwareDiagnostic, FirmwareSource } from '../toolchain/build-firmware.ts';
import type { BuiltFirmware, FirmwareFault } from './device-store.ts';

/** What a status means to the firmware's author. */
const STATUS_REASONS: Readonly<Record<number, string>> = {
	[STATUS.TIME_OUT]: 'it used up its cycle budget without coming to an end',
	[STATUS.BAD_PEEK]: 'it read outside its memory',
	[STATUS.BAD_POKE]: 'it wrote outside its writable memory',
	[STATUS.BAD_CALL]: 'it called something that is no function',
	[STATUS.DATA_STACK_OVERFLOW]: 'its data stack is full',
	[STATUS.IP_STACK_OVERFLOW]: 'its call stack is full',
	[STATUS.DIVISION_BY_ZERO]: 'it divided by zero',
	[STATUS.ACCESS_VIOLATION]: 'it gave an address that is not its own',
	[STATUS.ABORTED]: 'it called abort',
	[STATUS.TERMINATED]: 'it called exit',
};

function lineText(code: string, line: number): string {
	return line > 0 ? (code.split(/\r\n|\r|\n/)[line - 1] ?? '').trim() : '';
}

/** A firmware that was stopped, for people. */
export function stoppedFault(firmware: BuiltFirmware, event: EngineEvent & { kind: 'stopped' }): FirmwareFault {
	const where = firmware.image.program.functions[event.function]?.name ?? event.phase;
	const reason = STATUS_REASONS[event.status] ?? `it ended with status ${event.status}`;
	const line = firmware.fileLine(event.line);
	return {
		name: firmware.source.name,
		fileName: firmware.fileName,
		summary: `firmware stopped: ${reason} (${statusName(event.status)}) in ${where}, line ${line}`,
		line,
		lineText: lineText(firmware.source.code, event.line),
		diagnostic: null,
	};
}

/** A firmware that could not be built, for people. */
export function buildFault(
	source: FirmwareSource,
	fileName: string,
	fileLine: (codeLine: number) => number,
	diagnostic: FirmwareDiagnostic,
): FirmwareFault {
	const line = diagnostic.line > 0 ? fileLine(diagnostic.line) : 0;
	const place = line > 0 ? `${fileName}:${line}:${diagnostic.column}` : fileName;
	return {
		name: source.name,
		fileName,
		summary: `${place}: error ${diagnostic.code}: ${diagnostic.message}`,
		line,
		lineText: lineText(source.code, diagnostic.line),
		diagnostic,
	};
}
