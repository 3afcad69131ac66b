import { type BankDefinition, free, operands, synced } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** Switches of the low byte of operand 1; the four on the right say how much of the input is taken up, 0 to 15. */
const HOLD = 0x80;
const HALF = 0x40;
const QUARTER = 0x20;
const INPUT = 0x10;

/** Operands: length in frames and switches; what each round leaves, and release. Both instructions stay at NOP. */
function knobs(frames: number, switches: number, left = 0xff, release = 0x80) {
	return operands(((frames >> 8) << 8) | switches, (left << 8) | release);
}

/** A looper that freezes the last moments. */
export const FREEZE_LOOPER: BankDefinition = {
	name: 'freeze-looper',
	title: 'Freeze looper',
	summary: 'Holds the last moments without a seam: still, layered, slowed or backwards.',
	about: [
		'FREEZE LOOPER',
		'',
		'Listens until HOLD goes up. Then the last moments become a loop without a seam.',
		'',
		'Instruction 1    high byte: length of the loop; SYNC on, 1/1: 40 is a quarter.',
		'                 low byte:  HLD  hold the last moments',
		'                            /2   half the speed, an octave lower',
		'                            /4   a quarter of it; both: an eighth',
		'                            in   the input is heard along with the loop',
		'                            8421 how much of the input the loop takes up',
		'Instruction 2    high byte: what each round leaves, FF all of it.',
		'                 low byte: how slowly the loop dies away after HOLD, to 3 s.',
		'',
		'Up from the start, HOLD waits until there is enough for a loop; its LED blinks.',
		'REV plays the loop backwards; speeds are gone through, as on a tape machine.',
		'WRITE PROT keeps the loop as it is. With MIDI CONTROL at BITS, a key is HOLD.',
		'',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'FREEZE LOOPER',
		plate: '#d9ecf2',
		ink: '#12355b',
		accent: '#86bbd8',
		solid: 'M9,9 H15 V15 H9 Z',
		glyph: 'M12,1 V23 M2.500,6.500 L21.500,17.500 M2.500,17.500 L21.500,6.500 M9,3 L12,5 L15,3 M9,21 L12,19 L15,21',
	}),
	programs: [
		{ name: 'Listening', ...synced('1/1'), ...knobs(0x4000, INPUT) },
		{ name: 'Hold a quarter', ...synced('1/1'), ...knobs(0x4000, HOLD) },
		{ name: 'Hold a sixteenth', ...synced('1/1'), ...knobs(0x1000, HOLD) },
		{ name: 'Still pad under it', ...knobs(0x6000, HOLD | INPUT, 0xff, 0xd0) },
		{ name: 'Layers that fade', ...synced('1/1'), ...knobs(0x8000, HOLD | INPUT | 12, 0xb0) },
		{ name: 'Half-speed shadow', ...synced('1/1'), ...knobs(0x4000, HOLD | HALF | INPUT, 0xf0) },
		{ name: 'Backwards bar', ...synced('1/1'), ...knobs(0x8000, HOLD), reverse: true },
		{ name: 'Slow and backwards', ...synced('1/1'), ...knobs(0x4000, HOLD | QUARTER | INPUT), reverse: true },
		{ name: 'One tone of it', ...knobs(0x0200, HOLD, 0xff, 0xc0) },
		{ name: 'Cloud collector', ...knobs(0x3000, HOLD | HALF | 9, 0xe8, 0xe0) },
		{ name: 'Frippery', ...free(22.05), ...knobs(0xf000, HOLD | INPUT | 15, 0xd8, 0xe0) },
		{ name: 'Reverse delay', ...synced('1/1'), ...knobs(0x4000, HOLD | INPUT | 13, 0x60), reverse: true },
		{ name: 'Glacier', ...knobs(0x2000, HOLD | HALF | QUARTER, 0xff, 0xff) },
		{ name: 'Once and gone', ...synced('1/1'), ...knobs(0x4000, HOLD | INPUT, 0x70) },
	],
	spare: { ...synced('1/1'), ...knobs(0x4000, INPUT) },
};
