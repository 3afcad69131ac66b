import type { CheckRecords } from '../bridge/check-records.ts';
import type { ViolationContext } from '../bridge/violation-text.ts';
import type { BuiltFirmware } from './device-store.ts';

/** How to speak of the violations of a firmware that the page has built. */
export function violationContext(
	{ image: { program }, fileName, fileLine }: Pick<BuiltFirmware, 'image' | 'fileName' | 'fileLine'>,
	sampleRate: number,
	records: CheckRecords,
): ViolationContext {
	const { functions, lines } = program;
	return {
		fileName,
		sampleRate,
		lineOf(instruction) {
			const line = lines[instruction] ?? 0;
			return line > 0 ? fileLine(line) : 0;
		},
		functionOf: (instruction) => functions.findLast(({ start }) => instruction >= start)?.name ?? '',
		nameOf: (row) => records.name(row),
	};
}
