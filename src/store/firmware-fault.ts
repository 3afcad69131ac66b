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
	[STATUS.VIOLATION]: 'it touched memory that is not its to use',
};

/** Characters of a line that are shown beside a fault. */
const LONGEST_LINE = 200;

/** Text of a line of some code about a column, without the blanks around it; '' when there is none. */
function lineText(code: string, line: number, column = 1): string {
	const text = line > 0 ? (code.split(/\r\n|\r|\n/)[line - 1] ?? '') : '';
	const start = Math.max(0, Math.min(column - LONGEST_LINE / 2, text.length - LONGEST_LINE));
	const end = start + LONGEST_LINE;
	return `${start > 0 ? '…' : ''}${text.slice(start, end).trim()}${end < text.length ? '…' : ''}`;
}

/** A firmware that was stopped, for people. */
export function stoppedFault(firmware: BuiltFirmware, event: EngineEvent & { kind: 'stopped' }): FirmwareFault {
	const { source, image, lineMap, gazl, fileName } = firmware;
	const where = image.program.functions[event.function]?.name ?? event.phase;
	const reason = STATUS_REASONS[event.status] ?? `it ended with status ${event.status}`;
	const line = firmware.fileLine(event.line);
	return {
		loadId: image.id,
		name: source.name,
		fileName,
		summary: `firmware stopped: ${reason} (${statusName(event.status)}) in ${where}, line ${line}`,
		line,
		lineText: lineMap === null ? lineText(gazl, event.line) : lineText(source.code, line),
		gazlLine: event.line,
		stopped: { firmware, status: event.status },
		diagnostic: null,
		problems: [],
	};
}

/** A firmware that could not be built, for people. */
export function buildFault(
	source: FirmwareSource,
	fileName: string,
	fileLine: (codeLine: number) => number,
	diagnostics: readonly [FirmwareDiagnostic, ...FirmwareDiagnostic[]],
): FirmwareFault {
	const [diagnostic] = diagnostics;
	const problems = diagnostics.map(({ code, message, line, column }) => {
		const place = line > 0 ? `${fileName}:${fileLine(line)}:${column}` : fileName;
		return `${place}: error ${code}: ${message}`;
	});
	return {
		loadId: source.id,
		name: source.name,
		fileName,
		summary: problems[0] ?? '',
		line: diagnostic.line > 0 ? fileLine(diagnostic.line) : 0,
		lineText: lineText(source.code, diagnostic.line, diagnostic.column),
		gazlLine: 0,
		stopped: null,
		diagnostic,
		problems,
	};
}
