import { type BankDefinition, free, operands } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** What a tick adds to a phase of 2^32 for a sway of 1 Hz at a clock of 44.1 kHz. */
const STEP_PER_HERTZ = 2 ** 32 / 44100;

/** The knob for a sway of so many hertz at a clock of 44.1 kHz: the inverse of the firmware's square law. */
function rate(hz: number): number {
	return Math.round(Math.sqrt(Math.max(0, hz * STEP_PER_HERTZ - 1000) / 15));
}

/** Operands: rate in hertz and depth; lead of the right side and feedback. Both instructions stay at NOP, as in the tape echo. */
function knobs(hz: number, depth: number, ahead: number, feedback = 0) {
	return operands((rate(hz) << 8) | depth, (ahead << 8) | feedback);
}

/** A chorus of six taps, three to a side. */
export const CHORUS: BankDefinition = {
	name: 'chorus',
	title: 'Chorus',
	summary: 'Six taps that sway on their own: from a doubler to strings, flangers and rotors.',
	about: [
		'CHORUS',
		'',
		'Three taps on each side read the sound 7 to 14 ms late. Each sways at a speed',
		'of its own, so that no two are in tune for long: one player becomes several.',
		'',
		'Instruction 1    high byte: how fast they sway, 0.01 to 10 Hz.',
		'                 low byte: how far, up to 7 ms either way.',
		'Instruction 2    high byte: how far the right side is ahead of the left in its',
		'                 sway, 00 mono, FF opposite.',
		'                 low byte: how much goes round again. From C0 on it rings.',
		'',
		'Fast and far at once is out of tune: turn one up and the other down.',
		'The dry sound is part of the chorus; MIX adds more of it.',
		'WRITE PROT keeps the last 65536 frames and plays the chorus over them, and REV',
		'turns these round. Otherwise REV changes nothing.',
		'',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'CHORUS',
		plate: '#1d3557',
		ink: '#f1faee',
		accent: '#a8dadc',
		solid: 'M0,11 H24 V13 H0 Z',
		glyph:
			'M0,7 C4,1 8,1 12,7 C16,13 20,13 24,7 M0,12 C4,18 8,18 12,12 C16,6 20,6 24,12 M0,17 C4,11 8,11 12,17 C16,23 20,23 24,17',
	}),
	programs: [
		{ name: 'Slow ensemble', ...knobs(0.35, 0x40, 0xa0) },
		{ name: 'Wide strings', ...knobs(0.6, 0x38, 0xff, 0x18) },
		{ name: 'Twelve strings', ...knobs(1.1, 0x14, 0x80) },
		{ name: 'Hardly there', ...knobs(0.2, 0x18, 0xc0) },
		{ name: 'Doubler in the middle', ...knobs(0.12, 0x30, 0x00) },
		{ name: 'Rotor, slow', ...knobs(0.8, 0x30, 0x80, 0x60) },
		{ name: 'Rotor, fast', ...knobs(6.6, 0x0a, 0x80, 0x60) },
		{ name: 'Vibrato choir', ...knobs(5.2, 0x12, 0x55) },
		{ name: 'Jet that never lands', ...knobs(0.07, 0xc0, 0x40, 0xe8) },
		{ name: 'Standing tube', ...knobs(0, 0x00, 0x00, 0xff) },
		{ name: 'Glass cathedral', ...knobs(0.25, 0xa0, 0xff, 0xb0) },
		{ name: 'Seasick', ...knobs(0.9, 0xff, 0xff, 0x30) },
		{ name: 'Underwater', ...free(14), ...knobs(1.6, 0x50, 0xc0, 0x70) },
		{ name: 'Bats', ...free(88.2), ...knobs(4.5, 0xff, 0xff, 0xd0) },
	],
	spare: knobs(0.5, 0x30, 0xff),
};
