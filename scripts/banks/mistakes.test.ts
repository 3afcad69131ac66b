import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileImpala } from '../../src/impala/compile.ts';
import { formatImpala } from '../../src/impala/format/format.ts';
import { readBank } from '../../src/patch/bank-reader.ts';
import { MENDING_OPERAND, MISTAKE_FOLDER, MISTAKE_TAG, MISTAKES, type MistakeKind } from '../../src/store/mistakes.ts';
import { HeapTrio } from './heap-trio.testing.ts';
import { MISTAKE_BANKS } from './mistake-banks.ts';
import { bankFile, listBanks, packBanks } from './own-banks.ts';
import { FIRMWARE_FOLDER, ownSource, sourceFile } from './own-firmware.ts';
import { loudest } from './word-measures.testing.ts';

const FOLDER = join(FIRMWARE_FOLDER, MISTAKE_FOLDER);
const FILES = packBanks();

/** What the heap answers to a mistake when nobody checks: it sees those of its own natives. */
const REFUSED: Partial<Record<MistakeKind, string>> = { doubleFree: 'alreadyFree', outOfMemory: 'outOfMemory' };

const tone = (tick: number): number => Math.round(1000 * Math.sin(tick * 0.05));

describe.each(MISTAKES.map((mistake) => [mistake.name, mistake] as const))(
	'the firmware %s',
	(name, { kind, buffer, firstTick, tour }) => {
		const source = ownSource(name, FOLDER);
		const faultyLine = source.split('\n').findIndex((line) => line.includes(MISTAKE_TAG)) + 1;

		it('has a source in the style of the formatter, without a warning, with one line that is wrong and the name of its buffer', () => {
			expect(compileImpala(source)).toMatchObject({ ok: true, warnings: [] });
			expect(formatImpala(source).text === source, 'run p8 format --write').toBe(true);
			expect(source.split(`// ${MISTAKE_TAG} `)).toHaveLength(2);
			if (buffer === 'frame') expect(source).toContain('frameAlloc');
			else expect(source).toContain(`"${buffer}"`);
			for (const paragraph of Object.values(tour)) expect(paragraph).toMatch(/^[A-Z].*\.$/);
		});

		it('sounds as if nothing were wrong, and the heap refuses only what it can see, from its first tick on at that line', () => {
			const trio = new HeapTrio(source);
			const before = trio.play(firstTick, tone);
			expect(trio.refusals()).toEqual([]);
			const words = trio.play(600, tone);
			expect(loudest(words)).toBeGreaterThan(300);
			expect(loudest(words)).toBeLessThanOrEqual(2047);
			expect(loudest(before)).toBeLessThanOrEqual(2047);
			const refusals = trio.refusals();
			const outcome = REFUSED[kind];
			expect(refusals.length > 0).toBe(outcome !== undefined);
			for (const refusal of refusals) expect(refusal).toMatchObject({ outcome, line: faultyLine });
		});

		it('does nothing wrong that the heap could see once it is mended, and sounds on', () => {
			const trio = new HeapTrio(source, { [MENDING_OPERAND]: 1 });
			const words = trio.play(firstTick + 1500, tone);
			expect(loudest(words.subarray(-1500))).toBeGreaterThan(300);
			expect(trio.refusals()).toEqual([]);
		});

		it('has a bank with a program that does it and one that does not', () => {
			const definition = MISTAKE_BANKS.find((bank) => bank.name === name);
			if (definition === undefined) throw new Error('it has none');
			const { bank, diagnostics } = readBank(FILES.get(bankFile(definition)) ?? new Uint8Array());
			expect(diagnostics).toEqual([]);
			expect(bank?.firmware?.name).toBe(name);
			expect(bank?.programs.slice(0, 2)).toMatchObject([
				{ name: 'As it is', [MENDING_OPERAND]: 0 },
				{ name: 'Mended', [MENDING_OPERAND]: 0x80 },
			]);
			expect(definition.about.length).toBeLessThanOrEqual(21);
			for (const line of definition.about) expect(line.length).toBeLessThanOrEqual(80);
		});
	},
);

describe('the mistakes', () => {
	it('are one of each kind at least, and all sources in their folder', () => {
		const kinds: readonly MistakeKind[] = ['overflow', 'underflow', 'useAfterFree', 'doubleFree', 'leak', 'outOfMemory'];
		expect(new Set(MISTAKES.map(({ kind }) => kind))).toEqual(new Set(kinds));
		expect(readdirSync(FOLDER).sort()).toEqual(MISTAKES.map(({ name }) => sourceFile(name)).sort());
	});

	it('are not listed among the instruments', () => {
		const listed = listBanks().map(({ file }) => file);
		for (const bank of MISTAKE_BANKS) expect(listed).not.toContain(bankFile(bank));
	});

	it('the leak takes a block with every turn of the knob, and gives none back', () => {
		const blocksOf = (controls: object) => {
			const trio = new HeapTrio(ownSource('mistake-leak', FOLDER), controls);
			for (const operand1High of [20, 40, 60]) {
				trio.turn({ operand1High });
				trio.play(200, tone);
			}
			return [1, 2, 3].reduce((sum, level) => sum + trio.levels.liveBlocks(level), 0);
		};
		// The lines of init(), of the first update() and of three turns; mended, that of init() is lost before it hears of it.
		expect(blocksOf({})).toBe(5);
		expect(blocksOf({ [MENDING_OPERAND]: 1 })).toBeLessThanOrEqual(3);
	});
});
