import type { CheckRecords } from '../bridge/check-records.ts';
import { contextOf } from '../bridge/violation-context.ts';
import type { ViolationContext } from '../bridge/violation-text.ts';
import type { BuiltFirmware } from './device-store.ts';

/** How to speak of the violations of a firmware that the page has built. */
export function violationContext(
	{ image: { program }, ...place }: Pick<BuiltFirmware, 'image' | 'fileName' | 'fileLine'>,
	sampleRate: number,
	records: CheckRecords,
): ViolationContext {
	return contextOf(program, place, sampleRate, records);
}
