import { describe, expect, it, test } from 'vitest';
import { OWN_BANKS } from './own-banks.ts';
import { sticker } from './sticker.ts';

const DESIGN = { title: 'TEST', plate: '#ffffff', ink: '#000000', glyph: 'M0,0 L24,24' };

/** Instructions of IVG that stickers of banks have (device.md 9.3) and ours need. */
const INSTRUCTIONS = [
	'format',
	'bounds',
	'options',
	'fill',
	'pen',
	'path',
	'rect',
	'ellipse',
	'context',
	'offset',
	'scale',
	'rotate',
];

/** How many numbers each command of a path takes, in both cases; only those of the table are known to be drawn. */
const PATH_NUMBERS: Readonly<Record<string, number>> = {
	M: 2,
	m: 2,
	L: 2,
	l: 2,
	H: 1,
	h: 1,
	V: 1,
	v: 1,
	C: 6,
	c: 6,
	s: 4,
	t: 2,
	A: 7,
	a: 7,
	Z: 0,
	z: 0,
};

/** Checks the form of a path: known commands, each with a whole number of times the numbers that it takes. */
function expectPath(path: string): void {
	const commands = path.match(/[A-Za-z][^A-Za-z]*/g) ?? [];
	expect(commands.join('')).toBe(path);
	expect(path).toMatch(/^[Mm]/);
	for (const text of commands) {
		const [command = ''] = text;
		const needed = PATH_NUMBERS[command];
		const numbers = text.slice(1).match(/-?\d+(\.\d+)?/g) ?? [];
		expect(text.slice(1).replace(/-?\d+(\.\d+)?/g, '')).toMatch(/^[ ,]*$/);
		if (needed === undefined) throw new Error(`${command} is not among the commands of paths`);
		if (needed === 0) expect(numbers).toEqual([]);
		else expect([text, numbers.length % needed, numbers.length > 0]).toEqual([text, 0, true]);
	}
}

describe.each(OWN_BANKS.map(({ name, sticker: lines }) => [name, lines] as const))('the sticker of %s', (_, lines) => {
	it('is IVG-1 of 100 by 40 units, of instructions that every device draws', () => {
		expect(lines.slice(0, 2)).toEqual(['format IVG-1 requires:ImpD-1', 'bounds 0,0,100,40']);
		let depth = 0;
		for (const line of lines) {
			expect(line).toMatch(/^[\t -~]+$/);
			const [instruction = ''] = line.trim().split(' ');
			if (instruction !== ']') expect(INSTRUCTIONS).toContain(instruction);
			depth += line.split('[').length - line.split(']').length;
			expect(depth).toBeGreaterThanOrEqual(0);
			for (const [colour] of line.matchAll(/#\w*/g)) expect(colour).toMatch(/^#([0-9A-Fa-f]{2}){3,4}$/);
		}
		expect(depth).toBe(0);
	});

	it('draws paths whose commands have the numbers that they take', () => {
		const paths = lines.flatMap((line) => [...line.matchAll(/^\s*path svg:\[(.*)\]$/g)]).map(([, path = '']) => path);
		expect(paths).toHaveLength(lines.filter((line) => /^\s*path/.test(line)).length);
		expect(paths.length).toBeGreaterThanOrEqual(3);
		for (const path of paths) expectPath(path);
	});
});

test('stickers differ from each other', () => {
	expect(new Set(OWN_BANKS.map((bank) => bank.sticker.join('\n'))).size).toBe(OWN_BANKS.length);
});

test('every letter can be in a title, and nothing else', () => {
	for (const title of ['ABCDEFGHI', 'JKLMNOPQR', 'STUVWXYZ-']) {
		const paths = sticker({ ...DESIGN, title }).filter((line) => /^\tpath/.test(line));
		for (const line of paths) expectPath(line.slice('\tpath svg:['.length, -1));
	}
	expect(() => sticker({ ...DESIGN, title: 'K9' })).toThrow(/no letter 9/);
	expect(() => sticker({ ...DESIGN, title: 'ONE TWO THREE FOUR' })).toThrow(/more than 3 words/);
});
