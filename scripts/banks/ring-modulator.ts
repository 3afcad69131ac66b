import { type BankDefinition, free, operands } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** Hertz of the highest carrier, at a clock of 44.1 kHz. */
const HIGHEST_HZ = 4995;

/** Operand 1 for a carrier in hertz at a clock of 44.1 kHz: the inverse of the firmware's square law. */
function carrier(hz: number): number {
	return Math.round(0x10000 * Math.sqrt(hz / HIGHEST_HZ));
}

/** Operands: the pitch of the carrier; depth and lead of the right carrier. Both instructions stay at NOP, as in the tape echo. */
export const RING_MODULATOR: BankDefinition = {
	name: 'ring-modulator',
	title: 'Ring modulator',
	summary: 'Multiplies the sound by a sine: tremolo when slow, bells and robots when fast.',
	about: [
		'RING MODULATOR',
		'',
		'Multiplies each channel by a sine of its own. A tone f and a carrier c give',
		'f + c and f - c, and neither of the two.',
		'',
		'Instruction 1    pitch of the carrier, 0000 standstill to FFFF about 5 kHz',
		'                 at a clock of 44.1 kHz. Up to 0C00 it is a tremolo.',
		'Instruction 2    high byte: how much of the product is heard.',
		'                 low byte: how far the right carrier runs ahead, up to 10 Hz.',
		'',
		'The LEDs of instruction 1 show both carriers going round.',
		'The clock tunes the carriers, and folds what no longer fits below half of it.',
		'FEEDBACK sends the product through the modulator again, for more bells.',
		'',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'RING MODULATOR',
		plate: '#cfd8d2',
		ink: '#1f3b3a',
		glyph: 'M12,2 A10,10 0 1 0 12,22 A10,10 0 1 0 12,2 Z M5,5 L19,19 M19,5 L5,19',
		solid: 'M12,9 A3,3 0 1 0 12,15 A3,3 0 1 0 12,9 Z',
		accent: '#c8782a',
	}),
	programs: [
		{ name: 'Robot', ...operands(carrier(55), 0xff00) },
		{ name: 'Tremolo', ...operands(carrier(5.5), 0x5800) },
		{ name: 'Slow turning', ...operands(carrier(0.7), 0xa010) },
		{ name: 'Bell of A', ...operands(carrier(440), 0xff00) },
		{ name: 'Tin voice', ...operands(carrier(31), 0xe000), filter: { mode: 'highpass', hz: 300 } },
		{ name: 'Scrap-metal drums', ...operands(carrier(1370), 0xb030) },
		{ name: 'Shortwave', ...operands(carrier(2600), 0xff18), filter: { mode: 'lowpass', hz: 2800 } },
		{ name: 'Halfway', ...operands(carrier(660), 0x8000) },
		{ name: 'Wide shimmer', ...operands(carrier(4), 0x80ff) },
		{ name: 'Drifting fifths', ...operands(carrier(330), 0xc0c0) },
		{ name: 'Basement', ...free(11.025), ...operands(carrier(180), 0xff08), inputLevelDb: 6, limiter: true },
		{ name: 'Insects', ...operands(0xffff, 0xffff), filter: { mode: 'highpass', hz: 2000 } },
		{ name: 'Chain of bells', ...operands(carrier(523.25), 0xe020), feedbackPercent: 70, limiter: true },
	],
	spare: operands(carrier(110), 0x8000),
};
