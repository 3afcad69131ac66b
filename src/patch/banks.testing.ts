/** What the tests of banks share: the real files, a small bank with known line numbers, arbitrary programs and banks. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Bank, Firmware } from './bank.ts';
import { defaultProgram, type Program, SLOTS, withName } from './program.ts';
import { DIVISIONS } from './sync-clock.ts';

const BANKS = join(import.meta.dirname, '../../../shared/banks');

/** The real bank files: name without ending, and bytes. */
export const REAL_BANKS = readdirSync(BANKS)
	.filter((file) => file.endsWith('.p8bank'))
	.map((file) => ({ name: file.replace('.p8bank', ''), bytes: new Uint8Array(readFileSync(join(BANKS, file))) }));

/** A file's text, one char per byte. */
export function latin1(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('latin1');
}

/** Line of the first line in `smallBank`'s A0. */
export const FIELD_LINE = 5;

/**
 * A V2 bank of thirty programs without a field, but for `fields`, which are the lines of A0 from line 5 on, indented by three
 * tabs, and `rest`, lines after Programs, indented by one: from line 36 on when A0 is empty.
 */
export function smallBank(fields: readonly string[] = [], rest: readonly string[] = []): string {
	const [first, ...others] = SLOTS;
	return [
		'Permut8BankV2: {',
		'\tCurrentProgram: A0',
		'\tPrograms: {',
		`\t\t${first}: {`,
		...fields.map((line) => `\t\t\t${line}`),
		'\t\t}',
		...others.map((slot) => `\t\t${slot}: { }`),
		'\t}',
		...rest.map((line) => `\t${line}`),
		'}',
		'',
	].join('\r\n');
}

/** Everything of a bank that its users see. */
export function withoutSource({ source: _, ...bank }: Bank): Bank {
	return bank;
}

/** Numbers with so few digits that a 32-bit float keeps them. */
function tenths(minimum: number, maximum: number): fc.Arbitrary<number> {
	return fc.integer({ min: minimum * 10, max: maximum * 10 }).map((value) => value / 10);
}

const latin1Char = fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code));

/** A line of text with any char of Latin-1 and some beyond, but no line feed. */
export const arbitraryLine = fc
	.array(fc.oneof({ weight: 8, arbitrary: latin1Char }, fc.constantFrom('"', '\\', "'", '\t', '{', '}', ';', '→')), {
		maxLength: 12,
	})
	.map((chars) => chars.join('').replaceAll('\n', ' '));

const arbitraryClock = fc.oneof(
	tenths(0, 352.8).map((kHz) => ({ clock: { kind: 'free', kHz }, syncMode: 'off' }) as const),
	fc
		.tuple(fc.constantFrom(...DIVISIONS), fc.constantFrom('standard', 'dotted', 'triplets'))
		.map(([division, syncMode]) => ({ clock: { kind: 'synced', division }, syncMode }) as const),
);

const arbitraryFilter = fc.oneof(
	fc.constant({ mode: 'off', hz: 0 } as const),
	tenths(40, 24000).map((hz) => ({ mode: 'lowpass', hz }) as const),
	tenths(20, 12000).map((hz) => ({ mode: 'highpass', hz }) as const),
);

const byte = fc.integer({ min: 0, max: 255 });
const operator = fc.constantFrom(0, 1, 2, 3, 4);

/** Any program that a bank can hold without losing a digit. */
export const arbitraryProgram: fc.Arbitrary<Program> = fc
	.record({
		name: arbitraryLine,
		clock: arbitraryClock,
		settings: fc.record({
			modified: fc.boolean(),
			inputLevelDb: tenths(-54, 54),
			limiter: fc.boolean(),
			filter: arbitraryFilter,
			filterPlacement: fc.constantFrom('off', 'input', 'feedback', 'output'),
			feedbackPercent: tenths(0, 110),
			feedbackFlip: fc.boolean(),
			feedbackInvert: fc.boolean(),
			outputLevelDb: tenths(-54, 54),
			mixPercent: tenths(0, 100),
			reverse: fc.boolean(),
			operator1: operator,
			operand1High: byte,
			operand1Low: byte,
			operator2: operator,
			operand2High: byte,
			operand2Low: byte,
		}),
	})
	.map(({ name, clock, settings }) => withName({ ...settings, ...clock } as Program, name));

const arbitraryFirmware: fc.Arbitrary<Firmware> = fc.record({
	name: arbitraryLine,
	config: arbitraryLine,
	code: fc.array(arbitraryLine, { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n')),
	logo: fc.array(arbitraryLine, { maxLength: 3 }),
	about: fc.array(arbitraryLine, { maxLength: 3 }),
});

/** Any bank; a few slots differ from the default program. */
export const arbitraryBank: fc.Arbitrary<Bank> = fc
	.record({
		currentProgram: fc.constantFrom(...SLOTS),
		edits: fc.array(fc.tuple(fc.nat({ max: SLOTS.length - 1 }), arbitraryProgram), { maxLength: 4 }),
		firmware: fc.option(arbitraryFirmware, { nil: undefined }),
	})
	.map(({ currentProgram, edits, firmware }) => {
		const edited = new Map(edits);
		const programs = SLOTS.map((_, index) => edited.get(index) ?? defaultProgram());
		return { version: 2, currentProgram, programs, ...(firmware && { firmware }) };
	});
