import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linkProgram } from '../../src/gazl/linked-program.ts';
import type { Bank } from '../../src/patch/bank.ts';
import { readBank } from '../../src/patch/bank-reader.ts';
import { writeBank } from '../../src/patch/bank-writer.ts';
import { assembleFirmware, findFirmwares } from '../bench-firmware.ts';
import { digits, figuresTable, spreadCells } from '../figures-table.ts';
import { type Measurement, measureInTurns, type Subject, timeOf } from '../measure-in-turns.ts';
import type { Section } from '../section.ts';
import { SHARED_FOLDER } from '../shared-folder.ts';

const PLAN = { warmUpRounds: 30, rounds: 101 };

const BANK_FOLDER = join(SHARED_FOLDER, 'banks');

/** Two steps of loading or saving one thing, in microseconds. */
interface LoadFigures {
	readonly name: string;
	readonly sizeBytes: number;
	readonly steps: readonly [Measurement, Measurement];
}

/** `load`: what comes before a firmware plays, and reading and writing banks. */
export const LOAD_SECTION: Section = {
	name: 'load',
	summary: 'time to assemble and link each firmware, and to read and write each bank',
	measure() {
		const { firmwares, skipped: withoutFirmwares } = findFirmwares();
		const programs = measureSteps(
			firmwares.map((firmware) => {
				const program = assembleFirmware(firmware);
				return {
					name: firmware.name,
					sizeBytes: firmware.code.length,
					steps: [() => assembleFirmware(firmware), () => linkProgram(program)],
				};
			}),
		);
		const banks = measureSteps(bankFiles().map(bankWork));
		const skipped = [
			...withoutFirmwares,
			...(banks.length === 0 ? [`skipped: the banks, there are none in ${BANK_FOLDER}`] : []),
		];
		const text = [
			`microseconds, median and quartiles of ${PLAN.rounds} rounds; ratio to the first row`,
			stepsTable('firmware', ['assemble', 'link'], programs),
			...(banks.length > 0 ? ['', stepsTable('bank', ['read', 'write'], banks)] : []),
			...skipped,
		].join('\n');
		return { text, figures: { unit: 'µs', programs, banks, skipped } };
	},
};

/** Something to load, in two steps that do not depend on each other's outcome. */
interface Work {
	readonly name: string;
	readonly sizeBytes: number;
	readonly steps: readonly [() => void, () => void];
}

function measureSteps(works: readonly Work[]): LoadFigures[] {
	const subjects = (step: 0 | 1): Subject[] =>
		works.map(({ name, steps }) => ({ name, measureRound: () => 1000 * timeOf(steps[step]) }));
	const first = measureInTurns(subjects(0), PLAN);
	const second = measureInTurns(subjects(1), PLAN);
	return works.map(({ name, sizeBytes }, index) => ({ name, sizeBytes, steps: [first[index], second[index]] }));
}

function bankFiles(): string[] {
	if (!existsSync(BANK_FOLDER)) return [];
	return readdirSync(BANK_FOLDER)
		.filter((file) => file.endsWith('.p8bank'))
		.sort();
}

function bankWork(name: string): Work {
	const bytes = new Uint8Array(readFileSync(join(BANK_FOLDER, name)));
	const read = (): Bank => {
		const { bank } = readBank(bytes);
		if (bank === null) throw new Error(`${name} cannot be read`);
		return bank;
	};
	const bank = read();
	const write = (): void => {
		const writing = writeBank(bank);
		if (!writing.ok) throw new Error(`${name}: ${writing.message}`);
	};
	return { name, sizeBytes: bytes.length, steps: [read, write] };
}

function stepsTable(heading: string, steps: readonly [string, string], rows: readonly LoadFigures[]): string {
	return figuresTable(
		[heading, 'KiB', ...steps.flatMap((step) => [step, 'quartiles', 'ratio'])],
		rows.map(({ name, sizeBytes, steps: measurements }) => [
			name,
			digits(sizeBytes / 1024),
			...measurements.flatMap(({ figure, ratio }) => [...spreadCells(figure), digits(ratio)]),
		]),
	);
}
