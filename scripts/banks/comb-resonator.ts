import { type BankDefinition, free, operands } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** Switches of the strings, by the degree of the scale. */
const STRING = { '1': 0x80, m3: 0x40, M3: 0x20, '4': 0x10, '5': 0x08, m7: 0x04, '8': 0x02, '9': 0x01 } as const;

const NOTES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;

/** The knob for a root such as `A2`; C1 is 0, and a semitone has four steps. */
function root(note: `${(typeof NOTES)[number]}${1 | 2 | 3 | 4 | 5}`): number {
	return 4 * (NOTES.indexOf(note.slice(0, -1) as (typeof NOTES)[number]) + 12 * (Number(note.slice(-1)) - 1));
}

/** The knob for the seconds until a string has fallen by 60 dB. */
function ring(seconds: number): number {
	return Math.min(255, Math.round(32 * Math.log2(seconds / 0.05)));
}

/** Operands: root and strings; ring in seconds and damping. Both instructions stay at NOP, as in the tape echo. */
function knobs(note: Parameters<typeof root>[0], strings: readonly (keyof typeof STRING)[], seconds: number, damping: number) {
	const chord = strings.reduce((byte, name) => byte | STRING[name], 0);
	return operands((root(note) << 8) | chord, (ring(seconds) << 8) | damping);
}

/** A bank of eight tuned strings. */
export const COMB_RESONATOR: BankDefinition = {
	name: 'comb-resonator',
	title: 'Comb resonator',
	summary: 'Eight tuned strings that ring along: drums become chords, chords become halls of strings.',
	about: [
		'COMB RESONATOR',
		'',
		'Eight strings ring along with what comes in, each tuned to a note of a chord.',
		'',
		'Instruction 1    high byte: the root, four steps to a semitone, 30 an octave.',
		'                 00 is C1, 54 is A2, 90 is the middle C.',
		'                 low byte: a switch for each string: root, minor third, third,',
		'                 fourth, fifth, minor seventh, octave, ninth.',
		'                 A8 major, C8 minor, CC minor seventh, 98 suspended.',
		'Instruction 2    high byte: how long they ring, 50 ms to 12 s.',
		'                 low byte: damping, from steel to felt.',
		'',
		'A turned root is slid to. The LEDs of the strings show which of them ring.',
		'The clock tunes all strings: with MIDI CONTROL at FREQ, keys play the chord.',
		'Strings give no dry sound; MIX brings it back.',
		'',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'COMB RESONATOR',
		plate: '#0b3c49',
		ink: '#fff9fb',
		accent: '#e8a87c',
		solid: 'M1,19 H23 V22 H1 Z',
		glyph: 'M3,19 V2 M6,19 V4 M9,19 V7 M12,19 V9 M15,19 V11 M18,19 V13 M21,19 V15',
	}),
	programs: [
		{ name: 'A minor to drum on', ...knobs('A2', ['1', 'm3', '5', '8'], 1.6, 0x30) },
		{ name: 'Major hall', ...knobs('C3', ['1', 'M3', '5', '8', '9'], 4, 0x50) },
		{ name: 'Low fifths', ...knobs('D1', ['1', '5', '8'], 2.5, 0x60) },
		{ name: 'Steel drum yard', ...knobs('F4', ['1', 'M3', '5', '9'], 0.5, 0x04) },
		{ name: 'Sitar for everyone', ...knobs('D2', ['1', '4', '5', '8', '9'], 6, 0x02) },
		{ name: 'Felt piano, pedal down', ...knobs('C2', ['1', 'm3', '5', 'm7', '9'], 5, 0xd0) },
		{ name: 'Marimba tuned drums', ...knobs('G3', ['1', '4', '8'], 0.22, 0x90) },
		{ name: 'One hollow pipe', ...knobs('E2', ['1'], 0.3, 0x20) },
		{ name: 'Dominant tension', ...knobs('G2', ['1', 'M3', '5', 'm7', '9'], 1.1, 0x28) },
		{ name: 'Cluster of glass', ...knobs('C5', ['1', 'm3', 'M3', '4', '9'], 2.2, 0x00) },
		{ name: 'All eight at once', ...knobs('C2', ['1', 'm3', 'M3', '4', '5', 'm7', '8', '9'], 0.8, 0x40) },
		{ name: 'Sympathetic drone', ...knobs('C2', ['1', '5', '8'], 12, 0x80) },
		{ name: 'Gong pit', ...free(18), ...knobs('D#2', ['1', 'm3', 'm7', '9'], 9, 0x18) },
		{ name: 'Telephone wires', ...free(88.2), ...knobs('B3', ['1', '4', 'm7'], 7, 0x00) },
	],
	spare: knobs('A2', ['1', '5', '8'], 1, 0x30),
};
