import { type BankDefinition, free, operands } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** Frequencies of the modulator, for a carrier of 1, by their numbers in the firmware. */
const RATIOS = ['1', '2', '3', '4', '5', '7', '9', '11', '1/2', '3/2', '5/2', '7/2', 'v2', 'golden', 'v5', 'pi'] as const;

const NOTES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;

/** The knob for a note such as `A2`; C1 is 0, and a semitone has four steps. */
function note(name: `${(typeof NOTES)[number]}${1 | 2 | 3 | 4 | 5}`): number {
	return 4 * (NOTES.indexOf(name.slice(0, -1) as (typeof NOTES)[number]) + 12 * (Number(name.slice(-1)) - 1));
}

/** What the drone is made of: detune, follow and release are 0 to 15, the index 0 to 255. */
interface Drone {
	readonly note: Parameters<typeof note>[0];
	readonly ratio: (typeof RATIOS)[number];
	readonly detune: number;
	readonly index: number;
	readonly follow: number;
	readonly release: number;
}

/** Operands: note, ratio and detune; index, follow and release. Both instructions stay at NOP, as in the tape echo. */
function knobs(drone: Drone) {
	const { ratio, detune, index, follow, release } = drone;
	return operands((note(drone.note) << 8) | (RATIOS.indexOf(ratio) << 4) | detune, (index << 8) | (follow << 4) | release);
}

/** A drone of three operators that the input shapes. */
export const FM_DRONE: BankDefinition = {
	name: 'fm-drone',
	title: 'FM drone',
	summary: 'A tone of three operators that never ends; the louder the input, the brighter it gets.',
	about: [
		'FM DRONE',
		'',
		'A modulator pushes two carriers. What comes in says how loud and how bright.',
		'',
		'Instruction 1    high byte: the note, four steps to a semitone; 00 is C1, 54 A2.',
		'                 low byte, left: frequency of the modulator.',
		'                   0-7  1 2 3 4 5 7 9 11     8-B  1/2 3/2 5/2 7/2',
		'                   C-F  roots of 2, golden section, root of 5, pi: bells',
		'                 low byte, right: how far the carriers are apart, for beats.',
		'Instruction 2    high byte: index, how far they are pushed.',
		'                 low byte, left: how much the drone follows the input. 0 it',
		'                 sounds on its own, F it is silent when the input is.',
		'                 low byte, right: release, 6 ms to 1 s.',
		'',
		'REV turns the input round: it ducks the drone. WRITE PROT holds its level.',
		'The clock tunes the drone: with MIDI CONTROL at FREQ, keys play it.',
		'The input is not heard; MIX brings it back.',
		'',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'FM DRONE',
		plate: '#2d1e2f',
		ink: '#f7b32b',
		accent: '#a9e5bb',
		solid: 'M3,4 H9 V10 H3 Z',
		glyph:
			'M3,4 H9 V10 H3 Z M6,10 V13 M3,13 H21 M3,13 V20 M21,13 V20 M1,20 H5 M19,20 H23 M9,20 C10,15 11,15 12,20 C13,24 14,24 15,20',
	}),
	programs: [
		{ name: 'Breath of brass', ...knobs({ note: 'A2', ratio: '1', detune: 5, index: 0x70, follow: 15, release: 11 }) },
		{ name: 'Drone with a beat', ...knobs({ note: 'D2', ratio: '2', detune: 8, index: 0x48, follow: 0, release: 0 }) },
		{ name: 'Drums into bells', ...knobs({ note: 'E3', ratio: 'v2', detune: 6, index: 0x80, follow: 15, release: 14 }) },
		{ name: 'Kick makes the bass', ...knobs({ note: 'C1', ratio: '1', detune: 3, index: 0x60, follow: 15, release: 9 }) },
		{ name: 'Clarinet room', ...knobs({ note: 'D3', ratio: '2', detune: 4, index: 0x60, follow: 10, release: 12 }) },
		{ name: 'Gong that listens', ...knobs({ note: 'C2', ratio: 'golden', detune: 11, index: 0xb0, follow: 12, release: 15 }) },
		{ name: 'Organ of threes', ...knobs({ note: 'G2', ratio: '3', detune: 7, index: 0x3c, follow: 4, release: 13 }) },
		{ name: 'Talking wire', ...knobs({ note: 'A3', ratio: '1/2', detune: 2, index: 0x90, follow: 15, release: 4 }) },
		{ name: 'Pumped pad', ...knobs({ note: 'F2', ratio: '3/2', detune: 9, index: 0x58, follow: 14, release: 9 }), reverse: true },
		{ name: 'Harsh weather', ...knobs({ note: 'C2', ratio: 'pi', detune: 15, index: 0xff, follow: 13, release: 8 }) },
		{ name: 'Music box', ...knobs({ note: 'C5', ratio: '7/2', detune: 3, index: 0x58, follow: 15, release: 12 }) },
		{ name: 'Sub hum', ...knobs({ note: 'E1', ratio: '1/2', detune: 6, index: 0x30, follow: 6, release: 15 }) },
		{
			name: 'Low engine',
			...free(22.05),
			...knobs({ note: 'C2', ratio: '5/2', detune: 10, index: 0x9c, follow: 9, release: 10 }),
		},
		{ name: 'Sparks', ...knobs({ note: 'B4', ratio: '11', detune: 12, index: 0x6c, follow: 15, release: 2 }) },
	],
	spare: knobs({ note: 'A2', ratio: '1', detune: 4, index: 0x40, follow: 8, release: 12 }),
};
