import { type BankDefinition, free, operands, synced } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** Operators other than NOP: any of them turns the patch on, so AND stands for all; the others are the stock instruction 2. */
const WARP = { operator1: 1 } as const;
const XOR = { operator2: 2 } as const;
const MSK = { operator2: 3 } as const;
const SUB = { operator2: 4 } as const;

/** Operand 1: a switch for each of the eight pairs, and where the second step begins, in steps of the pair's first half: 1 to 1.66. */
function swing(pairs: number, lateSteps: number): number {
	return (pairs << 8) | Math.round((lateSteps - 1) * 384);
}

const EVERY_PAIR = 0xff;
/** Two to one, as triplets, and what drummers play between that and straight. */
const TRIPLETS = 4 / 3;
const LAZY = 1.16;
const HARD = 1.5;

/** Operands: the pairs that swing, and how far; those of the stock instruction 2. */
export const GROOVE_WARP: BankDefinition = {
	name: 'groove-warp',
	title: 'Groove warp',
	summary: 'Gives straight playing a swing, as a hand on a record would, pair of steps by pair.',
	about: [
		'GROOVE WARP',
		'',
		'A cycle is eight pairs of steps. Where a switch is up the first step of the pair',
		'runs slower and the second one faster, so that it comes late: a swing.',
		'',
		'Instruction 1    any operator but NOP turns the warp on.',
		'                 high byte: a switch for each pair.',
		'                 low byte: how late the second step comes: 00 straight,',
		'                 80 two to one, as in triplets, C0 three to one.',
		'Instruction 2    as delivered: OR, XOR, MSK and SUB.',
		'',
		'With SYNC on at 1/1 it is a swing of sixteenths, at 2/1 one of eighths.',
		'At fast clocks the swing becomes a vibrato, then a timbre.',
		'What is turned is heard from the next pair on.',
		'The LEDs show the pair, and how the tape runs through it.',
	],
	sticker: sticker({
		title: 'GROOVE WARP',
		plate: '#1f3d2b',
		ink: '#eef0d8',
		accent: '#c9b03f',
		solid: 'M14,2 H22 V22 H14 Z',
		glyph: 'M2,22 L14,12 L22,2 M2,22 H22 M14,22 V12',
	}),
	programs: [
		{ name: 'Sixteenths, triplet feel', ...WARP, ...synced('1/1'), ...operands(swing(EVERY_PAIR, TRIPLETS), 0) },
		{ name: 'Lazy sixteenths', ...WARP, ...synced('1/1'), ...operands(swing(EVERY_PAIR, LAZY), 0) },
		{ name: 'Eighths, triplet feel', ...WARP, ...synced('2/1'), ...operands(swing(EVERY_PAIR, TRIPLETS), 0) },
		{ name: 'Hard shuffle', ...WARP, ...synced('1/1'), ...operands(swing(EVERY_PAIR, HARD), 0) },
		{ name: 'Every other pair', ...WARP, ...synced('1/1'), ...operands(swing(0x55, TRIPLETS), 0) },
		{ name: 'Stumbles at the end', ...WARP, ...synced('1/1'), ...operands(swing(0x01, 1.66), 0) },
		{ name: 'Second half leans back', ...WARP, ...synced('1/1'), ...operands(swing(0x0f, TRIPLETS), 0) },
		{ name: 'Record in the sun', ...WARP, ...free(44.1), ...operands(swing(EVERY_PAIR, 1.05), 0) },
		{ name: 'Swung eighth echo', ...WARP, ...SUB, ...synced('1/1'), ...operands(swing(EVERY_PAIR, TRIPLETS), 0xe000) },
		{ name: 'Right side lags', ...WARP, ...SUB, ...synced('1/1'), ...operands(swing(0xaa, HARD), 0x00a0) },
		{ name: 'Shuffle and swap', ...WARP, ...XOR, ...synced('1/1'), ...operands(swing(EVERY_PAIR, TRIPLETS), 0x1000) },
		{ name: 'Only the last quarter', ...WARP, ...MSK, ...synced('1/1'), ...operands(swing(EVERY_PAIR, HARD), 0x0300) },
		{ name: 'Growl', ...WARP, ...free(352.8), ...operands(swing(EVERY_PAIR, 1.66), 0) },
	],
	spare: { ...WARP, ...synced('1/1'), ...operands(swing(EVERY_PAIR, TRIPLETS), 0) },
};
