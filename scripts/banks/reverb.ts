import { type BankDefinition, free, operands } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** Size for the given part of the longest lines, 1/32 to 1: the inverse of the firmware's law. */
function size(part: number): number {
	return Math.round(51 * (5 + Math.log2(part)));
}

/** Decay for the seconds in which the tail falls by 60 dB, 0.2 to 39. */
function decay(seconds: number): number {
	return Math.min(254, Math.round(Math.log2(seconds / 0.2) / 0.03));
}

const FREEZE = 255;

/** Operands: size and decay; pre-delay and damping from 0 to 15, and mix from 0 to 255. */
function room(sizeByte: number, decayByte: number, preDelay: number, damping: number, mix: number) {
	return operands((sizeByte << 8) | decayByte, (preDelay << 12) | (damping << 8) | mix);
}

/** Both instructions stay at NOP, as in the tape echo. */
export const REVERB: BankDefinition = {
	name: 'reverb',
	title: 'Reverb',
	summary: 'Rooms, plates and halls from eight delay lines in the 64K memory, with a freeze.',
	about: [
		'REVERB',
		'',
		'Eight delay lines feed each other in the memory, 23 bits in two words of 12.',
		'',
		'Instruction 1    high byte: size, from a box to a hall.',
		'                 low byte: decay, the time to fall by 60 dB: 0.2 s at 00, 0.9 s',
		'                 at 48, 5 s at 9B, 39 s at FE. FF freezes: the tail stays as it',
		'                 is, and nothing new goes in: let something ring before.',
		'Instruction 2    high byte, four switches on the left: pre-delay, up to 367 ms.',
		'                 four on the right: damping of the high frequencies.',
		'                 low byte: mix. In the middle both are in full.',
		'',
		'Size, pre-delay and damping go with the clock: at a slow one everything is',
		'larger, darker and coarser. The time of the decay stays.',
		'WRITE PROT plays the memory as a loop. REV makes no difference.',
		'The LEDs show, 6 dB each: input, output, left tail, right tail.',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'REVERB',
		plate: '#2b2a33',
		ink: '#e8e4d8',
		accent: '#7b7f9e',
		solid: 'M8,9 H16 V15 H8 Z',
		glyph: 'M1,3 H23 V21 H1 Z M1,3 L8,9 H16 L23,3 M1,21 L8,15 H16 L23,21 M8,9 V15 M16,9 V15',
	}),
	programs: [
		{ name: 'Bright hall', ...room(size(0.75), decay(2.8), 4, 2, 84) },
		{ name: 'Small room', ...room(size(0.14), decay(0.5), 1, 4, 96) },
		{ name: 'Drum plate', ...room(size(0.34), decay(1.3), 2, 1, 84) },
		{ name: 'Cathedral', ...room(size(1), decay(7), 7, 5, 96) },
		{ name: 'Wooden box', ...room(size(0.05), decay(0.3), 0, 6, 104) },
		{ name: 'Dark chamber', ...room(size(0.4), decay(2.2), 3, 10, 120) },
		{ name: 'Only the tail', ...room(size(0.6), decay(3.5), 5, 3, 255) },
		{ name: 'Freeze', ...room(size(0.9), FREEZE, 0, 0, 128) },
		{ name: 'Cold storage', ...room(size(1), decay(20), 0, 7, 80) },
		{ name: 'Slap and bloom', ...room(size(0.5), decay(1.8), 15, 2, 100) },
		{ name: 'Metal pipe', ...room(size(1 / 32), decay(1.6), 0, 0, 72) },
		{ name: 'Digital eighties', ...free(22.05), ...room(size(0.35), decay(2.6), 3, 1, 110) },
		{ name: 'Cave of the slow clock', ...free(11.025), ...room(size(0.6), decay(6), 4, 3, 110) },
	],
	spare: room(size(0.5), decay(2), 3, 3, 80),
};
