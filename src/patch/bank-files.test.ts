import { describe, expect, it } from 'vitest';
import type { Bank } from './bank.ts';
import { readBank } from './bank-reader.ts';
import { writeBank } from './bank-writer.ts';
import { latin1, REAL_BANKS, withoutSource } from './banks.testing.ts';
import { wholeNotes } from './sync-clock.ts';

function read(bytes: Uint8Array | string): Bank {
	const { bank, diagnostics } = readBank(bytes);
	if (!bank) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
	return bank;
}

function write(bank: Bank, version: 1 | 2): string {
	const written = writeBank(bank, { version });
	if (!written.ok) throw new Error(written.message);
	return written.text;
}

const BANKS = REAL_BANKS.map(({ name, bytes }) => ({ name, bytes, bank: read(bytes) }));
const PROGRAMS = BANKS.flatMap(({ bank }) => bank.programs);

function programNamed(name: string): Bank['programs'][number] {
	const program = PROGRAMS.find((candidate) => candidate.name === name);
	if (!program) throw new Error(`no program is called ${name}`);
	return program;
}

describe.each(BANKS)('the bank $name', ({ bytes, bank }) => {
	it('is written back byte for byte', () => {
		expect(write(bank, bank.version)).toBe(latin1(bytes));
	});

	it('reads without complaint, but for names too long for the plugin', () => {
		expect(readBank(bytes).diagnostics.filter(({ code }) => code !== 'LONG_NAME')).toEqual([]);
	});

	it('has thirty programs that are not modified, and A0 as the current one', () => {
		expect(bank.programs).toHaveLength(30);
		expect(bank.programs.some(({ modified }) => modified)).toBe(false);
		expect(bank.currentProgram).toBe('A0');
	});

	it('counts as many programs of each setting as the file has lines of it', () => {
		const text = latin1(bytes);
		const lines = (pattern: RegExp) => [...text.matchAll(pattern)].length;
		const programs = (claim: (program: Bank['programs'][number]) => boolean) => bank.programs.filter(claim).length;
		expect(programs((p) => p.name !== undefined)).toBe(lines(/\tName: /g));
		expect(programs((p) => p.limiter)).toBe(lines(/\tLimiter: "?On/g));
		expect(programs((p) => p.filter.mode === 'off')).toBe(lines(/\tFilterFreq: "?---/g));
		expect(programs((p) => p.filter.mode === 'lowpass')).toBe(lines(/\tFilterFreq: "?LP/g));
		expect(programs((p) => p.filterPlacement === 'feedback')).toBe(lines(/\tFilterPlacement: "?Feedback/g));
		expect(programs((p) => p.feedbackFlip)).toBe(lines(/\tFeedbackFlip: "?On/g));
		expect(programs((p) => p.feedbackInvert)).toBe(lines(/\tFeedbackInvert: "?On/g));
		expect(programs((p) => p.mixPercent === 100)).toBe(lines(/\tMix: "?100\.0/g));
		expect(programs((p) => p.clock.kind === 'free')).toBe(lines(/\tClockFreq: .*kHz/g));
		expect(programs((p) => p.syncMode === 'standard')).toBe(lines(/\tSyncMode: "?Standard/g));
		expect(programs((p) => p.syncMode === 'dotted')).toBe(lines(/\tClockFreq: .*\dD/g));
		expect(programs((p) => p.syncMode === 'triplets')).toBe(lines(/\tClockFreq: .*\dT/g));
		expect(programs((p) => p.reverse)).toBe(lines(/\tReverse: "?On/g));
		expect(programs((p) => p.operator1 === 2)).toBe(lines(/\tOperator1: (MUL|"2")/g));
		expect(programs((p) => p.operator2 === 4)).toBe(lines(/\tOperator2: (SUB|"4")/g));
		expect(programs((p) => p.operand2High === 0)).toBe(lines(/\tOperand2\.?High: "?0x00/g));
	});

	it('is the same bank in the other format', () => {
		const other = bank.version === 1 ? 2 : 1;
		const converted = read(write(bank, other));
		expect({ ...withoutSource(converted), version: bank.version }).toEqual(withoutSource(bank));
	});

	it('comes back from the other format byte for byte, with the Modified lines that some old banks lack', () => {
		const other = bank.version === 1 ? 2 : 1;
		const back = write(read(write(bank, other)), bank.version);
		expect(back.replace(/\t*Modified: false\r\n/g, '')).toBe(latin1(bytes).replace(/\t*Modified: false\r\n/g, ''));
		expect([...back.matchAll(/Modified: false/g)]).toHaveLength(30);
	});
});

describe('the programs of all banks', () => {
	it('keep within the ranges observed over the shipped banks', () => {
		for (const { inputLevelDb, outputLevelDb, filter, feedbackPercent, mixPercent, clock } of PROGRAMS) {
			expect(Math.abs(inputLevelDb)).toBeLessThanOrEqual(54);
			expect(outputLevelDb).toBeGreaterThanOrEqual(-18.87);
			expect(outputLevelDb).toBeLessThanOrEqual(54);
			expect(feedbackPercent).toBeGreaterThanOrEqual(0);
			expect(feedbackPercent).toBeLessThanOrEqual(110);
			expect(mixPercent).toBeGreaterThanOrEqual(0);
			expect(mixPercent).toBeLessThanOrEqual(100);
			if (filter.mode === 'lowpass') expect(filter.hz >= 62.59 && filter.hz <= 22512.9).toBe(true);
			if (filter.mode === 'highpass') expect(filter.hz >= 22.73 && filter.hz <= 12000).toBe(true);
			if (clock.kind === 'free') expect(clock.kHz >= 0 && clock.kHz <= 352.8).toBe(true);
		}
	});

	it('include the one whose name gives its delay away: 3/16', () => {
		const { clock, syncMode, operator2, operand2High, operand2Low } = programNamed('Delay 3/16 (exact)');
		expect({ clock, syncMode, operator2, operand2High, operand2Low }).toEqual({
			clock: { kind: 'synced', division: '1/2' },
			syncMode: 'dotted',
			operator2: 3,
			operand2High: 0xff,
			operand2Low: 0xe0,
		});
		expect(wholeNotes('1/2', 'dotted') / 4).toBe(3 / 16);
	});

	it('read numbers as what their 32-bit floats stand for', () => {
		const freeRates = PROGRAMS.flatMap(({ clock }) => (clock.kind === 'free' ? [clock.kHz] : []));
		// 44.09999847 in the files.
		expect(freeRates.filter((kHz) => kHz === 44.1).length).toBe(64);
		// 352.79998779 in the files.
		expect(freeRates.filter((kHz) => kHz === 352.8).length).toBeGreaterThanOrEqual(4);
	});

	it('have their escaped apostrophe only in the file', () => {
		expect(programNamed("TOR: What's Cookin'?").name).toBeDefined();
	});
});
