import { type BankDefinition, free, operands } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** Operand 2: where it folds and which pairs it swaps, four switches each; drive and mix from 0 to 15. */
function second(folds: number, swaps: number, drive: number, mix = 15): number {
	return (folds << 12) | (swaps << 8) | (drive << 4) | mix;
}

/** Operands: which bits stay and which turn over; folds, swaps, drive and mix. Both instructions stay at NOP, as in the tape echo. */
export const BIT_SHAPER: BankDefinition = {
	name: 'bit-shaper',
	title: 'Bit shaper',
	summary: 'A distortion that keeps, folds, swaps and turns over the bits of each sample.',
	about: [
		'BIT SHAPER',
		'',
		'Takes the sign off each sample, works on the bits of the rest, puts it back.',
		'Bit 11 is worth half of full scale, bit 4 is worth 8 of 2047; its switches',
		'rule the three bits below it too.',
		'',
		'Instruction 1    high byte: bits that stay. All up for a clean sound.',
		'                 low byte: bits that are turned over, as far as they are',
		'                 below the highest one that is set.',
		'Instruction 2    high byte, four switches on the left: the sound folds at',
		'                 bit 11, 10, 9, 8: what gets there runs back to 0.',
		'                 four on the right: pairs of bits that change places,',
		'                 11 with 10, 9 with 8, 7 with 6, 5 with 4.',
		'                 low byte: drive, once to fifteen times, and mix.',
		'',
		'It works in this order: drive, fold, swap, turn over, keep. The LEDs show',
		'the bits that sound, those that were changed, where it folds, and the level.',
		'Turn the clock down for the other half of a bit crusher.',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'BIT SHAPER',
		plate: '#3b1d4a',
		ink: '#f3def2',
		accent: '#b45fb0',
		solid: 'M1,12 V8 H4 V4 H8 V8 H11 V12 Z M13,12 V16 H16 V20 H20 V16 H23 V12 Z',
		glyph: 'M1,12 V8 H4 V4 H8 V8 H11 V12 H13 V16 H16 V20 H20 V16 H23 V12',
	}),
	programs: [
		{ name: 'Warm folding', ...operands(0xff00, second(0b1000, 0, 2, 8)) },
		{ name: 'Three bits left', ...operands(0xe000, second(0, 0, 3)) },
		{ name: 'Loose contact', ...operands(0xff00, second(0, 0b0100, 3)) },
		{ name: 'Origami', ...operands(0xff00, second(0b1111, 0, 0, 7)) },
		{ name: 'Inside out', ...operands(0xffff, second(0, 0, 0, 12)) },
		{ name: 'Shattered glass', ...operands(0xff2a, second(0, 0b1010, 2, 11)) },
		{ name: 'Only the fine print', ...operands(0x3f00, second(0, 0, 4)) },
		{ name: 'Comb of bits', ...operands(0xaa00, second(0, 0, 3)) },
		{ name: 'Square friend', ...operands(0x8000, second(0, 0, 8, 9)) },
		{ name: 'Whisper of gravel', ...operands(0xff07, second(0, 0b0011, 2, 13)) },
		{ name: 'Mirror hall', ...operands(0xff40, second(0b0110, 0b1000, 8, 12)) },
		{ name: 'Toy sampler', ...free(11.025), ...operands(0xfc00, second(0, 0, 3)) },
		{ name: 'Modem at midnight', ...free(8), ...operands(0xe055, second(0b1000, 0b0110, 2, 12)) },
		{ name: 'Quarter drive', ...operands(0xff00, second(0, 0, 10, 4)) },
	],
	spare: operands(0xff00, second(0, 0, 2)),
};
