import { type BankDefinition, free, operands, synced } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** Operators other than NOP: any of them turns the patch on, so AND stands for all; SUB and MSK are the stock instruction 2. */
const MIRROR = { operator1: 1 } as const;
const SUB = { operator2: 4 } as const;
const MSK = { operator2: 3 } as const;

/** Low byte of operand 1 for grains of `2 ** bits` frames, 6 to 13; `opposite` turns the other grains on the right. */
function grains(bits: number, opposite = false): number {
	return ((bits - 6) << 5) | Number(opposite);
}

/** Operands: the pattern of turned grains and their length; those of the stock instruction 2. */
export const GRAIN_MIRROR: BankDefinition = {
	name: 'grain-mirror',
	title: 'Grain mirror',
	summary: 'Cuts the sound into grains and plays the chosen ones backwards.',
	about: [
		'GRAIN MIRROR',
		'',
		'Cuts the memory into grains. A grain whose switch is up plays, backwards,',
		'what the one before it recorded.',
		'',
		'Instruction 1    any operator but NOP turns the mirror on.',
		'                 high byte: a switch for each of eight grains in turn.',
		'                 low byte, three switches on the left: length of the grains,',
		'                 64 frames times 16, 4 and 2.',
		'                 low byte, switch on the right: the right channel turns the',
		'                 grains that the left one does not.',
		'Instruction 2    as delivered: OR, XOR, MSK and SUB.',
		'',
		'With SYNC on at 1/1 and the longest grains, each grain is an eighth note.',
		'The green LEDs show which of the eight is playing.',
	],
	sticker: sticker({
		title: 'GRAIN MIRROR',
		plate: '#d9d4e3',
		ink: '#33284f',
		glyph: 'M12,1 V23 M9,6 L2,12 L9,18 M15,6 L22,12 L15,18',
	}),
	programs: [
		{ name: 'Off-beats backwards', ...MIRROR, ...synced('1/1'), ...operands(0x5500 | grains(13), 0) },
		{ name: 'Last eighth turned', ...MIRROR, ...synced('1/1'), ...operands(0x0100 | grains(13), 0) },
		{ name: 'Everything turned', ...MIRROR, ...synced('1/1'), ...operands(0xff00 | grains(13), 0) },
		{ name: 'Quarters in the mirror', ...MIRROR, ...synced('2/1'), ...operands(0x5500 | grains(13), 0) },
		{ name: 'Left and right disagree', ...MIRROR, ...synced('1/1'), ...operands(0x5a00 | grains(13, true), 0) },
		{ name: 'Sixteenth shuffle', ...MIRROR, ...synced('1/1'), ...operands(0x6900 | grains(12), 0) },
		{ name: 'Thirty-second flutter', ...MIRROR, ...synced('1/1'), ...operands(0xaa00 | grains(11, true), 0) },
		{ name: 'Blur', ...MIRROR, ...operands(0xff00 | grains(9), 0), mixPercent: 70 },
		{ name: 'Reed', ...MIRROR, ...operands(0xaa00 | grains(6), 0) },
		{ name: 'Wide hum', ...MIRROR, ...free(22.05), ...operands(0xcc00 | grains(7, true), 0) },
		{
			name: 'Turned echo',
			...MIRROR,
			...SUB,
			...synced('1/1'),
			...operands(0xff00 | grains(12), 0xe0e0),
			feedbackPercent: 45,
			mixPercent: 50,
		},
		{
			name: 'Cloud of grains',
			...MIRROR,
			...SUB,
			...operands(0x5a00 | grains(11, true), 0xc8d0),
			feedbackPercent: 70,
			limiter: true,
			mixPercent: 60,
		},
		{ name: 'Only the second half', ...MIRROR, ...MSK, ...synced('1/1'), ...operands(0xff00 | grains(12), 0x0f00) },
		{ name: 'Whole tape turned', ...MIRROR, ...synced('2/1'), ...operands(0x3300 | grains(13), 0), reverse: true },
	],
	spare: { ...MIRROR, ...operands(0x5500 | grains(12), 0) },
};
