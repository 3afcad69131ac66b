/**
 * The logarithmic scale on which heat is shown, and how counts per second are printed.
 *
 * A heat code says how a granule looks, as one number: bits 0…3 level of reads, bits 4…7 level of writes. Level 0 is cold, below 1/s;
 * from there two levels make a decade.
 */

/** Levels, cold included. */
export const HEAT_LEVELS = 16;

/** All codes, for a table of colours. */
export const HEAT_CODES = HEAT_LEVELS * HEAT_LEVELS;

const LEVELS_PER_DECADE = 2;
const WRITES_SHIFT = 4;

/** Decades from 1/s to where the scale ends: every count above looks the same. */
export const HEAT_DECADES = (HEAT_LEVELS - 2) / LEVELS_PER_DECADE;

/** Level of a count per second, 0…15. */
export function heatLevel(perSecond: number): number {
	if (perSecond < 1) return 0;
	return Math.min(HEAT_LEVELS - 1, 1 + Math.floor(LEVELS_PER_DECADE * Math.log10(perSecond)));
}

/** Code of a granule. */
export function heatCode(readsPerSecond: number, writesPerSecond: number): number {
	return heatLevel(readsPerSecond) | (heatLevel(writesPerSecond) << WRITES_SHIFT);
}

/** Level of reads in a code. */
export function readLevel(code: number): number {
	return code & (HEAT_LEVELS - 1);
}

/** Level of writes in a code. */
export function writeLevel(code: number): number {
	return code >> WRITES_SHIFT;
}

/** Where a count per second stands on the scale, 0…1, without steps: 0 at 1/s and below. */
export function heatShare(perSecond: number): number {
	return perSecond <= 1 ? 0 : Math.min(1, Math.log10(perSecond) / HEAT_DECADES);
}

/** Prefixes by powers of 1000. What rounds to 1000 takes the next. */
const PREFIXES = ['', 'k', 'M', 'G'] as const;
const ROUNDS_UP = 999.5;

function scaled(perSecond: number): { readonly figures: string; readonly prefix: string } {
	let value = perSecond;
	let power = 0;
	while (value >= ROUNDS_UP && power + 1 < PREFIXES.length) {
		value /= 1000;
		power += 1;
	}
	return { figures: value.toPrecision(3), prefix: PREFIXES[power] ?? '' };
}

/** Characters of {@link rateText}. */
export const RATE_CHARACTERS = 8;

/** A count per second as three digits, as in `44.1 k/s`, filled up at the left to eight characters; a dash for less than 1/s. */
export function rateText(perSecond: number): string {
	if (perSecond < 1) return '–'.padStart(RATE_CHARACTERS, '\u2007');
	const { figures, prefix } = scaled(perSecond);
	return `${figures} ${prefix}/s`.padStart(RATE_CHARACTERS, '\u2007');
}

/** The same in words, as in `44.1 k per second`; `none` for less than 1/s. */
export function spokenRate(perSecond: number): string {
	if (perSecond < 1) return 'none';
	const { figures, prefix } = scaled(perSecond);
	return `${figures}${prefix && ` ${prefix}`} per second`;
}
