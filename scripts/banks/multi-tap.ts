import { type BankDefinition, free, operands, synced } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** Frames from tap to tap for each step of the knob. */
const TIME_UNIT = 64;

/** What an echo of the rhythm is like. */
interface Echoes {
	/** Taps that are heard, 1 to 8: the first is one distance late, the second two, and so on. */
	readonly taps: readonly number[];
	/** 0 to 255. */
	readonly feedback?: number;
	/** By how much each tap is softer than the one before (below 0), or louder (above), in steps of 1.5 dB from −8 to 7. */
	readonly slope?: number;
	/** How much duller each repeat of the rhythm is, 0 to 15. */
	readonly damping?: number;
}

/** Operands: the distance of the taps in frames, and what is heard of them. Both instructions stay at NOP, as in the tape echo. */
function knobs(distanceFrames: number, { taps, feedback = 0, slope = 0, damping = 0 }: Echoes) {
	const switches = taps.reduce((byte, tap) => byte | (0x100 >> tap), 0);
	return operands(((distanceFrames / TIME_UNIT) << 8) | switches, (feedback << 8) | ((slope + 8) << 4) | damping);
}

/** A sixteenth, of a cycle that lasts a whole note. */
const SIXTEENTH = 65536 / 16;

/** Echoes in a rhythm, each from a delay line of its own. */
export const MULTI_TAP: BankDefinition = {
	name: 'multi-tap',
	title: 'Multi-tap delay',
	summary: 'Eight switches spell a rhythm of echoes; each takes a delay line from a pool and gives it back.',
	about: [
		'MULTI-TAP DELAY',
		'',
		'Up to eight echoes at even distances, in the rhythm of eight switches.',
		'',
		'Instruction 1    high byte: time from tap to tap, 64 frames for each step.',
		'                 SYNC on, 1/1: 40 is a sixteenth, 80 an eighth.',
		'                 low byte: the taps. The last that is up ends the chain.',
		'Instruction 2    high byte: feedback, by which the rhythm is played again.',
		'                 low byte: four bits for the levels, 8 is even, below they fall;',
		'                 four bits for how dull the repeats get.',
		'',
		'Each tap up to the last has a delay line of its own, from a pool of eight. Put',
		'the last switch down: the line fades and goes back. The LEDs of the low byte',
		'show how many are in use.',
		'Pools are natives of the emulator: the device cannot play this bank.',
		'',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'MULTI TAP',
		plate: '#24333e',
		ink: '#f3efe0',
		accent: '#e4572e',
		solid: 'M2,3 H5 V21 H2 Z',
		glyph: 'M8,6 V18 M11,8 V16 M14,4 V20 M17,10 V14 M20,7 V17 M23,11 V13',
	}),
	programs: [
		{ name: 'Tresillo', ...synced('1/1'), ...knobs(SIXTEENTH, { taps: [3, 6, 8], feedback: 0x60, damping: 3 }) },
		{ name: 'Eight ghosts', ...synced('1/1'), ...knobs(SIXTEENTH, { taps: [1, 2, 3, 4, 5, 6, 7, 8], slope: -2 }) },
		{ name: 'Swell to the beat', ...synced('1/1'), ...knobs(SIXTEENTH, { taps: [1, 2, 3, 4, 5, 6, 7, 8], slope: 2 }) },
		{ name: 'Dub in fives', ...synced('1/1'), ...knobs(SIXTEENTH, { taps: [3, 5], feedback: 0xa8, slope: -1, damping: 7 }) },
		{
			name: 'Left right left',
			...synced('1/1'),
			...knobs(2 * SIXTEENTH, { taps: [1, 2, 3], feedback: 0x50, slope: -3, damping: 2 }),
		},
		{ name: 'Tiled room', ...knobs(320, { taps: [1, 3, 4, 6, 7, 8], feedback: 0x78, slope: -1, damping: 8 }) },
		{ name: 'Doubled and doubled', ...knobs(1088, { taps: [1, 2], slope: -1 }) },
		{ name: 'Long road', ...free(22.05), ...knobs(16320, { taps: [2, 5, 8], feedback: 0x80, slope: -1, damping: 6 }) },
		{ name: 'One line lent', ...knobs(9600, { taps: [1], feedback: 0x90, damping: 4 }) },
	],
	spare: { ...synced('1/1'), ...knobs(SIXTEENTH, { taps: [3, 6, 8], feedback: 0x40 }) },
};
