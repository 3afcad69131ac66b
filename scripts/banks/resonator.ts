import { type BankDefinition, free, operands } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** Switches of the chord's notes, by the degree of the scale. */
const NOTE = { '1': 0x80, m3: 0x40, M3: 0x20, '4': 0x10, '5': 0x08, m7: 0x04, '8': 0x02, '9': 0x01 } as const;

const NOTES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;

/** Switch of the layout: up for columns, a structure of arrays, down for rows, an array of structures. */
const LAYOUT = { rows: 0, columns: 0x80 } as const;

/** What voices are. */
interface Voices {
	readonly root: `${(typeof NOTES)[number]}${1 | 2 | 3 | 4 | 5}`;
	readonly chord: readonly (keyof typeof NOTE)[];
	readonly ringSeconds: number;
	/** From string to bar, 0 to 127. */
	readonly material?: number;
	readonly layout?: keyof typeof LAYOUT;
}

/** Operands: root and chord; ring and material. Both instructions stay at NOP, as in the tape echo. */
function knobs({ root, chord, ringSeconds, material = 0, layout = 'rows' }: Voices) {
	const semitone = NOTES.indexOf(root.slice(0, -1) as (typeof NOTES)[number]) + 12 * (Number(root.slice(-1)) - 1);
	const switches = chord.reduce((byte, name) => byte | NOTE[name], 0);
	const ring = Math.min(255, Math.round(32 * Math.log2(ringSeconds / 0.05)));
	return operands(((4 * semitone) << 8) | switches, (ring << 8) | LAYOUT[layout] | material);
}

const CHIMES: Voices = { root: 'A3', chord: ['1', 'm3', '5', '8'], ringSeconds: 1.8, material: 100 };

/** Bells that attacks strike, with their voices in either layout. */
export const RESONATOR: BankDefinition = {
	name: 'resonator',
	title: 'Polyphonic resonator',
	summary: 'Every attack strikes a bell of its own, tuned to the next note of a chord; its voice comes from a pool.',
	about: [
		'POLYPHONIC RESONATOR',
		'',
		'An attack takes a voice from a pool of twelve, tuned to the next note of a',
		'chord. It listens for some milliseconds, then it rings until it is gone.',
		'',
		'Instruction 1    high byte: the root, four steps to a semitone, 00 is C1.',
		'                 low byte: the notes of the chord, struck one after the other.',
		'Instruction 2    high byte: how long voices ring, 50 ms to 12 s.',
		'                 low byte: COL, the layout; then from string to bar.',
		'',
		'COL down: the words of a voice lie side by side, an array of structures.',
		'COL up: all first words, then all second words, a structure of arrays.',
		'They sound the same to the last bit; the map and the cache show the difference.',
		'Pools are natives of the emulator: the device cannot play this bank.',
		'',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'POLY RESONATOR',
		plate: '#f1e4c3',
		ink: '#2f3e46',
		accent: '#c58940',
		solid: 'M8,13 A4,4 0 0 1 16,13 V16 H8 Z',
		glyph: 'M12,2 V4 M6,17 V11 A6,6 0 0 1 18,11 V17 L20,19 H4 L6,17 M10,22 H14',
	}),
	programs: [
		{ name: 'Chimes in rows', ...knobs(CHIMES) },
		{ name: 'Chimes in columns', ...knobs({ ...CHIMES, layout: 'columns' }) },
		{ name: 'Plucked minor', ...knobs({ root: 'D2', chord: ['1', 'm3', '5', 'm7', '9'], ringSeconds: 0.9 }) },
		{
			name: 'Glass in columns',
			...knobs({ root: 'E4', chord: ['1', 'M3', '5', '9'], ringSeconds: 2.5, material: 64, layout: 'columns' }),
		},
		{ name: 'Wood blocks', outputLevelDb: 6, ...knobs({ root: 'G3', chord: ['1', '4', '8'], ringSeconds: 0.12, material: 127 }) },
		{ name: 'Gongs', ...free(22.05), ...knobs({ root: 'C2', chord: ['1', '5', '9'], ringSeconds: 8, material: 48 }) },
		{
			name: 'Music box',
			outputLevelDb: 6,
			...knobs({ root: 'C5', chord: ['1', 'M3', '5', '8', '9'], ringSeconds: 0.7, material: 30 }),
		},
		{ name: 'Low fifths, long', ...knobs({ root: 'A1', chord: ['1', '5'], ringSeconds: 5, material: 8, layout: 'columns' }) },
	],
	spare: knobs(CHIMES),
};
