/** Single-precision floats as WebAssembly text. */

const words = new Int32Array(1);
const floats = new Float32Array(words.buffer);

/** The bits of a NaN's payload, and the payload of the NaN that is written without one. */
const PAYLOAD = 0x7fffff;
const CANONICAL_PAYLOAD = 0x400000;

/**
 * The float whose 32 bits are `word`, in the fewest decimal digits that give exactly these bits back without leaning on how
 * a tie is rounded; a NaN other than the canonical one shows its payload: `nan:0x200000`.
 */
export function f32Text(word: number): string {
	words[0] = word;
	const value = floats[0];
	const sign = words[0] < 0 ? '-' : '';
	if (Number.isNaN(value)) {
		const payload = word & PAYLOAD;
		return payload === CANONICAL_PAYLOAD ? `${sign}nan` : `${sign}nan:0x${payload.toString(16)}`;
	}
	const magnitude = Math.abs(value);
	return sign + (magnitude === Infinity ? 'inf' : String(shortestDecimal(magnitude)));
}

/** A double whose shortest decimal form reads as the float `value`; nine digits are enough for every float. */
function shortestDecimal(value: number): number {
	for (let digits = 1; digits < 9; digits++) {
		const decimal = Number(value.toPrecision(digits));
		if (Math.fround(decimal) !== value) continue;
		// A double halfway between two floats does not tell on which side of the middle its decimal form lies.
		const mirrored = 2 * decimal - value;
		if (mirrored === value || Math.fround(mirrored) !== mirrored) return decimal;
	}
	return Number(value.toPrecision(9));
}
