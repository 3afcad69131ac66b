import { type BankDefinition, free, operands, synced } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/** Switches of the low byte of operand 2; the three on the right say how much dry sound there is, 0 to 7. */
const SWITCH = { reverse: 0x80, octaveDown: 0x40, fifthDown: 0x20, fifthUp: 0x10, octaveUp: 0x08 } as const;

/** What grains are. */
interface Grains {
	/** Average size, frames, from 128 to 8192. */
	readonly frames: number;
	/** How many there are at a time, 0 to 255. */
	readonly density: number;
	/** How far back they come from, frames, up to 48450. */
	readonly scatterFrames: number;
	readonly switches?: readonly (keyof typeof SWITCH)[];
	readonly dry?: number;
}

/** Operands: size and density; scatter, pitches and dry sound. Both instructions stay at NOP, as in the tape echo. */
function knobs({ frames, density, scatterFrames, switches = [], dry = 0 }: Grains) {
	const size = Math.max(0, Math.round(256 * Math.sqrt((frames - 128) / (8192 - 128))) - 1);
	const low = switches.reduce((byte, name) => byte | SWITCH[name], dry);
	return operands((size << 8) | density, (Math.round(scatterFrames / 190) << 8) | low);
}

/** Grains of what was heard, in buffers of every size. */
export const GRAIN_CLOUD: BankDefinition = {
	name: 'grain-cloud',
	title: 'Grain cloud',
	summary: 'Pieces of the last moments, transposed and turned, each in a buffer that is taken and freed as it plays.',
	about: [
		'GRAIN CLOUD',
		'',
		'Copies pieces of what was heard, and plays up to sixteen of them at a time.',
		'',
		'Instruction 1    high byte: size, 128 to 8192 frames, and half more or less.',
		'                 low byte: density.',
		'Instruction 2    high byte: scatter, how far back pieces are taken from.',
		'                 low byte: rev  backwards',
		'                           -8 -5 +5 +8  pitches; with all down as it was',
		'                           421  how much dry sound there is',
		'',
		'Short grains are asked for in L1, longer ones in L2, the longest in Lext; what',
		'is full hands on to the next. Memory shows how they come and go.',
		'WRITE PROT keeps the memory: the cloud is made of the same moments for ever.',
		'Blocks are natives of the emulator: the device cannot play this bank.',
		'',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'GRAIN CLOUD',
		plate: '#4a4e69',
		ink: '#f2e9e4',
		accent: '#c9ada7',
		solid: 'M3,14 A2,2 0 1 0 7,14 A2,2 0 1 0 3,14 Z M10,8 A3,3 0 1 0 16,8 A3,3 0 1 0 10,8 Z',
		glyph:
			'M9,17 A1.500,1.500 0 1 0 12,17 A1.500,1.500 0 1 0 9,17 Z M17,14 A2.500,2.500 0 1 0 22,14 A2.500,2.500 0 1 0 17,14 Z M4,6 A1.500,1.500 0 1 0 7,6 A1.500,1.500 0 1 0 4,6 Z M19,5 V6 M14,21 V22 M4,20 V21',
	}),
	programs: [
		{ name: 'Soft shadow', ...knobs({ frames: 3000, density: 0x60, scatterFrames: 12_000, dry: 5 }) },
		{ name: 'Octave mist', ...knobs({ frames: 5000, density: 0xa0, scatterFrames: 20_000, switches: ['octaveUp'], dry: 5 }) },
		{
			name: 'Shards',
			...knobs({ frames: 300, density: 0x30, scatterFrames: 30_000, switches: ['octaveUp', 'fifthUp'], dry: 3 }),
		},
		{
			name: 'Backwards drizzle',
			...knobs({ frames: 2000, density: 0x50, scatterFrames: 40_000, switches: ['reverse'], dry: 4 }),
		},
		{
			name: 'Organ of fifths',
			...knobs({ frames: 6000, density: 0xff, scatterFrames: 6000, switches: ['octaveDown', 'fifthUp', 'octaveUp'] }),
		},
		{
			name: 'Whale',
			...free(22.05),
			...knobs({ frames: 8000, density: 0x90, scatterFrames: 24_000, switches: ['octaveDown', 'fifthDown', 'reverse'], dry: 1 }),
		},
		{ name: 'Stretched beat', ...synced('1/1'), ...knobs({ frames: 1400, density: 0xd0, scatterFrames: 8192 }) },
		{ name: 'Dust', ...knobs({ frames: 130, density: 0x00, scatterFrames: 48_000, switches: ['octaveUp'], dry: 6 }) },
	],
	spare: knobs({ frames: 3000, density: 0x60, scatterFrames: 12_000, dry: 5 }),
};
