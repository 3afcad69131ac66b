import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { OWN_BANKS } from '../scripts/banks/own-banks.ts';
import { ownFirmware } from '../scripts/banks/own-firmware.ts';
import { type EngineSettings, INITIAL_SETTINGS } from '../src/bridge/engine-parameters.ts';
import { firmwareAssemblyHost } from '../src/bridge/firmware-assembly.ts';
import { engineSettings } from '../src/bridge/program-settings.ts';
import { assemble } from '../src/gazl/assembler.ts';
import type { Program } from '../src/gazl/program.ts';
import { defaultProgram } from '../src/patch/program.ts';
import { SHARED_FOLDER } from './shared-folder.ts';

/** A firmware to measure, and what the panel is set to meanwhile. */
export interface BenchFirmware {
	readonly name: string;
	/** GAZL text, one character per byte. */
	readonly code: string;
	/** What the firmware finds in its `config`. */
	readonly config: string;
	readonly settings: EngineSettings;
}

/** Firmwares and, for those that are not there, lines that say so. */
export interface BenchFirmwares {
	readonly firmwares: readonly BenchFirmware[];
	readonly skipped: readonly string[];
}

const CONFORMANCE_FOLDER = join(SHARED_FOLDER, 'conformance/firmware');

/** What firmwares are played with that come without a program: AND 4020 and OR 6010 at 44.1 kHz, which is set A of their manifest. */
export const CONFORMANCE_SETTINGS: EngineSettings = {
	...INITIAL_SETTINGS,
	clockHz: 44100,
	operator1: 1,
	operand1High: 0x40,
	operand1Low: 0x20,
	operator2: 1,
	operand2High: 0x60,
	operand2Low: 0x10,
};

/** The firmwares that come with the page, with the first program of their banks. */
export function bundledFirmwares(): readonly BenchFirmware[] {
	return OWN_BANKS.map(({ name, programs: [first] }) => {
		const settings = engineSettings({ ...defaultProgram(), ...first }, false);
		return { name, code: ownFirmware(name), config: '', settings };
	});
}

/** The firmwares that come with the page and those of the conformance corpus, if it is there. */
export function findFirmwares(): BenchFirmwares {
	const bundled = bundledFirmwares();
	if (!existsSync(CONFORMANCE_FOLDER)) {
		return { firmwares: bundled, skipped: [`skipped: the conformance firmwares, there is no ${CONFORMANCE_FOLDER}`] };
	}
	const conformance = gazlFiles(CONFORMANCE_FOLDER).map(({ name, code }) => {
		return { name: `conformance/${name}`, code, config: '', settings: CONFORMANCE_SETTINGS };
	});
	return { firmwares: [...bundled, ...conformance], skipped: [] };
}

/** Assembles a firmware as loading it does. */
export function assembleFirmware({ name, code }: BenchFirmware): Program {
	const assembly = assemble(code, firmwareAssemblyHost(0));
	if (!assembly.ok) throw new Error(`${name}, line ${assembly.error.at.line}: ${assembly.error.message}`);
	return assembly.program;
}

function gazlFiles(folder: string): { name: string; code: string }[] {
	const files = readdirSync(folder).filter((file) => file.endsWith('.gazl'));
	return files.sort().map((file) => ({ name: basename(file, '.gazl'), code: readFileSync(join(folder, file), 'latin1') }));
}
