import { type BankDefinition, free, operands, synced } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** Shapes of a step by their numbers in the firmware. */
const SHAPES = ['whole', 'long', 'half', 'short', 'decay', 'pluck', 'swell', 'hill'] as const;
/** What the second lane does to the steps whose switches are up. */
const LANES = ['soft', 'pan', 'twice', 'back'] as const;

/** Operand 2: the switches of the second lane, what they do, the shape of the steps, and the depth from 0 to 7. */
function second(lane: number, does: (typeof LANES)[number], shape: (typeof SHAPES)[number], depth = 7): number {
	return (lane << 8) | (SHAPES.indexOf(shape) << 5) | (LANES.indexOf(does) << 3) | depth;
}

/** Operands: the sixteen steps; the second lane with shape and depth. Both instructions stay at NOP, as in the tape echo. */
export const STEP_GATE: BankDefinition = {
	name: 'step-gate',
	title: 'Step gate',
	summary: 'Sixteen switches cut a rhythm into the sound, with shapes, panning and ratchets.',
	about: [
		'STEP GATE',
		'',
		'One cycle of the clock is one round of sixteen steps. With SYNC on at 1/1 they',
		'are sixteenth notes, at 2/1 eighths, at 1/2 thirty-seconds.',
		'',
		'Instruction 1    a switch for each step: up, it sounds.',
		'Instruction 2    high byte: the second lane, a switch for steps 1 and 9, for',
		'                 2 and 10, and so on.',
		'                 low byte, three switches on the left: shape of the steps.',
		'                   0 whole  1 three quarters  2 half  3 a quarter',
		'                   4 decay  5 pluck  6 swell  7 hill',
		'                 two switches: what the lane does where its switch is up.',
		'                   0 soft   1 pan to the right, the others to the left',
		'                   2 twice in the step   3 the shape backwards',
		'                 three switches on the right: depth, 7 for silence between.',
		'',
		'REV plays the pattern from its end, shapes and all.',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'STEP GATE',
		plate: '#173f3a',
		ink: '#d8efe4',
		accent: '#3ea58a',
		solid: 'M1,6 H6 V19 H1 Z M11,6 H13.500 V19 H11 Z M18,6 H23 V19 H18 Z',
		glyph: 'M1,19 V6 H6 V19 H11 V6 H13.500 V19 H18 V6 H23 V19',
	}),
	programs: [
		{ name: 'Trance sixteenths', ...synced('1/1'), ...operands(0xb6db, second(0x00, 'soft', 'half')) },
		{ name: 'Dotted walk', ...synced('1/1'), ...operands(0x9292, second(0x22, 'soft', 'long')) },
		{ name: 'Side to side', ...synced('1/1'), ...operands(0xffff, second(0x55, 'pan', 'decay')) },
		{ name: 'Off-beat pump', ...synced('1/1'), ...operands(0xffff, second(0x88, 'soft', 'swell', 6)) },
		{ name: 'Ratchet on the four', ...synced('1/1'), ...operands(0xb3b7, second(0x11, 'twice', 'decay')) },
		{ name: 'Tresillo plucks', ...synced('1/1'), ...operands(0x9292, second(0x10, 'twice', 'pluck')) },
		{ name: 'Breathing', ...synced('2/1'), ...operands(0xaaaa, second(0x20, 'soft', 'hill', 5)) },
		{ name: 'Backwards snaps', ...synced('1/1'), ...operands(0xd5d7, second(0x15, 'back', 'decay')) },
		{ name: 'Morse code', ...synced('2/1'), ...operands(0xe8ae, second(0x00, 'soft', 'whole')) },
		{ name: 'Half-time chop', ...synced('2/1'), ...operands(0x8a92, second(0x40, 'twice', 'long')) },
		{ name: 'Thirty-second glitter', ...synced('1/2'), ...operands(0xedb7, second(0x96, 'pan', 'half')) },
		{ name: 'Only a little', ...synced('1/1'), ...operands(0xaaaa, second(0x44, 'soft', 'hill', 2)) },
		{ name: 'Helicopter', ...free(88.2), ...operands(0xaaaa, second(0x0f, 'pan', 'hill', 6)) },
		{ name: 'From the end', ...synced('1/1'), ...operands(0xd2b4, second(0x33, 'twice', 'decay')), reverse: true },
	],
	spare: operands(0xaaaa, second(0x00, 'soft', 'half')),
};
