import { type BankDefinition, free, operands } from './bank-definition.ts';
import { sticker } from './sticker.ts';

const FREEZE = 0x80;

/** What becomes of tones. */
interface Tones {
	/** How long they sound on: 0 not at all, 255 for ever, else 0.1 s and twice as long for every 32. */
	readonly sustain: number;
	readonly isFrozen?: boolean;
	/** How loud one must be to be taken, 0 to 15. */
	readonly floor?: number;
	/** How long a freeze lasts, as `sustain`. */
	readonly hold?: number;
	/** 0 dry, 128 both, 255 wet. */
	readonly mix?: number;
}

/** Operands: sustain, freeze and floor; hold and mix. Both instructions stay at NOP, as in the tape echo. */
function knobs({ sustain, isFrozen = false, floor = 0, hold = 255, mix = 255 }: Tones) {
	return operands((sustain << 8) | (isFrozen ? FREEZE : 0) | floor, (hold << 8) | mix);
}

/** The spectrum of the sound, held. */
export const SPECTRAL_FREEZE: BankDefinition = {
	name: 'spectral-freeze',
	title: 'Spectral freeze',
	summary: 'Takes sound apart into 512 tones that sound on, or stand still; its transforms work in words of the frame.',
	about: [
		'SPECTRAL FREEZE',
		'',
		'Takes sound apart into 512 tones every 256 ticks, and lets them sound on.',
		'',
		'Instruction 1    high byte: sustain. 00 is the sound as it was, FF is for ever.',
		'                 low byte: FRZ  no tone is taken any more, all stand still',
		'                           8421 floor: only tones that are louder are taken',
		'Instruction 2    high byte: how long a freeze lasts, FF for ever.',
		'                 low byte: mix, dry, both at 80, wet.',
		'',
		'A slower clock makes the tones finer: at 22.05 kHz they are 43 Hz apart.',
		'The transforms take their memory from the frame, which is free again when the',
		'tick is over. With MIDI CONTROL at BITS a key is FRZ.',
		'Frames are natives of the emulator: the device cannot play this bank.',
		'',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'SPECTRAL FREEZE',
		plate: '#10243e',
		ink: '#cfe8ef',
		accent: '#3e7cb1',
		solid: 'M2,14 H5 V22 H2 Z M8,6 H11 V22 H8 Z M14,10 H17 V22 H14 Z M20,17 H23 V22 H20 Z',
		glyph: 'M1,22 H24 M2,11 L5,8 L9,3 L13,4 L17,8 L23,14',
	}),
	programs: [
		{ name: 'Tones that linger', ...free(22.05), ...knobs({ sustain: 0x80, mix: 0xa0 }) },
		{ name: 'Frozen pad', ...free(22.05), ...knobs({ sustain: 0xff, mix: 0x48 }) },
		{ name: 'Hall of bins', ...knobs({ sustain: 0xa0, floor: 2, mix: 0x58 }) },
		{ name: 'Only the loudest', ...free(32), ...knobs({ sustain: 0x60, floor: 9 }) },
		{ name: 'Shadow of drums', ...knobs({ sustain: 0x40, floor: 5, mix: 0x90 }) },
		{ name: 'Low and slow', ...free(11.025), ...knobs({ sustain: 0xb0, mix: 0xc0 }) },
		{ name: 'As it was, later', ...knobs({ sustain: 0 }) },
		{ name: 'Press FRZ and let go', ...free(22.05), ...knobs({ sustain: 0x20, hold: 0xe0, mix: 0xff }) },
	],
	spare: { ...free(22.05), ...knobs({ sustain: 0x80, mix: 0xa0 }) },
};
