/** Part of its brightness that a lamp keeps over one picture of 1/30 s after it went out (device.md 1.3). */
const DECAY_PER_PICTURE = 0.53;

const PICTURE_MS = 1000 / 30;

/** A lamp dimmer than this is out: less than one step of a display. */
const OUT = 1 / 256;

/**
 * Moves the brightness (0…1) of a row of lamps on by `elapsedMs`. A lamp whose bit is set in `mask` is full on at once, the others fade; with
 * `fades` false they go out at once. The leftmost of the `brightness.length` lamps (32 at most) is the most significant bit.
 */
export function glow(brightness: Float32Array, mask: number, elapsedMs: number, fades = true): void {
	const keep = fades ? DECAY_PER_PICTURE ** (elapsedMs / PICTURE_MS) : 0;
	const last = brightness.length - 1;
	for (let lamp = 0; lamp <= last; lamp++) {
		const faded = (brightness[lamp] ?? 0) * keep;
		brightness[lamp] = (mask >>> (last - lamp)) & 1 ? 1 : faded < OUT ? 0 : faded;
	}
}
