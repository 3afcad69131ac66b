/**
 * The clock while it follows a host's tempo: note divisions, their dotted and triplet forms, and the clock frequency that
 * makes one pass over the memory last that long (device.md 4.2).
 */

/** Note divisions of the CLOCK FREQ knob from LO to HI: the whole notes that one cycle of 65536 ticks lasts. */
export const DIVISIONS = ['8/1', '4/1', '2/1', '1/1', '1/2', '1/4', '1/8'] as const;

/** A base division as banks and the panel spell it, without the suffix of the sync mode. */
export type Division = (typeof DIVISIONS)[number];

/** Position of the SYNC dial. */
export type SyncMode = 'off' | 'dotted' | 'triplets' | 'standard';

/** Position of the SYNC dial in which a division counts. */
export type SyncedMode = Exclude<SyncMode, 'off'>;

/** What each synced mode adds to a division's spelling and by what it multiplies its length. */
export const SYNCED_MODES: Readonly<
	Record<SyncedMode, { readonly suffix: string; readonly numerator: number; readonly denominator: number }>
> = {
	standard: { suffix: '', numerator: 1, denominator: 1 },
	dotted: { suffix: 'D', numerator: 3, denominator: 2 },
	triplets: { suffix: 'T', numerator: 2, denominator: 3 },
};

const MEMORY_FRAMES = 65536;
const BEATS_PER_WHOLE_NOTE = 4;
const SECONDS_PER_MINUTE = 60;

/** Whole notes that one cycle lasts: `wholeNotes('1/2', 'dotted')` is 3/4. */
export function wholeNotes(division: Division, mode: SyncedMode): number {
	const [whole, part] = division.split('/');
	const { numerator, denominator } = SYNCED_MODES[mode];
	return (Number(whole) * numerator) / (Number(part) * denominator);
}

/** Clock frequency in Hz at which one cycle lasts `division` in the given mode at `beatsPerMinute` (quarter notes). */
export function syncedClockHz(division: Division, mode: SyncedMode, beatsPerMinute: number): number {
	return (MEMORY_FRAMES * beatsPerMinute) / (BEATS_PER_WHOLE_NOTE * SECONDS_PER_MINUTE * wholeNotes(division, mode));
}

/** A division with its mode's suffix, as on the panel and in banks: `1/2D`. */
export function divisionText(division: Division, mode: SyncedMode): string {
	return division + SYNCED_MODES[mode].suffix;
}

/** Reads `1/2`, `1/2D` or `1/2T` (either case); null when the text is no division of the knob. */
export function parseDivision(text: string): { readonly division: Division; readonly mode: SyncedMode } | null {
	const upper = text.toUpperCase();
	for (const mode of ['dotted', 'triplets', 'standard'] as const) {
		const { suffix } = SYNCED_MODES[mode];
		if (!upper.endsWith(suffix)) continue;
		const division = DIVISIONS.find((known) => known === upper.slice(0, upper.length - suffix.length));
		return division ? { division, mode } : null;
	}
	return null;
}
