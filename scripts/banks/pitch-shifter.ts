import { type BankDefinition, free, operands } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** Operand 1 for a shift in semitones, −24 to 24. */
function shift(semitones: number): number {
	return 0x8000 + Math.round(semitones * 256);
}

/** Operand 2: feedback from 0 to 255, length of the grains and mix from 0 to 15. */
function second(feedback: number, grain: number, mix: number): number {
	return (feedback << 8) | (grain << 4) | mix;
}

/** Operands: the shift; feedback, grain and mix. Both instructions stay at NOP, as in the tape echo. */
export const PITCH_SHIFTER: BankDefinition = {
	name: 'pitch-shifter',
	title: 'Pitch shifter',
	summary: 'Two crossfaded heads shift the pitch by up to two octaves; feedback makes it shimmer.',
	about: [
		'PITCH SHIFTER',
		'',
		'Two heads read the tape faster or slower than it is recorded, a grain at a',
		'time, and take turns.',
		'',
		'Instruction 1    pitch: the high byte counts semitones, 80 is none, 8C an octave',
		'                 up, 74 an octave down, two octaves at most. The low byte',
		'                 is a fraction of a semitone.',
		'Instruction 2    high byte: feedback. What was shifted is shifted again.',
		'                 low byte, four switches on the left: length of a grain, 6 to',
		'                 186 ms at 44.1 kHz. Short for drums, long for chords.',
		'                 four on the right: mix. In the middle both are at 3/4.',
		'',
		'REV plays each grain backwards. WRITE PROT keeps what is on the tape and plays',
		'it round and round, at any pitch.',
		'The LEDs show the heads on their ways, what goes round, and the level.',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'PITCH SHIFTER',
		plate: '#1c2f55',
		ink: '#e6ebf7',
		accent: '#d98a3d',
		solid: 'M1,22 L9,8 V22 Z',
		glyph: 'M1,22 L9,8 V22 L17,8 V22 M20,16 V3 M17,6 L20,3 L23,6',
	}),
	programs: [
		{ name: 'Shimmer', ...operands(shift(12), second(0x98, 14, 7)) },
		{ name: 'Octave below', ...operands(shift(-12), second(0, 12, 8)) },
		{ name: 'A fifth beside', ...operands(shift(7), second(0, 12, 7)) },
		{ name: 'Micro pitch', ...operands(shift(0.22), second(0, 15, 7)) },
		{ name: 'Falling stairs', ...operands(shift(-2), second(0xb8, 15, 8)) },
		{ name: 'Rising for ever', ...operands(shift(1), second(0xa8, 13, 8)) },
		{ name: 'Chipmunk', ...operands(shift(9), second(0, 8, 15)) },
		{ name: 'Giant', ...operands(shift(-9), second(0, 9, 15)) },
		{ name: 'Crystal fourths', ...operands(shift(5), second(0xa0, 10, 7)) },
		{ name: 'Two octaves of dust', ...operands(shift(24), second(0x90, 5, 7)) },
		{ name: 'Grumbling cellar', ...operands(shift(-24), second(0x60, 14, 9)) },
		{ name: 'Detuned metal', ...operands(shift(0.5), second(0x78, 0, 8)) },
		{ name: 'Backwards', ...operands(shift(0), second(0, 15, 15)), reverse: true },
		{ name: 'Backwards shimmer', ...operands(shift(12), second(0xb8, 15, 7)), reverse: true },
		{ name: 'Old harmoniser', ...free(22.05), ...operands(shift(4), second(0x80, 9, 7)) },
	],
	spare: operands(shift(-12), second(0x40, 12, 7)),
};
