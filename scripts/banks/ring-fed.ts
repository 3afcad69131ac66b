import { type BankDefinition, operands, synced } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** How the curve is played. */
interface Curve {
	/** How much it moves the loudness and the brightness, 0 to 255. */
	readonly loudness: number;
	readonly brightness: number;
	/** From steps to lines, 0 to 255. */
	readonly glide: number;
	/** How often it is played in a cycle, as a power of two: 0 once, 7 128 times. */
	readonly doublings: number;
}

/** Operands: loudness and brightness; glide and rate. Both instructions stay at NOP, as in the tape echo. */
function knobs({ loudness, brightness, glide, doublings }: Curve) {
	return operands((loudness << 8) | brightness, (glide << 8) | (doublings << 5));
}

/** A curve that is drawn on the page and comes through a ring. */
export const RING_FED: BankDefinition = {
	name: 'ring-fed',
	title: 'Drawn gate',
	summary: 'Plays a curve that you draw as loudness and brightness, in time; it comes through a ring from the page.',
	about: [
		'DRAWN GATE',
		'',
		'A curve of up to 64 points moves loudness and brightness, over and over.',
		'',
		'Instruction 1    high byte: how much it moves the loudness.',
		'                 low byte: how much it moves the brightness.',
		'Instruction 2    high byte: glide, from steps to lines.',
		'                 low byte: x16 x4 x2, how often it is played in a cycle.',
		'',
		'SYNC on, 1/1: the curve lasts a bar. Draw it on the page while it plays: its',
		'points come through a ring, and through another goes back where it is.',
		'Until you draw, it ducks on every beat.',
		'Rings are natives of the emulator: the device cannot play this bank.',
		'',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'DRAWN GATE',
		plate: '#f7f3e9',
		ink: '#1d3557',
		accent: '#e63946',
		solid: 'M18,3 L21,6 L13,14 L9,15 L10,11 Z',
		glyph: 'M1,20 L4,16 L7,20 L10,18 L14,21 L18,17 L23,20 M1,3 V23 H23',
	}),
	programs: [
		{ name: 'Duck on the beat', ...synced('1/1'), ...knobs({ loudness: 0xe0, brightness: 0x40, glide: 0xff, doublings: 0 }) },
		{ name: 'Wah in quarters', ...synced('1/1'), ...knobs({ loudness: 0x20, brightness: 0xff, glide: 0xff, doublings: 0 }) },
		{ name: 'Eighths', ...synced('1/1'), ...knobs({ loudness: 0xff, brightness: 0xa0, glide: 0xff, doublings: 1 }) },
		{ name: 'Sixteenths in steps', ...synced('1/1'), ...knobs({ loudness: 0xff, brightness: 0, glide: 0, doublings: 2 }) },
		{ name: 'Two bars in one', ...synced('2/1'), ...knobs({ loudness: 0xc0, brightness: 0x80, glide: 0x80, doublings: 0 }) },
		{ name: 'Purr', ...knobs({ loudness: 0xff, brightness: 0x60, glide: 0xff, doublings: 3 }) },
	],
	spare: { ...synced('1/1'), ...knobs({ loudness: 0xe0, brightness: 0x40, glide: 0xff, doublings: 0 }) },
};
