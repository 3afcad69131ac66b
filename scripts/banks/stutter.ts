import { type BankDefinition, free, operands, synced } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** What catches a grain: the beat, a part of the cycle from a half to a 256th, or a hit, with a sensitivity from 0 to 7. */
type Catch = { readonly beats: 2 | 4 | 8 | 16 | 32 | 64 | 128 | 256 } | { readonly hits: number };

/** A grain of so many frames: a multiple of 32, or of a higher power of 2 from 2048 on. */
function grainByte(frames: number): number {
	const octave = Math.max(0, Math.floor(Math.log2(frames / 32)));
	return octave * 32 + Math.round(frames / 2 ** octave) - 32;
}

function repeatsByte(repeats: number, by: Catch): number {
	return ((repeats - 1) << 4) | ('hits' in by ? 8 | by.hits : Math.log2(by.beats) - 1);
}

/** Semitones of the first repeat, and of each further one beyond the one before it, -8 to 7. */
function pitchByte(first: number, each: number): number {
	return ((first & 15) << 4) | (each & 15);
}

/** Operands: length, repeats and what catches a grain; pitch and probability. Both instructions stay at NOP. */
function knobs(frames: number, repeats: number, by: Catch, chance = 0xff, first = 0, each = 0) {
	return operands((grainByte(frames) << 8) | repeatsByte(repeats, by), (pitchByte(first, each) << 8) | chance);
}

/** A stutter of grains that the beat or a hit catches. */
export const STUTTER: BankDefinition = {
	name: 'stutter',
	title: 'Stutter',
	summary: 'Catches grains on the beat or on a hit and repeats them, higher or lower each time.',
	about: [
		'STUTTER',
		'',
		'Catches a grain of sound, lets it through once and then repeats it.',
		'',
		'Instruction 1    high byte: length of the grain, an octave for each 20.',
		'                 C0 is 2048 frames, E0 4096: at 1/1 a thirty-second, a',
		'                 sixteenth.',
		'                 low byte, four switches on the left: 1 to 16 repeats.',
		'                 "hit" down: caught on the beat, the last three switches:',
		'                   0 half  1 quarter  2 eighth  3 sixteenth of a cycle ...',
		'                 "hit" up: caught when something is struck, 7 very lightly.',
		'Instruction 2    high byte, in semitones: the first repeat, and what each',
		'                 further one adds to it. The switches marked -8 count down.',
		'                 low byte: how likely it is, 00 never, FF always.',
		'',
		'REV plays the repeats backwards. WRITE PROT keeps the memory: its 65536 frames',
		'go round as the input, and are stuttered.',
		'Repeats end at the latest when the input has come round to the grain.',
		'',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'STUTTER',
		plate: '#f4a259',
		ink: '#2b2118',
		accent: '#bc4b51',
		solid: 'M1,4 L7,12 L1,20 Z',
		glyph: 'M1,4 L7,12 L1,20 Z M9,6 L13.5,12 L9,18 M14,8 L17,12 L14,16 M18.5,10 L20,12 L18.5,14 M22,12 H23.5',
	}),
	programs: [
		{ name: 'Four to the beat', ...synced('1/1'), ...knobs(4096, 3, { beats: 4 }) },
		{ name: 'Dice on eighths', ...synced('1/1'), ...knobs(2048, 3, { beats: 8 }, 0x70) },
		{ name: 'Falling hits', ...knobs(2048, 7, { hits: 2 }, 0xff, 0, -1) },
		{ name: 'Climbing roll', ...synced('1/1'), ...knobs(2048, 15, { beats: 2 }, 0xff, -5, 1) },
		{ name: 'Snare buzz', ...synced('1/1'), ...knobs(512, 7, { beats: 8 }, 0xa0) },
		{ name: 'Robot throat', ...knobs(256, 16, { hits: 4 }) },
		{ name: 'Dotted answer', ...synced('1/1'), ...knobs(6144, 4, { beats: 2 }, 0xff, -5) },
		{ name: 'Backwards replies', ...synced('1/1'), ...knobs(4096, 1, { beats: 8 }), reverse: true },
		{ name: 'Tape gives up', ...synced('1/1'), ...knobs(8064, 4, { beats: 4 }, 0x90, -2, -4) },
		{ name: 'Glitch shower', ...knobs(384, 6, { hits: 6 }, 0xb0, 7, -3) },
		{ name: 'Fifths on top', ...synced('1/1'), ...knobs(2048, 7, { beats: 4 }, 0xff, 7) },
		{ name: 'Now and then', ...synced('1/1'), ...knobs(1024, 15, { beats: 16 }, 0x20) },
		{ name: 'Triplet engine', ...synced('1/1'), ...knobs(1376, 11, { beats: 4 }, 0xc0, 0, -1) },
		{ name: 'Frozen consonants', ...free(22.05), ...knobs(1536, 12, { hits: 3 }, 0xff, -3) },
	],
	spare: { ...synced('1/1'), ...knobs(4096, 1, { beats: 4 }, 0x80) },
};
