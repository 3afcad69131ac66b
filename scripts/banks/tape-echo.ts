import { type BankDefinition, free, operands, synced } from './bank-definition.ts';
import { sticker } from './sticker.ts';

/**
 * Operands: the distance of the heads in frames; feedback and wear. Both instructions stay at NOP, so that the stock CPU lets
 * the dry sound through when the firmware is stopped.
 */
export const TAPE_ECHO: BankDefinition = {
	name: 'tape-echo',
	title: 'Tape echo',
	summary: 'Repeats that glide, wear and waver like those of a tape machine.',
	about: [
		'TAPE ECHO',
		'',
		'One head writes, another reads behind it, and what it reads goes round again.',
		'',
		'Instruction 1    distance of the heads, 0000 to FFFF: up to one cycle of memory.',
		'                 SYNC on, 1/2: 8000 is a quarter note, 6000 a dotted eighth.',
		'Instruction 2    high byte: feedback, from one repeat to no end.',
		'                 low byte: wear of the tape, dulls the repeats and sways them.',
		'',
		'Turn the distance while it plays: the head glides, and the pitch bends.',
		'Turn the clock and the whole machine runs faster or slower.',
		'WRITE PROT keeps what is on the tape and plays it round and round.',
		'REV turns the tape: echoes come back backwards once.',
		'',
		'The dials stay at NOP; this firmware does not use them.',
	],
	sticker: sticker({
		title: 'TAPE ECHO',
		plate: '#e6d3a3',
		ink: '#3a2a1a',
		glyph:
			'M7.5,2 A6.5,6.5 0 1 0 7.5,15 A6.5,6.5 0 1 0 7.5,2 Z M19,4.5 A4,4 0 1 0 19,12.5 A4,4 0 1 0 19,4.5 Z M1,8.5 V20 H23 V8.5',
		solid:
			'M7.5,6.5 A2,2 0 1 0 7.5,10.5 A2,2 0 1 0 7.5,6.5 Z M19,6.5 A2,2 0 1 0 19,10.5 A2,2 0 1 0 19,6.5 Z M10,20 L11,24 H15 L16,20 Z',
		accent: '#b5502f',
	}),
	programs: [
		{ name: 'Dotted eighth', ...synced('1/2'), ...operands(0x6000, 0x6040) },
		{ name: 'Slapback', ...operands(0x1300, 0x2030) },
		{ name: 'Quarter notes', ...synced('1/1'), ...operands(0x4000, 0x9060) },
		{ name: 'Clean eighths', ...synced('1/2'), ...operands(0x4000, 0x5000) },
		{ name: 'Triplet bounce', ...synced('1/2'), ...operands(0x5555, 0x8020) },
		{ name: 'Sixteenth stutter', ...synced('1/2'), ...operands(0x2000, 0xc008) },
		{ name: 'Half-note wash', ...synced('1/1'), ...operands(0x8000, 0xb0a0) },
		{ name: 'Doubler', ...operands(0x0450, 0x00c0) },
		{ name: 'Wobbly comb', ...operands(0x0030, 0xa0ff) },
		{ name: 'Metal tube', ...operands(0x00c8, 0xe010) },
		{ name: 'Small tin room', ...free(12), ...operands(0x0200, 0xd080), filter: { mode: 'lowpass', hz: 3500 } },
		{ name: 'Dub that never ends', ...free(22.05), ...operands(0x2b11, 0xff90), inputLevelDb: -6, limiter: true },
		{ name: 'Five-second loop', ...free(11.025), ...operands(0xd755, 0xf040) },
		{ name: 'Radio from the attic', ...free(16), ...operands(0x1f40, 0xa0c0), filter: { mode: 'highpass', hz: 500 } },
	],
	spare: operands(0x4000, 0x6020),
};
