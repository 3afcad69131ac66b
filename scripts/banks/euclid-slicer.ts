import { type BankDefinition, free, operands, synced } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** Orders in which slices are played by their numbers in the firmware. */
const ORDERS = ['in place', 'in turn', 'from the end', 'halves', 'neighbours', 'leaps', 'the first', 'chance'] as const;

/** Operand 1: `hits` spread over `steps` from step `rotation` on, 1 to 16; the order, and 8 or 16 slices. */
function rhythm(hits: number, steps: number, rotation: number, order: (typeof ORDERS)[number], slices: 8 | 16 = 16): number {
	return ((hits - 1) << 12) | (rotation << 8) | ((steps - 1) << 4) | (ORDERS.indexOf(order) << 1) | Number(slices === 8);
}

/** Operand 2: which of eight hits in turn are played backwards; gate in sixteenths of a slice; level of the input at rests, 0 to 15. */
function sound(turned: number, gate: number, rests = 0): number {
	return (turned << 8) | ((gate - 1) << 4) | rests;
}

/** Both instructions stay at NOP, as in the tape echo. */
export const EUCLID_SLICER: BankDefinition = {
	name: 'euclid-slicer',
	title: 'Euclid slicer',
	summary: 'Cuts the last bar into slices and plays them to a Euclidean rhythm, in other orders, backwards.',
	about: [
		'EUCLID SLICER',
		'',
		'Records a cycle of sixteen steps and plays slices of it where E(k, n) has a hit:',
		'k hits over n steps, as even as can be. SYNC 1/1: a step is a sixteenth note.',
		'',
		'Instruction 1    high byte: hits less 1, and rotation, four switches each.',
		'                 low byte: steps less 1, then three switches for the order:',
		'                   0 in place           1 in turn, hit by hit',
		'                   2 from the end       3 halves swapped',
		'                   4 neighbours swapped 5 leaps of five',
		'                   6 always the first   7 by chance',
		'                 rightmost switch: up for eight slices, down for sixteen.',
		'Instruction 2    high byte: a switch for each of eight hits in turn: backwards.',
		'                 low byte: gate, how much of a slice is heard, and how much',
		'                 of the input is heard at rests, four switches each.',
		'',
		'WRITE PROT keeps the recording. REV turns it round.',
		'The LEDs show the rhythm with the present step, the hit, and the slice.',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'EUCLID SLICER',
		plate: '#4a2418',
		ink: '#f6e7d4',
		accent: '#e0874a',
		solid: 'M10.500,1 H13.500 V4 H10.500 Z M19.500,16 H22.500 V19 H19.500 Z M1.500,16 H4.500 V19 H1.500 Z',
		glyph: 'M2,12 A10,10 0 0 1 22,12 A10,10 0 0 1 2,12 M12,4 L20,16 H4 Z',
	}),
	programs: [
		{ name: 'Tresillo', ...synced('1/1'), ...operands(rhythm(3, 8, 0, 'in place'), sound(0, 16)) },
		{ name: 'Cinquillo from the end', ...synced('1/1'), ...operands(rhythm(5, 8, 0, 'from the end'), sound(0, 14)) },
		{ name: 'Bossa, swapped halves', ...synced('1/1'), ...operands(rhythm(5, 16, 0, 'halves'), sound(0x20, 16, 4)) },
		{ name: 'Every other hit back', ...synced('1/1'), ...operands(rhythm(7, 8, 0, 'in place'), sound(0x55, 16)) },
		{ name: 'Four to the floor', ...synced('1/1'), ...operands(rhythm(4, 16, 0, 'the first'), sound(0, 16, 9)) },
		{ name: 'Dealt by chance', ...synced('1/1'), ...operands(rhythm(11, 16, 0, 'chance'), sound(0x24, 15)) },
		{ name: 'Leaping sevens', ...synced('1/1'), ...operands(rhythm(4, 7, 0, 'leaps'), sound(0, 13)) },
		{ name: 'Neighbours', ...synced('1/1'), ...operands(rhythm(16, 16, 0, 'neighbours'), sound(0, 16)) },
		{ name: 'Off-beat fill', ...synced('1/1'), ...operands(rhythm(4, 16, 2, 'in turn', 8), sound(0x11, 10, 12)) },
		{ name: 'Stutter of eighths', ...synced('1/1'), ...operands(rhythm(16, 16, 0, 'in place', 8), sound(0, 8)) },
		{ name: 'Dry clicks', ...synced('1/1'), ...operands(rhythm(9, 16, 1, 'leaps'), sound(0x80, 3)) },
		{ name: 'All of it backwards', ...synced('1/1'), ...operands(rhythm(8, 16, 0, 'from the end', 8), sound(0xff, 16)) },
		{ name: 'Two bars of samba', ...synced('2/1'), ...operands(rhythm(7, 16, 14, 'in turn'), sound(0x08, 16)) },
		{ name: 'Broken machine', ...free(52), ...operands(rhythm(5, 11, 3, 'chance', 8), sound(0x5a, 6, 3)) },
	],
	spare: operands(rhythm(4, 16, 0, 'in place'), sound(0, 16)),
};
